"""A case: the tables on record, typed and ready to be asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from . import select
from .citation import CitationError, Sources
from .schema import Schema


@dataclass(frozen=True, repr=False, eq=False)
class Case:
    """One case. Immutable by convention: whoever wants to change a table copies it.

    Each table is an attribute (``case.testimonies``) and an entry of `tables`: a
    DataFrame indexed by `id`, with the columns of the schema. An optional table that
    is not there is an empty DataFrame with those columns. Types: numbers float64 or
    Int64, enumerations ordered Categoricals in the schema's order, lists tuples of
    str (an empty cell is ``()``), other text `str` with NaN for an empty cell. An EDTF
    column keeps its text and is joined by its bounds, ``datetime64[s]``, NaT where an
    end is open or unknown: `earliest` and `latest` for date, period and span,
    ``<column>_earliest`` and ``<column>_latest`` for others.

    >>> from .example import two_letters
    >>> two_letters().testimonies["latest"].max()
    Timestamp('1651-03-31 00:00:00')
    """

    folder: Path
    schema: Schema
    tables: dict[str, pd.DataFrame]
    sources: Sources

    def __getattr__(self, name: str) -> pd.DataFrame:
        tables = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        raise AttributeError(f"a case has no {name!r}; its tables are {', '.join(tables)}")

    def __dir__(self):
        return [*super().__dir__(), *self.tables]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(t)} {name}" for name, t in self.tables.items() if len(t))
        return f"<Case {self.name}: {counts or 'no rows'}>"

    @property
    def name(self) -> str:
        """The name of the case, from its datapackage.json.

        >>> from .example import two_letters
        >>> two_letters().name
        'two-letters'
        """
        return self.schema.name

    @cached_property
    def names(self) -> pd.Series:
        """The name of every actor, a Series of str indexed by actor id.

        >>> from .example import two_letters
        >>> two_letters().names["anna"]
        'Anna Varga'
        """
        return self.tables["actors"]["name"] if "actors" in self.tables else pd.Series(dtype="str")

    def name_of(self, actor: str) -> str:
        """The name of one actor; raises KeyError where there is none.

        >>> from .example import two_letters
        >>> two_letters().name_of("bela")
        'Béla Orsó'
        """
        if actor not in self.names.index:
            raise KeyError(f"no such actor: {actor!r}")
        return self.names[actor]

    def table_of(self, row: str) -> str:
        """The name of the table that holds the row of this id; raises KeyError.

        >>> from .example import two_letters
        >>> two_letters().table_of("letter-1")
        'testimonies'
        """
        # Indexes are shared by the many cases that are made from one, and each knows its own ids: no list of all is kept.
        for name, table in self.tables.items():
            if table.index.name == "id" and row in table.index:
                return name
        raise KeyError(f"no row has the id {row!r}")

    def row(self, row: str) -> pd.Series:
        """The row of this id, whatever table it is in; raises KeyError.

        >>> from .example import two_letters
        >>> two_letters().row("letter-1")["date"]
        '1650-11'
        """
        return self.tables[self.table_of(row)].loc[row]

    def columns(self, table: str) -> list[str]:
        """The columns of a table, [] for one that is not there.

        >>> from .example import two_letters
        >>> two_letters().columns("decisions")
        []
        """
        return list(self.tables[table].columns) if table in self.tables else []

    def rows(self, table: str, ids, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Rows of one table by id, in the order asked for, with all columns or some; raises KeyError where one is missing.

        >>> from .example import two_letters
        >>> two_letters().rows("testimonies", ["letter-2"])["date"].tolist()
        ['1651-03']
        """
        frame = self.tables[table]
        return (frame if columns is None else frame[list(columns)]).loc[list(ids)]

    def citation(self, row: str) -> str:
        """The sources of a row as a historian prints them ('' where it has none).

        A source cell that cannot be read is printed as it stands: `check` reports it.

        >>> from .example import two_letters
        >>> two_letters().citation("letter-2")
        'Kovács 1999, pp. 2–3'
        """
        text = self.row(row).get("source")
        if not isinstance(text, str):
            return ""
        try:
            return self.sources.format(text)
        except CitationError:
            return text

    def with_tables(self, tables: dict[str, pd.DataFrame]) -> "Case":
        """A new case in which some tables are replaced.

        >>> from .example import two_letters
        >>> two_letters().with_tables({"actors": pd.DataFrame()})
        <Case two-letters: 2 testimonies>
        """
        return replace(self, tables={**self.tables, **tables})

    def between(self, start=None, end=None, certainly: bool = False) -> "Case":
        """Rows dated possibly (or certainly) within a window; see `select.between`.

        >>> from .example import two_letters
        >>> two_letters().between("1651")
        <Case two-letters: 2 actors, 1 testimonies>
        """
        return select.between(self, start, end, certainly)

    def where(self, table: str, **conditions) -> "Case":
        """Rows of one table with given values, see `select.where`.

        >>> from .example import two_letters
        >>> two_letters().where("testimonies", deponent="anna")
        <Case two-letters: 2 actors, 1 testimonies>
        """
        return select.where(self, table, **conditions)

    def with_certainty(self, certainty) -> "Case":
        """Rows whose certainty is this value, or one of these.

        >>> from .example import two_letters
        >>> two_letters().with_certainty("low")
        <Case two-letters: 2 actors, 1 testimonies>
        """
        return select.with_values(self, "certainty", certainty)

    def at_least(self, certainty: str) -> "Case":
        """Rows at least as certain as this value; see `select.at_least`.

        >>> from .example import two_letters
        >>> two_letters().at_least("low")
        <Case two-letters: 2 actors, 2 testimonies>
        """
        return select.at_least(self, certainty)

    def with_basis(self, basis) -> "Case":
        """Rows whose basis is this value, or one of these.

        >>> from .example import two_letters
        >>> two_letters().with_basis("stated")
        <Case two-letters: 2 actors, 1 testimonies>
        """
        return select.with_values(self, "basis", basis)

    def of_plot(self, plot) -> "Case":
        """Testimonies to this alleged plot, or one of these.

        >>> from .example import two_letters
        >>> two_letters().of_plot("weather")
        <Case two-letters: 2 actors, 1 testimonies>
        """
        return select.with_values(self, "plot", plot)

    def without(self, ids) -> "Case":
        """The case without these rows, to ask what depends on them.

        >>> from .example import two_letters
        >>> two_letters().without("anna")
        <Case two-letters: 1 actors, 2 testimonies>
        """
        return select.without(self, ids)
