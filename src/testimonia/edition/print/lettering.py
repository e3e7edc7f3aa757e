"""The lettering of figures as text: searchable, subset once for the whole volume, and a quarter of the bytes.

On screen the letters of a figure are outlines, because a page cannot know the reader's fonts. The
PDF carries its fonts, so each run of outlines is turned back into the words that matplotlib wrote
beside it, letter for letter in the place where the outline stood. Whatever does not fit its words
(a letter from another font, a formula) stays as it was drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree

from testimonia.figures.theme import FONTS

_SVG = "{http://www.w3.org/2000/svg}"
_TARGET = "{http://www.w3.org/1999/xlink}href"
#: Letters that the font joins into one shape; the longest is tried first, as the font does.
_JOINED = ("ffi", "ffl", "ff", "fi", "fl")
_RIGHT_WAY_UP = re.compile(r"\s*scale\(([\d.]+) -\1\)$")
_ASIDE = re.compile(r"translate\((-?[\d.]+) 0\)")


@dataclass(frozen=True)
class Face:
    """One font of the figures: how CSS names it, its shapes by letter, and how far each letter advances, in em."""

    family: str
    weight: int
    style: str
    shapes: dict[str, int]
    advances: dict[str, float]


@cache
def faces() -> dict[str, Face]:
    """Return the fonts of the figures by the name that an outline bears in its id."""
    from fontTools.ttLib import TTFont

    made = {}
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path) as font:
            names, em = font["name"], font["head"].unitsPerEm
            letters = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
            made[names.getDebugName(6)] = Face(
                names.getDebugName(16) or names.getDebugName(1), font["OS/2"].usWeightClass, "italic" if font["head"].macStyle & 2 else "normal",
                {letter: font.getGlyphID(glyph) for letter, glyph in letters.items()}, {letter: font["hmtx"][glyph][0] / em for letter, glyph in letters.items()},
            )  # fmt: skip
    return made


def as_text(svg: bytes) -> bytes:
    """Return an SVG file of matplotlib with its lettering as text elements, every letter in its place.

    >>> as_text(b'<svg xmlns="http://www.w3.org/2000/svg"><text>as it was</text></svg>')
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>as it was</text></svg>'
    """
    root = etree.fromstring(svg)
    for group in list(root.iter(f"{_SVG}g")):
        said = group.getprevious()
        if said is not None and said.tag is etree.Comment and (made := _lettered(group, said.text[1:-1])) is not None:
            made.tail = group.tail
            group.getparent().replace(group, made)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


def _lettered(group, words: str):
    """Return a text element in place of a group of outlines, or None if they are not those of the words."""
    drawn, upright = group.findall(f"{_SVG}use"), _RIGHT_WAY_UP.search(group.get("transform", ""))
    names = {one.get(_TARGET, "").lstrip("#").rpartition("-")[0] for one in drawn}
    face = faces().get(next(iter(names))) if len(names) == 1 else None
    if face is None or upright is None or not words.strip():
        return None
    size = 100 * float(upright[1])
    places = _places(drawn, words, face, size)
    if places is None:
        return None
    made = etree.Element(f"{_SVG}text", {
        "font-family": face.family, "font-weight": str(face.weight), "font-style": face.style, "font-size": f"{size:g}",
        "style": group.get("style", ""), "transform": group.get("transform")[: upright.start()], "x": " ".join(f"{place:.3f}" for place in places), "y": "0",
    })  # fmt: skip
    made.text = words
    return made


def _places(drawn, words: str, face: Face, size: float) -> list[float] | None:
    """Return where each letter stands, in points from the first; None where an outline is not that of its letter."""
    places: list[float] = []
    for outline in drawn:
        aside, shape = _ASIDE.fullmatch(outline.get("transform", "translate(0 0)")), int(outline.get(_TARGET).rpartition("-")[2], 16)
        rest = words[len(places) :]
        letters = rest[:1] if face.shapes.get(rest[:1]) == shape else next((one for one in _JOINED if rest.startswith(one)), None)
        if aside is None or not letters:
            return None
        place = float(aside[1]) * size / 100
        for letter in letters:
            places.append(place)
            place += face.advances[letter] * size
    return places if len(places) == len(words) else None


def smallest(svg: bytes) -> float | None:
    """Return the size in points of the smallest lettering of a figure drawn at its own width, None if it has none.

    >>> smallest(b'<svg xmlns="http://www.w3.org/2000/svg"><text font-size="7">a</text><text font-size="9">b</text></svg>')
    7.0
    """
    sizes = [float(one.get("font-size")) for one in etree.fromstring(as_text(svg)).iter(f"{_SVG}text") if one.get("font-size")]
    return min(sizes, default=None)
