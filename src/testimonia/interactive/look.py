"""The look of a chart on screen: the palette of the figures in light and dark, their shapes as outlines.

A colour is written as a CSS variable with the light colour to fall back on, so that a page that
turns dark recolours its charts without drawing them anew.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.markers import MarkerStyle

from ..figures.theme import HAIR, PALE, PALETTE, PAPER, RULE, Mark

LIGHT = {**PALETTE, "rule": RULE, "pale": PALE, "hair": HAIR, "paper": PAPER}

#: The same hues on a dark page: each mark has at least 4.5:1 on ``paper``, and rules 3:1.
DARK = {
    "ink": "#e8e6e1", "grey": "#b4b6b8", "blue": "#6db3ee", "sky": "#93c9f2", "green": "#45c49b",
    "olive": "#cbbf45", "orange": "#e2a63a", "vermilion": "#ff8d5c", "purple": "#e692c6",
    "rule": "#8d939b", "pale": "#3a4048", "hair": "#343a42", "paper": "#14181e",
}  # fmt: skip

_NAME_OF = {value: name for name, value in LIGHT.items()}


def colour(light: str) -> str:
    """Return a colour of the theme as a chart writes it: its variable, and what it is on a light page.

    >>> colour("#005a8e")
    'var(--tm-blue,#005a8e)'
    """
    return f"var(--tm-{_NAME_OF[light]},{light})"


def palette_rules() -> str:
    """Return the CSS rules that give every colour its light and its dark value.

    >>> palette_rules().count("--tm-blue")
    2
    """
    light, dark = (";".join(f"--tm-{name}:{value}" for name, value in one.items()) for one in (LIGHT, DARK))
    return f".tm-chart{{{light}}}html[data-theme=dark] .tm-chart{{{dark}}}"


@lru_cache(maxsize=None)
def outline(shape) -> str:
    """Return a matplotlib marker as an SVG path about (0, 0), between -1 and 1, y downwards.

    >>> outline("s")
    'M-1,1L1,1L1,-1L-1,-1Z'
    """
    style = MarkerStyle(shape)
    rounds = style.get_path().transformed(style.get_transform()).to_polygons()
    return "".join(_closed(np.asarray(points) * (2, -2)) for points in rounds)


def _closed(points: np.ndarray) -> str:
    if np.allclose(points[0], points[-1]):
        points = points[:-1]
    return "M" + "L".join(f"{_short(x)},{_short(y)}" for x, y in points) + "Z"


def _short(number: float) -> str:
    return f"{round(float(number), 2) + 0.0:g}"


def key_entry(mark: Mark, label: str | None = None, *, hollow: bool = False, line: str = "") -> dict:
    """Return an entry of the key: label, and the mark or the line that stands for it.

    >>> key_entry(Mark("s", "#005a8e", "square"))["label"]
    'square'
    """
    entry = {"label": label or mark.label, "colour": colour(mark.colour), "path": outline(mark.shape), "hollow": hollow}
    return {**entry, "line": line} if line else entry


def line_entry(label: str, light: str, dash: str = "", width: float = 1.5) -> dict:
    """Return an entry of the key for a line; ``dash`` is an SVG dash pattern.

    >>> line_entry("at liberty", "#858585")["width"]
    1.5
    """
    return {"label": label, "colour": colour(light), "line": dash or "solid", "width": width}
