"""Days from naming to arrest: against the enumeration of all days."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import lags
from testimonia.analysis.example import case_of, village

ACTORS = [{"id": i, "name": i.title(), "type": "person"} for i in ("x", "y")]


def test_lags_are_the_least_and_the_most_of_all_days(edtf, worlds):
    """A lag could be stated more exactly than the dates allow, or counted from a later naming."""
    known = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda p: tuple(sorted(p)))

    @settings(deadline=None)
    @given(st.lists(known, min_size=1, max_size=2), st.lists(known, min_size=1, max_size=2))
    def check(named, arrested):
        case = case_of(
            actors=ACTORS,
            testimonies=[{"id": f"t{n}", "date": edtf(i), "deponent": "y", "accused": "x"} for n, i in enumerate(named)],
            events=[{"id": f"e{n}", "date": edtf(i), "kind": "arrest", "actors": ("y", "x")} for n, i in enumerate(arrested)],
        )
        found = lags(case, "x").iloc[0]
        chosen = list(worlds([*named, *arrested]))
        gaps = [min(w[len(named) :]) - min(w[: len(named)]) for w in chosen]
        assert (found["lag_min"], found["lag_max"]) == (min(gaps), max(gaps))
        for column, start, stop, letter in (("testimonies", 0, len(named), "t"), ("arrests", len(named), len(chosen[0]), "e")):
            first = {f"{letter}{n - start}" for w in chosen for n in range(start, stop) if w[n] == min(w[start:stop])}
            assert set(found[column]) == first

    check()


def test_an_undated_naming_leaves_the_lag_open_above():
    """An undated rumour would be passed over, and the first dated naming called the first."""
    case = case_of(
        actors=ACTORS,
        testimonies=[{"id": "dated", "date": "1651-02-01", "accused": "x"}, {"id": "rumour", "date": None, "accused": "x"}],
        events=[{"id": "e", "date": "1651-02-11", "kind": "arrest", "actors": ("x",)}],
    )
    found = lags(case).iloc[0]
    assert found["lag_min"] == 10 and pd.isna(found["lag_max"]) and found["undated"] == 1
    assert pd.isna(found["first_named_earliest"]) and found["testimonies"] == ("dated", "rumour")


def test_arrest_before_naming_is_negative_and_no_arrest_is_missing():
    """A man first named after his arrest would look as if he had been named before."""
    case = case_of(
        actors=ACTORS,
        testimonies=[{"id": f"t-{a}", "date": "1651-02-11", "accused": a} for a in ("x", "y")],
        events=[
            {"id": "e", "date": "1651-02-01", "kind": "arrest", "actors": ("x",)},
            {"id": "r", "date": "1651-02-01", "kind": "removal", "actors": ("y",)},
        ],
    )
    found = lags(case, ["y", "x"])
    assert found["accused"].tolist() == ["y", "x"]
    assert pd.isna(found["lag_min"][0]) and found["arrests"][0] == () and found["lag_max"][1] == -10
    assert lags(case, "y", events_kind="removal")["lag_min"].tolist() == [-10]


def test_everybody_named_has_a_row():
    """Those never arrested, and groups, would drop out of the table of lags."""
    assert lags(village())["accused"].tolist() == ["anna", "bela", "clara"]
