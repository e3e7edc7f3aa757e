"""A case of two letters, made without a folder, for the examples in this room."""

from pathlib import Path

import pandas as pd

from .bibliography import Bibliography
from .build import frame
from .citation import Sources
from .model import Case
from .raw import Column, RawTable
from .schema import Field, Schema, Table

_ROW = (Field("source", citations=True), Field("basis", enum=("stated", "inferred")),
        Field("certainty", enum=("high", "low")), Field("note"))  # fmt: skip
_TABLES = {
    "actors": (Field("id"), Field("name"), Field("type", enum=("person", "group")), Field("fate", enum=("died",)),
               Field("fate_date", edtf=True)),
    "testimonies": (Field("id"), Field("date", edtf=True), Field("deponent", references="actors"),
                    Field("accused", references="actors"), Field("plot"), *_ROW),
}  # fmt: skip
_ROWS = {
    "actors": [("anna", "Anna Varga", "person", "died", "1651-02"), ("bela", "Béla Orsó", "person", "", "")],
    "testimonies": [
        ("letter-1", "1650-11", "bela", "anna", "milk-theft", "kovacs1999[¶1]", "stated", "high", ""),
        ("letter-2", "1651-03", "anna", "bela", "weather", "kovacs1999[2-3]", "inferred", "low", ""),
    ],
}


def two_letters() -> Case:
    """Two letters of 1650 and 1651, the second dated after its writer's death.

    >>> two_letters()
    <Case two-letters: 2 actors, 2 testimonies>
    """
    schema = Schema("two-letters", {name: Table(name, f"{name}.csv", fields) for name, fields in _TABLES.items()})
    works = Bibliography({"kovacs1999": {"author": "Kovács, Péter", "year": "1999"}})
    tables = {name: frame(_raw(table, _ROWS[name]), "gregorian") for name, table in schema.tables.items()}
    return Case(Path("."), schema, tables, Sources(works, pd.DataFrame()))


def _raw(table: Table, rows: list[tuple]) -> RawTable:
    columns = {}
    for name, cells in zip(table.columns, zip(*rows, strict=True), strict=True):
        codes, texts = pd.factorize(pd.Series([c or None for c in cells], dtype=object))
        columns[name] = Column(codes, texts.to_numpy(object))
    return RawTable(table, columns, pd.RangeIndex(2, 2 + len(rows)).to_numpy())
