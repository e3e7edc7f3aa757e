"""A drawing in fewer bytes: the same lines to a hundredth of a point, written from point to point.

matplotlib writes every coordinate in full and to six decimals. Lettering drawn as outlines is most of
a figure, so a figure of much text weighs as much as the rest of its page. Each path keeps the point it
has reached, as rounded, and so no error adds up along it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PATH = re.compile(r'(<path\b[^>]*?\bd=")([^"]*)(")')
_TOKEN = re.compile(r"[MLQCHVZmlqchvz]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}
_SPARE = (re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL), re.compile(r"<!DOCTYPE.*?>\s*", re.DOTALL), re.compile(r"<!--.*?-->\s*", re.DOTALL))
_PLACES = 2


def compact(svg: str) -> str:
    """Return an SVG text that draws the same with at most a hundredth of a point of difference.

    >>> compact('<svg><path d="M 10.000001 20 L 12.499999 20 L 12.5 25.123456 z" style="x: 1"/></svg>')
    '<svg><path d="M10 20l2.5 0 0 5.12z" style="x: 1"/></svg>'
    """
    for spare in _SPARE:
        svg = spare.sub("", svg)
    svg = _PATH.sub(lambda match: match[1] + _relative(match[2]) + match[3], svg)
    svg = re.sub(r'(?<=\s)(x|y|width|height|transform|viewBox)="([^"]*)"', lambda match: f'{match[1]}="{_shorter(match[1], match[2])}"', svg)
    return re.sub(r">\s*\n\s*<", ">\n<", svg)


def _shorter(name: str, value: str) -> str:
    if "scale" in value or "matrix" in value:  # a factor is not a place
        return value
    return re.sub(r"-?\d+\.\d{3,}", lambda match: _number(round(float(match[0]), _PLACES)), value)


@lru_cache(maxsize=8192)  # the outlines of letters return in every figure
def _relative(path: str) -> str:
    """Return path data with every segment given from where the one before it ended."""
    tokens = _TOKEN.findall(path)
    if any(token in "mlqchvzHV" and token not in "z" for token in tokens if token.isalpha()):
        return path  # not as matplotlib writes; left alone
    made, here, begun, before = [], (0, 0), (0, 0), ""
    at = 0
    while at < len(tokens):
        command = tokens[at]
        at += 1
        if command in "zZ":
            made.append("z")
            here, before = begun, "z"
            continue
        count = _POINTS[command]
        while at < len(tokens) and not tokens[at].isalpha():
            points = [_rounded(tokens[at + 2 * number], tokens[at + 2 * number + 1]) for number in range(count)]
            at += 2 * count
            if command == "M":
                made.append("M" + _join(points, (0, 0)))
                begun, before = points[-1], ""
            else:
                letter = command.lower()
                made.append((letter if before != letter else " ") + _join(points, here))
                before = letter
            here = points[-1]
    return re.sub(r" -", "-", "".join(made))


def _rounded(x: str, y: str) -> tuple[int, int]:
    return round(float(x) * 10**_PLACES), round(float(y) * 10**_PLACES)


def _join(points: list[tuple[int, int]], origin: tuple[int, int]) -> str:
    return " ".join(f"{_number((x - origin[0]) / 10**_PLACES)} {_number((y - origin[1]) / 10**_PLACES)}" for x, y in points)


def _number(value: float) -> str:
    text = f"{value:.{_PLACES}f}".rstrip("0").rstrip(".")
    text = re.sub(r"^(-?)0\.", r"\1.", text)
    return "0" if text in ("-0", "", "-") else text
