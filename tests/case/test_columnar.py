"""The fast reader: it may refuse a file, but it may never read one otherwise than the careful reader does."""

import csv
import io
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.case import bytewise, columnar
from testimonia.case.check import check
from testimonia.case.folder import read_folder
from testimonia.case.load import load
from testimonia.case.schema import Field, Table

from .damages import DAMAGES

TABLE = Table("t", "t.csv", (Field("id"), Field("name")))


@pytest.fixture
def every_file_is_large(monkeypatch):
    """Let the fast reader try every file, however small."""
    monkeypatch.setattr(columnar, "LARGE", 0)


def strict(text: str) -> list[list[str]] | None:
    """What Python's own strict reader makes of a text, None where it is malformed or not rectangular."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return None
    return rows if rows and len({len(row) for row in rows}) == 1 else None


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(['"', '""', ",", "\n", "\r\n", "a", "б", " ", "\u200b", "\x00", "é", "\x85"]), max_size=24).map("".join))
def test_it_reads_as_the_careful_reader_or_not_at_all(body):
    """A quotation mark in the wrong place would shift every cell behind it, in silence."""
    text = "id,name\nx,y\n" + body
    with mock.patch.object(columnar, "LARGE", 0), mock.patch.object(columnar, "BLOCK", 16), mock.patch.object(bytewise, "_STRETCH", 5):
        found = columnar.read_columns(io.BytesIO(text.encode()), TABLE)
    if found is None:
        return
    rows = strict(text)
    assert rows is not None and rows[0] == ["id", "name"]
    strings = [[cell or "" for cell in found[name].strings()] for name in ("id", "name")]
    assert [list(row) for row in zip(*strings, strict=True)] == rows[1:]
    assert all(any(row) for row in rows[1:])


@pytest.mark.usefixtures("every_file_is_large")
def test_a_plain_file_is_read():
    """Otherwise the test above would hold of a reader that refuses everything."""
    found = columnar.read_columns(io.BytesIO('name,id\n"a ""b"", c",1\n,2\n"x\ny",3\n'.encode()), TABLE)
    assert found["id"].strings().tolist() == ["1", "2", "3"]
    assert found["name"].strings().tolist() == ['a "b", c', None, "x\ny"]
    assert found["name"].codes.dtype == np.dtype("int32") and found["name"].whole.to_pylist() == found["name"].strings().tolist()


@pytest.mark.usefixtures("every_file_is_large")
@pytest.mark.parametrize("block", [40, 64, 100])
def test_a_line_may_end_within_a_cell_where_a_block_ends(block, monkeypatch):
    """A long summary of two paragraphs would be torn in two, or the whole file refused."""
    monkeypatch.setattr(columnar, "BLOCK", block)
    rows = [(str(number), "one\ntwo " * 3 if number % 5 == 0 else "three") for number in range(60)]
    body = "".join(f'{number},"{text}"\n' for number, text in rows)
    found = columnar.read_columns(io.BytesIO(("id,name\n" + body).encode()), TABLE)
    assert list(zip(found["id"].strings(), found["name"].strings(), strict=True)) == rows


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_the_same_problems_are_found(village, damage, monkeypatch):
    """A large case must not be held to a lower standard than a small one."""
    damage.do(village)
    slow = [str(problem) for problem in check(village).problems]
    monkeypatch.setattr(columnar, "LARGE", 0)
    assert [str(problem) for problem in check(village).problems] == slow


def test_the_same_case_is_loaded(village, monkeypatch):
    """A case that grows beyond the size of a small one would change its types, and essays their numbers."""
    slow = load(village)
    monkeypatch.setattr(columnar, "LARGE", 0)
    fast = load(village)
    assert isinstance(read_folder(village).tables["actors"].columns["id"], columnar.ArrowColumn)
    for name, table in slow.tables.items():
        pd.testing.assert_frame_equal(table, fast.tables[name])


def test_what_repeats_is_coded_alike_in_every_piece(monkeypatch):
    """Each piece counts its own enumerations from nought: joined as they are, values would change places."""
    table = Table("t", "t.csv", (Field("id"), Field("kind", enum=("a", "b", "c")), Field("level", type="integer"), Field("people", separator=";"), Field("date", edtf=True)))
    rows = [(f"row-{n}", "abc"[n % 3] if n % 7 else "", str(n % 5), f"anna;bela-{n}", f"16{n % 90 + 10}") for n in range(200)]
    text = "".join(",".join(row) + "\n" for row in [("id", "kind", "level", "people", "date"), *rows])
    monkeypatch.setattr(columnar, "LARGE", 0)
    monkeypatch.setattr(columnar, "BLOCK", 256)
    found = columnar.read_columns(io.BytesIO(text.encode()), table)
    for name, cells in zip(table.columns, zip(*rows, strict=True), strict=True):
        assert [cell or "" for cell in found[name].strings()] == list(cells), name
        assert found[name].texts.tolist() == list(dict.fromkeys(cell for cell in cells if cell)), name
        assert found[name].empty.tolist() == [place for place, cell in enumerate(cells) if not cell]


def test_a_line_too_long_for_any_piece_is_left_to_the_careful_reader(monkeypatch):
    """A quotation mark that is never closed would draw the whole file into memory, again and again."""
    monkeypatch.setattr(columnar, "LARGE", 0)
    monkeypatch.setattr(columnar, "BLOCK", 32)
    assert columnar.read_columns(io.BytesIO(b"id,name\n1,a\n2," + b"x" * 500 + b"\n3,c\n"), TABLE) is None
    assert columnar.read_columns(io.BytesIO(b'id,name\n1,a\n2,"' + b"x\n" * 300 + b'3,c\n'), TABLE) is None
