"""The case as a SQLite database with the metadata that Datasette shows.

A table for each table of the case, with its columns as typed and, after each date, the first and
last day it covers; a table ``<table>_<column>`` with one row for each member of a list; ``sources``
with one row for each citation of each row; ``works`` with the bibliography.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ..case.build import date_columns
from ..case.citation import CitationError, parse_citations
from ..case.schema import DESCRIPTOR, Field, Table
from .days import iso_day, plain

_TYPES = {"integer": "INTEGER", "number": "REAL"}


def sqlite(case, target: Path) -> None:
    """Write a folder with ``case.sqlite`` and Datasette's ``metadata.json``."""
    target.mkdir()
    with closing(sqlite3.connect(target / "case.sqlite")) as database:
        for table in case.schema.tables.values():
            _write(database, case, table)
        _lists(database, case)
        _sources(database, case)
        database.commit()
        database.execute("VACUUM")
    (target / "metadata.json").write_text(json.dumps(_metadata(case), ensure_ascii=False, indent=2) + "\n", "utf8")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _columns(table: Table) -> Iterator[tuple[str, Field]]:
    """Columns of the database for those of a table: a date is followed by its two bounds."""
    for field in table.fields:
        yield field.name, field
        if field.edtf:
            for bound in date_columns(field.name):
                yield bound, Field(bound)


def _write(database: sqlite3.Connection, case, table: Table) -> None:
    columns = dict(_columns(table))
    declared = [f"{_quoted(name)} {_TYPES.get(field.type, 'TEXT')}{' PRIMARY KEY' if name == 'id' else ''}" for name, field in columns.items()]
    keys = [
        f"FOREIGN KEY ({_quoted(field.name)}) REFERENCES {_quoted(field.references)} (\"id\")"
        for field in table.fields
        if field.references in case.schema.tables and not field.separator
    ]
    database.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(declared + keys)})")
    frame = case.tables[table.name]
    frame = frame.reset_index(names="id") if "id" in columns else frame
    cells = [[_cell(value, columns[name], name) for value in frame[name]] for name in columns]
    marks = ", ".join("?" * len(columns))
    database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", zip(*cells, strict=True))


def _cell(value, field: Field, name: str):
    if field.name == name and field.type in _TYPES:
        text = plain(value)
        return None if text is None else int(text) if field.type == "integer" else float(text)
    if name.endswith(("earliest", "latest")):
        return iso_day(value)
    if isinstance(value, tuple):
        return (field.separator or ";").join(value) or None
    return plain(value)


def _lists(database: sqlite3.Connection, case) -> None:
    for table in case.schema.tables.values():
        for field in (field for field in table.fields if field.separator and not field.citations and "id" in table.columns):
            name = _quoted(f"{table.name}_{field.name}")
            far = f", FOREIGN KEY (\"value\") REFERENCES {_quoted(field.references)} (\"id\")" if field.references in case.schema.tables else ""
            database.execute(f'CREATE TABLE {name} ("row" TEXT REFERENCES {_quoted(table.name)} ("id"), "position" INTEGER, "value" TEXT{far})')
            members = [(row, place, member) for row, cell in case.tables[table.name][field.name].items() for place, member in enumerate(cell, 1)]
            database.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", members)


def _sources(database: sqlite3.Connection, case) -> None:
    database.execute('CREATE TABLE "works" ("key" TEXT PRIMARY KEY, "author" TEXT, "year" TEXT, "title" TEXT, "entry" TEXT)')
    works = case.sources.bibliography.entries
    database.executemany(
        'INSERT INTO "works" VALUES (?, ?, ?, ?, ?)',
        [(key, one.get("author") or one.get("editor"), one.get("year") or one.get("date"), one.get("title"), json.dumps(dict(one), ensure_ascii=False, sort_keys=True)) for key, one in sorted(works.items())],
    )
    database.execute('CREATE TABLE "sources" ("table" TEXT, "row" TEXT, "position" INTEGER, "key" TEXT, "locator" TEXT)')
    for name, frame in case.tables.items():
        if "source" in frame and frame.index.name == "id":
            cited = [(name, row, place, one.key, one.locator) for row, cell in frame["source"].items() for place, one in enumerate(_citations(cell), 1)]
            database.executemany('INSERT INTO "sources" VALUES (?, ?, ?, ?, ?)', cited)


def _citations(cell) -> list:
    try:
        return parse_citations(plain(cell) or "")
    except CitationError:
        return []


def _metadata(case) -> dict:
    package = json.loads((case.folder / DESCRIPTOR).read_text("utf-8-sig"))
    licence = next(iter(package.get("licenses", [])), {})
    tables = {
        table.name: {
            "title": table.title or table.name, "description": table.description,
            "columns": {field.name: field.description for field in table.fields if field.description},
            **({"label_column": next(name for name in ("name", "title", "label", "quantity") if name in table.columns)} if {"name", "title", "label", "quantity"} & set(table.columns) else {}),
            "facets": [field.name for field in table.fields if field.values and not field.separator][:4],
        }
        for table in case.schema.tables.values()
    }  # fmt: skip
    said = {"title": package.get("title") or package["name"], "description": package.get("description"), "license": licence.get("title") or licence.get("name"), "license_url": licence.get("path")}
    return {key: value for key, value in said.items() if value} | {"databases": {"case": {"tables": tables}}}
