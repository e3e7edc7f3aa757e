"""The two-column picture of a testimony network: deponents left, accused right."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from .calendar_axis import day_numbers, written_span
from .lettering import block_width, height_of, mark_style, plain, wrap, write
from .page import Sheet, key_below, key_height, note_below, note_height, page_width
from .theme import GREY, INK, RULE, SMALL, TEXT, marks


def draw_columns(edges: pd.DataFrame, graph, highlight, narrow, title, custody, entries_of, note=""):
    """Return the figure: a line from each deponent (in the order of the first words) to each accused.

    Accused stand in the order in which they were first named, then by name; the
    number at the edge counts the deponents who named it.
    """
    page = page_width(narrow)
    left = _deponents(edges, narrow)
    right = _accused(edges, narrow)
    left_width = max(block_width(text) for text in left["caption"]) + 8
    dates_width = 0 if narrow else max(block_width(text, SMALL) for text in left["date"]) + 10
    right_width = max(max(block_width(text) for text in right["caption"]) + 30, 84.0)
    for side in (left, right):
        side["tall"] = [height_of(text) + 3 for text in side["caption"]]
    if narrow:  # the date stands under the name
        left["tall"] = left["tall"] + SMALL * 1.2
    gulf = page - 8 - left_width - dates_width - right_width
    head = SMALL * 1.3 + 6
    body = max(left["tall"].sum(), right["tall"].sum())
    for side in (left, right):
        spare = (body - side["tall"].sum()) / max(len(side), 1)
        side["y"] = head + (side["tall"] + spare).cumsum() - (side["tall"] + spare) / 2
    nodes = list(dict.fromkeys([*left.index, *right.index]))
    entries = entries_of(edges, graph, nodes)
    sheet = Sheet(head + body + 10 + key_height(entries, narrow) + note_height(note, narrow), narrow, title)
    ax = sheet.place(4 + dates_width + left_width, 0, gulf, head + body)
    headings = ("Deponents, by first words", "Accused", "named by")
    write(ax, -left_width - dates_width, 2, headings[0], size=SMALL, color=GREY, style="italic", va="top", ha="left")
    write(ax, gulf + 6, 2, headings[1], size=SMALL, color=GREY, style="italic")
    write(ax, gulf + right_width, 2, headings[2], size=SMALL, color=GREY, style="italic", va="top", ha="right")
    kinds = {n: plain(graph.nodes[n].get("type", "person")) or "type not stated" for n in nodes}
    looks = marks(kinds.values())
    for a, b, how, number in edges[["deponent", "accused", "custody", "testimonies"]].itertuples(index=False):
        dark = not highlight or a in highlight or b in highlight
        y0, y1 = left.at[a, "y"], right.at[b, "y"]
        curve = Path([(2, y0), (gulf * 0.45, y0), (gulf * 0.55, y1), (gulf - 4, y1)], [Path.MOVETO] + [Path.CURVE4] * 3)
        ax.add_patch(FancyArrowPatch(
            path=curve, arrowstyle="-|>,head_length=3.4,head_width=1.6", mutation_scale=1.0, clip_on=False,
            lw=0.6 + 0.35 * np.sqrt(number), ls=custody[how][1], color=GREY if dark else RULE, zorder=3 if dark else 2,
            shrinkA=0, shrinkB=0))
    for frame, x, align, text_x in ((left, 0.0, "right", -6.0), (right, gulf, "left", gulf + 6.0)):
        for node, row in frame.iterrows():
            look = looks[kinds[node]]
            ax.plot([x], [row["y"]], zorder=4, **mark_style(look, 5.0))
            up = SMALL * 0.6 if narrow and frame is left else 0
            write(ax, text_x, row["y"] - up, row["caption"], size=TEXT, va="center", ha=align,
                    weight="semibold" if node in highlight else "normal", color=INK)
            if frame is right:
                write(ax, gulf + right_width, row["y"], f"{row['by']}", size=TEXT, color=GREY, va="center", ha="right")
            else:
                below = row["y"] - up + height_of(row["caption"]) / 2
                write(ax, text_x if narrow else -left_width - 6, below if narrow else row["y"], row["date"], size=SMALL,
                        color=GREY, va="top" if narrow else "center", ha="right")
    key_below(sheet, entries, head + body + 8)
    note_below(sheet, note)
    return sheet.finish(edges)


def _deponents(edges: pd.DataFrame, narrow: bool) -> pd.DataFrame:
    table = edges.assign(first=day_numbers(edges["earliest"]), last=day_numbers(edges["latest"]))
    one = table.groupby("deponent").agg(name=("deponent_name", "first"), first=("first", "min"), last=("last", "min"))
    one = one.sort_values(["first", "last", "name"], kind="stable", na_position="last")
    one["caption"] = [wrap(text, 92 if narrow else 110) for text in one["name"]]
    one["date"] = [wrap(written_span(a, b), 92 if narrow else 78, SMALL) for a, b in zip(one["first"], one["last"], strict=True)]
    return one


def _accused(edges: pd.DataFrame, narrow: bool) -> pd.DataFrame:
    table = edges.assign(first=day_numbers(edges["earliest"]))
    one = table.groupby("accused").agg(name=("accused_name", "first"), first=("first", "min"), by=("deponent", "nunique"))
    one = one.sort_values(["first", "name"], kind="stable", na_position="last")
    one["caption"] = [wrap(name, 84 if narrow else 110) for name in one["name"]]
    return one
