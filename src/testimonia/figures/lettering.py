"""Words on a figure: how wide they are, where they break, and the key to the marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from .scripts import letters_told, spare
from .theme import FAMILY, INK, PAPER, SMALL, TEXT, Mark, register

LEADING = 1.22  # line distance over letter size


@lru_cache(maxsize=1)
def _press() -> RendererAgg:
    return RendererAgg(8, 8, 720)  # ten dots to the point, so that widths are not rounded


@lru_cache(maxsize=65536)
def width_of(text: str, size: float = TEXT, weight: str = "normal", style: str = "normal") -> float:
    """Return the width of one line of text in points.

    >>> width_of("Anna") < width_of("Anna of the mill")
    True
    """
    register()
    letters = FontProperties(family=[*FAMILY, *spare()], size=size, weight=weight, style=style)
    with letters_told():
        return _press().get_text_width_height_descent(text, letters, ismath=False)[0] / 10


def height_of(text: str, size: float = TEXT) -> float:
    """Return the height in points that the lines of a text take.

    >>> height_of("one\\ntwo") == 2 * height_of("one")
    True
    """
    return (text.count("\n") + 1) * size * LEADING


def block_width(text: str, size: float = TEXT, weight: str = "normal", style: str = "normal") -> float:
    """Return the width in points of the longest line of a text."""
    return max(width_of(line, size, weight, style) for line in text.split("\n"))


def wrap(text: str, width: float, size: float = TEXT, weight: str = "normal") -> str:
    """Return the text broken into lines no wider than `width` points.

    A word that is wider than the line is broken inside.

    >>> print(wrap("the miller and his wife", 60))
    the miller
    and his wife
    """
    lines: list[str] = []
    words = [word for word in str(text).replace("\n", " ").replace("\t", " ").split(" ") if word]  # not at a no-break space
    while words:
        while width_of(words[0], size, weight) > width and len(words[0]) > 1:
            piece, words[0] = _cut(words[0], width, size, weight)
            lines.append(piece)
        fitting = _fitting(words, width, size, weight)
        lines.append(" ".join(words[:fitting]))
        words = words[fitting:]
    return "\n".join(lines)


def _cut(word: str, width: float, size: float, weight: str) -> tuple[str, str]:
    """As much of a word as fits on a line, with its hyphen, and the rest."""
    cut = next((n for n in range(len(word) - 1, 1, -1) if width_of(word[:n] + "-", size, weight) <= width), 1)
    return word[:cut] + "-" if cut > 1 else word[:cut], word[cut:]


def _fitting(words: list[str], width: float, size: float, weight: str) -> int:
    """How many of the words fit on one line; the first of them always.

    To measure is slow. So all are measured at once, then as many as would fit if all letters were of one
    width, and one more or one less until the line is full.
    """
    whole = width_of(" ".join(words), size, weight)
    if whole <= width:
        return len(words)
    share, count = len(" ".join(words)) * width / whole, 1
    while count < len(words) - 1 and len(" ".join(words[: count + 1])) <= share:
        count += 1
    while count > 1 and width_of(" ".join(words[:count]), size, weight) > width:
        count -= 1
    while width_of(" ".join(words[: count + 1]), size, weight) <= width:
        count += 1
    return count


def write(ax, x: float, y: float, text: str, *, size: float = TEXT, va: str = "top", ha: str = "left", **look) -> None:
    """Write lines of text into axes measured in points, y downwards.

    Each line is set on its own baseline. matplotlib's own leading depends on the
    font and its centring on the letters; columns of names would dance.
    """
    lines, pitch = text.split("\n"), size * LEADING
    top = y - {"top": 0.0, "center": 0.5, "bottom": 1.0}[va] * pitch * len(lines)
    for number, line in enumerate(lines):
        if line:
            ax.text(x, top + number * pitch + 0.94 * size, line, size=size, va="baseline", ha=ha, **look)


def plain(value) -> str:
    """Return a cell as one line of text; empty for a missing value.

    >>> plain("  the\\tmill "), plain(None)
    ('the mill', '')
    """
    if value is None or (np.isscalar(value) and value != value):
        return ""
    text = "" if str(value) in ("<NA>", "NaT") else str(value)
    return " ".join(text.split())


def pack(starts, ends, gap: float = 0.0) -> np.ndarray:
    """Return for each stretch [start, end] the number of the first row in which it is free.

    First fit in order of start (and of input where starts are equal): the rows
    needed are as many as stretches overlap at the busiest place.

    >>> pack([0, 1, 5], [2, 3, 6])
    array([0, 1, 0])
    """
    starts, ends = np.asarray(starts, float), np.asarray(ends, float)
    rows, free = np.zeros(len(starts), int), []
    for place in np.argsort(starts, kind="stable"):
        row = next((n for n, until in enumerate(free) if until <= starts[place]), len(free))
        if row == len(free):
            free.append(0.0)
        free[row] = ends[place] + gap
        rows[place] = row
    return rows


RING = Mark("o", INK, "ringed")


@dataclass(frozen=True)
class Entry:
    """One entry of a key: a `mark` (shape and colour), a `line` (matplotlib line properties), or words alone."""

    label: str
    mark: object = None
    hollow: bool = False
    size: float = 6.5
    line: dict | None = None
    ring: bool = False


def mark_style(mark, size: float = 6.5, hollow: bool = False) -> dict:
    """Return the keyword arguments with which `Axes.plot` draws a `Mark`."""
    return {
        "linestyle": "none", "marker": mark.shape, "markersize": size, "markeredgecolor": mark.colour,
        "markerfacecolor": ("none" if mark is RING else PAPER) if hollow else mark.colour, "markeredgewidth": 1.1 if hollow else 0.7,
        "clip_on": False,
    }


_SYMBOL = 20.0  # points given to the symbol of an entry
_ROW = SMALL * 1.65


def lay_key(entries, width: float):
    """Return (places, height): where each entry of a key begins, in rows of at most `width` points."""
    places, x, y = [], 0.0, 0.0
    for entry in entries:
        indent = _SYMBOL if entry.mark is not None or entry.line is not None else 0.0
        text = wrap(entry.label, width - indent, SMALL)
        need = indent + block_width(text, SMALL)
        if x and x + need > width:
            x, y = 0.0, y + _ROW
        places.append((x, y, text))
        if "\n" in text:
            x, y = 0.0, y + height_of(text, SMALL) + 3
        else:
            x += need + 14
    return places, (y + (_ROW if x else 0.0) if entries else 0.0)


def draw_key(ax, entries, width: float) -> None:
    """Draw a key into axes whose units are points, y downwards."""
    for entry, (x, y, text) in zip(entries, lay_key(entries, width)[0], strict=True):
        middle = y + _ROW / 2
        if entry.line is not None:
            ax.plot([x, x + _SYMBOL - 5], [middle, middle], clip_on=False, **entry.line)
        if entry.mark is not None:
            centre = x + (_SYMBOL - 5) / 2
            ax.plot([centre], [middle], **mark_style(entry.mark, entry.size, entry.hollow))
            if entry.ring:
                ax.plot([centre], [middle], **mark_style(RING, entry.size + 4.5, True))
        indent = _SYMBOL if entry.mark is not None or entry.line is not None else 0.0
        write(ax, x + indent, middle - SMALL * LEADING / 2, text, size=SMALL, color=INK)
