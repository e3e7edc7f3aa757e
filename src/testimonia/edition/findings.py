"""What an essay finds: numbers, statements, figures and tables, each with the rows it rests on.

A finding is a function of the case, not a value. It is therefore computed three times, once for
everything recorded and once for each reading of a doubter (``READINGS``), and the essay shows how
it moves. What is recorded travels in the notebook's outputs, so that it is cached with them and
the book's prose is bound to it when the volume is built.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .doubt import Doubts
from .wording import has_row


#: Tables that say who and what is spoken of. A doubter's reading drops evidence, never these.
REFERENCE = ("actors", "threats", "archives", "claims", "hypotheses", "predictions", "weights", "retention", "exceptions")

EVERYTHING = "everything recorded"

#: The readings under which every finding is computed: a name, and what is kept.
READINGS: dict[str, Callable] = {
    EVERYTHING: lambda case: case,
    "stated only": lambda case: _keeping_reference(case, case.with_basis("stated")),
    "high certainty only": lambda case: _keeping_reference(case, case.with_certainty("high")),
}

_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()
_GLUE = "application/papermill.record/"


def _keeping_reference(case, reading):
    """Return ``reading`` with the reference tables of ``case`` put back."""
    kept = {name: case.tables[name] for name in REFERENCE if name in case.tables}
    return reading.with_tables(kept)


def in_words(number: float) -> str:
    """Return a number as prose prints it: words up to twelve, figures beyond, one decimal at most.

    >>> in_words(3), in_words(212), in_words(29.4), in_words(0), in_words(30000)
    ('three', '212', '29.4', 'no', '30,000')
    """
    if isinstance(number, (int, np.integer)) or float(number).is_integer():
        whole = int(number)
        return _WORDS[whole] if 0 <= whole < len(_WORDS) else f"{whole:,}".replace("-", "−")
    return f"{number:,.1f}".replace("-", "−")


def shown(value: object) -> str:
    """Return any value as the prose shows it: counts in words, days as a historian writes them.

    >>> import pandas as pd
    >>> shown(7), shown(pd.Timestamp("1692-05-10")), shown(["Anna", "Bela", "Clara"]), shown(None)
    ('seven', '10 May 1692', 'Anna, Bela and Clara', 'unknown')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, (pd.Timestamp, dt.date, np.datetime64)):
        day = pd.Timestamp(value)
        return "unknown" if pd.isna(day) else f"{day.day} {day:%B} {day.year}"
    if isinstance(value, (list, tuple, set, pd.Index, np.ndarray, pd.Series)):
        return _listed([shown(member) for member in value])
    if value is None or pd.isna(value):
        return "unknown"
    return in_words(value)


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


class Table:
    """A table as the book prints it: plain text in every cell, no index, readable in JupyterLab.

    >>> print(Table(pd.DataFrame({"deponent": ["anna"], "named": [2]})))
    deponent  named
        anna      2
    """

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame

    def _repr_html_(self) -> str:
        return self.frame.to_html(index=False, border=0, escape=True, classes="table", justify="left")

    def __repr__(self) -> str:
        return self.frame.to_string(index=False)

    def payload(self) -> dict:
        """Return columns and cells as plain strings, ready for JSON."""
        cells = [[_cell(value) for value in row] for row in self.frame.itertuples(index=False)]
        return {"columns": [str(name) for name in self.frame.columns], "cells": cells}


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    if value is None or (not isinstance(value, (list, tuple)) and pd.isna(value)):
        return ""
    if isinstance(value, (pd.Timestamp, np.datetime64)):
        return shown(value)
    if isinstance(value, (float, np.floating)):
        return f"{value:g}".replace("-", "−")
    return str(value)


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
        self.doubts = Doubts(self.case)

    def number(self, name: str, compute: Callable, show: Callable[[object], str] = shown):
        """Record a quantity of the prose; ``{glue:text}`name``` prints it.

        ``compute`` takes a case and returns the value, or ``(value, rows)`` with the ids of the
        rows it rests on, or a table of the case, of which it then counts the rows. Returns the
        value for everything recorded. An error under everything recorded is raised; under another
        reading it means that nothing can be said there.
        """
        return self._record("number", name, compute, show)

    def holds(self, name: str, compute: Callable, says: str = "", claims: Iterable[str] = ()):
        """Record whether a statement of the prose is borne out; ``{holds}`name``` binds it.

        ``compute`` takes a case and returns a truth value, ``(truth, rows)`` or
        ``(truth, rows, observed)``; an order's ``'yes'`` is true, ``'no'`` and ``'cannot tell'``
        are not. ``says`` states what is checked, ``claims`` names the claims of the record it tests.
        """
        return self._record("statement", name, compute, shown, says=says, claims=list(claims))

    def figure(self, draw, name: str, rows: Iterable[str] = (), twin: pd.DataFrame | Callable | None = None):
        """Record a figure with its table twin and the rows it draws, and return it for display.

        ``draw`` is a function of ``narrow`` that returns the figure (as those of
        ``testimonia.figures`` are, once their data are given), so that a phone gets a layout of
        its own; or a figure, which then serves every width. The twin is ``twin``, a table or a
        function of the figure's own ``testimonia_data``, or else that; a ``ValueError`` is raised
        if there is none, because every figure of the book must be readable as a table.
        """
        figure = draw(narrow=False) if callable(draw) else draw
        drawn = getattr(figure, "testimonia_data", None)
        twin = twin(drawn) if callable(twin) else drawn if twin is None else twin
        if twin is None:
            raise ValueError(f"figure {name!r} has no table twin: give twin= or draw it with testimonia.figures")
        rows = [str(row) for row in rows] or _rows_of(twin if drawn is None else drawn)
        self._refuse_unknown(name, rows)
        narrow = draw(narrow=True)._repr_svg_() if callable(draw) else ""
        self._emit(f"figure:{name}", "figure", dict(name=name, rows=rows, narrow=narrow, **Table(twin).payload()), "figure")
        return figure

    def table(self, frame: pd.DataFrame, name: str, rows: Iterable[str] = ()) -> Table:
        """Record a table for ``{finding-table}`` to print, and return it for display."""
        table, rows = Table(frame), [str(row) for row in rows]
        self._refuse_unknown(name, rows)
        self._emit(f"table:{name}", "table", dict(name=name, rows=rows, **table.payload()), "table")
        return table

    def show(self) -> Table:
        """Return what was recorded since the last call, under every reading, as a table."""
        fresh, self._shown = self.recorded[self._shown :], len(self.recorded)
        return Table(pd.DataFrame([{"finding": one["name"], **one["readings"], "rests on": _how_many(one["rows"])} for one in fresh]))

    def _record(self, kind: str, name: str, compute: Callable, show: Callable, **more):
        results = {}
        for reading, case in self.readings.items():
            try:
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
        hangs = self.doubts.hangs_on(compute, value=lambda raw: _result(raw)[0], shown=text)
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


def _rows_of(twin: pd.DataFrame) -> list[str]:
    return [str(row) for row in twin["row"].dropna().unique()] if "row" in twin else []


def _how_many(rows: list[str]) -> str:
    return f"{len(rows)} row{'' if len(rows) == 1 else 's'}" + (f": {', '.join(rows[:3])}{' …' if len(rows) > 3 else ''}" if rows else "")
