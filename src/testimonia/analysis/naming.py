"""How often, and from when, somebody was named: counts that need no graph."""

import numpy as np
import pandas as pd

from . import days
from .memory import remembered
from .records import calendar, known, name_and_type, records, shaped

__all__ = ["cumulative", "named_by"]

UNITS = {"statements": "statement", "deponents": "deponent", "testimonies": "row"}
_NAMED = {
    "accused": "str", "name": "str", "type": "str", "deponents": "int64", "others": "int64",
    "statements": "int64", "testimonies": "int64", "undated": "int64",
    "first_earliest": "datetime64[s]", "first_latest": "datetime64[s]",
}  # fmt: skip
_CURVE = {"accused": "str", "name": "str", "day": "datetime64[s]", "certainly": "int64", "possibly": "int64"}


@remembered("testimonies", "actors")
def named_by(case, as_of=None, mode="certainly") -> pd.DataFrame:
    """How many named each accused, the most named first.

    Columns: accused, name, type; deponents (different ones), others (deponents other
    than the accused himself), statements (different occasions: six deponents together
    are one, six rows of one confrontation are one), testimonies (rows), undated (rows
    of which neither end is known), first_earliest, first_latest (datetime64[s]: bounds
    of the first naming, NaT where it is not known). `as_of` and `mode` as in
    `testimony_graph`. Groups as accused are rows of type 'group'.

    >>> from testimonia.analysis.example import village
    >>> named_by(village())[["accused", "deponents", "others"]].values.tolist()
    [['anna', 3, 3], ['bela', 2, 1], ['clara', 1, 1]]
    """
    rows = records(case, "testimonies")
    low, high = days.bounds(rows)
    kept = days.within(low, high, days.day(as_of, "upper", calendar(case)), mode)
    rows = rows.assign(low=low, high=high, undated=(low == days.BEGINNING) & (high == days.END))[kept]
    rows["other"] = rows["deponent"].where(rows["deponent"] != rows["accused"])
    found = rows.groupby("accused", sort=False).agg(
        deponents=("deponent", "nunique"), others=("other", "nunique"), statements=("statement", "nunique"),
        testimonies=("deponent", "size"), undated=("undated", "sum"), low=("low", "min"), high=("high", "min"),
    ).reset_index()  # fmt: skip
    found["name"], found["type"] = name_and_type(case, found["accused"])
    found["first_earliest"], found["first_latest"] = days.dates(found["low"]), days.dates(found["high"])
    order = ["deponents", "statements", "testimonies", "accused"]
    return shaped(found.sort_values(order, ascending=[False, False, False, True]), _NAMED)


@remembered("testimonies", "actors")
def cumulative(case, accused=None, count="statements", since=None, until=None) -> pd.DataFrame:
    """How often each accused had been named by each day, between certainty and possibility.

    A step curve with bounds. Columns: accused, name, day (datetime64[s]), certainly,
    possibly (int64: the fewest and the most different `count` that can have named him
    by the end of that day; `count` is 'statements', 'deponents' or 'testimonies'). One
    row for every day on which a number changes, and for the first and last day on
    record (or `since` and `until`), so that all curves have one length. An undated
    testimony is possible from the first day on and certain on none. An accused whom
    nobody named has a curve of noughts. If nothing is dated, there is one row each, and
    its day is NaT. `accused` is an id or several, by default all who were named, in
    order of `named_by`. Raises KeyError for an unknown actor, ValueError for another
    `count` or for an end before the start.

    >>> from testimonia.analysis.example import village
    >>> cumulative(village(), "anna").query("day < '1651'")[["certainly", "possibly"]].values.tolist()
    [[0, 1], [1, 1]]
    """
    if count not in UNITS:
        raise ValueError(f"count is one of {', '.join(UNITS)}; not {count!r}")
    rows = records(case, "testimonies")
    people = named_by(case)["accused"].tolist() if accused is None else known(case, accused)
    rows = rows[rows["accused"].isin(people)].assign(row=lambda r: r.index)
    rows["low"], rows["high"] = days.bounds(rows)
    # A unit has named the accused once any of its rows has: the first of them counts.
    units = rows.groupby(["accused", UNITS[count]], sort=False)[["low", "high"]].min().reset_index()
    start, end = _window(units, days.day(since, "lower", calendar(case)), days.day(until, "upper", calendar(case)))
    code = pd.Categorical(units["accused"], categories=people).codes.astype("int64")
    low, high = units["low"].to_numpy(), units["high"].to_numpy()
    everyone, none = np.arange(len(people)), np.zeros(len(people), "int64")
    steps = pd.DataFrame(
        {
            "code": np.concatenate([code, code, everyone, everyone]),
            "day": np.concatenate([np.maximum(low, start), np.maximum(high, start), none + start, none + end]),
            "possibly": np.concatenate([np.ones_like(low), np.zeros_like(high), none, none]),
            "certainly": np.concatenate([np.zeros_like(low), np.ones_like(high), none, none]),
        }
    )
    steps = steps[(steps["day"] <= end) & (steps["day"] < days.END)]
    curve = steps.groupby(["code", "day"])[["certainly", "possibly"]].sum()
    curve = curve.groupby(level="code").cumsum().reset_index()
    names, _ = name_and_type(case, people)
    curve["accused"], curve["name"] = np.array(people, object)[curve["code"]], np.array(names, object)[curve["code"]]
    curve["day"] = days.dates(curve["day"])
    return shaped(curve, _CURVE)


def _window(units: pd.DataFrame, start: int, end: int) -> tuple[int, int]:
    """The first and the last day of the curves, from the record where the caller sets none."""
    on_record = np.concatenate([units["low"], units["high"]]).astype("int64")
    on_record = on_record[days.finite(on_record)]
    if start == days.BEGINNING and len(on_record):
        start = int(on_record.min())
    if end == days.END and len(on_record):
        end = max(start, int(on_record.max()))
    if start > end:
        raise ValueError("the curves would end before they begin; `until` lies before `since` or before all testimony")
    # With no date at all there is one step, before all days: dates() makes it NaT.
    return (start, end) if end < days.END else (start, start)
