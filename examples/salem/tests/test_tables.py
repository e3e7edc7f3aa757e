"""The tables: nothing in them is wrong, and every row can be cited."""

import csv
from pathlib import Path

import testimonia as tm

DATA = Path(__file__).resolve().parents[1] / "data"


def test_the_tables_are_sound():
    """A reader could not trust a number that rests on a damaged row."""
    report = tm.check(DATA)
    assert report.ok, str(report)


def test_every_row_can_be_cited():
    """A row without a source is an assertion of ours."""
    case = tm.load(DATA)
    for name, table in case.tables.items():
        for row in table.index if "source" in table else []:
            assert case.citation(row), f"{name}: {row} cites nothing"


def test_every_file_is_a_table_of_the_schema():
    """A table that no column describes is read by nobody."""
    case = tm.load(DATA)
    known = {table.path for table in case.schema.tables.values()}
    assert {path.name for path in DATA.glob("*.csv")} <= known


def test_files_are_plain():
    """A spreadsheet that writes semicolons or another encoding would damage names."""
    for path in DATA.glob("*.csv"):
        with open(path, encoding="utf8", newline="") as file:
            widths = {len(record) for record in csv.reader(file)}
        assert len(widths) == 1, f"{path.name}: records of different length"
