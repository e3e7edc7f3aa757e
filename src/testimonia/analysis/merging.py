"""Several actors taken as one: an office under its successive names, a movement and its men."""

from collections.abc import Iterable

import networkx as nx
import pandas as pd

from .records import known, name_and_type

__all__ = ["affiliates", "merged"]


def affiliates(case, actors: str | Iterable[str]) -> tuple[str, ...]:
    """The actors and all who belong to them, at any remove, as the column affiliation has it.

    Returns ids: those asked for, then the rest in the order of the table of actors.
    Raises KeyError for an unknown actor.

    >>> from testimonia.analysis.example import case_of
    >>> watch = case_of(actors=[{"id": "town", "affiliation": ()}, {"id": "watch", "affiliation": ("town",)},
    ...                         {"id": "jan", "affiliation": ("watch",)}, {"id": "eva", "affiliation": ()}])
    >>> affiliates(watch, "town")
    ('town', 'watch', 'jan')
    """
    found = dict.fromkeys(known(case, actors))
    people = case.tables.get("actors", pd.DataFrame()).reindex(columns=["affiliation"])["affiliation"]
    belongs = people[[isinstance(heads, tuple) for heads in people]]
    size = 0
    while size < len(found):
        size = len(found)
        found |= dict.fromkeys(belongs.index[[not found.keys().isdisjoint(heads) for heads in belongs]])
    return tuple(found)


def merged(case, graph: nx.MultiDiGraph, groups: dict[str, Iterable[str]]) -> nx.MultiDiGraph:
    """The graph with every actor of a group replaced by the one under whose id the group stands.

    `groups` maps an actor's id to those who are taken for him: {'watch': ['jan', 'eva']}.
    Edges keep their keys and attributes. What passed between members of one group is no
    longer an edge; its rows are listed in ``graph.graph["within"]``. Name and type of a
    node that stands for others are those of its id in the table of actors. Raises
    ValueError for an actor in two groups, KeyError for an unknown one.

    >>> from testimonia.analysis import transmission_graph
    >>> from testimonia.analysis.example import village
    >>> graph = merged(village(), transmission_graph(village()), {"neighbours": ["clara"]})
    >>> sorted(graph.nodes), graph.graph["within"]
    (['court', 'neighbours'], ('talk',))
    """
    stands: dict[str, str] = {}
    for head, members in groups.items():
        for member in dict.fromkeys([*known(case, head), *known(case, members)]):
            if stands.setdefault(member, head) != head:
                raise ValueError(f"{member!r} is in two groups, {stands[member]!r} and {head!r}; an actor can be in one")
    result, within = nx.MultiDiGraph(**graph.graph), []
    for node, data in graph.nodes(data=True):
        head = stands.get(node, node)
        if head in groups:
            names, types = name_and_type(case, [head])
            result.add_node(head, name=list(names)[0], type=list(types)[0])
        else:
            result.add_node(node, **data)
    for origin, recipient, key, data in graph.edges(keys=True, data=True):
        ends = stands.get(origin, origin), stands.get(recipient, recipient)
        if ends[0] == ends[1] and origin != recipient:
            within.append(key)
        else:
            result.add_edge(*ends, key=key, **data)
    result.graph["within"] = tuple(within)
    return result
