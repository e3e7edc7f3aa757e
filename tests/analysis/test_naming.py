"""Counts of namings, certain and possible: against enumeration and by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import cumulative, named_by
from testimonia.analysis.example import case_of, village

PEOPLE = [{"id": i, "name": i.title(), "type": "person"} for i in ("x", "y", "d1", "d2", "silent")]


def test_cumulative_is_the_fewest_and_the_most_of_all_days(intervals, edtf, worlds):
    """A curve of incrimination could rise before, or later than, the record allows."""
    row = st.tuples(intervals, st.sampled_from(["d1", "d2"]), st.sampled_from(["s1", "s2"]), st.sampled_from(["x", "y"]))

    @settings(deadline=None, max_examples=60)
    @given(st.lists(row, min_size=1, max_size=3), st.sampled_from(["statements", "deponents", "testimonies"]))
    def check(rows, count):
        case = case_of(
            actors=PEOPLE,
            testimonies=[
                {"id": f"t{n}", "date": edtf(i), "deponent": d, "statement": s, "accused": a} for n, (i, d, s, a) in enumerate(rows)
            ],
        )
        units = {"statements": [r[2] for r in rows], "deponents": [r[1] for r in rows], "testimonies": range(len(rows))}[count]
        curves = cumulative(case, ["x", "y"], count, since="1651-01-01", until="1651-01-05")
        for accused in "xy":
            steps = curves[curves["accused"] == accused].set_index("day")[["certainly", "possibly"]]
            steps = steps.reindex(pd.date_range("1651-01-01", "1651-01-05", unit="s")).ffill()
            for day, (certainly, possibly) in enumerate(steps.itertuples(index=False)):
                counts = [
                    len({u for u, d, r in zip(units, world, rows) if r[3] == accused and d <= day}) for world in worlds([r[0] for r in rows])
                ]
                assert (certainly, possibly) == (min(counts), max(counts))

    check()


def test_curves_have_one_length_and_silence_is_a_curve_of_noughts():
    """A person never named would be missing from the figure instead of flat."""
    case = case_of(actors=PEOPLE, testimonies=[{"id": "t", "date": "1651-01-02/1651-01-04", "deponent": "d1", "accused": "x"}])
    found = cumulative(case, ["silent", "x"])
    assert found[["accused", "certainly", "possibly"]].values.tolist() == [["silent", 0, 0], ["silent", 0, 0], ["x", 0, 1], ["x", 1, 1]]
    assert found["day"].dt.day.tolist() == [2, 4, 2, 4]


def test_undated_testimony_alone_is_possible_on_no_named_day():
    """Testimony without any date would vanish, or be given a day."""
    case = case_of(actors=PEOPLE, testimonies=[{"id": "t", "date": None, "deponent": "d1", "accused": "x"}])
    found = cumulative(case)
    assert found["day"].isna().all() and found[["certainly", "possibly"]].values.tolist() == [[0, 1]]


def test_named_by_counts_by_hand():
    """The most named would be misjudged: joint statements counted twice, self-accusation as another's."""
    rows = [
        ("t1", "joint", "d1", "x", "1651-01-02"),
        ("t2", "joint", "d2", "x", "1651-01-02"),
        ("t3", "later", "x", "x", "1651-01-03/1651-01-05"),
        ("t4", "later", "x", "y", "1651-01-03/1651-01-05"),
        ("t5", "talk", "d1", "y", None),
    ]
    case = case_of(
        actors=[*PEOPLE[1:], {"id": "x", "name": "Some women", "type": "group"}],
        testimonies=[{"id": i, "statement": s, "deponent": d, "accused": a, "date": t} for i, s, d, a, t in rows],
    )
    found = named_by(case).set_index("accused")
    counts = ["deponents", "others", "statements", "testimonies", "undated"]
    assert found.loc["x", counts].tolist() == [3, 2, 2, 3, 0]
    assert found.loc["y", counts].tolist() == [2, 2, 2, 2, 1]
    assert found.loc["x", "type"] == "group"
    assert found.loc["y", "first_latest"] == pd.Timestamp("1651-01-05") and pd.isna(found.loc["y", "first_earliest"])
    assert named_by(case, "1651-01-04")["accused"].tolist() == ["x"]
    assert named_by(case, "1651-01-01", mode="possibly")[["accused", "testimonies"]].values.tolist() == [["y", 1]]


@pytest.mark.slow
def test_a_million_rows_take_seconds():
    """A large archive could not be counted without a graph library."""
    import time

    size, rng = 1_000_000, np.random.default_rng(1)
    earliest = np.datetime64("1651-01-01", "s") + rng.integers(0, 700, size) * np.timedelta64(1, "D")
    table = pd.DataFrame(
        {
            "statement": rng.integers(0, size, size).astype(str), "deponent": rng.integers(0, 4000, size).astype(str),
            "accused": rng.zipf(1.7, size).clip(max=4000).astype(str), "earliest": earliest,
            "latest": earliest + rng.integers(0, 30, size) * np.timedelta64(1, "D"),
        },
        index=pd.Index(np.arange(size).astype(str), name="id"),
    )  # fmt: skip
    case = case_of().with_tables({"testimonies": table})
    start = time.perf_counter()
    counts, curve = named_by(case), cumulative(case)
    taken = time.perf_counter() - start
    assert counts["testimonies"].sum() == size and curve.groupby("accused")["certainly"].last().sum() <= size
    assert taken < 60, f"{taken:.0f} s"


def test_wrong_questions_are_answered_with_the_right_one():
    """A misspelt id would give an empty curve that reads as 'never named'."""
    with pytest.raises(KeyError, match="did you mean 'anna'"):
        cumulative(village(), "ana")
    with pytest.raises(ValueError, match="statements, deponents, testimonies"):
        cumulative(village(), "anna", count="rows")
    with pytest.raises(ValueError, match="mode is"):
        named_by(village(), "1651", mode="probably")
    with pytest.raises(ValueError, match="end before they begin"):
        cumulative(village(), "anna", since="1651", until="1650")
