"""Conflicts found by rule: planted ones, clean cases, and those known in the tables of the volume."""

from pathlib import Path

import pytest

from testimonia import load
from testimonia.analysis import conflicts
from testimonia.analysis.conflicts import RULES
from testimonia.analysis.example import case_of, village

COUNTS = {"period": "1651", "population": "village", "unit": "cows"}
SAID = {"deponent": "anna", "accused": "bela", "custody": "yes", "charge": ()}
JUDGED = {"assessor": "emil", "threat": "witchcraft", "basis": "stated"}
DECIDED = {"actor": "emil", "threat": "witchcraft", "basis": "stated"}
PLANTED = {
    "first": (
        {"claims": [{"id": "claim", "claim": "Hers was the first accusation.", "source": "book[¶5];court"}],
         "testimonies": [{"id": "meant", "date": "1651-05", "source": "book[¶5];court", **SAID}, {"id": "earlier", "date": "1650", "source": "book[¶2]", **SAID}]},
        ("claim", ("earlier",)),
    ),
    "two dates": ({"testimonies": [{"id": "x", "date": "1651-05", "statement": "s", **SAID}, {"id": "y", "date": "1651-07", "statement": "s", **SAID}]}, ("x", ("y",))),
    "two numbers": ({"measures": [{"id": "x", "quantity": "cows lost, by the priest", "value": 3, **COUNTS}, {"id": "y", "quantity": "cows lost", "low": 9, **COUNTS}]}, ("x", ("y",))),
    "nought": ({"measures": [{"id": "x", "quantity": "trials", "value": 0, **COUNTS}, {"id": "y", "quantity": "burnt", "value": 3, **COUNTS, "unit": "women"}]}, ("x", ("y",))),
    "exceptions": (
        {"actors": [{"id": "emil", "name": "Emil", "type": "person"}],
         "assessments": [{"id": "sum", "date": "1650/1652", **JUDGED, "level": -1, "basis": "summary"}, {"id": "but", "date": "1651", **JUDGED, "level": 2}]},
        ("sum", ("but",)),
    ),
    "both ways": ({"decisions": [{"id": "x", "date": "1651-05", "direction": "restraint", **DECIDED}, {"id": "y", "date": "1651-05-03", "direction": "escalation", **DECIDED}]}, ("x", ("y",))),
    "parts": ({"measures": [{"id": "x", "quantity": "all", "value": 3, **COUNTS}, {"id": "y", "quantity": "some", "value": 5, "part_of": "x", **COUNTS}]}, ("x", ("y",))),
    "marked": ({"claims": [{"id": "x", "claim": "He believed it.", "source": "b[¶1]", "note": "¶1 says the reverse; both readings are coded"}, {"id": "y", "claim": "He doubted it.", "source": "b[¶1]", "note": "Both readings."}]}, ("x", ("y",))),
}  # fmt: skip


def complete(tables):
    """Rows of one table with all columns that any of them has."""
    filled = {}
    for name, rows in tables.items():
        columns = dict.fromkeys(column for row in rows for column in row)
        extra = {"measures": ("value", "low", "high", "part_of")}.get(name, ())
        filled[name] = [{column: row.get(column) for column in [*columns, *(c for c in extra if c not in columns)]} for row in rows]
    return case_of(**filled)


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_conflict_is_found_by_its_rule_and_no_other(rule):
    """A contradiction in a forker's tables would go unseen."""
    tables, (row, against) = PLANTED[rule]
    found = conflicts(complete(tables))
    assert found[["rule", "row", "against"]].values.tolist() == [[rule, row, against]]
    assert found["says"].str.len().gt(10).all()


def test_every_rule_is_planted():
    """A new rule would be tried on nothing."""
    assert set(PLANTED) == set(RULES)


CLEAN = {
    "first of a month": {"claims": [{"id": "c", "claim": "In the first two months he was silent.", "source": "b[¶5]"}], "testimonies": [{"id": "x", "date": "1651-05", "source": "b[¶5]", **SAID}, {"id": "y", "date": "1650", "source": "b[¶2]", **SAID}]},
    "dates that may be one": {"testimonies": [{"id": "x", "date": "1651-05", "statement": "s", **SAID}, {"id": "y", "date": "1651-05-07", "statement": "s", **SAID}]},
    "periods that touch": {"measures": [{"id": "x", "quantity": "cows", "value": 3, **COUNTS, "period": "1651-01/1651-08-01"}, {"id": "y", "quantity": "cows", "value": 5, **COUNTS, "period": "1651-08-01/1651-12"}]},
    "ranges that meet": {"measures": [{"id": "x", "quantity": "cows", "low": 3, "high": 6, **COUNTS}, {"id": "y", "quantity": "cows", "value": 5, **COUNTS}]},
    "another year": {"decisions": [{"id": "x", "date": "1650", "direction": "restraint", **DECIDED}, {"id": "y", "date": "1651", "direction": "escalation", **DECIDED}]},
    "an open end": {"decisions": [{"id": "x", "date": "1651/..", "direction": "restraint", **DECIDED}, {"id": "y", "date": "1651", "direction": "escalation", **DECIDED}]},
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_what_need_be_no_conflict_is_none(name):
    """A rule that cries out at every turn is read by nobody."""
    assert conflicts(complete(CLEAN[name])).empty


def test_clean_cases(village_case):
    """The villages of the tests have no conflict; and an empty case has none."""
    for case in (village(), village_case, case_of()):
        assert conflicts(case).empty
    with pytest.raises(KeyError, match="no such rule"):
        conflicts(case_of(), rules="last")


#: Places of which the notes of the tables, or the essays, say that both readings are coded.
KNOWN = {
    ("first", "claim-first-direct-testimony", "kakurin-tukhachevskii-1930"), ("first", "claim-first-direct-testimony", "dombal-tukhachevskii-1937"),
    ("marked", "claim-stalin-believed-coup", "claim-stalin-unconvinced"), ("both ways", "assess-stalin-letter-1927", "assess-stalin-praise-1927"),
    ("two numbers", "count-vesna-typical-estimate", "count-vesna-high-estimate"), ("nought", "count-mass-arrests-1924-1930", "count-vesna-typical-estimate"),
    ("exceptions", "assess-voroshilov-1925-1937", "assess-voroshilov-private-1927"), ("exceptions", "decide-restraint-until-1937", "decide-sanction-arrests-1937"),
    ("both ways", "decide-remove-yakir-1937", "decide-transfers-not-arrests-1937"),
}  # fmt: skip


def test_the_known_conflicts_of_the_volume_are_found():
    """A conflict that the coders marked would be missing from the essay that lists them all."""
    found = conflicts(load(Path(__file__).resolve().parents[2] / "data"))
    assert KNOWN <= {(one.rule, one.row, other) for one in found.itertuples() for other in one.against}
    assert "claim-pace-maintained" not in set(found["row"]), "the first two months are no first"
