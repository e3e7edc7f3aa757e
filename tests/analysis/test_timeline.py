"""The lanes of a timeline."""

import pandas as pd
import pytest

from testimonia.analysis import timeline
from testimonia.analysis.example import case_of, village


@pytest.fixture
def case():
    return case_of(
        threats=[
            {"id": "late", "label": "Late", "span": "1655", "locus": "internal"},
            {"id": "child", "label": "Child", "span": "1640", "locus": "external", "parent": "root"},
            {"id": "grandchild", "label": "Grandchild", "span": "1641", "parent": "child"},
            {"id": "root", "label": "Root", "span": "1650/..", "locus": "both"},
            {"id": "older-child", "label": "Older child", "span": "1639", "parent": "root"},
        ],
        events=[
            {"id": "e1", "date": "1651", "title": "First", "kind": "arrest", "actors": ("anna", "bela"), "threat": "root"},
            {"id": "undated", "date": None, "title": "Undated", "kind": "other", "actors": (), "threat": "root"},
            {"id": "loose", "date": "1652", "title": "Loose", "kind": "other", "threat": None},
            {"id": "strange", "date": "1652", "title": "Strange", "kind": "other", "threat": "no-such-threat"},
        ],
        decisions=[{"id": "d1", "date": "1650", "actor": "emil", "direction": "restraint", "strength": 2, "threat": "root"}],
    )


def test_lanes_by_start_children_after_parents(case):
    """A plot within a plot would stand apart from it, and lanes would jump about."""
    lanes = timeline(case)["lane"].dropna().unique().tolist()
    assert lanes == ["root", "older-child", "child", "grandchild", "late", "no-such-threat"]


def test_rows_keep_what_they_are(case):
    """Marks would lose the kind, the actor, or the strength by which they are drawn."""
    found = timeline(case).set_index("row")
    assert found.loc["e1", ["layer", "kind", "actor", "text", "label"]].tolist() == ["event", "arrest", "anna;bela", "First", "Root"]
    assert found.loc["d1", ["layer", "kind", "strength", "actor"]].tolist() == ["decision", "restraint", 2, "emil"]
    assert found.loc["root", ["layer", "kind", "date"]].tolist() == ["span", "both", "1650/.."] and pd.isna(found.loc["root", "latest"])
    assert found[found["lane"] == "root"].index.tolist() == ["root", "d1", "e1", "undated"]


def test_what_concerns_no_threat_is_kept_without_a_lane(case):
    """Events outside all threats would be dropped without a word."""
    found = timeline(case)
    assert found["row"].iloc[-1] == "loose" and pd.isna(found["lane"].iloc[-1])
    assert len(found) == 10


def test_window_keeps_what_may_fall_in_it(case):
    """Undated rows, and spans that reach into the window, would be cut."""
    assert timeline(case, since="1651", until="1652")["row"].tolist() == ["root", "e1", "undated", "strange", "loose"]


def test_assessments_carry_level_stance_and_institution():
    """Police and army could not be drawn on different sides of a lane."""
    found = timeline(village()).set_index("row").loc["emil-1651"]
    assert found[["layer", "level", "kind", "actor", "institution"]].tolist() == ["assessment", 2, "warns", "emil", "court"]


def test_a_ring_of_parents_ends():
    """A slip in the table of threats would hang the build."""
    ring = [{"id": i, "label": i, "span": "1650", "parent": p} for i, p in (("a", "b"), ("b", "a"))]
    assert timeline(case_of(threats=ring))["lane"].tolist() == ["a", "b"]
