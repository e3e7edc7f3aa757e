"""The lettering of figures as text: searchable, subset once for the whole volume, and a quarter of the bytes.

On screen the letters of a figure are outlines, because a page cannot know the reader's fonts. The
PDF carries its fonts, so each run of outlines is read back into letters, every letter in the place
where its outline stood. An outline bears the name of its font and its number there, which is the number
of one letter alone; a run with a number that is no letter's stays as it was drawn.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

#: The fonts of the figures, found without the libraries by which figures are drawn.
FONTS = Path(__file__).parents[2] / "figures" / "fonts"

_SVG = "{http://www.w3.org/2000/svg}"
_TARGET = "{http://www.w3.org/1999/xlink}href"
_RIGHT_WAY_UP = re.compile(r"\s*scale\(([\d.]+) -\1\)$")
_ASIDE = re.compile(r"translate\((-?[\d.]+) 0\)")


@dataclass(frozen=True)
class Face:
    """One font of the figures: how CSS names it, what its outlines say by number, and how far each letter advances, in em."""

    family: str
    weight: int
    style: str
    letters: dict[int, str]
    advances: dict[str, float]


@cache
def faces() -> dict[str, Face]:
    """Return the fonts of the figures by the name that an outline bears in its id."""
    from fontTools.ttLib import TTFont

    made = {}
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path) as font:
            names, em = font["name"], font["head"].unitsPerEm
            glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
            made[names.getDebugName(6)] = Face(
                names.getDebugName(16) or names.getDebugName(1), font["OS/2"].usWeightClass, "italic" if font["head"].macStyle & 2 else "normal",
                {font.getGlyphID(glyph): _apart(letter) for letter, glyph in glyphs.items()}, {letter: font["hmtx"][glyph][0] / em for letter, glyph in glyphs.items()},
            )  # fmt: skip
    return made


def _apart(letter: str) -> str:
    """Return the letters that a font joins into one shape, ff and fi among them, each by itself."""
    return unicodedata.normalize("NFKC", letter) if "\ufb00" <= letter <= "\ufb04" else letter


def as_text(svg: bytes) -> bytes:
    """Return an SVG file of matplotlib with its lettering as text elements, every letter in its place.

    >>> as_text(b'<svg xmlns="http://www.w3.org/2000/svg"><text>as it was</text></svg>')
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>as it was</text></svg>'
    """
    root = etree.fromstring(svg)
    shapes = {shape.get("id"): shape for shape in root.iterfind(f".//{_SVG}defs/{_SVG}path")}
    for group in list(root.iter(f"{_SVG}g")):
        made = _lettered(group)
        if made is not None:
            made.tail = group.tail
            group.getparent().replace(group, made)
    _keep_shapes(root, shapes)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


def _keep_shapes(root, shapes: dict) -> None:
    """Put back the shapes that went with a run of letters and that another run, left as outlines, still uses."""
    here = {one.get("id") for one in root.iter(f"{_SVG}path")}
    used = {one.get(_TARGET, "").removeprefix("#") for one in root.iter(f"{_SVG}use")}
    if lost := sorted((used & shapes.keys()) - here):
        kept = etree.Element(f"{_SVG}defs")
        kept.extend(shapes[name] for name in lost)
        root.insert(0, kept)


def _lettered(group):
    """Return a text element in place of a group of outlines, or None if they are not those of letters."""
    drawn, upright = group.findall(f"{_SVG}use"), _RIGHT_WAY_UP.search(group.get("transform", ""))
    names = {one.get(_TARGET, "").removeprefix("#").rpartition("-")[0] for one in drawn}
    face = faces().get(next(iter(names))) if len(names) == 1 else None
    if face is None or upright is None:
        return None
    size = 100 * float(upright[1])
    words, places = _read(drawn, face, size)
    if not words.strip():
        return None
    made = etree.Element(f"{_SVG}text", {
        "font-family": face.family, "font-weight": str(face.weight), "font-style": face.style, "font-size": f"{size:g}",
        "style": group.get("style", ""), "transform": group.get("transform")[: upright.start()], "x": " ".join(f"{place:.3f}" for place in places), "y": "0",
    })  # fmt: skip
    made.text = words
    return made


def _read(drawn, face: Face, size: float) -> tuple[str, list[float]]:
    """Return the words and where each letter stands, in points from the first; no words where an outline is not a letter's."""
    words, places = "", []
    for outline in drawn:
        aside = _ASIDE.fullmatch(outline.get("transform", "translate(0 0)"))
        letters = face.letters.get(int(outline.get(_TARGET).rpartition("-")[2], 16))
        if aside is None or not letters:
            return "", []
        place = float(aside[1]) * size / 100
        for letter in letters:
            places.append(place)
            place += face.advances[letter] * size
        words += letters
    return words, places


def smallest(svg: bytes) -> float | None:
    """Return the size in points of the smallest lettering of a figure drawn at its own width, None if it has none.

    >>> smallest(b'<svg xmlns="http://www.w3.org/2000/svg"><text font-size="7">a</text><text font-size="9">b</text></svg>')
    7.0
    """
    sizes = [float(one.get("font-size")) for one in etree.fromstring(as_text(svg)).iter(f"{_SVG}text") if one.get("font-size")]
    return min(sizes, default=None)
