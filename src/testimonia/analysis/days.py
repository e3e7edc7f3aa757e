"""The arithmetic of uncertain days.

Whatever is on record happened on some day between its earliest and its latest.
An end that is open or unknown is NaT in a table and lies infinitely far away here,
so that an undated row is possible on every day and certain by none. Days are int64
numbers (0 is 1970-01-01); two rows are taken to vary independently of each other.
"""

from datetime import date

import numpy as np
import pandas as pd

from ..case.edtf import parse

# Far enough for any history, near enough that a difference of the two fits int64.
BEGINNING, END = -(2**60), 2**60
MODES = ("certainly", "possibly")
UNITS = {"day": "D", "month": "M", "year": "Y"}


def numbers(values, missing: int) -> np.ndarray:
    """Day numbers (int64) of dates, with `missing` for NaT.

    >>> numbers(pd.to_datetime(["1970-01-03", None]), END).tolist()
    [2, 1152921504606846976]
    """
    days = pd.Series(values, dtype="datetime64[s]").to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), missing, days.astype("int64"))


def bounds(frame: pd.DataFrame, first: str = "earliest", last: str = "latest") -> tuple[np.ndarray, np.ndarray]:
    """First and last day of every row, two int64 arrays; BEGINNING and END where there is none.

    >>> bounds(pd.DataFrame({"earliest": [pd.NaT], "latest": [pd.Timestamp("1970-01-02")]}))
    (array([-1152921504606846976]), array([1]))
    """
    return numbers(frame[first], BEGINNING), numbers(frame[last], END)


def dates(days) -> np.ndarray:
    """The dates (datetime64[s]) of day numbers, NaT for BEGINNING and END.

    >>> dates([2, END]).tolist()
    [datetime.datetime(1970, 1, 3, 0, 0), None]
    """
    days = np.asarray(days, dtype="int64")
    known = finite(days)
    return np.where(known, np.where(known, days, 0).astype("datetime64[D]"), np.datetime64("NaT")).astype("datetime64[s]")


def finite(days) -> np.ndarray:
    """Which day numbers are days at all (bool).

    >>> finite(np.array([BEGINNING, 0])).tolist()
    [False, True]
    """
    return (days > BEGINNING) & (days < END)


def gaps(later, earlier) -> pd.array:
    """`later` less `earlier` in days (Int64), missing where either end is unknown.

    >>> gaps(np.array([5, END]), np.array([2, 2])).tolist()
    [3, <NA>]
    """
    known = finite(later) & finite(earlier)
    return pd.arrays.IntegerArray(np.where(known, np.where(known, later, 0) - np.where(known, earlier, 0), 0), ~known)


def day(value, side: str, calendar: str = "gregorian") -> int:
    """The day number of an EDTF string or a date; `side` ('lower' or 'upper') says which end of it.

    None is the beginning or the end of time. Raises EdtfError for a string that is
    no date, TypeError for what is neither.

    >>> day("1970", "upper")
    364
    """
    if value is None or value is pd.NaT:
        return BEGINNING if side == "lower" else END
    if isinstance(value, str):
        found = getattr(parse(value, calendar), side)
        return day(None, side) if found is None else int(found.astype("int64"))
    if not isinstance(value, (date, np.datetime64)):
        raise TypeError(f"{value!r} is no date; write it as EDTF, such as '1651-05'")
    moment = value.to_datetime64() if isinstance(value, pd.Timestamp) else np.datetime64(value)
    if np.isnat(moment):
        return day(None, side)
    return int(moment.astype("datetime64[D]").astype("int64"))


def within(first, last, until: int, mode: str) -> np.ndarray:
    """Which intervals are certainly (or possibly) over by the day `until` (bool).

    'possibly' means that the thing may have happened by then. Raises ValueError for
    another mode.

    >>> within(np.array([0]), np.array([9]), 5, "possibly").tolist()
    [True]
    """
    if mode not in MODES:
        raise ValueError(f"mode is 'certainly' or 'possibly', not {mode!r}")
    if until == END:  # no limit is set: undated rows are in as well
        return np.ones(len(first), bool)
    return (last if mode == "certainly" else first) <= until


def periods(first, last, unit: str) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last day, month or year of intervals, as numbers from 1970.

    Raises ValueError for a unit that is not 'day', 'month' or 'year'.

    >>> periods(np.array([0]), np.array([40]), "month")
    (array([0]), array([1]))
    """
    if unit not in UNITS:
        raise ValueError(f"periods are {', '.join(UNITS)}; not {unit!r}")

    def of(days):
        known = finite(days)
        inner = np.where(known, days, 0).astype("datetime64[D]").astype(f"datetime64[{UNITS[unit]}]").astype("int64")
        return np.where(known, inner, days)

    return of(first), of(last)


def period_label(number: int, unit: str) -> str:
    """The EDTF name of a period.

    >>> period_label(13, "month")
    '1971-02'
    """
    return str(np.datetime64(int(number), UNITS[unit]))
