"""The sheet a figure is drawn on, measured in points from its upper left corner."""

from __future__ import annotations

import functools
import io
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cbook import normalize_kwargs
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .compact import compact
from .lettering import draw_key, height_of, lay_key, wrap, write
from .scripts import letters_told
from .theme import GREY, NARROW, SMALL, TEXT, WIDE, theme


class Page(Figure):
    """A matplotlib Figure that carries its table and is always saved in the library's look.

    `testimonia_data` is the table twin: every row that is drawn, and nothing
    else. `testimonia_omitted` holds the rows that were handed in and not drawn,
    `testimonia_kind` the name of the function that drew the rest.
    The figure does not pass through pyplot, so a notebook shows it once.
    """

    testimonia_data: pd.DataFrame
    testimonia_kind: str = ""  # the name of the function that drew it, by which `telling` finds its words
    testimonia_omitted: pd.DataFrame
    testimonia_note: str = ""  # what the figure says of itself at its foot

    def savefig(self, fname, **settings):
        """Save as matplotlib does, SVG in fewer bytes, with no date in the file unless `metadata` asks for one."""
        kind = str(settings.get("format") or getattr(fname, "suffix", "") or str(fname).rsplit(".", 1)[-1])
        with theme(), letters_told():
            if kind.lstrip(".").lower() != "svg":
                super().savefig(fname, **settings)
                return
            settings["metadata"] = {"Date": None, **(settings.get("metadata") or {})}
            drawn = io.StringIO()
            super().savefig(drawn, **{**settings, "format": "svg"})
        if hasattr(fname, "write"):
            _hand_over(fname, compact(drawn.getvalue()))
        else:
            Path(fname).write_text(compact(drawn.getvalue()), "utf8")

    def _repr_svg_(self) -> str:
        return svg(self)


def _hand_over(file, text: str) -> None:
    try:
        file.write(text)
    except TypeError:  # opened for bytes
        file.write(text.encode("utf8"))


def svg(figure: Figure) -> str:
    """Return a figure as SVG text: letters as outlines, no date; the same figure, the same bytes.

    >>> from testimonia.figures.page import nothing
    >>> svg(nothing("No decisions on record", [])) == svg(nothing("No decisions on record", []))
    True
    """
    sheet = io.StringIO()
    with theme():
        figure.savefig(sheet, format="svg", metadata={"Date": None})
    return sheet.getvalue() if isinstance(figure, Page) else compact(sheet.getvalue())


def of_kind(function):
    """Make a figure function leave its name on what it draws."""

    @functools.wraps(function)
    def drawing(*data, **settings):
        figure = function(*data, **settings)
        figure.testimonia_kind = function.__name__
        return figure

    return drawing


def page_width(narrow: bool) -> float:
    """Return the width of a page in points: 468 (6.5 in), or 292.5 (390 px) if narrow."""
    return NARROW if narrow else WIDE


class Plate(Axes):
    """Axes on which everything stands where it is put: no scale follows the data."""

    def plot(self, *where, **look) -> list[Line2D]:
        """Put a line, or marks, at places (x, y). matplotlib's own would ask what limits and which colour they need; here they need none."""
        if len(where) != 2 or isinstance(where[1], str) or "data" in look:
            return super().plot(*where, **look)
        return [self.add_artist(Line2D(*where, **normalize_kwargs(look, Line2D)))]


class Sheet:
    """A page in the making: `place` puts axes on it, `finish` hands the figure over.

    Coordinates are points from the upper left, below the title if there is one.
    """

    def __init__(self, height: float, narrow: bool, title: str | None):
        self.width = page_width(narrow)
        heading = wrap(title, self.width - 8, TEXT + 1, "semibold") if title else ""
        self.top = height_of(heading, TEXT + 1) + 8 if heading else 0.0
        self.height = height + self.top
        self.figure = Page(figsize=(self.width / 72, self.height / 72), dpi=100)
        if heading:
            across, up = 4 / self.width, 1 - 4 / self.height
            self.figure.text(across, up, heading, size=TEXT + 1, weight="semibold", va="top", ha="left")

    def place(self, left: float, top: float, width: float, height: float):
        """Return bare axes at a place, with units of points, y downwards."""
        box = (
            left / self.width, 1 - (top + self.top + height) / self.height,
            width / self.width, height / self.height,
        )
        ax = self.figure.add_axes(box, axes_class=Plate)
        ax.set_axis_off()
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_autoscale_on(False)
        return ax

    def finish(self, data: pd.DataFrame, omitted: pd.DataFrame | None = None) -> Page:
        """Attach the table twin and return the figure."""
        for words in [*self.figure.texts, *(one for ax in self.figure.axes for one in ax.texts)]:
            words.set_parse_math(False)  # also where an artist was made outside the theme
        self.figure.testimonia_data = data.reset_index(drop=True)
        self.figure.testimonia_omitted = data.iloc[:0] if omitted is None else omitted.reset_index(drop=True)
        return self.figure


def nothing(message: str, columns, narrow: bool = False, title: str | None = None) -> Page:
    """Return a small figure that says what is missing, with an empty table of the given columns.

    >>> nothing("No decisions on record", ["row", "earliest"]).testimonia_data.shape
    (0, 2)
    """
    with theme():
        text = wrap(message, page_width(narrow) - 40)
        sheet = Sheet(height_of(text) + 36, narrow, title)
        ax = sheet.place(0, 0, sheet.width, sheet.height - sheet.top)
        write(ax, sheet.width / 2, 18, text, ha="center", va="top", color=GREY, style="italic", size=TEXT)
        return sheet.finish(pd.DataFrame({name: [] for name in columns}))


def key_below(sheet: Sheet, entries, top: float, left: float = 4.0) -> None:
    """Draw the key of a figure below what has been drawn."""
    width = sheet.width - left - 4
    draw_key(sheet.place(left, top, width, lay_key(entries, width)[1] or 1), entries, width)


def key_height(entries, narrow: bool, left: float = 4.0) -> float:
    """Return the height in points that `key_below` will take."""
    return lay_key(entries, page_width(narrow) - left - 4)[1]


def note_height(note: str, narrow: bool) -> float:
    """Return the height in points that `note_below` will take; 0 without a note."""
    return height_of(wrap(note, page_width(narrow) - 8, SMALL), SMALL) + 8 if note else 0.0


def note_below(sheet: Sheet, note: str) -> None:
    """Write at the foot of a figure what it leaves out, and keep the sentence as `testimonia_note`."""
    sheet.figure.testimonia_note = note
    if note:
        words = wrap(note, sheet.width - 8, SMALL)
        tall = height_of(words, SMALL) + 8
        write(sheet.place(4, sheet.height - sheet.top - tall, sheet.width - 8, tall), 0, 4, words, size=SMALL, color=GREY, style="italic")


def need(table: pd.DataFrame, columns, function: str, table_name: str) -> None:
    """Raise ValueError, naming function and columns, if columns are missing from a table."""
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise ValueError(
            f"{function}: the table {table_name!r} has no column {', '.join(missing)}; "
            f"it has {', '.join(map(str, table.columns)) or 'none'}"
        )
