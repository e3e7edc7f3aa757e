"""The argument of a work as a graph: which claim is a reason for which, and how each fares."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from .claims import TESTED, VERDICTS, tally

__all__ = ["argument", "below", "branches", "outline"]


def argument(case, ledger: pd.DataFrame) -> nx.DiGraph:
    """The claims of a case, with an edge from each claim to every claim it supports.

    Nodes are claim ids with words, kind, verdict, depth (steps to the nearest claim that supports
    nothing), below (the number of claims that support it, directly or through others), tested
    (how many of those were put to rows from elsewhere and decided) and verdicts (a tally of all of
    them). Raises ValueError where claims support each other in a circle, naming it.

    >>> from testimonia.analysis.claims import Checks
    >>> from testimonia.analysis.example import case_of
    >>> case = case_of(claims=[{"id": "a", "claim": "A", "supports": ()}, {"id": "b", "claim": "B", "supports": ("a",)}])
    >>> argument(case, Checks().run(case)).nodes["a"]["below"]
    1
    """
    graph = nx.DiGraph()
    for line in ledger.itertuples(index=False):
        graph.add_node(line.claim, words=line.words, kind=line.kind, verdict=line.verdict)
    graph.add_edges_from((line.claim, other) for line in ledger.itertuples(index=False) for other in line.supports if other in graph)
    try:
        circle = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        pass
    else:
        raise ValueError(f"claims support each other in a circle: {' → '.join(a for a, _ in circle)} → {circle[0][0]}")
    roots = [claim for claim in graph if graph.out_degree(claim) == 0]
    depths = nx.multi_source_dijkstra_path_length(graph.reverse(copy=False), roots, weight=None) if roots else {}
    for claim, data in graph.nodes(data=True):
        under = nx.ancestors(graph, claim)
        verdicts = tally(graph.nodes[one]["verdict"] for one in under)
        data.update(depth=depths[claim], below=len(under), verdicts=verdicts, tested=sum(verdicts[one] for one in TESTED))
    return graph


def below(graph: nx.DiGraph, claim: str) -> list[str]:
    """Every claim that supports one, directly or through others, in the order of the graph.

    >>> below(nx.DiGraph([("b", "a"), ("c", "b")]), "a")
    ['b', 'c']
    """
    under = nx.ancestors(graph, claim)
    return [one for one in graph if one in under]


def branches(graph: nx.DiGraph, root: str) -> pd.DataFrame:
    """What a claim rests on, branch by branch: one row for each claim that supports it directly.

    Columns: claim, words, kind, verdict, claims (the branch: that claim and all below it), tested
    (how many of them were put to rows from elsewhere and decided), share (tested over claims), and
    a column for each verdict of VERDICTS. Largest branch first. A claim that supports two others
    is in both their branches. Raises KeyError for a claim that is not in the graph.

    >>> graph = nx.DiGraph([("b", "a"), ("c", "b")])
    >>> nx.set_node_attributes(graph, {n: {"words": n, "kind": "", "verdict": "borne out"} for n in "abc"})
    >>> branches(graph, "a")[["claim", "claims", "tested"]].values.tolist()
    [['b', 2, 2]]
    """
    if root not in graph:
        raise KeyError(f"no such claim: {root!r}")
    lines = []
    for claim in graph.predecessors(root):
        members = {claim, *nx.ancestors(graph, claim)}
        counts = tally(graph.nodes[one]["verdict"] for one in members)
        tested = sum(counts[one] for one in TESTED)
        data = graph.nodes[claim]
        lines.append({"claim": claim, "words": data["words"], "kind": data["kind"], "verdict": data["verdict"], "claims": len(members), "tested": tested, "share": tested / len(members), **counts})
    columns = ["claim", "words", "kind", "verdict", "claims", "tested", "share", *VERDICTS]
    return pd.DataFrame(lines, columns=columns).sort_values(["claims", "claim"], ascending=[False, True], kind="stable", ignore_index=True)


def outline(graph: nx.DiGraph, root: str) -> list[tuple[int, str, bool]]:
    """The argument read from a claim downwards: (level, claim, told), reasons below what they support.

    A claim that supports several stands below each of them; ``told`` is true where its own reasons
    have been set out before and are not repeated.

    >>> outline(nx.DiGraph([("b", "a"), ("c", "a"), ("d", "c")]), "a")
    [(0, 'a', False), (1, 'b', False), (1, 'c', False), (2, 'd', False)]
    """
    order = {claim: place for place, claim in enumerate(graph)}
    lines, seen, stack = [], set(), [(0, root)]
    while stack:
        level, claim = stack.pop()
        told = claim in seen
        lines.append((level, claim, told))
        if not told:
            seen.add(claim)
            stack += [(level + 1, one) for one in sorted(graph.predecessors(claim), key=order.get, reverse=True)]
    return lines
