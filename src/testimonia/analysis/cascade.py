"""How naming spread from one person: who was reached in how many steps."""

import networkx as nx
import numpy as np
import pandas as pd

from . import days
from .memory import remembered
from .records import calendar, known, name_and_type, records, shaped

__all__ = ["cascade", "depths"]

_LINKS = {"testimonies": ("deponent", "accused"), "transmissions": ("origin", "recipient")}
_NEVER = 2**61  # later than END: not reached
_DEPTHS = {
    "actor": "str", "name": "str", "type": "str", "depth": "int64", "depth_certainly": "Int64",
    "reached_earliest": "datetime64[s]", "by": "object", "rows": "object",
}  # fmt: skip


@remembered("testimonies", "transmissions", "actors")
def cascade(case, root: str, links=("testimonies",), since=None) -> nx.DiGraph:
    """Everybody whom naming reached from `root`, with the number of steps it took.

    A step leads from deponent to accused (and, with 'transmissions' among the `links`,
    from origin to recipient). A link that the tables hold otherwise, as an arrest that
    led to another, can be stated: among the `links` may be a DataFrame with origin,
    recipient, earliest, latest, indexed by the ids of the rows that bear it out. Steps follow each other in time: a step is taken only if
    there are days, within all dates on the way, on which none is earlier than the one
    before (time-respecting paths: P. Holme and J. Saramäki, 'Temporal networks',
    Physics Reports 519, 2012). `since` (EDTF or a date) leaves out what was certainly
    earlier than that day.

    Node attributes: name, type, depth (fewest steps from the root), depth_certainly
    (fewest steps along rows that follow each other whatever the days; None where there
    is no such way), reached_earliest (Timestamp, the first day on which naming may have
    come so far; NaT for the root or where no date bounds it). Edge attributes: rows
    (tuple of ids), onward (tuple of those among them by which the accused was first
    reached; empty for an edge back or across), links (tuple of tables, 'stated' for a DataFrame), earliest,
    latest (bounds of the first row). Rows that were certainly there before naming
    reached the deponent are left out. A group counts as one actor. Raises KeyError for an unknown
    root, ValueError for another link or a DataFrame that lacks a column, EdtfError.

    >>> from testimonia.analysis.example import village
    >>> cascade(village(), "neighbours").nodes(data="depth")
    NodeDataView({'neighbours': 0, 'anna': 1, 'bela': 2, 'clara': 2}, data='depth')
    """
    known(case, root)
    steps = _steps(case, [links] if isinstance(links, (str, pd.DataFrame)) else links)
    steps = steps[steps["high"] >= days.day(since, "lower", calendar(case))].reset_index(drop=True)
    codes, people = pd.factorize(pd.concat([steps["u"], steps["v"], pd.Series([root], dtype="str")]))
    u, v, start = codes[: len(steps)], codes[len(steps) : -1], codes[-1]
    low, high = steps["low"].to_numpy(), steps["high"].to_numpy()
    depth, arrivals = _reach(u, v, low, high, start, len(people))
    certain, _ = _reach(u, v, low, high, start, len(people), certainly=True)
    taken = arrivals[-1][u] <= high
    steps["onward"] = _onward(u, v, high, depth, arrivals)
    return _graph(case, steps[taken], root, np.asarray(people), depth, certain, arrivals[-1])


def depths(graph: nx.DiGraph) -> pd.DataFrame:
    """The actors of a cascade by their distance from its root.

    Columns: actor, name, type, depth (int64), depth_certainly (Int64, missing where no
    way is certain), reached_earliest (datetime64[s]), by (tuple of those through whom he
    was reached in so many steps), rows (tuple of the ids by which they named him).

    >>> from testimonia.analysis.example import village
    >>> depths(cascade(village(), "neighbours"))[["actor", "depth", "by"]].values.tolist()[-1]
    ['clara', 2, ('anna',)]
    """
    found = []
    for actor, node in graph.nodes(data=True):
        nearer = [(u, d["onward"]) for u, _, d in graph.in_edges(actor, data=True) if d["onward"]]
        by, rows = tuple(u for u, _ in nearer), tuple(row for _, onward in nearer for row in onward)
        found.append({"actor": actor, **node, "by": by, "rows": rows})
    table = shaped(found, _DEPTHS)
    return shaped(table.sort_values(["depth", "reached_earliest", "actor"]), _DEPTHS)


def _steps(case, links) -> pd.DataFrame:
    """One row for every possible step: u, v, row, link, low, high."""
    parts = []
    for link in links:
        rows, ends, name = _linked(case, link)
        low, high = days.bounds(rows)
        u, v = (rows[end].to_numpy() for end in ends)
        parts.append(pd.DataFrame({"u": u, "v": v, "row": rows.index, "link": name, "low": low, "high": high}))
    return pd.concat(parts, ignore_index=True)


def _linked(case, link) -> tuple[pd.DataFrame, tuple[str, str], str]:
    """The rows of one kind of link, the columns of its two ends, and its name."""
    if isinstance(link, pd.DataFrame):
        lacking = {"origin", "recipient", "earliest", "latest"} - set(link.columns)
        if lacking:
            raise ValueError(f"a table of links has origin, recipient, earliest and latest; this one lacks {', '.join(sorted(lacking))}")
        known(case, [*link["origin"], *link["recipient"]])
        return link, ("origin", "recipient"), "stated"
    if link not in _LINKS:
        raise ValueError(f"links are {' and '.join(_LINKS)}, or a table of links; not {link!r}")
    return records(case, link), _LINKS[link], link


def _reach(u, v, low, high, start: int, size: int, certainly: bool = False):
    """Depth of each actor (-1 where not reached), and after each step the earliest arrival at each.

    Bellman's recursion over the number of steps: a later arrival by fewer steps may
    close a way that an earlier one by more steps leaves open, so both are followed.
    """
    now = np.full(size, _NEVER)
    now[start] = days.BEGINNING
    depth = np.where(np.arange(size) == start, 0, -1)
    arrivals = [now]
    for step in range(1, size + 1):
        then = now.copy()
        open_ = now[u] <= (low if certainly else high)
        np.minimum.at(then, v[open_], high[open_] if certainly else np.maximum(now[u], low)[open_])
        if (then == now).all():
            break
        depth[(depth < 0) & (then < _NEVER)] = step
        arrivals.append(then)
        now = then
    return depth, arrivals


def _onward(u, v, high, depth, arrivals) -> np.ndarray:
    """Which steps first reach their end: of a way with as many steps as its depth, the last (bool)."""
    onward = np.zeros(len(u), bool)
    for step, arrival in enumerate(arrivals):
        onward |= (depth[v] == step + 1) & (arrival[u] <= high)
    return onward


def _graph(case, steps: pd.DataFrame, root: str, people: np.ndarray, depth, certain, arrival) -> nx.DiGraph:
    graph = nx.DiGraph(root=root)
    reached = [n for n in np.lexsort((people.astype(str), arrival, depth)) if depth[n] >= 0]
    when = pd.Series(days.dates(np.where(arrival < days.END, arrival, days.END))).astype(object)
    names, types = name_and_type(case, people)
    for n in reached:
        sure = int(certain[n]) if certain[n] >= 0 else None
        graph.add_node(
            people[n], name=names[n], type=types[n], depth=int(depth[n]), depth_certainly=sure, reached_earliest=when[n]
        )
    for (u, v), rows in steps.groupby(["u", "v"], sort=False):
        low, high = pd.Series(days.dates([rows["low"].min(), rows["high"].min()])).astype(object)
        graph.add_edge(
            u, v, rows=tuple(rows["row"]), onward=tuple(rows["row"][rows["onward"]]),
            links=tuple(rows["link"].unique()), earliest=low, latest=high,
        )  # fmt: skip
    return graph
