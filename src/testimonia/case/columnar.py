"""Reading a large file in columns: by Arrow, where it is installed and the file has nothing odd about it.

Arrow reads a hundred megabytes in a second, but it forgives what a historian should be told of: a
quotation mark in the wrong place, an empty line. So the bytes are looked at first, and whatever is
out of the ordinary is left to the slower reader, which knows how to say what is wrong and in which row.
"""

from __future__ import annotations

import numpy as np

from .raw import Column

LARGE = 500_000  # bytes; a smaller file is read as fast without
_QUOTE, _COMMA, _LINE, _RETURN = b'",\n\r'
# What nobody sees, as UTF-8: the deceptive characters of `cells`.
_DECEPTIVE = {mark.encode() for mark in ("\u200b", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\ufffd")}


def read_columns(data: bytes, columns: list[str]) -> dict[str, Column] | None:
    """Return every column of the file, or None where the careful reader has to look at it.

    `columns` are those that the header may have, in any order; the file has at least one row.

    >>> read_columns(b"id,name\\na,Anna\\n", ["id", "name"]) is None  # not large
    True
    """
    if len(data) < LARGE or b"\n" not in data or not _ordinary(data):
        return None
    try:
        import pyarrow as pa
        from pyarrow import csv
    except ImportError:
        return None
    header = data[: data.index(b"\n")].decode("utf8", "replace").rstrip("\r").split(",")
    if sorted(header) != sorted(columns):
        return None
    # Each cell as a code into the unique texts of its column, which is what every check and conversion asks for.
    kinds = {name: pa.dictionary(pa.int32(), pa.string()) for name in header}
    options = {
        "read_options": csv.ReadOptions(block_size=1 << 24),
        "parse_options": csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        "convert_options": csv.ConvertOptions(column_types=kinds, strings_can_be_null=False, check_utf8=True),
    }
    try:
        table = csv.read_csv(pa.BufferReader(data), **options).unify_dictionaries()
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return None
    found = {name: _column(table.column(name)) for name in header}
    blank = np.logical_and.reduce([column.codes < 0 for column in found.values()])
    return None if blank.any() else found


def _column(chunked) -> Column:
    """Return a column of Arrow as codes, -1 for an empty cell, into its unique texts."""
    codes = np.concatenate([chunk.indices.to_numpy(zero_copy_only=False) for chunk in chunked.chunks]).astype("int32", copy=False)
    dictionary = chunked.chunk(0).dictionary
    texts = dictionary.to_numpy(zero_copy_only=False)
    empty = np.flatnonzero(texts == "")
    if len(empty):
        place = np.arange(len(texts), dtype="int32")
        place[empty[0] :] -= 1
        place[empty[0]] = -1
        codes, texts = place[codes], np.delete(texts, empty[0])
        dictionary = dictionary.take(np.delete(np.arange(len(texts) + 1), empty[0]))
    return Column(codes, texts, dictionary)


def _ordinary(data: bytes) -> bool:
    """Whether a file is plain RFC 4180 with one kind of line end, and hides nothing."""
    if data.startswith(b"\xef\xbb\xbf") or data[:1] in (b"\n", b"\r") or b"\n\n" in data:
        return False
    if b"\r" in data and (b"\n\r" in data or data.count(b"\r") != data.count(b"\r\n")):
        return False
    cells = np.frombuffer(data, "uint8")
    if _hidden(data, cells):
        return False
    return not (not data.isascii() and _deceptive(data, cells)) and _quoted_rightly(cells)


def _hidden(data: bytes, cells: np.ndarray) -> bool:
    """Whether there is a control of the first half, but for tab and line ends: all below the blank, and U+007F."""
    size = 1 << 20
    low = sum(int(np.count_nonzero(cells[start : start + size] < 0x20)) for start in range(0, len(cells), size))
    return b"\x7f" in data or low != sum(map(data.count, (b"\t", b"\n", b"\r")))


def _deceptive(data: bytes, cells: np.ndarray) -> bool:
    """Whether there is a control of the second half (U+0080 to U+009F), or a character of `_DECEPTIVE`."""
    lead = _places(cells, 0xC2)
    if (cells[lead[lead + 1 < len(cells)] + 1] < 0xA0).any():
        return True
    found = {data[place : place + 3] for byte in (0xE2, 0xEF) for place in _places(cells, byte).tolist()}
    return not found.isdisjoint(_DECEPTIVE)


def _places(cells: np.ndarray, byte: int) -> np.ndarray:
    """Positions of a byte, looked for in stretches that fit the processor's cache."""
    size = 1 << 20
    found = [np.flatnonzero(cells[start : start + size] == byte) + start for start in range(0, len(cells), size)]
    return np.concatenate(found) if found else np.empty(0, "int64")


def _quoted_rightly(cells: np.ndarray) -> bool:
    """Whether every quotation mark opens a cell, closes one, or is one of a pair within.

    Each mark opens or closes by turns; a pair within a cell closes and opens again.
    """
    marks = _places(cells, _QUOTE)
    if len(marks) % 2:
        return False
    opening, closing = marks[0::2], marks[1::2]
    before = cells[opening - 1]  # of a mark at the very start this is the last byte of the file
    after = cells[np.minimum(closing + 1, len(cells) - 1)]  # of a mark at the very end, itself
    starts = (before == _COMMA) | (before == _LINE) | (opening == 0) | (before == _QUOTE)
    ends = (after == _COMMA) | (after == _LINE) | (after == _RETURN) | (after == _QUOTE)
    return bool(starts.all() and ends.all())
