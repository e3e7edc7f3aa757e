"""The tables of a case as the analyses read them: complete in columns, even when empty."""

import numpy as np
import pandas as pd

from ..case.problems import near_miss
from .memory import handed_out, recall

_DATED = {"date": "str", "earliest": "datetime64[s]", "latest": "datetime64[s]"}
# What the analyses read of each table, and as what.
_READ = {
    "actors": {"name": "str", "type": "str"},
    "threats": {"label": "str", "locus": "str", "span": "str", "earliest": "datetime64[s]",
                "latest": "datetime64[s]", "parent": "str", "summary": "str", "source": "str"},
    "events": {**_DATED, "title": "str", "kind": "str", "actors": "object", "by": "object", "threat": "str",
               "summary": "str", "source": "str"},
    "assessments": {**_DATED, "assessor": "str", "institution": "str", "threat": "str", "level": "Int64",
                    "stance": "str", "forum": "str", "summary": "str", "source": "str"},
    "testimonies": {**_DATED, "statement": "str", "deponent": "str", "accused": "str", "charge": "object",
                    "medium": "str", "custody": "str", "plot": "str", "certainty": "str", "summary": "str",
                    "source": "str"},
    "transmissions": {**_DATED, "origin": "str", "recipient": "str", "channel": "str", "subject": "object",
                      "summary": "str", "source": "str"},
    "decisions": {**_DATED, "actor": "str", "direction": "str", "strength": "Int64", "threat": "str",
                  "summary": "str", "source": "str"},
}  # fmt: skip
_PARTIES = {"testimonies": ("deponent", "accused"), "transmissions": ("origin", "recipient")}


def records(case, table: str) -> pd.DataFrame:
    """One table of a case with every column that the analyses read, plain in type.

    A table or column that the case lacks is there and empty; enumerations are text;
    an empty list is (). A party to a testimony or transmission whom the record does
    not name becomes '?' and the row's id: unknown, but not left out. A testimony
    without a statement is an occasion of its own.

    >>> from testimonia.analysis.example import village
    >>> records(village(), "testimonies").loc["clara-anna", "deponent"]
    'clara'
    """
    frame = case.tables.get(table)
    made = recall(("records", table, id(frame)), frame, lambda: _plain(pd.DataFrame() if frame is None else frame, table))
    return handed_out(made)


def _plain(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    kinds = _READ[table]
    frame = frame.reindex(columns=list(kinds))
    frame.index = frame.index.astype("str").rename("id")
    lists = [name for name, kind in kinds.items() if kind == "object"]
    for name in lists:
        cells = np.empty(len(frame), dtype=object)
        cells[:] = [cell if isinstance(cell, tuple) else () for cell in frame[name]]
        frame[name] = pd.Series(cells, index=frame.index, dtype=object)
    frame = frame.astype({name: kind for name, kind in kinds.items() if kind != "object"})
    for party in _PARTIES.get(table, ()):
        frame[party] = frame[party].where(frame[party].notna(), "?" + frame.index)
    if "statement" in frame:
        frame["statement"] = frame["statement"].where(frame["statement"].notna(), frame.index)
    return frame


def shaped(data, kinds: dict[str, str]) -> pd.DataFrame:
    """A DataFrame with exactly these columns and types, numbered from 0, even when it has no rows.

    >>> shaped({}, {"row": "str", "level": "Int64"}).dtypes.tolist()
    [<StringDtype(...)>, Int64Dtype()]
    """
    frame = pd.DataFrame(data, columns=list(kinds)).reset_index(drop=True)
    wrong = {name: kind for (name, kind), dtype in zip(kinds.items(), frame.dtypes, strict=True) if dtype != kind}
    return frame.astype(wrong) if wrong else frame


def known(case, actors) -> list[str]:
    """The ids given, one or several, as a list; raises KeyError for one that no row uses.

    >>> from testimonia.analysis.example import village
    >>> known(village(), "anna")
    ['anna']
    """
    wanted = [actors] if isinstance(actors, str) else list(dict.fromkeys(actors))
    found = set(records(case, "actors").index)
    for actor in wanted:
        if actor not in found:
            raise KeyError(f"no such actor: {actor!r}; {near_miss(str(actor), found, 'ids stand in the table of actors')}")
    return wanted


def name_and_type(case, actors) -> tuple[list[str], list[str]]:
    """Names and types of actors; the id and '' for one who is not in the table of actors.

    >>> from testimonia.analysis.example import village
    >>> name_and_type(village(), ["neighbours", "?row"])
    (['Several neighbours', '?row'], ['group', ''])
    """
    table = records(case, "actors")
    table = table[~table.index.duplicated()].reindex(list(actors))
    names = table["name"].where(table["name"].notna(), table.index)
    return names.tolist(), table["type"].fillna("").tolist()


def one_of(column: pd.Series, wanted) -> np.ndarray:
    """Which rows hold the value, or one of the values; any member of a list cell will do (bool).

    >>> one_of(pd.Series([("pact",), ()]), "pact").tolist()
    [True, False]
    """
    values = {wanted} if isinstance(wanted, str) else set(wanted)
    if column.dtype == object:
        return np.array([not values.isdisjoint(cell) for cell in column], dtype=bool)
    return column.isin(list(values)).to_numpy()


def calendar(case) -> str:
    """The calendar in which the case writes its dates.

    >>> from testimonia.analysis.example import village
    >>> calendar(village())
    'gregorian'
    """
    return getattr(case.schema, "calendar", None) or "gregorian"
