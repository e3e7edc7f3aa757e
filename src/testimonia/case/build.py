"""From the strings of a file to typed columns."""

import re

import numpy as np
import pandas as pd

from .edtf import EdtfError, parse, unique_bounds
from .raw import Column, RawTable
from .schema import Field

_TEXT = pd.array([""], dtype="str").dtype
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
# Columns whose bounds are the row's own: they are called earliest and latest.
ROW_DATES = ("date", "period", "span")


def frame(raw: RawTable, calendar: str) -> pd.DataFrame:
    """The table as a DataFrame indexed by id (by position where it has none).

    Numbers are float64 or Int64, enumerations ordered Categoricals, lists tuples
    of str, the rest str with NaN for an empty cell; each EDTF column is kept and
    followed by its bounds. A value that cannot be read is missing: `load` has
    refused it before, and `check` goes on without it.

    >>> from .schema import Table
    >>> frame(RawTable(Table("t", "t.csv", ())), "gregorian").shape
    (0, 0)
    """
    columns = {}
    for field in raw.table.fields:
        cells = raw.columns[field.name]
        columns[field.name] = typed(cells, field)
        if field.edtf:
            earliest, latest = date_columns(field.name)
            found = _bounds(cells, calendar)
            columns[earliest], columns[latest] = found["earliest"], found["latest"]
    table = pd.DataFrame(columns, index=pd.RangeIndex(raw.size), copy=False)  # the arrays are nobody else's
    return table.set_index("id") if "id" in table.columns else table


def date_columns(name: str) -> tuple[str, str]:
    """Names of the columns that hold the bounds of an EDTF column.

    >>> date_columns("date"), date_columns("retracted")
    (('earliest', 'latest'), ('retracted_earliest', 'retracted_latest'))
    """
    return ("earliest", "latest") if name in ROW_DATES else (f"{name}_earliest", f"{name}_latest")


def typed(cells: Column, field: Field):
    """The cells of one column as the array that its field asks for.

    >>> typed(Column(np.array([0, -1]), np.array(["a;b"], object)), Field("c", separator=";"))
    array([('a', 'b'), ()], dtype=object)
    """
    if field.separator:
        return _tuples(cells, field.separator)
    if field.type == "integer":
        values = _numbers(cells)
        whole = np.where(values == np.floor(values), values, np.nan)
        return pd.array(whole, dtype="Int64")
    if field.type == "number":
        return _numbers(cells)
    if field.values:
        return _categorical(cells, field)
    if cells.whole is not None and isinstance(_TEXT, pd.StringDtype) and _TEXT.storage == "pyarrow":
        return _TEXT.__from_arrow__(cells.whole)  # no string is made twice
    texts = pd.array(list(cells.texts), dtype="str")
    return texts.take(cells.codes, allow_fill=True)


def _tuples(cells: Column, separator: str) -> np.ndarray:
    lists = np.empty(len(cells.texts) + 1, dtype=object)
    for code, text in enumerate(cells.texts):
        lists[code] = tuple(text.split(separator))
    lists[-1] = ()
    return lists[cells.codes]


def _numbers(cells: Column) -> np.ndarray:
    values = [number(text) for text in cells.texts]
    return np.array([np.nan if v is None else v for v in values] + [np.nan], float)[cells.codes]


def number(text: str) -> float | None:
    """A number as a cell may write it, or None: a sign, digits, a point.

    >>> number("-1.5"), number("1,5"), number("1 000"), number("nan")
    (-1.5, None, None, None)
    """
    return float(text) if _NUMBER.fullmatch(text) else None


def _categorical(cells: Column, field: Field) -> pd.Categorical:
    place = {value: code for code, value in enumerate(field.values)}
    small = np.min_scalar_type(-1 - len(place))  # as pandas keeps them in the end
    codes = np.array([place.get(text, -1) for text in cells.texts] + [-1], small)[cells.codes]
    kinds = pd.CategoricalDtype(pd.Index(field.values, dtype="str"), ordered=True)
    return pd.Categorical.from_codes(codes, dtype=kinds)


def _bounds(cells: Column, calendar: str) -> dict[str, np.ndarray]:
    days = cells.days(calendar)
    plain = set(days[0].tolist())
    texts = [text if place in plain or _readable(text, calendar) else None for place, text in enumerate(cells.texts)]
    found = unique_bounds(texts, calendar, days)
    return {end: found[end].to_numpy()[cells.codes] for end in ("earliest", "latest")}


def _readable(text: str, calendar: str) -> bool:
    try:
        parse(text, calendar)
    except EdtfError:
        return False
    return True
