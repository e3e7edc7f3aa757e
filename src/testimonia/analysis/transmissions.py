"""What passed from whom to whom, and whether it came round again."""

import itertools

import networkx as nx
import pandas as pd

from . import days
from .network import dated_graph
from .records import records, shaped

__all__ = ["cycles", "transmission_graph"]

_CYCLES = {
    "cycle": "object", "names": "str", "length": "int64", "rows": "object", "in_order": "str", "starts": "object"
}


def transmission_graph(case, until=None, mode="certainly") -> nx.MultiDiGraph:
    """Rumours and reports as a graph: an edge from origin to recipient for each row, keyed by its id.

    `until` and `mode` as `as_of` and `mode` in `testimony_graph`; what the dates leave
    open is listed in ``graph.graph["cannot_tell"]``. Edge attributes: date (EDTF),
    earliest, latest (Timestamp or NaT), channel, subject (tuple of actor ids), summary,
    source. Node attributes: name, type. Raises EdtfError, ValueError for another mode.

    >>> from testimonia.analysis.example import village
    >>> transmission_graph(village()).edges["clara", "neighbours", "talk"]["channel"]
    'rumour'
    """
    return dated_graph(case, records(case, "transmissions"), ("origin", "recipient"), until, mode)


def cycles(graph: nx.MultiDiGraph, longest: int | None = None) -> pd.DataFrame:
    """The ways in which something comes back to where it started, the shortest first.

    Each is an elementary circuit (no actor twice) as networkx finds them (D. B.
    Johnson, SIAM J. Comput. 4, 1975). Columns: cycle (tuple of actor ids, the first
    in the alphabet first), names ('Clara → neighbours → court → Clara'), length
    (number of steps, int64), rows (for each step the tuple of row ids that make it),
    in_order, starts. `longest` leaves longer circuits out; a dense graph has very many.

    in_order says whether there is an actor from whom the steps run round in time, none
    on an earlier day than the one before it, taking for each step one of its rows:
    'yes' if there is one whatever the days (for a circuit of two there always is),
    'no' if the dates exclude it, else 'cannot tell'. starts is the tuple of actors from
    whom it may have run so. With several rows to a step 'yes' is given only where one
    choice of rows is in order on all days.

    >>> from testimonia.analysis.example import village
    >>> cycles(transmission_graph(village()))[["length", "in_order", "starts"]].values.tolist()
    [[3, 'yes', ('clara',)]]
    """
    rows = []
    for ring in nx.simple_cycles(nx.DiGraph(graph), length_bound=longest):
        turn = ring.index(min(ring))
        ring = ring[turn:] + ring[:turn]
        steps = [_step(graph, u, v) for u, v in zip(ring, ring[1:] + ring[:1])]
        starts = [k for k in range(len(ring)) if _possible(steps[k:] + steps[:k])]
        certain = any(_certain(steps[k:] + steps[:k]) for k in starts)
        if starts and not certain:
            certain = any(not _twice_back(choice) for choice in itertools.product(*steps))
        names = [graph.nodes[n].get("name", n) for n in [*ring, ring[0]]]
        rows.append(
            {
                "cycle": tuple(ring), "names": " → ".join(names), "length": len(ring),
                "rows": tuple(tuple(key for key, *_ in step) for step in steps),
                "in_order": "yes" if certain else "cannot tell" if starts else "no",
                "starts": tuple(ring[k] for k in starts),
            }
        )  # fmt: skip
    return shaped(sorted(rows, key=lambda row: (row["length"], row["cycle"])), _CYCLES)


def _step(graph, u, v) -> list[tuple[str, int, int]]:
    """The rows of one step with their first and last day."""
    found = graph[u][v]
    low = days.numbers([d["earliest"] for d in found.values()], days.BEGINNING)
    high = days.numbers([d["latest"] for d in found.values()], days.END)
    return list(zip(found, low.tolist(), high.tolist()))


def _possible(steps) -> bool:
    """Whether there are days on which these steps follow each other: take each as early as it can be."""
    now = days.BEGINNING
    for step in steps:
        arrivals = [max(now, low) for _, low, high in step if high >= now]
        if not arrivals:
            return False
        now = min(arrivals)
    return True


def _certain(steps) -> bool:
    """Whether one choice of rows follows in this order on all days the dates allow."""
    now = days.BEGINNING
    for n, step in enumerate(steps):
        arrivals = [high for _, low, high in step if low >= now or n == 0]
        if not arrivals:
            return False
        now = min(arrivals)
    return True


def _twice_back(rows) -> bool:
    """Whether time can run backwards at two places of a ring: only then no start puts it in order."""
    size, low, high = len(rows), [r[1] for r in rows], [r[2] for r in rows]
    if size < 3:  # in a ring of two the second step back would undo the first
        return False
    back = [i for i in range(size) if high[i] > low[(i + 1) % size]]
    for i, j in itertools.combinations(back, 2):
        if j == i + 1:
            apart = _falling([i, j, (j + 1) % size], low, high)
        elif (j + 1) % size == i:
            apart = _falling([j, i, i + 1], low, high)
        else:
            apart = True  # two pairs with no row in common
        if apart:
            return True
    return False


def _falling(places, low, high) -> bool:
    """Whether three rows can fall on ever earlier days: take each as late as it can be."""
    now = days.END + 1
    for place in places:
        now = min(high[place], now - 1)
        if now < low[place]:
            return False
    return True
