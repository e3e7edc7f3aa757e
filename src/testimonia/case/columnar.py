"""Reading a large file in columns: by Arrow, where it is installed and the file has nothing odd about it.

Arrow reads a hundred megabytes in a second, but it forgives what a historian should be told of: a
quotation mark in the wrong place, an empty line. So the bytes are looked at first, and whatever is
out of the ordinary is left to the slower reader, which knows how to say what is wrong and in which row.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np

from .raw import Column

LARGE = 500_000  # bytes; a smaller file is read as fast without
BLOCK = 1 << 22  # bytes that Arrow reads at a time: many enough that the pieces are few
_STRETCH = 1 << 18  # bytes that are looked through at a time
_QUOTE, _LINE = b'"\n'
#: Which bytes may stand before a quotation mark that opens, and after one that closes.
_BEFORE, _AFTER = (np.isin(np.arange(256), list(marks)) for marks in (b',\n"', b',\n\r"'))
# What nobody sees, the deceptive characters of `cells`: by the first byte of three, the other two as one number.
_HIDDEN = [mark.encode() for mark in ("\u200b", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\ufffd")]
_DECEPTIVE = {lead: np.array([mark[1] * 256 + mark[2] for mark in _HIDDEN if mark[0] == lead]) for lead in (0xE2, 0xEF)}


class ArrowColumn(Column):
    """A column as Arrow read it; its unique strings are looked for when they are first asked for.

    Of many a column nobody asks: a million summaries are each its own, and are only handed on.
    """

    def __init__(self, whole):
        self.whole = whole

    @cached_property
    def _encoded(self):
        import pyarrow.compute as pc

        return pc.dictionary_encode(self.whole, memory_pool=pool())

    @cached_property
    def codes(self) -> np.ndarray:
        """The place of each cell among the unique strings, -1 where it is empty."""
        return np.concatenate([chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False) for chunk in self._encoded.chunks])

    @cached_property
    def texts(self) -> np.ndarray:
        """The unique strings, in the order of their first row."""
        return self._encoded.chunk(0).dictionary.to_numpy(zero_copy_only=False)

    @property
    def empty(self) -> np.ndarray:
        """Positions of the rows whose cell is empty."""
        return np.flatnonzero(self.whole.is_null()) if self.whole.null_count else np.empty(0, "int64")


def pool():
    """The memory that Arrow is to use for a large table: that of the system.

    Arrow's own asks for huge pages, and where memory is in pieces the system takes longer to clear
    them than Arrow takes to read the file.

    >>> pool().backend_name
    'system'
    """
    import pyarrow as pa

    return pa.system_memory_pool()


def read_columns(data: bytes, columns: list[str]) -> dict[str, Column] | None:
    """Return every column of the file, or None where the careful reader has to look at it.

    `columns` are those that the header may have, in any order; the file has at least one row.

    >>> read_columns(b"id,name\\na,Anna\\n", ["id", "name"]) is None  # not large
    True
    """
    if len(data) < LARGE or b"\n" not in data or not _begins_rightly(data):
        return None
    try:
        from pyarrow import csv  # noqa: F401
    except ImportError:
        return None
    header = data[: data.index(b"\n")].decode("utf8", "replace").rstrip("\r").split(",")
    if sorted(header) != sorted(columns):
        return None
    with ThreadPoolExecutor(1) as other:  # both leave the interpreter alone nearly all the time
        table = other.submit(_table, data, header)
        lines = _lines(data)
    return None if lines is None else _columns(data, header, lines, table.result())


def _columns(data: bytes, header: list[str], lines: int, table) -> dict[str, Column] | None:
    """The columns of a file with so many line ends, given what Arrow makes of it if none stands within a cell."""
    if table is None or table.num_rows + 1 != lines + (not data.endswith(b"\n")):
        table = _table(data, header, within=True)
    if table is None or not table.num_rows:
        return None
    found = [ArrowColumn(table.column(name)) for name in header]
    # Rows without any cell can be only among those that lack the cell of every column.
    few = sorted((column.whole for column in found), key=lambda whole: whole.null_count)
    blank = np.ones(table.num_rows, bool)
    for whole in few:
        if not whole.null_count or not blank.any():
            return dict(zip(header, found, strict=True))
        blank &= whole.is_null().to_numpy()
    return None if blank.any() else dict(zip(header, found, strict=True))


def _table(data: bytes, header: list[str], within: bool = False):
    """What Arrow makes of a file, None where it cannot read it; `within` says that a line may end within a cell."""
    import pyarrow as pa
    from pyarrow import csv

    options = {
        "read_options": csv.ReadOptions(block_size=BLOCK),
        "parse_options": csv.ParseOptions(newlines_in_values=within, ignore_empty_lines=False),
        # Long strings, for that is how pandas keeps them: nothing is made twice.
        "convert_options": csv.ConvertOptions(column_types=dict.fromkeys(header, pa.large_string()), strings_can_be_null=True, null_values=[""], check_utf8=True),
    }
    try:
        return csv.read_csv(pa.BufferReader(data), **options, memory_pool=pool())
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return None


def _begins_rightly(data: bytes) -> bool:
    """Whether a file begins with its header, and all its lines end in one way."""
    if data.startswith(b"\xef\xbb\xbf") or data[:1] in (b"\n", b"\r"):
        return False
    return not (b"\r" in data and (b"\n\r" in data or data.count(b"\r") != data.count(b"\r\n")))


def _lines(data: bytes) -> int | None:
    """How many line ends there are, within cells or not; None for a file that hides something or is quoted wrongly."""
    if b"\x7f" in data:
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
    # Below the blank there are controls, but for tabs and line ends.
    others = sum(data.count(mark) for mark in (b"\t", b"\r") if mark in data)
    return None if marks % 2 or low != lines + others else lines


def _controls(cells: np.ndarray, start: int, stretch: np.ndarray) -> bool:
    """Whether there is a control of the second half (U+0080 to U+009F), which UTF-8 begins with the byte C2."""
    after = np.flatnonzero(stretch == 0xC2) + start + 1
    return bool((cells[after[after < len(cells)]] < 0xA0).any())


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
    before = _BEFORE[cells[opening - 1]]  # of a mark at the very start this is the last byte of the file
    after = _AFTER[cells[np.minimum(closing + 1, len(cells) - 1)]]  # of a mark at the very end, itself
    return bool((before | (opening == 0)).all() and after.all())
