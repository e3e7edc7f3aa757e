"""Parts of a case: each function returns a new Case and leaves the old one as it is.

Tables that other tables refer to (actors, threats, ...) are the vocabulary of a
case, not its observations: filters by date, certainty and basis leave them whole,
so that every name in the rows that remain is still known.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from .edtf import parse


def between(case, start=None, end=None, certainly: bool = False):
    """Rows dated within a window; `start` and `end` are EDTF strings or dates, or None.

    A row is possibly within when its interval meets the window (an end that is open
    or unknown, or no date at all, may lie anywhere), certainly within when the whole
    of its interval does. '1651' as a start means its first day, as an end its last.

    Raises `EdtfError` for a start or end that is no date.

    >>> from .example import two_letters
    >>> between(two_letters(), end="1650").testimonies.index.tolist()
    ['letter-1']
    """
    first = _day(start, "lower", case.schema.calendar)
    last = _day(end, "upper", case.schema.calendar)

    def keep(table: pd.DataFrame):
        if "earliest" not in table.columns:
            return None
        low, high = table["earliest"], table["latest"]
        kept = np.ones(len(table), bool)
        if first is not None:
            kept &= (low >= first) if certainly else (high >= first) | high.isna()
        if last is not None:
            kept &= (high <= last) if certainly else (low <= last) | low.isna()
        return kept

    return _filtered(case, keep)


def _day(value, side: str, calendar: str):
    if value is None:
        return None
    if isinstance(value, str):
        value = getattr(parse(value, calendar), side)
        return None if value is None else value.astype("datetime64[s]")
    return np.datetime64(value, "s")


def where(case, table: str, **conditions):
    """Rows of one table whose columns hold a value, or one of several.

    In a list column a row is kept when any member is wanted. Raises KeyError for a
    table or column that the case does not have.

    >>> from .example import two_letters
    >>> where(two_letters(), "testimonies", accused="bela").testimonies.index.tolist()
    ['letter-2']
    """
    frame = case.tables[table]
    kept = np.ones(len(frame), bool)
    for column, wanted in conditions.items():
        if column not in frame.columns:
            raise KeyError(f"{table} has no column {column!r}; it has {', '.join(frame.columns)}")
        kept &= _among(frame[column], wanted)
    return case.with_tables({table: frame[kept]})


def _among(column: pd.Series, wanted) -> np.ndarray:
    values = [wanted] if isinstance(wanted, str) or not isinstance(wanted, Iterable) else list(wanted)
    if len(column) and isinstance(column.iloc[0], tuple):
        sought = set(values)
        return np.array([not sought.isdisjoint(cell) for cell in column], bool)
    return column.isin(values).to_numpy()


def with_values(case, column: str, values):
    """Rows whose `column` holds one of the values, in every table of observations that has it.

    >>> from .example import two_letters
    >>> with_values(two_letters(), "basis", "stated")
    <Case two-letters: 2 actors, 1 testimonies>
    """
    wanted = [values] if isinstance(values, str) else list(values)

    def keep(table: pd.DataFrame):
        return table[column].isin(wanted).to_numpy() if column in table.columns else None

    return _filtered(case, keep)


def at_least(case, certainty: str):
    """Rows at least as certain as `certainty`; the schema lists the surest value first.

    Raises ValueError for a value the schema does not know.

    >>> from .example import two_letters
    >>> at_least(two_letters(), "high")
    <Case two-letters: 2 actors, 1 testimonies>
    """
    for table in case.schema.tables.values():
        field = table.field("certainty")
        if field and field.values:
            if certainty not in field.values:
                raise ValueError(f"no such certainty: {certainty!r}; known are {', '.join(field.values)}")
            return with_values(case, "certainty", field.values[: field.values.index(certainty) + 1])
    return case


def without(case, ids):
    """The case without the rows of these ids, whatever table they are in.

    >>> from .example import two_letters
    >>> without(two_letters(), "letter-1").testimonies.index.tolist()
    ['letter-2']
    """
    gone = {ids} if isinstance(ids, str) else set(ids)
    return case.with_tables(
        {
            name: table[~table.index.isin(gone)]
            for name, table in case.tables.items()
            if table.index.name == "id" and table.index.isin(gone).any()
        }
    )


def vocabulary(schema) -> set[str]:
    """Tables that another table refers to.

    >>> from .schema import Schema
    >>> vocabulary(Schema("empty", {}))
    set()
    """
    return {
        field.references
        for table in schema.tables.values()
        for field in table.fields
        if field.references and field.references != table.name
    }


def _filtered(case, keep):
    words = vocabulary(case.schema)
    kept = {name: keep(table) for name, table in case.tables.items() if name not in words}
    return case.with_tables({n: case.tables[n][rows] for n, rows in kept.items() if rows is not None})
