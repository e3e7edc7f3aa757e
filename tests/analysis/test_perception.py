"""Assessments: sides set side by side, judgements in order, changes of mind."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import change_of_mind, gap, perception, trajectory
from testimonia.analysis.example import case_of, village

ACTORS = [{"id": i, "name": i.title(), "type": "person"} for i in ("police", "army", "x", "y", "z")]


def case_with(rows):
    columns = ("id", "date", "assessor", "institution", "threat", "level", "forum")
    threats = [{"id": "spies", "label": "Spies", "span": "1649/1655"}]
    return case_of(actors=ACTORS, threats=threats, assessments=[dict(zip(columns, row)) for row in rows])


ROWS = [
    ("p1", "1650", "x", "police", "spies", 2, "closed"),
    ("p2", "1650-12/1651-01", "x", "police", "spies", 1, "public"),
    ("a1", "1651", "y", "army", "spies", -2, "closed"),
    ("a2", None, "army", None, "spies", 0, "closed"),
    ("z1", "1651", "z", None, "spies", 2, "private"),
]


def test_gap_by_hand():
    """The gap between police and army could be drawn from rows of another year, or of nobody's side."""
    found = gap(case_with(ROWS), {"police": ["police"], "army": ["army"]}).set_index("period")
    assert found.index.tolist() == ["1650", "1651"]
    police = found[["police_n", "police_certain", "police_min", "police_mean", "police_max"]].values.tolist()
    assert police == [[2, 1, 1, 1.5, 2], [1, 0, 1, 1, 1]]
    assert found["army_rows"].tolist() == [("a2",), ("a1", "a2")]
    assert found["army_mean"].tolist() == [0, -1] and found["gap"].tolist() == [1.5, 2]
    assert found["paired"].all() and found["label"].tolist() == ["Spies", "Spies"]


def test_gap_shows_silence_and_other_divisions():
    """A year in which the army said nothing would vanish instead of standing empty."""
    case = case_with(ROWS[:1] + ROWS[2:3])
    found = gap(case, {"police": ["police"], "army": ["army"]})
    assert found["paired"].tolist() == [False, False] and found["army_n"].tolist() == [0, 1]
    assert math.isnan(found["gap"][0]) and found["army_rows"][0] == ()
    months = gap(case_with(ROWS[1:2]), {"police": ["police"], "army": ["army"]}, by="month")
    assert months["period"].tolist() == ["1650-12", "1651-01"]
    whole = gap(case_with(ROWS), {"police": ["police"], "army": ["army"]}, by="threat")
    assert whole[["police_n", "army_n"]].values.tolist() == [[2, 2]]
    forums = gap(case_with(ROWS), {"x": ["x"], "rest": ["army", "z"]}, by="forum")
    assert forums["period"].tolist() == ["closed", "private", "public"] and forums["rest_n"].tolist() == [2, 1, 0]


def test_the_side_of_an_assessor_goes_before_that_of_the_institution():
    """One man set against his own institution would be counted with it."""
    found = gap(case_with(ROWS), {"x": ["x"], "police": ["police"]}, by="threat")
    assert found[["x_n", "police_n"]].values.tolist() == [[2, 0]]
    with pytest.raises(ValueError, match="on two sides"):
        gap(case_with(ROWS), {"a": ["x"], "b": ["x"]})
    with pytest.raises(KeyError, match="no such actor"):
        gap(case_with(ROWS), {"a": ["ogre"]})
    with pytest.raises(ValueError, match="'year', 'month', 'threat'"):
        gap(case_with(ROWS), {"a": ["x"]}, by="decade")


def test_undated_assessments_alone_have_no_period():
    """An undated judgement would be dropped where nothing else is dated."""
    found = gap(case_with(ROWS[3:4]), {"army": ["army"], "police": ["police"]})
    assert found["period"].isna().tolist() == [True] and found["army_n"].tolist() == [1]


def test_perception_names_voices():
    """A person speaking for an institution could not be told from the institution."""
    found = perception(case_with(ROWS)).set_index("row")
    assert found.loc["p1", "voice"] == "X (Police)" and found.loc["z1", "voice"] == "Z" and found.loc["a2", "voice"] == "Army"
    assert found.index[-1] == "a2" and found["level"].dtype == "Int64"


def test_trajectory_is_in_order_and_says_how_sure():
    """A stance could seem to follow another that was perhaps later."""
    found = trajectory(case_with(ROWS), "x")
    assert found["row"].tolist() == ["p1", "p2"] and found["step"].tolist() == [1, 2]
    assert found["after_previous"].tolist()[1] == "cannot tell" and pd.isna(found["after_previous"][0])
    assert trajectory(case_with(ROWS), "army")["row"].tolist() == ["a1", "a2"]
    assert trajectory(case_with(ROWS), "x", threat="witches").empty


def test_change_of_mind_holds_in_every_world(intervals, edtf, worlds, told):
    """A change of mind could be dated to days on which it cannot have been."""
    judgement = st.tuples(intervals, st.integers(-2, 2))

    @settings(deadline=None, max_examples=80)
    @given(st.lists(judgement, min_size=1, max_size=4), st.sampled_from([(-1, 1), (1, -1), (0, 2)]))
    def check(rows, turn):
        case = case_with([(f"r{n}", edtf(i), "x", None, "spies", level, "closed") for n, (i, level) in enumerate(rows)])
        found = change_of_mind(case, "x", *turn)
        start, end = turn
        sign = 1 if end > start else -1
        left = [n for n, (_, level) in enumerate(rows) if sign * level <= sign * start]
        reached = [n for n, (_, level) in enumerate(rows) if sign * level >= sign * end]
        answers, crossings = set(), set()
        for days in worlds([i for i, _ in rows]):
            pairs = [
                (days[j], i, j) for i in left for j in reached
                if days[i] < days[j] and not any(days[i] < days[k] < days[j] for k in left + reached)
            ]  # fmt: skip
            answers.add(bool(pairs))
            last = max(pairs)[0] if pairs else None
            crossings |= {(days[i], day, i, j) for day, i, j in pairs if day == last}
        assert found["answer"] == told(answers)
        origin = pd.Timestamp("1651-01-01")
        for before, after, i, j in crossings:
            if 0 <= before <= 4:
                assert pd.isna(found["earliest"]) or found["earliest"] <= origin + pd.Timedelta(days=before)
            if 0 <= after <= 4:
                assert pd.isna(found["latest"]) or found["latest"] >= origin + pd.Timedelta(days=after)
            assert f"r{i}" in found["from_row"] and f"r{j}" in found["to_row"]

    check()


def test_change_of_mind_is_the_last_and_tight_where_dates_are():
    """The first of several changes would be reported, or an interval far too wide."""
    rows = [(f"r{n}", f"1651-0{n + 1}-10", "x", None, "spies", level, "closed") for n, level in enumerate([-1, 2, -2, 0, 1, 2])]
    found = change_of_mind(case_with(rows), "x", -1, 1)
    assert (found["answer"], found["from_row"], found["to_row"]) == ("yes", ("r2",), ("r4",))
    assert (found["earliest"], found["latest"]) == (pd.Timestamp("1651-03-10"), pd.Timestamp("1651-05-10"))
    assert change_of_mind(case_with(rows), "x", 2, -1)["to_row"] == ("r2",)
    none = change_of_mind(case_with(rows), "x", 2, 0, threat="witches")
    assert none["answer"] == "no" and pd.isna(none["earliest"]) and none["from_row"] == ()
    with pytest.raises(ValueError, match="two different levels"):
        change_of_mind(village(), "emil", 1, 1)
