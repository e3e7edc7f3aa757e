"""Reading a large file in columns: by Arrow, where it is installed and the file has nothing odd about it.

Arrow reads a hundred megabytes in a second, but it forgives what a historian should be told of: a
quotation mark in the wrong place, an empty line. So the bytes are looked at first, and whatever is
out of the ordinary is left to the slower reader, which knows how to say what is wrong and in which row.

The file is taken piece by piece, and all is done with a piece that can be while it is at hand; a few
threads have a piece each, for neither Arrow nor NumPy holds up the interpreter.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import BinaryIO

import numpy as np

from .at_once import clear_of
from .bytewise import lines_of, whole_lines
from .raw import Column
from .schema import Field, Table

LARGE = 500_000  # bytes; a smaller file is read as fast without
BLOCK = 1 << 22  # bytes of a piece at most: many enough that the pieces are few
_HEADER = 1 << 16  # bytes of the first line at most
_PIECES = 8  # of a file that is not small, so that every thread has its share
_SMALL = 1 << 20  # bytes; a piece may be so small
_THREADS = min(4, os.cpu_count() or 1)


class ArrowColumn(Column):
    """A column as Arrow read it; its unique strings are looked for when they are first asked for.

    Of many a column nobody asks: a million summaries are each its own, and are only handed on.
    `clear` names the rules that are known to find nothing in it.
    """

    def __init__(self, whole, clear: frozenset[str]):
        self.whole, self.clear = whole, clear

    @cached_property
    def _coded(self) -> Column:
        import pyarrow.compute as pc

        return _coded(pc.dictionary_encode(self.whole, memory_pool=pool()))

    @property
    def codes(self) -> np.ndarray:
        """The place of each cell among the unique strings, -1 where it is empty."""
        return self._coded.codes

    @property
    def texts(self) -> np.ndarray:
        """The unique strings, in the order of their first row."""
        return self._coded.texts

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.whole)

    @property
    def empty(self) -> np.ndarray:
        """Positions of the rows whose cell is empty."""
        return np.flatnonzero(self.whole.is_null()) if self.whole.null_count else np.empty(0, "int64")


def pool():
    """The memory that Arrow is to use for a large table: that of mimalloc where it was built with it.

    What was used for one piece is there for the next. That of the system is given back in between and
    cleared anew, which takes a fifth of the time; jemalloc asks for huge pages, and where memory is in
    pieces the system takes longer to clear them than Arrow takes to read the file.

    >>> pool().backend_name in ("mimalloc", "system")
    True
    """
    import pyarrow as pa

    return pa.mimalloc_memory_pool() if "mimalloc" in pa.supported_memory_backends() else pa.system_memory_pool()


def read_columns(file: BinaryIO, table: Table) -> dict[str, Column] | None:
    """Return every column of a table that lies in an open file, or None where the careful reader has to look at it.

    >>> import io
    >>> read_columns(io.BytesIO(b"id,name\\na,Anna\\n"), Table("t", "t.csv", (Field("id"), Field("name")))) is None  # not large
    True
    """
    size = file.seek(0, os.SEEK_END) if file.seekable() else 0
    if size < LARGE:
        return None
    try:
        from pyarrow import csv  # noqa: F401
    except ImportError:
        return None
    file.seek(0)
    header = file.readline(_HEADER).decode("utf8", "replace").rstrip("\r\n").split(",")
    if sorted(header) != sorted(table.columns):
        return None
    fields = [table.field(name) for name in header]
    with ThreadPoolExecutor(_THREADS) as threads:
        pieces = _read(threads, _pieces(file, min(BLOCK, max(_SMALL, size // _PIECES))), fields)
        columns = threads.map(_column, fields, zip(*pieces, strict=True)) if pieces else ()
    return dict(zip(header, columns, strict=True)) if pieces else None


def _pieces(file: BinaryIO, block: int) -> Iterator[bytearray]:
    """What is left of the file, in pieces of whole lines; an empty one at the end where a line is too long for any."""
    size = block
    while count := file.readinto(data := bytearray(size)):
        del data[count:]
        end = whole_lines(data) if count == size else count
        if not end and size > 4 * BLOCK:
            yield bytearray()
            return
        size = block if end else 2 * size
        file.seek(end - count, os.SEEK_CUR)
        del data[end:]
        if data:
            yield data


def _read(threads: ThreadPoolExecutor, pieces: Iterator[bytearray], fields: list[Field]) -> list[list] | None:
    """Every piece as Arrow reads it, in order; None as soon as there is one that it should not read."""
    done, waiting = [], deque()
    for data in pieces:
        waiting.append(threads.submit(_piece, data, fields))
        # No more than a piece for each thread and one to follow: those that wait take memory.
        if len(waiting) > _THREADS:
            done.append(waiting.popleft().result())
        if done and done[-1] is None:
            return None
    done += [one.result() for one in waiting]
    return None if None in done else done


def _piece(data: bytearray, fields: list[Field]) -> list | None:
    """The cells of some lines, column by column; None where a line is odd."""
    lines = lines_of(data) if data else None
    if lines is None:
        return None
    lines += not data.endswith(b"\n")
    found = _table(data, fields)
    if found is None or found.num_rows != lines:
        found = _table(data, fields, within=True)
    if found is None:
        return None
    arrays = [column.combine_chunks() for column in found.columns]
    return None if _some_blank(arrays) else arrays


def _is_code(field: Field) -> bool:
    """Whether a field's cells are only ever looked at by their unique values: lists, numbers, enumerations."""
    return bool(field.separator or field.values or field.type != "string")


def _table(data: bytearray, fields: list[Field], within: bool = False):
    """What Arrow makes of some lines, None where it cannot read them; `within` says that a line may end within a cell."""
    import pyarrow as pa
    from pyarrow import csv

    # Long strings, for that is how pandas keeps them: nothing is made twice.
    text = pa.large_string()
    types = {field.name: pa.dictionary(pa.int32(), text) if _is_code(field) else text for field in fields}
    try:
        return csv.read_csv(
            pa.BufferReader(pa.py_buffer(data)),
            csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=list(types)),
            csv.ParseOptions(newlines_in_values=within, ignore_empty_lines=False),
            csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""], check_utf8=True),
            memory_pool=pool(),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return None


def _some_blank(arrays: list) -> bool:
    """Whether there is a row without any cell."""
    blank = None
    # Such rows can be only among those that lack the cell of every column.
    for cells in sorted(arrays, key=lambda cells: cells.null_count):
        if not cells.null_count:
            return False
        empty = cells.is_null().to_numpy(zero_copy_only=False)
        blank = empty if blank is None else blank & empty
        if not blank.any():
            return False
    return True


def _column(field: Field, pieces: tuple) -> Column:
    """One column of all its pieces, and which rules are clear of it."""
    import pyarrow as pa

    cells = pa.chunked_array(pieces)
    if _is_code(field):
        column = _coded(cells.unify_dictionaries(pool()))
        column.clear = clear_of(field, pa.chunked_array([pa.array(column.texts, pa.large_string())]))
        return column
    column = ArrowColumn(cells, clear_of(field, cells))
    if field.edtf:
        column.codes  # noqa: B018  looked for here, where there are threads: every date is going to be read
    return column


def _coded(cells) -> Column:
    """A column of pieces that share their dictionary, as codes into it."""
    codes = np.concatenate([piece.indices.fill_null(-1).to_numpy(zero_copy_only=False) for piece in cells.chunks])
    return Column(codes, cells.chunk(0).dictionary.to_numpy(zero_copy_only=False))
