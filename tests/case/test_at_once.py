"""What is asked of many cells at once may be uncertain, but it may never clear what a rule would find."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.case.at_once import clear_of
from testimonia.case.cells import check_cells
from testimonia.case.raw import Column, RawTable
from testimonia.case.schema import Field, Table

CELLS = st.text(alphabet="ab-; \n\t\u00a0É", min_size=1, max_size=6)
PATTERNS = ["[a-z]+", "^[a-z]+(-[a-z]+)*$", "^a|b$", "[^;]+", r"a\sb", "a.b|a", "a|a(?:b)*", "(?s)a.b", r"[\w]+;?[\w]*", "a*", "[ -z]+", "É+", "(?i)A+", "(?P<x>a)(?P=x)"]
FIELDS = [Field("c"), Field("c", separator=";"), Field("c", separator=";", pattern="[a;]+"), Field("c", references="t"), *(Field("c", pattern=pattern) for pattern in PATTERNS)]


def arrow(*pieces):
    return pa.chunked_array([pa.array(cells, pa.large_string()) for cells in pieces])


@settings(max_examples=400)
@given(st.sampled_from(FIELDS), st.lists(CELLS, max_size=5))
def test_what_is_clear_has_no_fault(field, cells):
    """A fault in one of a million cells would go unseen, for nobody looks at them one by one."""
    texts = list(dict.fromkeys(cells))
    raw = RawTable(Table("t", "t.csv", (field,)), {"c": Column(np.arange(len(texts)), np.array(texts, object))}, np.arange(len(texts)))
    check_cells(raw, "gregorian")
    assert not clear_of(field, arrow(cells[:2], [*cells[2:], None])) & {problem.rule for problem in raw.problems}


@pytest.mark.parametrize("pattern", ["^[a-z0-9]+(-[a-z0-9]+)*$", r"\w+(-\w+)*"])
def test_what_has_no_fault_is_clear(pattern):
    """Otherwise the test above would hold of an answer that is always no, and a large case would be slow."""
    ids = arrow([f"row-{number}" for number in range(1000)], ["row"])
    assert "pattern" in clear_of(Field("id", pattern=pattern), ids)
    assert "pattern" not in clear_of(Field("id", pattern=pattern), arrow(["row-1", "Row 2"]))
    assert "pattern" not in clear_of(Field("id", pattern="^[a-z]+$"), arrow(["a\nb"]))
    assert re.fullmatch("^[a-z]+$", "a\nb") is None


def test_a_cell_too_long_is_not_clear():
    assert "long-cell" in clear_of(Field("c"), arrow(["é" * 5000]))
    assert "long-cell" not in clear_of(Field("c"), arrow(["a", "é" * 5001]))
