"""What changed in the tables: a reader who edits one cell is told of that cell and of no other."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.case.difference import Change, _compare, compare
from testimonia.case.load import CaseError
from testimonia.case.raw import Column, RawTable
from testimonia.case.schema import Table

from ..conftest import VILLAGE


def edit(folder, table: str, change) -> None:
    """Rewrite a table as ``change``, a function of its list of rows (dictionaries), would have it."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    rows = change(rows)
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_the_same_case_has_not_changed(village):
    assert compare(VILLAGE, village) == []


def test_one_cell(village):
    def lower(rows):
        rows[1]["certainty"] = "low"
        return rows

    with (VILLAGE / "testimonies.csv").open(encoding="utf8", newline="") as file:
        before = list(csv.DictReader(file))[1]
    edit(village, "testimonies", lower)
    assert compare(VILLAGE, village) == [Change("testimonies", before["id"], "altered", "certainty", before["certainty"], "low")]


def test_rows_added_and_removed(village):
    """Order does not count; a row that is gone and a row that is new do."""
    edit(village, "testimonies", lambda rows: [rows[-1] | {"id": "a-new-row"}, *rows[::-1][:-1]])
    found = compare(VILLAGE, village)
    assert {(change.kind, change.table) for change in found} == {("added", "testimonies"), ("removed", "testimonies")}
    assert [change.row for change in found if change.kind == "added"] == ["a-new-row"]


def test_a_folder_that_cannot_be_read(village):
    """Nobody is told that every row was removed when a file is merely damaged."""
    (village / "testimonies.csv").write_bytes(b"id,date\n\xff\xfe,1692\n")
    with pytest.raises(CaseError, match="testimonies.csv"):
        compare(VILLAGE, village)


def raw(rows: dict[str, str]) -> RawTable:
    ids = Column(np.arange(len(rows), dtype="int32"), np.array(list(rows), object))
    cells = Column(np.arange(len(rows), dtype="int32"), np.array(list(rows.values()), object))
    return RawTable(Table("t", "t.csv", ()), {"id": ids, "c": cells}, np.arange(2, 2 + len(rows)))


TABLES = st.dictionaries(st.text("abc", min_size=1, max_size=2), st.text("xy", min_size=1, max_size=1), min_size=1)


@given(TABLES, TABLES)
def test_changes_lead_from_one_to_the_other(old, new):
    """Applied to the older table, the changes give the newer one; and the way back undoes them."""
    result = dict(old)
    for change in _compare("t", raw(old), raw(new)):
        if change.kind == "removed":
            del result[change.row]
        else:
            assert change.kind == "added" or result[change.row] == change.old
            result[change.row] = new[change.row] if change.kind == "added" else change.new
    assert result == new
    back = _compare("t", raw(new), raw(old))
    swapped = {"added": "removed", "removed": "added", "altered": "altered"}
    assert {(c.row, swapped[c.kind], c.new, c.old) for c in back} == {(c.row, c.kind, c.old, c.new) for c in _compare("t", raw(old), raw(new))}
