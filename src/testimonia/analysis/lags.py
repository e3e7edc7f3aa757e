"""How long from being named to being arrested."""

import numpy as np
import pandas as pd

from . import days
from .memory import remembered
from .records import known, name_and_type, records, shaped

__all__ = ["lags"]

_LAGS = {
    "accused": "str", "name": "str", "first_named_earliest": "datetime64[s]", "first_named_latest": "datetime64[s]",
    "arrest_earliest": "datetime64[s]", "arrest_latest": "datetime64[s]", "lag_min": "Int64", "lag_max": "Int64",
    "testimonies": "object", "arrests": "object", "undated": "int64",
}  # fmt: skip


@remembered("testimonies", "events", "actors")
def lags(case, accused=None, events_kind: str = "arrest") -> pd.DataFrame:
    """Days from the first time each was named to the first event of a kind that befell him.

    Columns: accused, name; first_named_earliest, first_named_latest, arrest_earliest,
    arrest_latest (datetime64[s]: bounds of the first testimony and of the first event
    of `events_kind`, whatever that is, 'arrest' or 'removal'; NaT where there is none
    or the end is not known); lag_min, lag_max (Int64, days; negative where the event
    came before the first naming; missing where an end is not known); testimonies,
    arrests (tuples of ids: the rows that may be the first); undated (how many of the
    testimonies have neither end: each leaves the start open, and so lag_max unknown).
    One row for each of `accused` (an id or several, in the order given; by default
    all who were named), with or without testimony or event. Raises KeyError for an
    unknown actor.

    >>> from testimonia.analysis.example import village
    >>> lags(village(), "anna")[["lag_min", "lag_max"]].values.tolist()
    [[124, 153]]
    """
    if accused is not None:
        case = _of(case, accused, events_kind)
    naming = records(case, "testimonies")[["accused", "earliest", "latest"]].rename(columns={"accused": "actor"})
    people = sorted(naming["actor"].unique()) if accused is None else known(case, accused)
    events = records(case, "events")
    events = events[events["kind"] == events_kind].explode("actors").rename(columns={"actors": "actor"})
    named, befell = _firsts(naming, people), _firsts(events, people)
    found = {
        "accused": people, "name": name_and_type(case, people)[0],
        "first_named_earliest": days.dates(named["low"]), "first_named_latest": days.dates(named["high"]),
        "arrest_earliest": days.dates(befell["low"]), "arrest_latest": days.dates(befell["high"]),
        "lag_min": days.gaps(befell["low"].to_numpy(), named["high"].to_numpy()),
        "lag_max": days.gaps(befell["high"].to_numpy(), named["low"].to_numpy()),
        "testimonies": named["rows"], "arrests": befell["rows"], "undated": named["undated"].to_numpy(),
    }  # fmt: skip
    return shaped({name: np.asarray(values) if name not in ("lag_min", "lag_max") else values for name, values in found.items()}, _LAGS)


def _of(case, accused, kind: str):
    """The case with no testimonies or events but those asked for; nothing else is read."""
    people = [accused] if isinstance(accused, str) else list(accused)
    for table, wanted in (("testimonies", {"accused": people}), ("events", {"kind": kind, "actors": people})):
        if set(wanted) <= set(case.columns(table)):
            case = case.where(table, **wanted)
    return case


def _firsts(rows: pd.DataFrame, people: list[str]) -> pd.DataFrame:
    """Bounds of each actor's first row, and the rows that may be it; none is BEGINNING to END."""
    low, high = days.bounds(rows)
    who, ids = pd.Index(people).get_indexer(rows["actor"]), rows.index.to_numpy()
    who, low, high, ids = (column[who >= 0] for column in (who, low, high, ids))
    count = np.bincount(who, minlength=len(people))
    first_low, first_high = np.full(len(people), days.END), np.full(len(people), days.END)
    np.minimum.at(first_low, who, low)
    np.minimum.at(first_high, who, high)
    may_be = low <= first_high[who]
    order, ends = np.argsort(who[may_be], kind="stable"), np.bincount(who[may_be], minlength=len(people)).cumsum()
    listed = np.empty(len(people), dtype=object)
    listed[:] = [tuple(str(one) for one in part) for part in np.split(ids[may_be][order], ends[:-1])] if len(people) else []
    undated = np.bincount(who[(low == days.BEGINNING) & (high == days.END)], minlength=len(people))
    return pd.DataFrame({"low": np.where(count > 0, first_low, days.BEGINNING), "high": first_high, "rows": listed, "undated": undated}, index=people)
