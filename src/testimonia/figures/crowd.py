"""Of a record with thousands of actors, the part of its network that can be read, and a sentence that says so."""

from __future__ import annotations

import networkx as nx

#: Actors beyond which a web cannot be read; the rest are then drawn as one.
CROWD = 80
OTHERS = "(others)"


def readable(graph: nx.Graph, most: int = CROWD, always=()) -> tuple[nx.Graph, str]:
    """Return a graph of at most so many actors, the others drawn as one, and a sentence that says so ('' if none are).

    Those of `always` are kept, then those whom most others named. Raises ValueError if
    fewer than two may be drawn.

    >>> small, note = readable(nx.MultiDiGraph([("a", "c"), ("b", "c"), ("d", "e")]), most=2)
    >>> sorted(small), small.number_of_edges()
    (['(others)', 'c'], 2)
    >>> note
    'The record has 5 actors, too many to be drawn: here is the one most often named, and the other 4 as one; 1 testimony among these is left out.'
    """
    if most < 2:
        raise ValueError(f"at least two actors must be drawn, not {most}")
    touched = [node for node, degree in graph.degree() if degree]
    if len(touched) <= most:
        return graph, ""
    named_by = {node: len(set(graph.predecessors(node))) for node in touched}
    ranked = sorted(touched, key=lambda node: (node not in always, -named_by[node], -graph.degree(node), str(node)))
    kept = set(ranked[: most - 1])
    others, among = len(touched) - len(kept), 0
    small = nx.MultiDiGraph()
    small.add_nodes_from((node, graph.nodes[node]) for node in ranked[: most - 1])
    small.add_node(OTHERS, name=f"{others:,} others", type="group")
    edges = graph.edges(keys=True, data=True) if graph.is_multigraph() else ((a, b, None, values) for a, b, values in graph.edges(data=True))
    for a, b, key, values in edges:
        if a in kept or b in kept:
            ends = a if a in kept else OTHERS, b if b in kept else OTHERS
            small.add_edge(*ends, key=None if small.has_edge(*ends, key) else key, **values)    # two lines may have become parallel
        else:
            among += int(values.get("testimonies", 1))
    shown = f"here are the {len(kept):,} most often named" if len(kept) > 1 else "here is the one most often named"
    left = f"{among:,} testimonies among these are left out" if among != 1 else "1 testimony among these is left out"
    return small, f"The record has {len(touched):,} actors, too many to be drawn: {shown}, and the other {others:,} as one; {left}."
