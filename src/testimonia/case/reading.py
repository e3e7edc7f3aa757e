"""Reading one CSV file: its encoding, delimiter, header and rows, and what is wrong with them."""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd

from . import columnar
from .problems import near_miss
from .raw import Column, RawTable, empty_columns
from .records import chunks, rectangular
from .schema import Table


def read_table(folder: Path, table: Table) -> RawTable:
    """Read one table of a case; nothing raises for a damaged file.

    >>> read_table(Path("nowhere"), Table("actors", "actors.csv", ())).present
    False
    """
    raw = RawTable(table)
    found = _columns_or_bytes(raw, folder / table.path)
    if isinstance(found, dict):
        raw.columns, raw.nothing_hidden = found, True
        raw.rows = np.arange(2, 2 + next(iter(found.values())).size)
        return raw
    text = None if found is None else _text(raw, found)
    if text is None:
        raw.usable = raw.present and raw.usable
        raw.columns = empty_columns(table)
        return raw
    _fill(raw, text)
    return raw


def is_large(path: Path) -> bool:
    """Whether a file is so large that reading it is worth a thread of its own.

    >>> is_large(Path("nowhere"))
    False
    """
    try:
        return path.stat().st_size >= columnar.LARGE
    except OSError:
        return False  # whoever reads it says what is wrong


def _columns_or_bytes(raw: RawTable, path: Path) -> dict[str, Column] | bytes | None:
    """The columns of a large file that has nothing odd about it, or else its bytes; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            columns = columnar.read_columns(file, raw.table)
            if columns is None and file.seekable():
                file.seek(0)
            return file.read() if columns is None else columns
    except FileNotFoundError:
        raw.present = False
    except OSError as error:
        raw.usable = False
        raw.fault("file", f"the file cannot be read ({error.strerror})", "make it a readable file")
    return None


def _text(raw: RawTable, data: bytes) -> str:
    """The file's text, however it is encoded; what is not UTF-8 is a problem."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > len(data[:200]) // 3:
        raw.fault("encoding", "the file is in UTF-16", "save it as 'CSV UTF-8'")
        codec = "utf-16" if data[:1] in (b"\xff", b"\xfe") else ("utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
        return data.decode(codec, errors="replace")
    try:
        # A byte order mark is accepted in silence: Excel writes one, and it changes nothing.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raw.fault(
            "encoding",
            f"the file is not in UTF-8 (byte 0x{data[error.start]:02x} in line {row}{_guess(data)})",
            "save it as 'CSV UTF-8'",
        )
        # Ids and enumerations are ASCII and can still be checked; the letters that
        # cannot be read become U+FFFD.
        return data.decode("utf-8-sig", errors="replace")


def _guess(data: bytes) -> str:
    """A guess at a single-byte encoding."""
    data = data[:100_000]
    letters = sum(byte > 0xBF for byte in data)
    # Letters beside letters are Cyrillic; in a Western code page accents stand alone.
    pairs = sum(a > 0xBF and b > 0xBF for a, b in zip(data, data[1:], strict=False))
    cyrillic = pairs > letters / 2
    return "; it looks like Windows-1251" if cyrillic else "; it looks like a Windows code page"


def _fill(raw: RawTable, text: str) -> None:
    """Header and rows into columns."""
    if not text or text.isspace():
        raw.usable = False
        raw.columns = empty_columns(raw.table)
        raw.fault("header", "the file is empty", "write the header: " + ",".join(raw.table.columns), 1)
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(raw, text), strict=True)
    records = chunks(raw, reader)
    header = next((chunk[0] for _, chunk in records if any(chunk[0])), [])
    names = _header(raw, header)
    parts, rows, indexes = [[] for _ in header], [], [{} for _ in header]
    for first, chunk in records:
        kept, numbers = rectangular(raw, first, chunk, len(header))
        rows.append(numbers)
        for place, cells in enumerate(zip(*kept, strict=True)):
            parts[place].append(_coded(cells, indexes[place]))
    raw.rows = np.concatenate([np.empty(0, "int64"), *rows])
    raw.columns = empty_columns(raw.table, len(raw.rows))
    for name, place in names.items():
        codes = np.concatenate([np.empty(0, "int32"), *parts[place]])
        raw.columns[name] = Column(codes, np.array(list(indexes[place]), dtype=object))


def _delimiter(raw: RawTable, text: str) -> str:
    """The delimiter, a comma unless the header is plainly written with another."""
    header = text[:100_000].lstrip("\r\n").splitlines()[0]
    known = set(raw.table.columns)
    for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        cells = [cell.strip('" ') for cell in header.split(mark)]
        if len(known & set(cells)) > len(known & {c.strip('" ') for c in header.split(",")}):
            raw.fault("delimiter", f"the columns are separated by {name}", "save it with commas between columns", 1)
            return mark
    return ","


def _header(raw: RawTable, header: list[str]) -> dict[str, int]:
    """Where each known column stands; what is missing, unknown or there twice is a problem.

    The order of the columns is free: a spreadsheet's user moves them, and they are
    found by name.
    """
    known, places = raw.table.columns, {}
    for place, name in enumerate(header):
        if name in places:
            raw.fault("header", "the column is there twice; the first is used", "remove or rename one", 1, name)
        elif name in known:
            places[name] = place
        elif not name:
            raw.fault("header", f"column {place + 1} has no name", "name it or delete it", 1)
        else:
            missing = [k for k in known if k not in header]
            raw.fault("unknown-column", "no such column in the schema",
                      near_miss(name, missing, "remove it, or add it to datapackage.json"), 1, None, name)
    for name in known:
        if name not in header:
            raw.absent.add(name)
            remedy = "add it; its cells may be empty unless it is required"
            raw.fault("header", "the column is missing", remedy, 1, name)
    return places


def _coded(cells: tuple[str, ...], index: dict[str, int]) -> np.ndarray:
    """Codes of one chunk of a column; new values join the index in order."""
    codes, texts = pd.factorize(np.array(cells, dtype=object))
    known = np.array([-1 if t == "" else index.setdefault(t, len(index)) for t in texts], "int32")
    return known[codes]
