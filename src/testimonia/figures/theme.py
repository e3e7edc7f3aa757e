"""One look for every figure: lettering, colours, and a shape for every distinction.

Colour never stands alone: whatever two colours tell apart, two shapes (or two line
styles) tell apart as well, so that a figure survives a photocopier and a
colour-blind reader. The hues are those of Okabe and Ito ("Color Universal Design",
2002), darkened until each has at least 4.5:1 on white and can be used for
lettering as well as for marks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.font_manager import fontManager
from matplotlib.path import Path as Outline

from .scripts import spare

FONTS = Path(__file__).parent / "fonts"
FAMILY = ["Testimonia Sans", "Testimonia Fallback"]

WIDE = 468.0  # points: a text block of 6.5 in
NARROW = 292.5  # points: 390 px of a telephone held upright
TEXT = 9.0
SMALL = 8.5

INK = "#1a1a1a"
GREY = "#5c5c5c"  # second voice: dates, counts
RULE = "#858585"  # the faintest line that still carries meaning (3:1)
PALE = "#e6e6e3"  # fill of a bar that has a RULE outline
HAIR = "#dcdcd8"  # gridlines; they carry no meaning of their own
PAPER = "#ffffff"
BLUE = "#005a8e"
SKY = "#1f76ab"
GREEN = "#00755a"
OLIVE = "#746b00"
ORANGE = "#946400"
VERMILION = "#b24600"
PURPLE = "#a03a76"

PALETTE = {
    "ink": INK, "grey": GREY, "blue": BLUE, "sky": SKY, "green": GREEN,
    "olive": OLIVE, "orange": ORANGE, "vermilion": VERMILION, "purple": PURPLE,
}


@dataclass(frozen=True)
class Mark:
    """How one kind is drawn: `shape` (a matplotlib marker), `colour` and `label`."""

    shape: object
    colour: str
    label: str


def _half_disc(upper: bool) -> Outline:
    turn = np.linspace(0, np.pi, 13) * (1 if upper else -1)
    arc = np.column_stack([np.cos(turn), np.sin(turn)])
    arc[:, 1] -= 0.5 if upper else -0.5  # so that the mark sits on its date, not beside it
    return Outline(np.vstack([arc, arc[:1]]), closed=True)


def oblong(width: float, height: float) -> Outline:
    """Return a rectangle as a marker, of a width and height between 0 and 1.

    >>> oblong(1.0, 0.6).vertices.shape
    (5, 2)
    """
    corners = [(-width, -height), (width, -height), (width, height), (-width, height), (-width, -height)]
    return Outline(np.array(corners), closed=True)


def _lozenge(width: float, height: float) -> Outline:
    corners = [(0, -height), (width, 0), (0, height), (-width, 0), (0, -height)]
    return Outline(np.array(corners), closed=True)


DOME, BOWL = _half_disc(True), _half_disc(False)

# Stances form a scale, so their shapes do too: pointed is stronger than round,
# upwards is alarm, downwards is reassurance, a disc is neither.
STANCES = {
    "inflates": Mark("^", VERMILION, "inflates"),
    "warns": Mark(DOME, ORANGE, "warns"),
    "mixed": Mark("o", GREY, "mixed"),
    "restrained": Mark(BOWL, SKY, "restrained"),
    "downplays": Mark("v", BLUE, "downplays"),
}
DIRECTIONS = {
    "restraint": Mark("s", GREEN, "restraint"),
    "escalation": Mark("X", PURPLE, "escalation"),
}
KINDS = {
    "testimony": Mark("o", BLUE, "testimony"),
    "arrest": Mark("s", INK, "arrest"),
    "removal": Mark("<", ORANGE, "removal"),
    "transfer": Mark(">", SKY, "transfer"),
    "promotion": Mark("^", GREEN, "promotion"),
    "trial": Mark("D", PURPLE, "trial"),
    "execution": Mark("X", VERMILION, "execution"),
    "death": Mark("P", GREY, "death"),
    "decree": Mark((6, 0, 0), BLUE, "decree"),
    "order": Mark((5, 0, 0), SKY, "order"),
    "speech": Mark((4, 1, 45), PURPLE, "speech"),
    "report": Mark(_lozenge(0.6, 1.0), GREEN, "report"),
    "letter": Mark(oblong(1.0, 0.6), OLIVE, "letter"),
    "meeting": Mark((3, 1, 0), ORANGE, "meeting"),
    "plenum": Mark((6, 1, 0), ORANGE, "plenum"),
    "operation": Mark((4, 1, 0), VERMILION, "operation"),
    "diplomacy": Mark(_lozenge(1.0, 0.6), SKY, "diplomacy"),
    "war": Mark((5, 1, 0), VERMILION, "war"),
    "other": Mark((8, 0, 22.5), GREY, "other"),
}
ACTORS = {
    "person": Mark("o", INK, "person"),
    "institution": Mark("s", BLUE, "institution"),
    "group": Mark((6, 0, 0), GREEN, "group"),
    "state": Mark((5, 1, 0), PURPLE, "state"),
    "publication": Mark("D", OLIVE, "publication"),
}
# Two sides of a comparison, in the order in which they are given.
SIDES = (("^", VERMILION), ("o", BLUE), ("s", GREEN), ("D", PURPLE))

_ALL = {**KINDS, **STANCES, **DIRECTIONS, **ACTORS}

# For a forker's own kinds: shapes that no kind above uses in the same colour.
_RESERVE = tuple(
    (shape, colour)
    for colour in (OLIVE, PURPLE, GREEN, BLUE)
    for shape in ((3, 0, 180), (5, 0, 36), (8, 0, 22.5), (3, 1, 180), (7, 1, 0))
)


def mark(kind: str) -> Mark:
    """Return the `Mark` (shape, colour, label) of a stance, direction, event kind or actor type.

    A kind that the theme does not know gets a grey octagon and keeps its own
    name as label; `marks` gives several unknown kinds a shape each.

    >>> mark("inflates").shape, mark("inflates").colour == mark("downplays").colour
    ('^', False)
    >>> mark("exorcism").label
    'exorcism'
    """
    known = _ALL.get(str(kind))
    return known if known else replace(KINDS["other"], label=str(kind))


def marks(kinds) -> dict[str, Mark]:
    """Return {kind: Mark} for several kinds, unlike in shape or colour even where unknown.

    Unknown kinds take shapes from a reserve in alphabetical order, so that the
    same set of kinds always looks the same.

    >>> two = marks(["exorcism", "ordeal"])
    >>> two["exorcism"].shape == two["ordeal"].shape
    False
    """
    kinds = [str(kind) for kind in kinds]
    unknown = sorted(set(kinds) - set(_ALL))
    spare = {
        kind: Mark(*_RESERVE[place % len(_RESERVE)], kind) for place, kind in enumerate(unknown)
    }
    return {kind: spare.get(kind) or mark(kind) for kind in kinds}


def contrast(colour: str, ground: str = PAPER) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (W3C, WCAG 2.2, relative luminance).

    >>> round(contrast("#000000"), 1), contrast(INK) > 4.5
    (21.0, True)
    """

    def luminance(name):
        channel = np.array(mpl.colors.to_rgb(name))
        linear = np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1)
def register() -> None:
    """Make the shipped fonts known under a name that no installed font bears.

    An installed Noto Sans of another version would otherwise be taken on some
    machines, and the same figure would differ in its bytes.
    """
    shipped = [(FAMILY[0], FONTS / f"NotoSans-{name}.ttf", style, weight) for name, style, weight in
               (("Regular", "normal", 400), ("Italic", "italic", 400), ("SemiBold", "normal", 600))]
    # matplotlib's own DejaVu Sans stands in for signs that Noto Sans lacks
    own = Path(mpl.get_data_path()) / "fonts" / "ttf"
    shipped += [(FAMILY[1], own / f"DejaVuSans{name}.ttf", style, weight) for name, style, weight in
                (("", "normal", 400), ("-Oblique", "italic", 400), ("-Bold", "normal", 600))]
    for family, file, style, weight in shipped:
        before = len(fontManager.ttflist)
        fontManager.addfont(file)
        entry = replace(fontManager.ttflist[before], name=family, style=style, weight=weight)
        fontManager.ttflist[before:] = [entry]
    fontManager._findfont_cached.cache_clear()


SETTINGS = {
    "font.family": FAMILY,
    "font.size": TEXT,
    "text.color": INK,
    "text.parse_math": False,  # a '$' in a name is a '$'
    "text.usetex": False,
    "axes.unicode_minus": True,
    "axes.edgecolor": RULE,
    "axes.facecolor": "none",
    "figure.facecolor": PAPER,
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "savefig.bbox": "standard",
    "savefig.facecolor": PAPER,
    "hatch.linewidth": 0.6,
    "lines.solid_capstyle": "butt",
    "lines.dash_capstyle": "butt",
    "path.simplify": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "testimonia",
    "pdf.fonttype": 42,
}


def theme():
    """Return a context in which matplotlib draws in this library's look.

    Every figure function enters it by itself; a forker's own figure does so by
    hand. Settings are put back on leaving.

    >>> before = mpl.rcParams["svg.fonttype"], mpl.rcParams["text.parse_math"]
    >>> with theme():
    ...     mpl.rcParams["svg.fonttype"], mpl.rcParams["text.parse_math"]
    ('path', False)
    >>> before == (mpl.rcParams["svg.fonttype"], mpl.rcParams["text.parse_math"])
    True
    """
    register()
    return mpl.rc_context({**SETTINGS, "font.family": [*FAMILY, *spare()]})
