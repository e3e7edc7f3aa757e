"""Figures and tables under every reading: what each shows there, or why there is nothing to show.

The notebook makes the views while it runs; they travel in its outputs, so that they are cached with
them, and the build writes them out. A view that equals an earlier one is not kept twice.
"""

from __future__ import annotations

import base64
import inspect
import io
import pickle
import zlib
from collections.abc import Callable, Iterable

import pandas as pd

from .beside import beside
from .readings import EVERYTHING, SET_ASIDE
from .values import Table
from .wording import has_row

#: Dots per inch of the pictures offered for download as PNG.
PNG_DOTS = 150


class Drawing:
    """How one figure of an essay is drawn from a case.

    ``draw`` is a function of ``(case, narrow)``, of ``narrow`` alone, or a figure. ``of`` makes from
    the case what is drawn; ``draw`` and ``rows`` are then given that instead of the case. Only a figure
    drawn by a function of two follows the reading.
    """

    def __init__(self, draw, name: str, rows=(), twin=None, of: Callable | None = None):
        self.draw, self.name, self.rows, self.twin = draw, name, rows, twin
        self.of = of or (lambda case: case)
        self.follows = callable(draw) and _arity(draw) >= 2
        if of and not self.follows:
            raise ValueError(f"figure {name!r} is made of something but does not draw it: give draw two parameters, what is drawn and narrow")
        if self.follows and twin is not None and not callable(twin):
            raise ValueError(f"figure {name!r} follows the reading and its table does not: make twin a function of what is drawn")

    def picture(self, matter, narrow: bool):
        """Return the figure drawn from ``matter``; a figure that was handed in serves every width."""
        if self.follows:
            return self.draw(matter, narrow=narrow) if _named(self.draw, "narrow") else self.draw(matter, narrow)
        return self.draw(narrow=narrow) if callable(self.draw) else self.draw

    def view(self, case, matter, figure) -> dict:
        """Return what the figure shows: its rows, its table as plain text, and its sentences."""
        from ..figures import telling  # here, so that the build can read views without drawing

        drawn = getattr(figure, "testimonia_data", None)
        twin = drawn if self.twin is None else self.twin
        if callable(twin):
            twin = twin(drawn, matter) if _arity(twin) >= 2 else twin(drawn)
        if twin is None:
            raise ValueError(f"figure {self.name!r} has no table twin: give twin= or draw it with testimonia.figures")
        rows = self.rows(matter) if callable(self.rows) else self.rows
        rows = list(dict.fromkeys(str(row) for row in rows)) or _rows_of(twin if drawn is None else drawn)
        return {"rows": rows, "says": telling.tell(figure), **Table(twin).payload()}

    def chart(self, explore: Callable, readings: dict):
        """Return the chart to explore, made from everything recorded and marked by what each reading keeps."""
        everything = readings[EVERYTHING]
        made = explore(self.of(everything)) if _arity(explore) else explore()
        return made.under([Kept(case) for case in readings.values()], everything.citation)


class Kept:
    """The rows that a reading keeps: ``row in Kept(case)``."""

    def __init__(self, case):
        self.case = case

    def __contains__(self, row: str) -> bool:
        return has_row(self.case, row)


def figure_views(drawing: Drawing, readings: dict) -> tuple[object, list[dict]]:
    """Return the figure for everything recorded and its views, one for each reading in order.

    A view is a dict: ``rows``, ``says`` (sentences), ``columns`` and ``cells``, and the pictures ``wide``,
    ``narrow`` (SVG) and ``png``, packed; or ``{"same": number}`` of an earlier view; or ``{"missing": why}``.
    """
    shown, views, known = None, [], {}
    for name, case in readings.items():
        if views and not drawing.follows:
            break
        try:
            matter = drawing.of(case)
            mark = _fingerprint(matter)
            if mark in known:
                views.append({"same": known[mark]})
                continue
            figure = drawing.picture(matter, False)
            view = drawing.view(case, matter, figure)
        except Exception:
            if name == EVERYTHING:
                raise
            views.append({"missing": _why(name, case, views[0]["rows"], "It cannot be drawn")})
            continue
        if views and (not view["cells"] or len(getattr(figure, "testimonia_data", view["cells"])) == 0):
            views.append({"missing": _why(name, case, views[0]["rows"], "Nothing is left to draw")})
            continue
        if views:
            view["rows"] = [row for row in view["rows"] if has_row(case, row)]
        view = _once(view | _pictures(drawing, matter, figure, first=not views), views)
        if mark is not None:
            known[mark] = view.get("same", len(views))
        views.append(view)
        shown = figure if shown is None else shown
    return shown, views


def table_views(make: Callable, rows, readings: dict) -> list[dict]:
    """Return a table under each reading: ``columns``, ``cells`` and ``rows``, the ``same`` as an earlier view, or ``missing``."""
    views: list[dict] = []
    for name, case in readings.items():
        try:
            view = {"rows": [str(row) for row in (rows(case) if callable(rows) else rows)], **Table(make(case)).payload()}
        except Exception:
            if name == EVERYTHING:
                raise
            views.append({"missing": _why(name, case, views[0]["rows"], "The table cannot be made")})
            continue
        if views:
            view["rows"] = [row for row in view["rows"] if has_row(case, row)]
        views.append(_once(view, views))
    return views


def pack(content: bytes) -> str:
    """Return bytes as text that can travel in a notebook's outputs.

    >>> unpack(pack("Anna named Bela.".encode())).decode()
    'Anna named Bela.'
    """
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")


def unpack(text: str) -> bytes:
    """Return the bytes that ``pack`` was given."""
    return zlib.decompress(base64.b64decode(text))


def _pictures(drawing: Drawing, matter, figure, first: bool) -> dict:
    with beside(_png, figure) as png:
        narrow = drawing.picture(matter, True)._repr_svg_() if callable(drawing.draw) else ""
        wide = {} if first else {"wide": pack(figure._repr_svg_().encode())}  # the first is the cell's own output
        return {"narrow": pack(narrow.encode()) if narrow else "", "png": png(), **wide}


def _png(figure) -> str:
    """The picture for download, packed; '' of what is no figure of matplotlib."""
    if not hasattr(figure, "savefig"):
        return ""
    sheet = io.BytesIO()
    figure.savefig(sheet, format="png", dpi=PNG_DOTS, metadata={"Software": None})
    return pack(sheet.getvalue())


def _once(view: dict, views: list[dict]) -> dict:
    """Return the view, or a pointer to the earlier view that shows the same."""
    def seen(one: dict) -> dict:
        return {key: value for key, value in one.items() if key not in ("rows", "wide")}

    return next(({"same": number} for number, one in enumerate(views) if seen(one) == seen(view)), view)


def _fingerprint(matter: object) -> bytes | None:
    """Return bytes that are equal only where what is drawn is equal; None where that cannot be told."""
    if not isinstance(matter, (pd.DataFrame, tuple, list, dict)):
        return None
    try:
        return pickle.dumps(matter)
    except Exception:  # a value that cannot be pickled: draw it and compare the drawings
        return None


def _why(reading: str, case, rows: Iterable[str], trouble: str) -> str:
    rows = list(rows)
    gone = [row for row in rows if not has_row(case, row)]
    aside = SET_ASIDE.get(reading, "set aside")
    if not gone:
        return f"{trouble}: what it needs is {aside}."
    count = "the one row it rests on is" if len(rows) == 1 else f"all {len(rows)} rows it rests on are" if len(gone) == len(rows) else f"{len(gone)} of the {len(rows)} rows it rests on {'is' if len(gone) == 1 else 'are'}"
    return f"{trouble}: {count} {aside}."


def _arity(function: Callable) -> int:
    parameters = inspect.signature(function).parameters.values()
    return sum(one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD) and one.default is one.empty for one in parameters)


def _named(function: Callable, parameter: str) -> bool:
    return parameter in inspect.signature(function).parameters


def _rows_of(twin: pd.DataFrame) -> list[str]:
    return [str(row) for row in twin["row"].dropna().unique()] if "row" in twin else []
