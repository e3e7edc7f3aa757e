"""What an essay finds: numbers, statements, figures and tables, each with the rows it rests on.

A finding is a function of the case, not a value. It is therefore computed three times, once for
everything recorded and once for each reading of a doubter (``READINGS``), and the essay shows how
it moves. What is recorded travels in the notebook's outputs, so that it is cached with them and
the book's prose is bound to it when the volume is built.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from ..analysis.memory import remembering
from .doubt import Doubts
from .live import Live, building
from .readings import EVERYTHING, READINGS
from .values import Table, in_words, shown
from .views import Drawing, figure_views, pack, table_views, unpack
from .wording import has_row

__all__ = ["EVERYTHING", "READINGS", "Findings", "Table", "in_words", "shown"]

_GLUE = "application/papermill.record/"


@dataclass
class Findings:
    """The findings of one essay, recorded as its notebook runs.

    ``number`` and ``holds`` record; ``show`` displays what was recorded since it was last called,
    so that a re-runner sees every number of the prose beside the code that made it.
    """

    case: object
    essay: str
    recorded: list[dict] = field(default_factory=list)
    _shown: int = 0

    def __post_init__(self):
        self.readings = {name: make(self.case) for name, make in READINGS.items()}
        self.memory: dict = {}
        self.doubts = Doubts(self.case, self.memory)
        _settle()

    def number(self, name: str, compute: Callable, show: Callable[[object], str] = shown, try_removals: bool = True):
        """Record a quantity of the prose; ``{glue:text}`name``` prints it.

        ``compute`` takes a case and returns the value, or ``(value, rows)`` with the ids of the
        rows it rests on, or a table of the case, of which it then counts the rows. Returns the
        value for everything recorded. An error under everything recorded is raised; under another
        reading it means that nothing can be said there. What it hangs on is tried unless
        ``try_removals`` is False, as for a result that is itself about doubt.
        """
        return self._record("number", name, compute, show, try_removals)

    def holds(self, name: str, compute: Callable, says: str = "", claims: Iterable[str] = (), try_removals: bool = True):
        """Record whether a statement of the prose is borne out; ``{holds}`name``` binds it.

        ``compute`` takes a case and returns a truth value, ``(truth, rows)`` or
        ``(truth, rows, observed)``; an order's ``'yes'`` is true, ``'no'`` and ``'cannot tell'``
        are not. ``says`` states what is checked, ``claims`` names the claims of the record it tests.
        """
        return self._record("statement", name, compute, shown, try_removals, says=says, claims=list(claims))

    def figure(self, draw, name: str, rows: Iterable[str] | Callable = (), twin: pd.DataFrame | Callable | None = None, of: Callable | None = None, explore: Callable | None = None):
        """Record a figure with its table twin and the rows it draws, and return it for display.

        ``draw`` is a function of ``(case, narrow)`` that returns the figure, drawn as those of
        ``testimonia.figures`` are, so that it follows the reading and a phone gets a layout of its own;
        or a function of ``narrow`` alone, or a figure, which then shows everything recorded whatever is
        believed. With ``of``, a function of the case, ``draw`` and ``rows`` are given what that returns
        in place of the case. ``rows`` are ids, or a function that returns them.

        The twin is the figure's own ``testimonia_data``, or ``twin``: a function of that, or of that and
        of what is drawn; or a table, where the figure does not follow the reading. A ``ValueError`` is
        raised if there is none, because every figure of the book must be readable as a table.

        ``explore`` returns a chart of ``testimonia.interactive`` of the same data, for everything
        recorded: a function of what ``draw`` is given, or of nothing. It follows the reading by itself.
        The volume offers it under the figure; a notebook shows it there, folded.
        """
        drawing = Drawing(draw, name, rows, twin, of)
        with remembering(self.memory):
            figure, views = figure_views(drawing, self.readings)
        first = views[0]
        self._refuse_unknown(name, first["rows"])
        chart = drawing.chart(explore, self.readings) if explore else None
        narrow = unpack(first.pop("narrow")).decode() if first["narrow"] else ""
        kept = {key: first[key] for key in ("rows", "columns", "cells")}
        self._emit(f"figure:{name}", "figure", dict(name=name, narrow=narrow, **kept, views=views, follows=drawing.follows, explore=chart and pack(chart.script(name).encode())), "figure")
        return Live(figure, chart) if chart and not building() else figure

    def table(self, frame: pd.DataFrame | Callable, name: str, rows: Iterable[str] | Callable = ()) -> Table:
        """Record a table for ``{finding-table}`` to print, and return it for display.

        ``frame`` is a table, or a function of the case that returns one and so follows the reading;
        ``rows`` are ids, or a function of the case that returns them.
        """
        follows = callable(frame)
        with remembering(self.memory):
            views = table_views(frame if follows else lambda case: frame, rows, self.readings if follows else {EVERYTHING: self.case})
        self._refuse_unknown(name, views[0]["rows"])
        self._emit(f"table:{name}", "table", dict(name=name, **views[0], views=views[1:], follows=follows), "table")
        return Table(frame(self.case) if follows else frame)

    def show(self) -> Table:
        """Return what was recorded since the last call, under every reading, as a table."""
        fresh, self._shown = self.recorded[self._shown :], len(self.recorded)
        return Table(pd.DataFrame([{"finding": one["name"], **one["readings"], "rests on": _how_many(one["rows"])} for one in fresh]))

    def _record(self, kind: str, name: str, compute: Callable, show: Callable, try_removals: bool, **more):
        results = {}
        for reading, case in self.readings.items():
            try:
                with remembering(self.memory):
                    results[reading] = _result(compute(case))
            except Exception:
                if reading == EVERYTHING:
                    raise
                results[reading] = (None, [], "")
        value, rows, observed = results[EVERYTHING]
        self._refuse_unknown(name, rows)
        text = _verdict if kind == "statement" else show
        readings = {reading: text(result[0]) if result[0] is not None else "cannot tell" for reading, result in results.items()}
        for reading, case in self.readings.items():  # evidence that is set aside does not speak against a statement
            if readings[reading] == "does not hold" and not all(has_row(case, row) for row in rows):
                readings[reading] = "cannot tell"
        hangs = None if not try_removals else self.doubts.hangs_on(compute, value=lambda raw: _result(raw)[0], shown=text)
        entry = dict(name=name, shown=readings[EVERYTHING], readings=readings, rows=rows, observed=observed, hangs=hangs, **more)
        self.recorded.append(entry)
        self._emit(name, kind, entry, readings[EVERYTHING])
        return value

    def _refuse_unknown(self, name: str, rows: list[str]) -> None:
        unknown = [row for row in rows if not has_row(self.case, row)]
        if unknown:
            raise KeyError(f"finding {name!r} rests on rows that are in no table: {', '.join(unknown)}")

    def _emit(self, key: str, kind: str, entry: dict, text: str) -> None:
        """Attach a finding to the running cell, unseen: the glue format, plus a payload of ours."""
        from IPython.display import display

        metadata = {"scrapbook": {"name": key, "mime_prefix": _GLUE}, "testimonia": {"kind": kind, "essay": self.essay, **entry}}
        # The glue role reads the text as a Python literal where it can ("30,000" would be a pair): quote it.
        display({_GLUE + "text/plain": repr(text)}, raw=True, metadata=metadata)


@cache
def _settle() -> None:
    """Tell the collector of garbage, once, that what is loaded when an essay begins stays.

    It would look through half a million objects again and again, for a twentieth of the essay's time.
    """
    gc.freeze()


def _verdict(value: object) -> str:
    return value if value == "cannot tell" else "holds" if _truth(value) else "does not hold"


def _truth(value: object) -> bool:
    return value == "yes" if isinstance(value, str) else bool(value)


def _result(raw: object) -> tuple[object, list[str], str]:
    """Return value, ids of rows, and what was observed, from whatever a finding computed."""
    if isinstance(raw, pd.DataFrame):
        return len(raw), [str(row) for row in raw.index], ""
    if isinstance(raw, tuple) and len(raw) in (2, 3) and isinstance(raw[1], (list, tuple, set, pd.Index, pd.Series)):
        observed = str(raw[2]) if len(raw) == 3 else ""
        return raw[0], [str(row) for row in raw[1]], observed
    if hasattr(raw, "answer"):  # the verdict on an order of events, with the pairs that decide it
        rows = dict.fromkeys([*raw.pairs["a"], *raw.pairs["b"]])
        return raw.answer, [str(row) for row in rows], f"{len(raw.pairs)} deciding pair{'' if len(raw.pairs) == 1 else 's'}"
    return raw, [], ""


def _how_many(rows: list[str]) -> str:
    return f"{len(rows)} row{'' if len(rows) == 1 else 's'}" + (f": {', '.join(rows[:3])}{' …' if len(rows) > 3 else ''}" if rows else "")
