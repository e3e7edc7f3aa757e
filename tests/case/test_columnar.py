"""The fast reader: it may refuse a file, but it may never read one otherwise than the careful reader does."""

import csv
import io
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.case import columnar
from testimonia.case.check import check
from testimonia.case.load import load

from .damages import DAMAGES


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
    with mock.patch.object(columnar, "LARGE", 0), mock.patch.object(columnar, "BLOCK", 16), mock.patch.object(columnar, "_STRETCH", 5):
        found = columnar.read_columns(text.encode(), ["id", "name"])
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
    found = columnar.read_columns('name,id\n"a ""b"", c",1\n,2\n"x\ny",3\n'.encode(), ["id", "name"])
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
    found = columnar.read_columns(("id,name\n" + body).encode(), ["id", "name"])
    assert list(zip(found["id"].strings(), found["name"].strings(), strict=True)) == rows


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_the_same_problems_are_found(village, damage, monkeypatch):
    """A large case must not be held to a lower standard than a small one."""
    damage.do(village)
    slow = [str(problem) for problem in check(village).problems]
    monkeypatch.setattr(columnar, "LARGE", 0)
    assert [str(problem) for problem in check(village).problems] == slow


def test_the_same_case_is_loaded(village, monkeypatch):
    slow = load(village)
    monkeypatch.setattr(columnar, "LARGE", 0)
    fast = load(village)
    for name, table in slow.tables.items():
        assert table.equals(fast.tables[name]), name
