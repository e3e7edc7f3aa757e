"""An independent oracle: frictionless, on the kinds of damage that it can see."""

import pytest
from frictionless import Package

from testimonia.case.check import check

from .damages import DAMAGES

# It sees types, required cells, enumerations, patterns, uniqueness, plain foreign keys and
# ragged rows. It does not see: keys and values within lists, EDTF, sources, encodings
# (it sniffs cp1251, semicolons and tabs and reads on), sanity; ids are unique to it within
# a table only; it calls a cell of blanks filled, and reads '12%' and 'nan' its own way.
SEEN = [
    "short row", "long row", "blank row", "id twice in a table", "id with capitals",
    "id with blanks", "id in Cyrillic", "id unknown", "id unknown, nothing near",
    "id of another table", "id in wrong case", "blank before an id", "value unknown",
    "value nearly right", "value in wrong case", "value with a blank", "required cell empty",
    "source empty", "date empty", "formula in an identifier", "number with a comma",
    "number with thousands by comma", "number with a blank", "number in words",
    "typographic minus", "level 3", "level 0.5", "strength 0",
]  # fmt: skip
BY_NAME = {damage.name: damage for damage in DAMAGES}


def frictionless_places(folder):
    """File and row of everything frictionless reports."""
    report = Package(str(folder / "datapackage.json")).validate(limit_errors=1000)
    assert report.errors == []
    found = ((task.place, error.to_dict()) for task in report.tasks for error in task.errors)
    return {(place, error.get("rowNumber")) for place, error in found}


@pytest.mark.parametrize("name", SEEN)
def test_both_report_the_same_rows(village, name):
    """Our row numbers, or what we hold for wrong, could drift from the standard's."""
    BY_NAME[name].do(village)
    ours = {(p.file, p.row) for p in check(village).problems}
    assert frictionless_places(village) == ours != set()


def test_both_find_the_village_sound(village):
    """An oracle that always complains would agree with anything."""
    assert frictionless_places(village) == set()


@pytest.mark.parametrize("name, file", [("semicolons", "testimonies.csv"), ("cp1251", "actors.csv")])
def test_the_descriptor_pins_encoding_and_delimiter(village, name, file):
    """Left to itself, frictionless sniffs both and reads on: the descriptor has to pin them."""
    BY_NAME[name].do(village)
    assert file in {place for place, _ in frictionless_places(village)}
    assert file in {p.file for p in check(village).problems}
