"""The records of a CSV file, numbered as a spreadsheet numbers them, and made rectangular."""

import csv
from collections.abc import Iterator
from itertools import islice

import numpy as np

from .raw import RawTable

_SIZE = 4096  # records at a time: enough for speed, few enough to be light
csv.field_size_limit(2**31 - 1)  # an over-long cell is named as such, not a csv error


def chunks(raw: RawTable, reader) -> Iterator[tuple[int, list[list[str]]]]:
    """Records in lists, each with the number of its first; up to the header one by one.

    A record that its quotation marks spoil is noted, and leaves a gap in the numbers.

    >>> from .schema import Table
    >>> list(chunks(RawTable(Table("t", "t.csv", ())), csv.reader(["id,name", "a,b"])))
    [(1, [['id', 'name']]), (2, [['a', 'b']])]
    """
    number, size = 1, 1
    while True:
        chunk, broken = [], None
        try:
            chunk.extend(islice(reader, size))
        except csv.Error as error:  # the records before it are in the chunk by now
            broken = str(error)
        if chunk:
            yield number, chunk
            number += len(chunk)
            size = _SIZE if any(chunk[0]) else size
        if broken:
            raw.fault("quoting", *_quoting(broken, reader.line_num), number)
            raw.usable = False  # rows are lost: what refers to them is not at fault
            number += 1
        elif not chunk:
            return


def _quoting(message: str, line: int) -> tuple[str, str]:
    if "unexpected end" in message:
        return ("a quotation mark opened in this row is never closed",
                "close it, and double the quotation marks within a cell")
    return (f"a quotation mark within a quoted cell (text line {line})",
            "double the quotation marks within a cell")


def rectangular(raw: RawTable, first: int, chunk: list[list[str]], width: int):
    """Rows of exactly `width` cells, without the blank ones, and their numbers.

    >>> from .schema import Table
    >>> rectangular(RawTable(Table("t", "t.csv", ())), 2, [["a"], [], ["b", "c"]], 2)
    ([['a', ''], ['b', 'c']], array([2, 4]))
    """
    numbers = np.arange(first, first + len(chunk))
    if set(map(len, chunk)) == {width} and all(map(any, chunk)):
        return chunk, numbers
    fitted = [_fitted(raw, int(number), cells, width) for number, cells in zip(numbers, chunk, strict=True)]
    kept = [cells for cells in fitted if cells]
    return kept, numbers[[bool(cells) for cells in fitted]]


def _fitted(raw: RawTable, number: int, cells: list[str], width: int) -> list[str] | None:
    """The cells of a row, made as many as the header has; None for a blank row."""
    count = len(cells)
    if not any(cells):
        raw.fault("blank-row", "a blank row", "delete it", number)
        return None
    if count == width:
        return cells
    if count < width:
        raw.fault("ragged-row", f"the row has {count} cells, the header {width}",
                  "add the missing commas, or close a quotation mark", number)
        return cells + [""] * (width - count)
    extra = ",".join(cells[width:])
    if extra.strip(","):
        raw.fault("ragged-row", f"the row has {count} cells, the header {width}",
                  "put a cell that holds a comma in quotation marks", number, None, extra)
    else:
        raw.fault("ragged-row", f"the row has {count - width} empty cells too many",
                  "delete the commas at its end", number)
    return cells[:width]
