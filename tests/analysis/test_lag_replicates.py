"""Lags under doubt: against every day and every set of rows of a small case."""

import itertools

import numpy as np
import pytest

from testimonia.analysis import lag_replicates

from .doubtful import naming, worlds

ARREST = {"id": "arrest", "date": "1651-01-05/1651-01-08", "title": "Arrest", "kind": "arrest", "actors": ("anna",)}
CASE = naming(
    ("bela", "anna", "high", "1651-01-02/1651-01-06", "s1"), ("clara", "anna", "low", "1651-01-01/1651-01-03", "s2"),
    ("clara", "bela", "low", "1651-01-01", "s2x"), events=[ARREST],
)  # fmt: skip


def exact(level):
    """Shares of each lag, and of no naming at all, by enumeration of rows and days."""
    lags, unnamed = {}, 0.0
    for kept, weight in worlds(CASE, level):
        spans = [span for span, stands in zip((range(2, 7), range(1, 4)), kept) if stands]
        if not spans:
            unnamed += weight
            continue
        days = list(itertools.product(range(5, 9), *spans))
        for arrest, *said in days:
            lags[arrest - min(said)] = lags.get(arrest - min(said), 0) + weight / len(days)
    return lags, unnamed


def test_signs_and_limits_are_those_of_enumeration():
    """The probability that a naming came first would be nobody's but the simulation's."""
    table = lag_replicates(CASE, ["anna"], draws=60_000, seed=2).set_index("retention")
    for level in ("low", "middle", "high"):
        lags, unnamed = exact(level)
        total = sum(lags.values())
        one = table.loc[level]
        assert one["unnamed"] == pytest.approx(unnamed, abs=0.01)
        assert one["named_first"] == pytest.approx(sum(p for lag, p in lags.items() if lag > 0) / total, abs=0.01)
        assert one["same_day"] == pytest.approx(lags.get(0, 0) / total, abs=0.01)
        ordered = sorted(lags)
        cumulated = np.cumsum([lags[lag] for lag in ordered]) / total
        for column, at in (("low", 0.025), ("median", 0.5), ("high", 0.975)):
            near = {ordered[np.searchsorted(cumulated, at - 0.01)], ordered[min(np.searchsorted(cumulated, at + 0.01), len(ordered) - 1)]}
            assert min(near) <= one[column] <= max(near)


def test_rows_of_one_statement_fall_on_one_day():
    """Two rows of one protocol would be given two days, and the first of them would be too early."""
    twice = naming(("bela", "anna", "high", "1651-01-01/1651-01-10", "s1"), ("clara", "anna", "high", "1651-01-01/1651-01-10", "s1"),
                   chances={"high": (1, 1)}, events=[{**ARREST, "date": "1651-01-20"}])  # fmt: skip
    table = lag_replicates(twice, ["anna"], draws=20_000)
    assert table["median"].tolist() == [14, 14, 14] or table["median"].tolist() == [15, 15, 15]
    assert table["low"].tolist() == [10, 10, 10] and table["high"].tolist() == [19, 19, 19]


def test_nothing_to_tell_is_missing():
    """Somebody without an arrest, or whom only an open date names, would be given a lag all the same."""
    open_ = naming(("bela", "clara", "high", "1651-01-01/..", "s1"), ("bela", "dora", "high", "1651-01-01", "s2"), events=[{**ARREST, "actors": ("clara",)}])
    table = lag_replicates(open_, ["clara", "dora"], draws=100)
    assert table["median"].isna().all()
    assert table.query("accused == 'clara'")["unnamed"].eq(1).all() and table.query("accused == 'clara'")["undated"].eq(1).all()
    alone = lag_replicates(CASE, ["anna"], draws=300, n_jobs=1)
    assert alone.equals(lag_replicates(CASE, ["anna"], draws=300)) and alone.equals(lag_replicates(CASE, ["anna"], draws=300, n_jobs=2))
    with pytest.raises(KeyError, match="no such actor"):
        lag_replicates(CASE, ["nobody"])
