"""Rows in words: when, who, what, as the pages made from the case print them."""

from __future__ import annotations

import re

import pandas as pd

from ..case.edtf import EdtfError, display, parse

#: Columns that say when a row was, in the order in which a table is asked for them.
WHEN = ("date", "period", "span", "fate_date")
_LABELS = ("name", "label", "title")


def has_row(case, row: str) -> bool:
    """Return whether any table of the case has a row of this id."""
    try:
        case.table_of(row)
    except KeyError:
        return False
    return True


def absent(value: object) -> bool:
    """Return whether a cell is empty: no text, no number, no member of a list."""
    return value is None or value == () or value == "" or (not isinstance(value, tuple) and bool(pd.isna(value)))


def date_in_words(case, text: str) -> str:
    """Return an EDTF date as a historian writes it, or the text itself where it cannot be read."""
    try:
        return display(parse(text, case.schema.calendar))
    except EdtfError:
        return text


def when(case, row: str) -> str:
    """Return the date of a row in words, '' where it has none."""
    values = case.row(row)
    column = next((name for name in WHEN if name in values and not absent(values[name])), None)
    return date_in_words(case, values[column]) if column else ""


def label(case, row: str) -> str:
    """Return the name, label or title of a row, or its id where it has none."""
    if not has_row(case, row):
        return row
    values = case.row(row)
    return next((str(values[name]) for name in _LABELS if name in values and not absent(values[name])), row)


def coded(case, field, value: object) -> str:
    """Return a coded cell with the title of its column, in words: members listed, ids as the names they stand for."""
    if field.edtf:
        return f"{field.title}: {date_in_words(case, str(value))}"
    members = value if isinstance(value, tuple) else (value,)
    names = [label(case, str(member)) if field.references else _plain(member) for member in members]
    return f"{field.title}: {', '.join(names)}"


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("_", " ").replace("-", "−" if re.fullmatch(r"-\d+(\.\d+)?", str(value)) else "-")


def appearances(case) -> dict[str, dict[str, list[str]]]:
    """Return, for every actor, the rows of each other table that refer to it."""
    found: dict[str, dict[str, list[str]]] = {}
    for table in case.schema.tables.values():
        columns = [field.name for field in table.fields if field.references == "actors"]
        if table.name == "actors" or not columns:
            continue
        for row, cells in zip(case.tables[table.name].index, case.tables[table.name][columns].itertuples(index=False), strict=True):
            for actor in _members(cells):
                found.setdefault(actor, {}).setdefault(table.name, []).append(row)
    return found


def _members(cells) -> list[str]:
    members = [member for cell in cells for member in (cell if isinstance(cell, tuple) else (cell,)) if not absent(member)]
    return list(dict.fromkeys(members))
