"""Parts of a page that belong to some readings only; the others are not shown while those are chosen.

A part names its readings by number in ``data-in``. Without a script, and in print, a page shows what
belongs to everything recorded, the reading 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docutils import nodes

from . import build
from .marks import carry
from .readings import READINGS

#: The numbers of all readings.
ALL = tuple(range(len(READINGS)))


def full(views: Sequence[dict]) -> list[dict]:
    """Return a view for every reading, each as it is shown: pointers followed, and the first for all if it stands alone.

    >>> full([{"cells": [["a"]]}, {"same": 0}, {"missing": "gone"}])
    [{'cells': [['a']]}, {'cells': [['a']]}, {'missing': 'gone'}]
    """
    views = list(views) or [{}]
    views += [{"same": 0}] * (len(READINGS) - len(views))
    return [views[view["same"]] if "same" in view else view for view in views]


def alike(values: Sequence[object]) -> list[tuple[object, tuple[int, ...]]]:
    """Return each different value once, with the numbers of the readings in which it stands.

    >>> alike(["a", "b", "a"])
    [('a', (0, 2)), ('b', (1,))]
    """
    found: list[tuple[object, list[int]]] = []
    for number, value in enumerate(values):
        known = next((readings for other, readings in found if other == value), None)
        if known is None:
            found.append((value, [number]))
        else:
            known.append(number)
    return [(value, tuple(readings)) for value, readings in found]


def belong(node: nodes.Element, readings: Sequence[int]) -> nodes.Element:
    """Show a node under these readings only; in print it goes unless everything recorded is among them."""
    if tuple(readings) != ALL:
        carry(node, data_in=" ".join(map(str, readings)))
        if 0 not in readings:
            node["classes"].append("screen-only")
    return node


def merged(tables: Sequence[list[list[str]]]) -> list[tuple[list[str], tuple[int, ...]]]:
    """Return the rows of several tables as one, each row once, with the numbers of the tables in which it stands.

    Rows keep the order of the first table; a row that only a later one has follows the row it follows there.

    >>> merged([[["anna"], ["bela"]], [["anna"], ["clara"]], [["bela"]]])
    [(['anna'], (0, 1)), (['clara'], (1,)), (['bela'], (0, 2))]
    """
    rows: list[tuple] = []
    where: dict[tuple, list[int]] = {}
    for number, table in enumerate(tables):
        at, seen = 0, Counter()
        for cells in map(tuple, table):
            seen[cells] += 1
            key = (cells, seen[cells])  # a row that stands twice is two rows
            if key in where:
                where[key].append(number)
                at = rows.index(key) + 1
            else:
                rows.insert(at if number else len(rows), key)
                where[key] = [number]
                at = at + 1 if number else len(rows)
    return [(list(cells), tuple(where[cells, count])) for cells, count in rows]


def table(views: Sequence[dict], widths: Sequence[int] | None = None, **look) -> nodes.table:
    """Return one table of all views, each row marked with the readings in which it stands.

    A view without a table adds no rows; where views have different columns, the first one's are kept
    and the others' rows are filled by name.
    """
    columns = views[0]["columns"]
    cells = [[[dict(zip(view["columns"], row, strict=True)).get(name, "") for name in columns] for row in view["cells"]] if "cells" in view else [] for view in views]
    rows = merged(cells)
    made = build.table(columns, [row for row, _ in rows], widths, **look)
    for row, (_, readings) in zip(next(made.findall(nodes.tbody)).children, rows, strict=True):
        belong(row, readings)
    return made


def caution(views: Sequence[dict]) -> list[nodes.paragraph]:
    """Return a line for every view that lacks rows: what only they say is not shown, and not denied."""
    lines = [""]
    for view in views[1:]:
        gone, all_rows = len(set(views[0]["rows"]) - set(view.get("rows", []))), len(set(views[0]["rows"]))
        some = "One row" if gone == 1 else f"{gone} rows"
        lines.append(f"{some} of {all_rows} set aside: what only {'it says' if gone == 1 else 'they say'} is not drawn, and not denied. The caption describes everything recorded." if gone and "missing" not in view else "")
    return [belong(build.paragraph(line, classes=["caution"]), readings) for line, readings in alike(lines) if line]


def reasons(views: Sequence[dict]) -> list[nodes.paragraph]:
    """Return a line for every view that is missing, which says why."""
    return [belong(build.paragraph(why, classes=["missing-view"]), readings) for why, readings in alike([view.get("missing", "") for view in views]) if why]
