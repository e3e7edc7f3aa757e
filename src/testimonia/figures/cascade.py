"""How one arrest travelled: who was named by whom, step by step from the root."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from .calendar_axis import day_numbers, written_span
from .lettering import Entry, block_width, height_of, mark_style, plain, width_of, wrap, write
from .page import Sheet, key_below, key_height, nothing, of_kind, page_width
from .theme import ACTORS, GREY, HAIR, INK, RULE, SMALL, TEXT, marks, theme

COLUMNS = ["actor", "name", "type", "depth", "named_by", "earliest", "latest"]


@of_kind
def cascade(graph: nx.DiGraph, *, names=None, highlight=None, narrow: bool = False, title: str | None = None):
    """Return a figure of a cascade in layers: the root left, who it named next, and so on, each dated.

    `graph` is the DiGraph of `testimonia.analysis.cascade`: nodes with depth (and
    name, type), edges with earliest and latest. Under each name stands when it was
    first named. Lines are drawn from one layer to the next; edges within a layer
    or back towards the root are left out and kept in
    `figure.testimonia_omitted`. A narrow figure is an outline, one name to a line.

    >>> graph = nx.DiGraph()
    >>> graph.add_node("anna", depth=0); graph.add_node("bela", depth=1)
    >>> graph.add_edge("anna", "bela", earliest=pd.Timestamp("1611-05-02"), latest=pd.Timestamp("1611-05-02"))
    >>> cascade(graph).testimonia_data[["actor", "depth"]].values.tolist()
    [['anna', 0], ['bela', 1]]
    """
    edges, nodes = _edges(graph), _nodes(graph, dict(names) if names is not None else {})
    if nodes.empty or edges.empty:
        return nothing("Nobody named on record", COLUMNS, narrow, title)
    depth = nodes["depth"]
    step = edges["to"].map(depth).to_numpy("float64") - edges["from"].map(depth).to_numpy("float64")
    forward = (step == 1) & edges["onward"].to_numpy(bool)
    lines, omitted = edges[forward], edges[~forward]
    named = lines.sort_values(["first", "last"], kind="stable").groupby("to").agg(
        first=("first", "min"), last=("last", "min"), by=("from", tuple), earliest=("earliest", "min"), latest=("latest", "min"))
    nodes = nodes.join(named)
    nodes["date"] = [written_span(a, b) if not (np.isnan(a) and np.isnan(b)) else ("" if d == 0 else "undated")
                     for a, b, d in zip(nodes["first"], nodes["last"], nodes["depth"], strict=True)]
    with theme():
        draw = _outline if narrow else _layers
        sheet = draw(nodes, lines, set(highlight or ()), title)
        twin = nodes.rename_axis("actor").reset_index().rename(columns={"by": "named_by"})
        twin["named_by"] = [one if isinstance(one, tuple) else () for one in twin["named_by"]]
        return sheet.finish(twin.sort_values(["depth", "first", "name"], kind="stable")[COLUMNS], omitted[["from", "to", "earliest", "latest"]])


def _edges(graph) -> pd.DataFrame:
    rows = [(a, b, data.get("earliest"), data.get("latest"), bool(data.get("onward", True))) for a, b, data in graph.edges(data=True)]
    table = pd.DataFrame(rows, columns=["from", "to", "earliest", "latest", "onward"])
    for name in ("earliest", "latest"):
        table[name] = pd.to_datetime(table[name], errors="coerce").astype("datetime64[s]")
    table = table.assign(first=day_numbers(table["earliest"]), last=day_numbers(table["latest"]))
    table = table.sort_values(["first", "last"], kind="stable")
    return table.drop_duplicates(["from", "to"]).sort_values(["from", "to"], kind="stable").reset_index(drop=True)


def _nodes(graph, names) -> pd.DataFrame:
    found = {n: data for n, data in graph.nodes(data=True) if data.get("depth") is not None and not pd.isna(data["depth"])}
    return pd.DataFrame({
        "name": [plain(names.get(n)) or plain(data.get("name")) or plain(n) for n, data in found.items()],
        "type": [plain(data.get("type")) or "person" for data in found.values()],
        "depth": [int(data["depth"]) for data in found.values()],
    }, index=pd.Index(list(found), dtype=object))


def _key(nodes) -> list[Entry]:
    types = [kind for kind in ACTORS if (nodes["type"] == kind).any()] + sorted(set(nodes["type"]) - set(ACTORS))
    return [Entry(look.label, look, size=5.5) for look in marks(types).values()] if len(types) > 1 else []


def _columns(nodes, deepest: int, page: float):
    """Wrap names and dates so that all layers fit; return the left edge and width of each."""
    word = max(width_of(part, weight="semibold") for text in nodes["name"] for part in text.split())
    for limit in range(120, 36, -4):
        room = max(limit, min(word, 84.0))  # a name is broken at a space, hardly ever inside a word
        nodes["caption"] = [wrap(text, room, weight="semibold") for text in nodes["name"]]
        nodes["when"] = [_broken(text, limit + 6) for text in nodes["date"]]
        widths = [
            max(max(block_width(name, weight="semibold"), block_width(date, SMALL)) for name, date in zip(layer["caption"], layer["when"], strict=True)) + 16
            for _, layer in nodes.groupby("depth")
        ]
        if sum(widths) + 16 * deepest <= page - 6:
            break
    gap = (page - 6 - sum(widths)) / max(deepest, 1)
    lefts = [4 + sum(widths[:d]) + min(gap, 70) * d for d in range(deepest + 1)]
    return lefts, widths


def _broken(date: str, room: float) -> str:
    """Return a date on as many lines as it needs, parted after the dash where both ends have a year."""
    if width_of(date, SMALL) <= room or date.count(" ") < 4:
        return wrap(date, room, SMALL)
    return "\n".join(wrap(part, room, SMALL) for part in date.replace("–", "–\n").split("\n"))


def _layers(nodes, lines, highlight, title) -> Sheet:
    """Draw the wide figure: a column for each depth, names in the order that crosses fewest lines."""
    page, deepest = page_width(False), int(nodes["depth"].max())
    lefts, widths = _columns(nodes, deepest, page)
    nodes["tall"] = [height_of(c) + (height_of(w, SMALL) if w else 0) + 7 for c, w in zip(nodes["caption"], nodes["when"], strict=True)]
    body = max(float(nodes.loc[nodes["depth"] == d, "tall"].sum()) for d in range(deepest + 1))
    nodes["y"] = 0.0
    parents = lines.groupby("to")["from"].apply(list)
    for d in range(deepest + 1):
        layer = nodes[nodes["depth"] == d]
        centre = [np.mean([nodes.at[p, "y"] for p in parents[n]]) if n in parents else 0.0 for n in layer.index]
        order = layer.assign(centre=np.round(centre, 3)).sort_values(["centre", "first", "name"], kind="stable")
        spare = (body - order["tall"].sum()) / len(order) if len(order) else 0
        top = (order["tall"] + spare).cumsum() - (order["tall"] + spare) + (spare + 7) / 2
        nodes.loc[order.index, "y"] = (top + [height_of(c) / 2 for c in order["caption"]]).to_numpy()  # middle of the name
    entries, head = _key(nodes), SMALL * 1.3 + 8
    sheet = Sheet(head + body + 10 + key_height(entries, False), False, title)
    ax = sheet.place(0, head, page, body)
    for d, left in enumerate(lefts):
        write(ax, left, -head + 2, ("root", "1 step")[d] if d < 2 else f"{d} steps", size=SMALL, style="italic", color=GREY)
    ax.plot([4, page - 4], [-4, -4], color=HAIR, lw=0.7, clip_on=False)
    for a, b in lines[["from", "to"]].itertuples(index=False):
        deep, (y0, y1) = nodes.at[a, "depth"], nodes.loc[[a, b], "y"]
        start = lefts[deep] + 12 + block_width(nodes.at[a, "caption"], weight="semibold" if a in highlight else "normal")
        turn, stop = max(lefts[deep] + widths[deep], start), lefts[deep + 1]
        bend = (stop - turn) / 2
        dark = not highlight or (a in highlight and b in highlight)  # a line is as sure as both its ends
        # level until past the date that stands under the name, only then towards the next layer
        curve = Path([(start, y0), (turn, y0), (turn + bend, y0), (stop - bend, y1), (stop, y1)],
                     [Path.MOVETO, Path.LINETO] + [Path.CURVE4] * 3)
        ax.add_patch(PathPatch(curve, facecolor="none", edgecolor=GREY if dark else RULE, lw=1.1 if dark else 0.7, zorder=1))
    looks = marks(nodes["type"])
    for n, row in nodes.iterrows():
        x, y, tall = lefts[row["depth"]] + 4, row["y"], height_of(row["caption"])
        ax.plot([x], [y], zorder=3, **mark_style(looks[row["type"]], 5.2))
        write(ax, x + 6, y, row["caption"], va="center", zorder=4, weight="semibold" if n in highlight else "normal", color=INK)
        write(ax, x + 6, y + tall / 2, row["when"], size=SMALL, color=GREY, zorder=4)
    key_below(sheet, entries, head + body + 6)
    return sheet


def _outline(nodes, lines, highlight, title) -> Sheet:
    """Draw the narrow figure: an outline under the first who named each, further ones in words."""
    page, indent = page_width(True), 13.0
    parent = {n: row["by"][0] for n, row in nodes.iterrows() if isinstance(row["by"], tuple)}
    ranked = nodes.sort_values(["first", "name"], kind="stable", na_position="last").index
    children: dict = {}
    for n in ranked:
        children.setdefault(parent.get(n), []).append(n)
    order, stack = [], list(reversed(children.get(None, [])))
    while stack:
        n = stack.pop()
        order.append(n)
        stack += reversed(children.get(n, []))
    rows, y = {}, 6.0
    for n in order:
        depth, date = nodes.at[n, "depth"], nodes.at[n, "date"]
        room = page - 26 - indent * depth
        first = wrap(nodes.at[n, "name"], room - (width_of(date, SMALL) + 8 if date else 0))
        others = nodes.at[n, "by"][1:] if isinstance(nodes.at[n, "by"], tuple) else ()
        also = wrap("also by " + ", ".join(nodes.at[o, "name"] for o in others), room, SMALL) if others else ""
        rows[n] = (y + TEXT * 0.62, first, also)
        y += height_of(first) + (height_of(also, SMALL) if also else 0) + 4
    entries = _key(nodes)
    sheet = Sheet(y + 8 + key_height(entries, True), True, title)
    ax = sheet.place(0, 0, page, y)
    looks = marks(nodes["type"])
    for n in order:
        at, first, also = rows[n]
        x = 10 + indent * nodes.at[n, "depth"]
        if n in parent:
            above = rows[parent[n]][0]
            ax.plot([x - indent, x - indent, x], [above, at, at], color=RULE, lw=0.8, zorder=1)
        ax.plot([x], [at], zorder=3, **mark_style(looks[nodes.at[n, "type"]], 5.0))
        write(ax, x + 7, at - TEXT * 0.62, first, size=TEXT, va="top", ha="left",
                weight="semibold" if n in highlight else "normal")
        write(ax, page - 5, at - TEXT * 0.62, nodes.at[n, "date"], size=SMALL, color=GREY, va="top", ha="right")
        if also:
            write(ax, x + 7, at - TEXT * 0.62 + height_of(first), also, size=SMALL, color=GREY, style="italic", va="top",
                    ha="left")
    key_below(sheet, entries, y + 4)
    return sheet
