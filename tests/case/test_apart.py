"""Ids that are all different are not compared one by one; two that are the same must never pass for different."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from testimonia.case.apart import surely_apart
from testimonia.case.check import check

WORDS = st.text(alphabet="ab-é\x00", max_size=20) | st.text(max_size=80)


def arrays(*lists):
    return [pa.array(strings, pa.large_string()) for strings in lists]


@given(st.lists(WORDS | st.none(), max_size=20), st.lists(WORDS | st.none(), max_size=20))
def test_what_is_there_twice_is_never_taken_for_two(first, second):
    """A row would be lost behind another that has its id, and nobody told."""
    there = [word for word in first + second if word is not None]
    if surely_apart(arrays(first, second)):
        assert len(set(there)) == len(there)


def test_many_ids_are_known_to_be_apart():
    """Otherwise the test above would hold of an answer that is always no, and a large case would be slow."""
    ids = [f"t-{number}" for number in range(20_000)]
    assert surely_apart(arrays(ids, [f"event-number-{number}" for number in range(3000)]))
    assert surely_apart([pa.array(["x", *ids], pa.large_string())[1:], *arrays(["x", None, None])])  # a part of an array
    assert not surely_apart(arrays(ids, ["t-19999"]))


def test_long_ids_are_compared_one_by_one():
    assert not surely_apart(arrays(["x" * 65, "y" * 65]))


def test_an_id_of_another_large_table_is_found(village, monkeypatch):
    """The fast comparison and the careful one have to speak of the same ids."""
    from testimonia.case import columnar

    path = village / "events.csv"
    rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*rows, "anna" + rows[1][rows[1].index(",") :]]) + "\n", "utf-8")
    slow = [str(problem) for problem in check(village).problems]
    monkeypatch.setattr(columnar, "LARGE", 0)
    assert any("the id is used before" in problem for problem in slow) and [str(problem) for problem in check(village).problems] == slow
