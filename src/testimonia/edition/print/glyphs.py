"""Every letter of the volume must be in its fonts; a missing one is named with its chapter and line."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from lxml.html import HtmlElement

from .problems import PrintError, place
from .volume import Volume

FONTS = Path(__file__).with_name("fonts")
#: Families that stand behind one another in every list of fonts of the style sheet.
FAMILIES = ("EBGaramond", "SourceSans3")


@lru_cache(maxsize=1)
def letters() -> frozenset[str]:
    """Return the characters that can be set: those that one family has in all its cuts."""
    from fontTools.ttLib import TTFont

    made: set[str] = set()
    for family in FAMILIES:
        cuts = []
        for path in sorted(FONTS.glob(f"{family}_*.ttf")):
            with TTFont(path, lazy=True) as font:
                cuts.append(set(map(chr, font.getBestCmap())))
        made |= set.intersection(*cuts)
    return frozenset(made)


def lacking(text: str) -> list[str]:
    """Return the characters of a text that no font of the volume has.

    >>> lacking("корона, ѣ ʹ ʺ № ✓ → ≈"), lacking("北")
    ([], ['北'])
    """
    return sorted({one for one in text if one not in letters() and not one.isspace() and unicodedata.category(one) not in ("Cc", "Cf")})


def check(volume: Volume, blocks: list[HtmlElement]) -> None:
    """Raise ``PrintError`` for letters that the fonts lack."""
    found = []
    for block in blocks:
        if not lacking(block.text_content()):
            continue
        for element in block.iter():
            for text in (element.text, element.tail):
                for letter in lacking(text or "") if isinstance(element.tag, str) else []:
                    home = element.xpath("ancestor-or-self::*[@data-page][1]/@data-page")
                    row = element.xpath("ancestor-or-self::*[@id][1]/@id")
                    where = place(volume.folder, home[0], letter) if home else "front matter (_config.yml)"
                    where += f" (at {row[0].split('--')[-1]})" if home and row and "line" not in where else ""
                    found.append(f"{where}: no font of the volume has {letter!r} (U+{ord(letter):04X} {unicodedata.name(letter, 'unnamed').lower()}), in ‘{(text or '').strip()[:60]}’")
    if found:
        raise PrintError("\n".join(dict.fromkeys(found)))
