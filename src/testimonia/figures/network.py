"""Who named whom: a network of testimony, as a web or as two columns."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch
from matplotlib.patheffects import withStroke

from .columns import draw_columns
from .crowd import CROWD, OTHERS, readable
from .layout import arrange
from .lettering import RING, Entry, block_width, height_of, mark_style, plain, wrap, write
from .page import Sheet, key_below, key_height, note_below, note_height, nothing, of_kind, page_width
from .theme import ACTORS, GREY, INK, PAPER, RULE, TEXT, Mark, marks, theme

COLUMNS = ["deponent", "accused", "deponent_name", "accused_name", "custody", "testimonies", "earliest", "latest"]
CUSTODY = {
    "yes": ("deponent in custody", "-"),
    "no": ("at liberty", (0, (4.5, 2))),
    "unknown": ("custody not known", (0, (1, 1.6))),
    "": ("", "-"),  # a graph that says nothing of custody
}


@of_kind
def network(
    graph: nx.Graph, *, layout: str = "web", names=None, highlight=None, seed: int = 1611, most: int = CROWD,
    narrow: bool = False, title: str | None = None,
):
    """Return a figure of a testimony graph: an arrow from each deponent to each accused.

    `graph` is the MultiDiGraph of `testimonia.analysis.testimony_graph` or its
    `collapse`: nodes with name and type, edges with custody, earliest, latest
    (or testimonies, weight). `layout` is 'web' (force-directed, the same for the
    same graph) or 'columns' (deponents on the left in the order in which they
    first spoke, accused on the right), which is clearer where many name many.
    Shape is the type of actor, size how many name them, line style custody,
    line width the number of testimonies. `highlight` lists nodes whose names are
    set bold and whose lines are dark, the others stepping back. Nodes without
    an edge are not drawn. Of more than `most` actors only those most often named
    (and those of `highlight`) are drawn by themselves, the rest as one; a sentence
    below the figure, which is its `testimonia_note` too, says so.

    Raises ValueError for an unknown layout, or for fewer than two actors.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_edge("anna", "bela", key="t1", custody="yes")
    't1'
    >>> network(graph).testimonia_data[["deponent", "accused", "testimonies"]].values.tolist()
    [['anna', 'bela', 1]]
    """
    if layout not in ("web", "columns"):
        raise ValueError(f"network: layout {layout!r} is not known; use 'web' or 'columns'")
    graph, note = readable(graph, most, set(highlight or ()))
    edges = edge_table(graph, names)
    if edges.empty:
        return nothing("No testimonies on record", COLUMNS, narrow, title)
    with theme():
        if layout == "columns":
            return draw_columns(edges, graph, set(highlight or ()), narrow, title, CUSTODY, _entries, note)
        return _web(edges, graph, set(highlight or ()), seed, narrow, title, note)


def edge_table(graph: nx.Graph, names=None) -> pd.DataFrame:
    """Return the arrows of a graph: one row per deponent, accused and custody, with the number of testimonies.

    earliest and latest are the bounds of the first of these testimonies: it was
    given no earlier than the least of the first days and no later than the least
    of the last days.

    >>> edge_table(nx.DiGraph([("anna", "bela")]))["custody"].tolist()
    ['']
    """
    names = dict(names) if names is not None else {}

    def named(node):
        return plain(names.get(node)) or plain(graph.nodes[node].get("name")) or plain(node)

    rows = []
    for a, b, data in graph.edges(data=True):
        custody = plain(data.get("custody")) if "custody" in data else ""
        number = data.get("testimonies", data.get("weight", 1))
        rows.append((a, b, named(a), named(b), custody if custody in CUSTODY else "unknown",
                     int(number) if pd.notna(number) else 1, data.get("earliest", data.get("first_earliest")), data.get("latest", data.get("first_latest"))))
    table = pd.DataFrame(rows, columns=COLUMNS)
    for name in ("earliest", "latest"):
        table[name] = pd.to_datetime(table[name], errors="coerce").astype("datetime64[s]")
    if table.empty:
        return table
    grouped = table.groupby(COLUMNS[:5], sort=True).agg(
        testimonies=("testimonies", "sum"), earliest=("earliest", "min"), latest=("latest", "min"))
    return grouped.reset_index()[COLUMNS]


def _web(edges, graph, highlight, seed, narrow, title, note):
    weight = {node: "semibold" if node in highlight else "normal" for node in graph}
    dots, radius, words, height = web_places(edges, weight, seed, narrow)
    nodes, page = list(dots), page_width(narrow) - 8
    entries = _entries(edges, graph, nodes, selves=True)
    sheet = Sheet(height + 12 + key_height(entries, narrow) + note_height(note, narrow), narrow, title)
    ax = sheet.place(4, 3, page, height)
    labels = {n: (block_width(words[n], TEXT, weight[n]), height_of(words[n])) for n in nodes}
    _arrows(ax, edges, dots, radius, labels, highlight)
    looks = marks(_type(graph, n) for n in nodes)
    for n in nodes:
        x, y = dots[n]
        ax.plot([x], [y], zorder=4, **mark_style(looks[_type(graph, n)], 2 * radius[n]))
        back = highlight and n not in highlight
        write(ax, x, y + radius[n] + 1, words[n], size=TEXT, weight=weight[n], color=GREY if back else INK, va="top",
                ha="center", zorder=6,
                path_effects=[withStroke(linewidth=2.4, foreground=PAPER)])
    key_below(sheet, entries, height + 8)
    note_below(sheet, note)
    return sheet.finish(edges)


def web_places(edges: pd.DataFrame, weight: dict, seed: int, narrow: bool):
    """Return (dots, radius, words, height): where each node of a web stands, in points from the upper left.

    `edges` is an `edge_table`; `weight` gives the weight of the letters of a node's name. The middle
    of the dot, its radius and the name as it is broken into lines are by node.

    >>> places = web_places(edge_table(nx.DiGraph([("anna", "bela")])), {}, 1611, False)
    >>> places[1] == {"anna": 2.6, "bela": 4.1}
    True
    """
    nodes = sorted(set(edges["deponent"]) | set(edges["accused"]), key=str)
    name_of = dict(zip(edges["deponent"], edges["deponent_name"], strict=True))
    name_of |= dict(zip(edges["accused"], edges["accused_name"], strict=True))
    named_by = edges.groupby("accused")["deponent"].nunique()
    radius = {node: 2.6 + 1.5 * float(np.sqrt(float(named_by.get(node, 0)))) for node in nodes}
    words = {node: wrap(name_of[node], 74 if narrow else 92) for node in nodes}
    sizes = {
        n: (max(block_width(words[n], TEXT, weight.get(n, "normal")), 2 * radius[n] + 5) + 4, 2 * radius[n] + height_of(words[n]) + 6)
        for n in nodes
    }
    simple = nx.Graph()
    simple.add_nodes_from(nodes)
    for a, b, number in zip(edges["deponent"], edges["accused"], edges["testimonies"], strict=True):
        before = simple.edges[a, b]["weight"] if simple.has_edge(a, b) else 0.0
        simple.add_edge(a, b, weight=before + float(np.sqrt(number)))
    boxes, height = arrange(simple, sizes, page_width(narrow) - 8, fill=0.34 if narrow else 0.26, seed=seed)
    return {n: (boxes[n][0], boxes[n][1] - sizes[n][1] / 2 + radius[n] + 3) for n in nodes}, radius, words, height


def _type(graph, node) -> str:
    """Return the type of a node; a node without the attribute is a person, an empty one is not stated."""
    return plain(graph.nodes[node].get("type", "person")) or "type not stated"


def _stop(start, end, radius: float, label) -> float:
    """Return how far from its end an arrow stops: at the mark, or outside the label that hangs under it.

    >>> _stop((0, 0), (0, 50), 3, (20, 10)) < _stop((0, 100), (0, 50), 3, (20, 10))
    True
    """
    (dx, dy), (width, height) = (start[0] - end[0], start[1] - end[1]), label
    far = float(np.hypot(dx, dy))
    if dy <= 0 or abs(dx) / dy * (radius + 1) > width / 2:
        return radius + 1.2
    out = min((radius + 1 + height) / dy, width / 2 / abs(dx) if dx else np.inf)
    return min(out, 0.6) * far + 1.2


def _arrows(ax, edges, dots, radius, labels, highlight) -> None:
    pairs = set(zip(edges["deponent"], edges["accused"], strict=True))
    seen: dict = {}
    for a, b, custody, number in edges[["deponent", "accused", "custody", "testimonies"]].itertuples(index=False):
        if a == b:
            ax.plot([dots[a][0]], [dots[a][1]], zorder=5, **mark_style(RING, 2 * radius[a] + 4, hollow=True))
            continue
        turn = seen[a, b] = seen.get((a, b), -1) + 1
        bend = 0.10 + 0.14 * turn + (0.06 if (b, a) in pairs else 0)
        crowd = OTHERS in (a, b)  # thousands of words to and from the rest would bury the web
        dark = not crowd and (not highlight or a in highlight or b in highlight)
        ax.add_patch(FancyArrowPatch(
            dots[a], dots[b], connectionstyle=f"arc3,rad={bend}", arrowstyle="-|>,head_length=3.6,head_width=1.7",
            mutation_scale=1.0, shrinkA=radius[a] + 1, shrinkB=_stop(dots[a], dots[b], radius[b], labels[b]), lw=0.6 + 0.45 * np.sqrt(1 if crowd else number),
            ls=CUSTODY[custody][1], color=GREY if dark else RULE, zorder=3 if dark else 2,
        ))


def _entries(edges, graph, nodes, selves: bool = False) -> list[Entry]:
    types = [kind for kind in ACTORS if any(_type(graph, n) == kind for n in nodes)]
    types += sorted({_type(graph, n) for n in nodes} - set(ACTORS))
    looks = marks(types)
    entries = [Entry(looks[kind].label, looks[kind], size=6) for kind in types] if len(types) > 1 else []
    present = [name for name in CUSTODY if name and (edges["custody"] == name).any()]
    if selves and (edges["deponent"] == edges["accused"]).any():
        entries.append(Entry("ringed: named themselves", Mark("o", INK, ""), size=4.5, ring=True))
    return entries + [Entry(CUSTODY[name][0], line={"color": GREY, "lw": 1.1, "ls": CUSTODY[name][1]}) for name in present]
