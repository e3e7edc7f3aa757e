"""An argument as a map: the claim at the root, what supports it, and how all that lies below has fared."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from ..analysis.arguing import branches
from ..analysis.claims import VERDICTS
from .lettering import Entry, block_width, height_of, mark_style, wrap, write
from .page import Sheet, key_below, key_height, nothing, of_kind, page_width
from .theme import BLUE, GREEN, GREY, INK, ORANGE, RULE, SMALL, TEXT, VERMILION, Mark, theme

COLUMNS = ["claim", "words", "verdict", "claims", "tested", "share", *VERDICTS]

#: A shape and a colour for each verdict; hollow where nothing has been decided.
MARKS = {
    "borne out": Mark("o", GREEN, "borne out"),
    "qualified": Mark("D", ORANGE, "qualified"),
    "not borne out": Mark("X", VERMILION, "not borne out"),
    "cannot tell": Mark("s", GREY, "cannot tell"),
    "restates itself": Mark("^", BLUE, "restates itself"),
    "beyond the tables": Mark("o", GREY, "beyond the tables"),
}
HOLLOW = VERDICTS[3:]
_STEP = 9.0  # from mark to mark, in points


@of_kind
def argument(graph: nx.DiGraph, root: str, *, narrow: bool = False, title: str | None = None):
    """Return a figure of what a claim rests on: its branches in words, all claims below them as marks.

    `graph` is that of `testimonia.analysis.argument`. At the left stands the claim at the root;
    beside it every claim that supports it directly, with its verdict; beside each of these one
    mark for every claim that supports it in turn, directly or through others, in the order of the
    verdicts, and how many of the branch were tested. A claim that supports two others stands in
    both their branches. Raises KeyError for a claim that is not in the graph.

    >>> graph = nx.DiGraph([("b", "a"), ("c", "b")])
    >>> nx.set_node_attributes(graph, {n: {"words": n, "kind": "", "verdict": "borne out"} for n in "abc"})
    >>> argument(graph, "a").testimonia_data[["claim", "claims"]].values.tolist()
    [['b', 2]]
    """
    table = branches(graph, root)
    if table.empty:
        return nothing("No claim supports this one", COLUMNS, narrow, title)
    below = {claim: sorted((graph.nodes[one]["verdict"] for one in nx.ancestors(graph, claim)), key=VERDICTS.index) for claim in table["claim"]}
    with theme():
        sheet = (_narrow if narrow else _wide)(graph.nodes[root], table, below, title)
        return sheet.finish(table[COLUMNS])


def _entries(table: pd.DataFrame, below: dict, root: str) -> list[Entry]:
    used = {root, *table["verdict"], *(one for ones in below.values() for one in ones)}
    return [Entry(verdict, MARKS[verdict], hollow=verdict in HOLLOW, size=5.5) for verdict in VERDICTS if verdict in used]


def _mark(ax, x: float, y: float, verdict: str, size: float = 5.2) -> None:
    ax.plot([x], [y], zorder=3, **mark_style(MARKS[verdict], size, hollow=verdict in HOLLOW))


def _strip(ax, x: float, y: float, verdicts: list[str], width: float) -> float:
    """Draw one mark for every claim, in lines; return the height taken."""
    per_line = max(int(width // _STEP), 1)
    for place, verdict in enumerate(verdicts):
        _mark(ax, x + 4 + _STEP * (place % per_line), y + 5 + _STEP * (place // per_line), verdict)
    return _STEP * -(-len(verdicts) // per_line) if verdicts else 0.0


def _count(row) -> str:
    return f"{row['tested']} of {row['claims']} tested"


def _wide(root: dict, table: pd.DataFrame, below: dict, title) -> Sheet:
    page, left, middle = page_width(False), 96.0, 208.0
    right = page - left - middle - 34
    head = SMALL * 1.3 + 10
    words = [wrap(text, middle, SMALL) for text in table["words"]]
    per_line = max(int(right // _STEP), 1)
    strips = [SMALL * 1.3 + _STEP * -(-len(below[claim]) // per_line) for claim in table["claim"]]
    tall = [max(height_of(text, SMALL), strip) + 8 for text, strip in zip(words, strips, strict=True)]
    said = wrap(root["words"], left - 16, SMALL, "semibold")
    body = max(sum(tall), height_of(said, SMALL) + 10)
    entries = _entries(table, below, root["verdict"])
    sheet = Sheet(head + body + 12 + key_height(entries, False), False, title)
    ax = sheet.place(0, head, page, body)
    for x, text in ((4, "the claim"), (left + 26, "what supports it"), (left + middle + 34, "and what supports that")):
        write(ax, x, -head + 3, text, size=SMALL, style="italic", color=GREY)
    centre, x0 = body / 2, left + 2
    _mark(ax, 8, centre, root["verdict"], 6.5)
    write(ax, 16, centre, said, size=SMALL, va="center", weight="semibold", color=INK)
    start, y = 18 + block_width(said, SMALL, "semibold"), 0.0
    for (_, row), text, height, strip in zip(table.iterrows(), words, tall, strips, strict=True):
        at = y + height / 2
        ax.plot([min(start + 2, x0), x0, x0, x0 + 14], [centre, centre, at, at], color=RULE, lw=0.8, zorder=1)
        _mark(ax, x0 + 18, at, row["verdict"], 6.2)
        write(ax, x0 + 25, at, text, size=SMALL, va="center", color=INK)
        top = at - strip / 2
        write(ax, left + middle + 34, top, _count(row), size=SMALL, color=GREY)
        _strip(ax, left + middle + 34, top + SMALL * 1.3, below[row["claim"]], right)
        y += height
    key_below(sheet, entries, head + body + 8)
    return sheet


def _narrow(root: dict, table: pd.DataFrame, below: dict, title) -> Sheet:
    page = page_width(True)
    per_line = max(int((page - 34) // _STEP), 1)
    said = wrap(root["words"], page - 24, TEXT, "semibold")
    words = [wrap(text, page - 34, SMALL) for text in table["words"]]
    tall = [height_of(text, SMALL) + SMALL * 1.4 + _STEP * -(-len(below[claim]) // per_line) + 9 for text, claim in zip(words, table["claim"], strict=True)]
    first = height_of(said) + 10
    body = first + sum(tall)
    entries = _entries(table, below, root["verdict"])
    sheet = Sheet(body + 10 + key_height(entries, True), True, title)
    ax = sheet.place(0, 0, page, body)
    _mark(ax, 8, TEXT * 0.72, root["verdict"], 6.0)
    write(ax, 17, 0, said, size=TEXT, weight="semibold", color=INK)
    y, stem = first, 8.0
    for (_, row), text, height in zip(table.iterrows(), words, tall, strict=True):
        at = y + SMALL * 0.65
        ax.plot([stem, stem, 16], [at, at, at], color=RULE, lw=0.8, zorder=1)
        _mark(ax, 20, at, row["verdict"], 5.8)
        write(ax, 28, y, text, size=SMALL, color=INK)
        under = y + height_of(text, SMALL) + 1
        write(ax, 28, under, _count(row), size=SMALL, color=GREY)
        _strip(ax, 26, under + SMALL * 1.3, below[row["claim"]], page - 34)
        y += height
    ax.plot([stem, stem], [TEXT * 1.3, at], color=RULE, lw=0.8, zorder=0)
    key_below(sheet, entries, body + 6)
    return sheet
