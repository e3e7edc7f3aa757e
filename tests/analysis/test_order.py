"""Order of events: against the enumeration of all days."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import all_before, before, first, order
from testimonia.analysis.example import case_of, village


def case_with(edtf, intervals):
    return case_of(events=[{"id": f"e{n}", "date": edtf(i)} for n, i in enumerate(intervals)])


def test_before_is_what_every_day_says(intervals, edtf, worlds, told):
    """A claim of sequence could rest on a formula that forgets some days the record allows."""

    @settings(deadline=None)
    @given(intervals, intervals)
    def check(a, b):
        expected = told(da < db for da, db in worlds([a, b]))
        case = case_with(edtf, [a, b])
        pair = [(row["earliest"], row["latest"]) for _, row in case.events.iterrows()]
        assert before(*pair) == expected
        assert order(case, "e0", "e1")["verdict"].tolist() == [expected]

    check()


def test_gaps_are_the_least_and_the_most_of_all_days(edtf, worlds):
    """The days between two events could be given too exactly, or with the wrong sign."""
    known = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda p: tuple(sorted(p)))

    @settings(deadline=None)
    @given(known, known)
    def check(a, b):
        gaps = [db - da for da, db in worlds([a, b])]
        found = order(case_with(edtf, [a, b]), "e0", "e1").iloc[0]
        assert (found["gap_min"], found["gap_max"]) == (min(gaps), max(gaps))

    check()


def test_a_gap_to_an_unknown_end_is_missing(edtf):
    """An unknown end would look like a gap of millions of days."""
    found = order(case_with(edtf, [(1, None), (2, 3)]), "e0", "e1").iloc[0]
    assert pd.isna(found["gap_min"]) and found["gap_max"] == 2


def test_first_is_what_every_day_says(intervals, edtf, worlds, told):
    """The wrong event could be called the first, or a possible one left out."""

    @settings(deadline=None)
    @given(st.lists(intervals, min_size=1, max_size=3))
    def check(given_intervals):
        found = first(case_with(edtf, given_intervals), [f"e{n}" for n in range(len(given_intervals))]).set_index("row")
        for n in range(len(given_intervals)):
            chosen = list(worlds(given_intervals))
            is_first = told(world[n] == min(world) for world in chosen)
            alone = told(all(world[n] < d for k, d in enumerate(world) if k != n) for world in chosen)
            assert found.loc[f"e{n}", ["first", "alone"]].tolist() == [is_first, alone]
            assert found.loc[f"e{n}", "can_be_first"] == any(world[n] == min(world) for world in chosen)

    check()


def test_all_before_is_what_every_day_says(intervals, edtf, worlds, told):
    """'All arrests came after the letter' could be borne out by dates that do not say so."""

    @settings(deadline=None)
    @given(st.lists(intervals, min_size=1, max_size=2), st.lists(intervals, min_size=1, max_size=2))
    def check(a, b):
        expected = told(max(w[: len(a)]) < min(w[len(a) :]) for w in worlds([*a, *b]))
        ids = [f"e{n}" for n in range(len(a) + len(b))]
        found = all_before(case_with(edtf, [*a, *b]), ids[: len(a)], ids[len(a) :])
        assert found.answer == expected
        assert len(found.pairs) > 0 and set(found.pairs["verdict"]) == {expected}

    check()


def test_nothing_to_compare_is_no_yes():
    """A claim about rows that do not exist would be borne out by their absence."""
    assert all_before(village(), [], ["arrest-anna"]).answer == "cannot tell"


def test_a_verdict_is_neither_true_nor_false():
    """`if all_before(...)` would take 'no' and 'cannot tell' for true."""
    with pytest.raises(TypeError, match="cannot tell"):
        bool(all_before(village(), ["clara-anna"], ["arrest-anna"]))


def test_one_statement_is_one_occasion():
    """Two names of one confession could come out as 'cannot tell which came first'."""
    rows = [{"id": i, "date": "1651-05", "statement": s} for i, s in (("a", "one"), ("b", "one"), ("c", "two"))]
    case = case_of(testimonies=rows)
    assert order(case, "a", ["b", "c"])["verdict"].tolist() == ["no", "cannot tell"]
    found = first(case, ["a", "b"])
    assert found["first"].tolist() == ["yes", "yes"] and found["alone"].tolist() == ["no", "no"]


def test_rows_without_dates_and_unknown_rows_are_refused():
    """A slip in an id would silently compare fewer rows."""
    with pytest.raises(ValueError, match="actors, which has no dates"):
        order(village(), "anna", "arrest-anna")
    with pytest.raises(KeyError, match="no row has the id"):
        order(village(), "arest-anna", "arrest-anna")
    with pytest.raises(ValueError, match="ends before it begins"):
        before(("1651-05", "1651-04"), ("1651", "1651"))
