"""Shares by period: a bar that counts what may not belong to it would mislead."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import share, shares


def frame(*rows):
    """A dated table of (earliest day, latest day, occasion, marked) in January 1651."""
    stamp = lambda day: pd.NaT if day is None else pd.Timestamp(1651, 1, day)
    table = pd.DataFrame([{"earliest": stamp(a), "latest": stamp(b), "occasion": o, "marked": m} for a, b, o, m in rows], index=[f"r{n}" for n in range(len(rows))])
    return table.astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})


WEEK = {"week": ("1651-01-08", "1651-01-14")}


def test_only_what_certainly_falls_within_is_counted():
    """A row that may lie outside the period is undecided, not counted and not forgotten."""
    table = frame((8, 9, "a", True), (7, 9, "b", True), (14, None, "c", True), (20, 21, "d", True))
    one = shares(table, {"m": table["marked"]}, WEEK).iloc[0]
    assert (one["count"], one["total"], one["undecided"], one["rows"]) == (1, 1, 2, ("r0",))


def test_rows_of_one_occasion_are_one():
    """One interrogation with six names is one statement, not six."""
    table = frame((8, 8, "a", True), (8, 8, "a", False), (9, 9, "b", False))
    by_row, by_occasion = (shares(table, {"m": table["marked"]}, WEEK, occasion=o).iloc[0] for o in (None, "occasion"))
    assert (by_row["count"], by_row["total"]) == (1, 3)
    assert (by_occasion["count"], by_occasion["total"]) == (1, 2)


def test_a_period_without_rows_has_no_share():
    """Nought of nought is not nought."""
    one = shares(frame((20, 20, "a", True)), {"m": pd.Series([True], index=["r0"])}, WEEK).iloc[0]
    assert one["total"] == 0 and pd.isna(one["share"])


day = st.integers(1, 28)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(day, day, st.sampled_from("abc"), st.booleans()), min_size=1, max_size=8), day, day)
def test_against_counting_by_hand(rows, one, other):
    """The vectorised count must be the count a reader would make with a pencil."""
    start, end = sorted((one, other))
    rows = [(min(a, b), max(a, b), o, m) for a, b, o, m in rows]
    table = frame(*rows)
    found = shares(table, {"m": table["marked"]}, {"p": (f"1651-01-{start:02}", f"1651-01-{end:02}")}, occasion="occasion").iloc[0]
    inside = [row for row in rows if start <= row[0] and row[1] <= end]
    total = {o for *_, o, _ in inside}
    count = {o for *_, o, m in inside if m}
    assert (found["count"], found["total"]) == (len(count), len(total))
    if total:
        assert found["share"] == pytest.approx(share(len(count), len(total)).share)
    assert len(list(itertools.chain(found["rows"]))) == sum(m for *_, m in inside)
