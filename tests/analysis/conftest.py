"""Intervals of a few days, and every way in which the truth may lie within them.

The tests of uncertain dates compare the formulas of the library with plain enumeration:
try every day on which each thing can have happened, and look what is then the case.
"""

import itertools

import numpy as np
import pytest
from hypothesis import strategies as st

DAYS = 5  # days 0 to 4 can be written; an unknown end may lie outside, by `room` days


def _interval(pair):
    return pair if None in pair else tuple(sorted(pair))


@pytest.fixture(scope="session")
def intervals():
    """A hypothesis strategy: (first, last) in days, None for an unknown end."""
    end = st.one_of(st.none(), st.integers(0, DAYS - 1), st.integers(0, DAYS - 1))
    return st.tuples(end, end).map(_interval)


@pytest.fixture(scope="session")
def edtf():
    """The EDTF text of such an interval, day 0 being 1 January 1651; None where nothing is known."""

    def text(interval):
        first, last = ("" if n is None else str(np.datetime64("1651-01-01") + n) for n in interval)
        return f"{first}/{last}" if first or last else None

    return text


@pytest.fixture(scope="session")
def worlds():
    """Every choice of a day for each interval."""

    def every(intervals, room=1):
        spans = [range(-room if a is None else a, (DAYS - 1 + room if b is None else b) + 1) for a, b in intervals]
        return itertools.product(*spans)

    return every


@pytest.fixture(scope="session")
def told():
    """What all worlds say: 'yes', 'no', or 'cannot tell' where they differ."""

    def verdict(answers):
        answers = set(answers)
        return "cannot tell" if len(answers) > 1 else "yes" if answers.pop() else "no"

    return verdict
