"""The stability of a ranking: against every way in which the rows of a small case can fall."""

import sys

import pytest

from testimonia.analysis import rank_stability, retention
from testimonia.analysis.example import case_of, village

from .doubtful import naming, worlds

CASE = naming(
    ("bela", "anna", "high", "1651", "s1"), ("bela", "anna", "low", "1651", "s1"), ("clara", "anna", "low", "1651", "s2"),
    ("anna", "bela", "high", "1651", "s3"), ("clara", "bela", "low", "1651", "s2"), ("anna", "clara", "low", "1651", "s3"),
)  # fmt: skip


def exact(case, level, column, top, together):
    """Probabilities by enumeration: first, alone, in the first `top`, and the mean count, of each accused."""
    rows, found = case.testimonies, {}
    for kept, weight in worlds(case, level, together):
        counts = rows[list(kept)].groupby("accused")[column].nunique() if column != "row" else rows[list(kept)].groupby("accused").size()
        for who in set(rows["accused"]):
            mine = counts.get(who, 0)
            more, ties = sum(counts > mine), sum(counts == mine)
            said = (mine, mine > 0 and more == 0, mine > 0 and more == 0 and ties == 1, mine > 0 and more < top)
            found[who] = [a + weight * b for a, b in zip(found.get(who, [0] * 4), said)]
    return found


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("count, column", [("statements", "statement"), ("deponents", "deponent"), ("testimonies", "row")])
def test_probabilities_are_those_of_enumeration(count, column, together):
    """A reader would be told how stable a rank is by a formula that nobody had tried against the plain sum."""
    case = CASE if column != "row" else CASE.with_tables({"testimonies": CASE.testimonies.assign(row=CASE.testimonies.index)})
    table = rank_stability(case, count=count, top=2, together=together, draws=40_000, seed=3)
    for level, part in table.groupby("retention"):
        expected = exact(case, level, column, 2, together)
        for one in part.itertuples():
            assert [one.expected, one.first, one.alone, one.top] == pytest.approx(expected[one.accused], abs=0.013), (level, one.accused)


def test_what_is_certain_is_certain():
    """At a retention of one the ranking of the record itself must come out, in every replicate."""
    sure = naming(("bela", "anna", "high", "1651", "s1"), ("clara", "anna", "high", "1651", "s2"), ("anna", "bela", "high", "1651", "s3"), chances={"high": (1, 1)})
    table = rank_stability(sure, draws=50)
    assert set(table.query("accused == 'anna'")["alone"]) == {1.0} and set(table.query("accused == 'anna'")["rank_high"]) == {1}
    assert set(table.query("accused == 'bela'")["first"]) == {0.0} and set(table.query("accused == 'bela'")["rank_low"]) == {2}


@pytest.mark.parametrize("together", [False, True])
def test_the_same_whatever_the_workers(together):
    """A figure would change with the machine on which it was drawn."""
    pytest.importorskip("joblib")
    alone = rank_stability(CASE, together=together, draws=500, seed=5, n_jobs=1)
    assert alone.equals(rank_stability(CASE, together=together, draws=500, seed=5, n_jobs=2))
    assert alone.equals(rank_stability(CASE, together=together, draws=500, seed=5))
    assert not alone.equals(rank_stability(CASE, together=together, draws=500, seed=6))


@pytest.mark.slow
def test_one_line_sends_it_to_dask():
    """The sentence that tells a forker to change one line would be untrue."""
    joblib, distributed = pytest.importorskip("joblib"), pytest.importorskip("distributed")
    alone = rank_stability(CASE, draws=500, seed=5)
    with distributed.Client(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None):
        with joblib.parallel_config(backend="dask"):
            assert rank_stability(CASE, draws=500, seed=5).equals(alone)


def test_without_joblib_one_process_does_the_work(monkeypatch):
    """A reader who has not installed joblib would get no result, or no word of what to install."""
    monkeypatch.setitem(sys.modules, "joblib", None)
    with pytest.raises(ModuleNotFoundError, match="install it, or leave n_jobs out"):
        rank_stability(CASE, draws=20, n_jobs=2)
    assert len(rank_stability(CASE, draws=20, n_jobs=1)) == 9


def test_ten_thousand_replicates_of_many_rows_are_quick():
    """Ranks over a hundred thousand rows must not need a cluster: rows of one class are one binomial."""
    import time

    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(0)
    n = 100_000
    who = np.array([f"p{k}" for k in range(300)])
    rows = pd.DataFrame({
        "accused": who[np.minimum(rng.zipf(1.7, n), 300) - 1], "deponent": who[rng.integers(0, 300, n)], "basis": "stated",
        "certainty": np.array(["high", "low"])[rng.integers(0, 2, n)], "statement": [f"s{k}" for k in range(n)],
    }, index=pd.Index([f"r{k}" for k in range(n)], name="id"))  # fmt: skip
    start = time.process_time()
    table = rank_stability(CASE.with_tables({"testimonies": rows}), draws=2000)
    assert time.process_time() - start < 20 and table["expected"].max() > 10_000


def test_ranges_are_declared_or_refused():
    """A range that is none, or is missing, would silently become a probability."""
    with pytest.raises(ValueError, match="declares no retention ranges"):
        rank_stability(village())
    with pytest.raises(ValueError, match="stated, low"):
        rank_stability(naming(("bela", "anna", "low", "1651", "s1"), chances={"high": (0.5, 1)}))
    with pytest.raises(ValueError, match="0.9 to 0.5 is no range"):
        retention(naming(("bela", "anna", "high", "1651", "s1"), chances={"high": (0.9, 0.5)}))
    twice = [{"basis": "stated", "certainty": "high", "low": 0, "high": 1, "rationale": "x"}] * 2
    with pytest.raises(ValueError, match="declared twice"):
        retention(case_of(retention=twice))
    with pytest.raises(ValueError, match="count is one of"):
        rank_stability(CASE, count="rows")
