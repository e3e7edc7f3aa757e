"""Looking through the bytes of a table, before Arrow reads them: what it would forgive, and what nobody would see.

All that is asked of a stretch is asked while it is at hand: a stretch is small enough for the
processor's own memory, where looking at it five times costs little more than once.
"""

from functools import reduce

import numpy as np

_STRETCH = 1 << 18  # bytes that are looked through at a time
_QUOTE, _LINE = b'"\n'
#: Which bytes may stand before a quotation mark that opens, and after one that closes.
_BEFORE, _AFTER = b',"\n', b',"\n\r'
# What nobody sees, the deceptive characters of `cells`: by the first byte of three, the other two as one number.
_HIDDEN = [mark.encode() for mark in ("\u200b", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\ufffd")]
_DECEPTIVE = {lead: np.array([mark[1] * 256 + mark[2] for mark in _HIDDEN if mark[0] == lead]) for lead in (0xE2, 0xEF)}


def whole_lines(data: bytes) -> int:
    """How many of the bytes are whole lines, given that they begin with one; 0 where no line ends.

    A line that ends within quotation marks has not ended.

    >>> whole_lines(b'a,b\\nc,"d\\ne'), whole_lines(b'c,"d\\ne')
    (4, 0)
    """
    cells, end = np.frombuffer(data, "uint8"), len(data)
    marks = sum(np.count_nonzero(cells[start : start + _STRETCH] == _QUOTE) for start in range(0, end, _STRETCH))
    while (line := data.rfind(b"\n", 0, end)) >= 0:
        marks -= data.count(b'"', line, end)
        if marks % 2 == 0:
            return line + 1
        end = line
    return 0


def lines_of(data: bytes) -> int | None:
    """How many line ends there are, within cells or not; None for lines that hide something or are quoted wrongly.

    >>> lines_of(b'"a ""b"" c",d\\n'), lines_of(b'a,b"c"\\n'), lines_of(b"a,\\x00\\n"), lines_of(b"\\na,b\\n")
    (1, None, None, None)
    """
    if data[:1] in (b"\n", b"\r") or b"\x7f" in data:
        return None
    cells = np.frombuffer(data, "uint8")
    low, lines, marks, plain = 0, 0, 0, data.isascii()
    leads = [lead for lead in _DECEPTIVE if not plain and lead in data]
    for start in range(0, len(cells), _STRETCH):
        stretch = cells[start : start + _STRETCH]
        if not plain and _controls(cells, start, stretch) or any(_deceptive(cells, start, stretch, lead) for lead in leads):
            return None
        low += np.count_nonzero(stretch < 0x20)
        lines += np.count_nonzero(stretch == _LINE)
        places = np.flatnonzero(stretch == _QUOTE) + start
        if not _quoted_rightly(cells, places, marks % 2):
            return None
        marks += len(places)
    if marks % 2 or low != lines and not _known(data, low - lines):
        return None
    return int(lines)


def _known(data: bytes, others: int) -> bool:
    """Whether so many bytes below the blank, line ends apart, are all tabs or part of a line end, and no line is empty."""
    returns = data.count(b"\r")
    return others == returns + data.count(b"\t") and b"\n\r" not in data and returns == data.count(b"\r\n")


def _controls(cells: np.ndarray, start: int, stretch: np.ndarray) -> bool:
    """Whether there is a control of the second half (U+0080 to U+009F), which UTF-8 begins with the byte C2."""
    after = cells[start + 1 : start + 1 + len(stretch)]
    return bool(((stretch[: len(after)] == 0xC2) & (after < 0xA0)).any())


def _deceptive(cells: np.ndarray, start: int, stretch: np.ndarray, lead: int) -> bool:
    """Whether there is one of those characters of `_DECEPTIVE` that UTF-8 begins with this byte."""
    places = np.flatnonzero(stretch == lead) + start
    second, third = (cells[np.minimum(places + step, len(cells) - 1)].astype("int64") for step in (1, 2))
    return bool(np.isin(second * 256 + third, _DECEPTIVE[lead]).any())


def _quoted_rightly(cells: np.ndarray, places: np.ndarray, opened: int) -> bool:
    """Whether every quotation mark opens a cell, closes one, or is one of a pair within.

    Each mark opens or closes by turns; a pair within a cell closes and opens again. `opened` is 1
    where the first of these closes.
    """
    opening, closing = places[opened::2], places[1 - opened :: 2]
    before = cells[opening - 1]  # of a mark at the very start this is the last byte of all
    after = cells[np.minimum(closing + 1, len(cells) - 1)]  # of a mark at the very end, itself
    return bool((_among(_BEFORE, before) | (opening == 0)).all() and _among(_AFTER, after).all())


def _among(marks: bytes, cells: np.ndarray) -> np.ndarray:
    return reduce(np.logical_or, (cells == mark for mark in marks))
