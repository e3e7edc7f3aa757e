"""The tables a case has and what each column may hold, read from datapackage.json.

The file is a Data Package of Frictionless Table Schemas. Three custom properties
say what the standard cannot: `separator` (the cell is a list), `references` (each
value, or each member of the list, is the id of a row of that table) and
`citations` (the cell cites sources).
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .problems import Problem

DESCRIPTOR = "datapackage.json"


class SchemaError(ValueError):
    """The descriptor cannot be used; `problems` says why.

    >>> SchemaError([]).problems
    []
    """

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Field:
    """One column.

    >>> Field("custody", enum=("yes", "no")).labels
    {}
    """

    name: str
    type: str = "string"
    title: str = ""
    description: str = ""
    required: bool = False
    unique: bool = False
    pattern: str | None = None
    enum: tuple = ()
    categories: tuple[tuple[str | int, str], ...] = ()
    edtf: bool = False
    separator: str | None = None
    references: str | None = None
    citations: bool = False
    minimum: float | None = None
    maximum: float | None = None

    @property
    def labels(self) -> dict:
        """The label of each category, by value.

        >>> Field("locus", categories=(("both", "Inside and outside"),)).labels
        {'both': 'Inside and outside'}
        """
        return dict(self.categories)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The values allowed, as a cell writes them; empty where any is.

        >>> Field("level", "integer", enum=(-1, 0)).values
        ('-1', '0')
        """
        return tuple(str(v) for v in self.enum or self.labels)


@dataclass(frozen=True)
class Table:
    """One table of the schema: its file and its columns, in order.

    >>> Table("actors", "actors.csv", (Field("id"), Field("name"))).columns
    ['id', 'name']
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    title: str = ""
    description: str = ""

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order.

        >>> Table("t", "t.csv", ()).columns
        []
        """
        return [field.name for field in self.fields]

    def field(self, name: str) -> Field | None:
        """The column of that name, or None.

        >>> Table("t", "t.csv", (Field("id"),)).field("id").name
        'id'
        """
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True)
class Schema:
    """The tables of a case, by name, and what holds for all of it.

    >>> Schema("village", {}).calendar
    'gregorian'
    """

    name: str
    tables: dict[str, Table]
    title: str = ""
    calendar: str = "gregorian"
    bibliography: str = "references.bib"
    article: str | None = None

    @classmethod
    def read(cls, path: str | Path) -> "Schema":
        """Read a datapackage.json; raises `SchemaError` with every problem of it.

        >>> Schema.read("nowhere/datapackage.json")
        Traceback (most recent call last):
        ...
        testimonia.case.schema.SchemaError: datapackage.json: the description of the tables is missing; copy one from a case that has it
        """
        from .descriptor import read_descriptor  # it makes these classes, and so imports them

        return read_descriptor(Path(path))
