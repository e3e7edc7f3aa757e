"""Who named whom: testimony as a directed graph, from the deponent to the accused."""

import networkx as nx
import pandas as pd

from . import days
from .memory import remembered
from .records import calendar, known, name_and_type, one_of, records, shaped

__all__ = ["centrality", "collapse", "ego", "testimony_graph"]

_CENTRALITY = {
    "actor": "str", "name": "str", "type": "str", "in_degree": "int64", "out_degree": "int64",
    "in_strength": "int64", "out_strength": "int64", "pagerank": "float64", "betweenness": "float64",
    "self_accused": "bool",
}  # fmt: skip


@remembered("testimonies", "actors")
def testimony_graph(
    case, as_of=None, mode="certainly", plot=None, charge=None, custody=None, medium=None, certainty=None, include=()
) -> nx.MultiDiGraph:
    """The testimonies as a graph: one edge from deponent to accused for each row, keyed by its id.

    `as_of` (EDTF or a date; '1651-04' is the whole of April) keeps what was certainly
    given by that day, with ``mode="possibly"`` what may have been; the rows whose
    dates decide neither are listed in ``graph.graph["cannot_tell"]``. `plot`,
    `charge`, `custody`, `medium` and `certainty` keep one value or any of several.
    `include` adds actors whom no edge touches: ids, or 'all'.

    Edge attributes: date (EDTF), earliest, latest (Timestamp or NaT), statement,
    charge (tuple), plot, custody, medium, certainty, source, summary (str, or None
    where the cell is empty). Node attributes: name, type ('group' tells a group from
    a person; '' for one who is not in the table of actors). Whoever accuses himself
    has a loop. Raises EdtfError, ValueError for another mode, KeyError for an unknown
    actor in `include`.

    >>> from testimonia.analysis.example import village
    >>> graph = testimony_graph(village(), as_of="1651-04")
    >>> list(graph.edges(keys=True))[:2], graph.nodes["neighbours"]["type"]
    ([('clara', 'anna', 'clara-anna'), ('neighbours', 'anna', 'neighbours-anna')], 'group')
    """
    wanted = {"plot": plot, "charge": charge, "custody": custody, "medium": medium, "certainty": certainty}
    rows = records(case, "testimonies")
    for column, values in wanted.items():
        if values is not None:
            rows = rows[one_of(rows[column], values)]
    graph = dated_graph(case, rows, ("deponent", "accused"), as_of, mode)
    add_actors(case, graph, include)
    return graph


def dated_graph(case, rows: pd.DataFrame, ends: tuple[str, str], until, mode: str) -> nx.MultiDiGraph:
    """A graph with one edge for each row that was certainly (or possibly) there by `until`.

    >>> from testimonia.analysis.example import village
    >>> rows = records(village(), "transmissions")
    >>> dated_graph(village(), rows, ("origin", "recipient"), "1650", "certainly").number_of_edges()
    1
    """
    low, high = days.bounds(rows)
    limit = days.day(until, "upper", calendar(case))
    kept = days.within(low, high, limit, mode)
    graph = nx.MultiDiGraph(cannot_tell=tuple(rows.index[(low <= limit) & (high > limit)]) if until is not None else ())
    rows = rows[kept]
    columns = [name for name in rows.columns if name not in ends]
    plain = rows[columns].astype(object)
    plain = plain.where(plain.notna(), None)
    for end in ("earliest", "latest"):
        plain[end] = rows[end].astype(object)
    people = pd.unique(pd.concat([rows[end] for end in ends])).tolist()
    names, types = name_and_type(case, people)
    graph.add_nodes_from((i, {"name": name, "type": kind}) for i, name, kind in zip(people, names, types))
    attributes = (dict(zip(columns, values)) for values in plain.itertuples(index=False, name=None))
    graph.add_edges_from(zip(rows[ends[0]], rows[ends[1]], rows.index, attributes))
    return graph


def add_actors(case, graph, include) -> None:
    """Add actors whom no edge touches as nodes: ids, or 'all'.

    >>> from testimonia.analysis.example import village
    >>> graph = nx.MultiDiGraph()
    >>> add_actors(village(), graph, ["emil"])
    >>> graph.nodes["emil"]["name"]
    'Emil Balogh'
    """
    people = list(records(case, "actors").index) if include == "all" else known(case, include) if len(include) else []
    for actor, name, kind in zip(people, *name_and_type(case, people)):
        graph.add_node(actor, name=name, type=kind)


def collapse(graph: nx.MultiDiGraph) -> nx.DiGraph:
    """One edge for each pair, with what the edges between them add up to.

    Edge attributes: testimonies (number of rows), statements (number of occasions),
    first_earliest, first_latest (bounds of the first, Timestamp or NaT), rows (tuple
    of ids). None of them is called 'weight': whoever weights says by what.

    >>> from testimonia.analysis.example import village
    >>> collapse(testimony_graph(village())).edges["bela", "anna"]["statements"]
    1
    """
    edges = pd.DataFrame(
        [(u, v, key, d.get("statement") or key, d["earliest"], d["latest"]) for u, v, key, d in graph.edges(keys=True, data=True)],
        columns=["u", "v", "key", "statement", "earliest", "latest"],
    )
    edges["low"], edges["high"] = days.bounds(edges)
    simple = nx.DiGraph(**graph.graph)
    simple.add_nodes_from(graph.nodes(data=True))
    if edges.empty:
        return simple
    grouped = edges.groupby(["u", "v"], sort=False)
    summed = grouped.agg(
        testimonies=("key", "size"), statements=("statement", "nunique"),
        low=("low", "min"), high=("high", "min"), rows=("key", tuple),
    )  # fmt: skip
    firsts = (pd.Series(days.dates(summed[end])).astype(object) for end in ("low", "high"))
    for (u, v), testimonies, statements, rows, low, high in zip(
        summed.index, summed["testimonies"], summed["statements"], summed["rows"], *firsts
    ):
        simple.add_edge(u, v, testimonies=testimonies, statements=statements, first_earliest=low, first_latest=high, rows=rows)
    return simple


def centrality(graph, weight: str = "statements", sources: int | None = None, seed: int = 0) -> pd.DataFrame:
    """How central each actor is to the naming, the most named first.

    Columns: actor, name, type; in_degree, out_degree (how many different actors named
    him, and he named); in_strength, out_strength (the same, weighted: sums of `weight`,
    'statements' or 'testimonies', over those pairs; Barrat et al., PNAS 101, 2004);
    pagerank (Brin and Page 1998, damping 0.85, weighted by `weight`, flowing to the
    accused); betweenness (Freeman 1977, normalised; paths counted in steps, unweighted,
    since more testimony is not a longer way); self_accused (bool; a loop counts once in
    each degree and strength and does not change betweenness).

    `sources` estimates betweenness from so many actors drawn with `seed` (Brandes and
    Pich 2007), for graphs too large for all. A multigraph is collapsed first.

    >>> from testimonia.analysis.example import village
    >>> centrality(testimony_graph(village()))[["actor", "in_degree"]].values.tolist()[0]
    ['anna', 3]
    """
    simple = collapse(graph) if graph.is_multigraph() else graph
    people = list(simple)
    if not people:
        return shaped({}, _CENTRALITY)
    if sources is not None:
        sources = min(sources, len(people))
    found = {
        "actor": people,
        "name": [simple.nodes[n].get("name", n) for n in people],
        "type": [simple.nodes[n].get("type", "") for n in people],
        "in_degree": [d for _, d in simple.in_degree(people)],
        "out_degree": [d for _, d in simple.out_degree(people)],
        "in_strength": [d for _, d in simple.in_degree(people, weight=weight)],
        "out_strength": [d for _, d in simple.out_degree(people, weight=weight)],
        "pagerank": list(nx.pagerank(simple, weight=weight).values()),
        "betweenness": list(nx.betweenness_centrality(simple, k=sources, weight=None, seed=seed).values()),
        "self_accused": [simple.has_edge(n, n) for n in people],
    }
    ranked = shaped(found, _CENTRALITY)
    return shaped(ranked.sort_values(["in_degree", "in_strength", "actor"], ascending=[False, False, True]), _CENTRALITY)


def ego(graph, actor: str, radius: int = 1):
    """The part of the graph within `radius` steps of an actor, whichever way the edges run.

    A graph of the same kind, with all edges among those actors (Wasserman and Faust
    1994, ch. 2). Raises KeyError for an actor who is not in the graph.

    >>> from testimonia.analysis.example import village
    >>> sorted(ego(testimony_graph(village()), "neighbours"))
    ['anna', 'neighbours']
    """
    if actor not in graph:
        raise KeyError(f"no such actor in the graph: {actor!r}; testimony_graph(..., include=...) adds one whom no edge touches")
    return nx.ego_graph(graph, actor, radius=radius, undirected=True)
