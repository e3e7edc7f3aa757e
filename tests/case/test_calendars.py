"""Day numbers of both calendars."""

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.case.calendars import as_day, day_number, is_leap, month_length


@given(st.dates())
def test_gregorian_days_agree_with_the_standard_library(date):
    """Every date of every case would be off."""
    assert as_day(day_number(date.year, date.month, date.day)) == np.datetime64(date)


@given(st.integers(-20_000, 20_000), st.integers(1, 12), st.sampled_from(["gregorian", "julian"]))
def test_months_follow_one_another_without_a_gap(year, month, calendar):
    """A day would be missing, or counted twice, at the end of some month, BCE years included."""
    following = (year + month // 12, month % 12 + 1)
    last = day_number(year, month, month_length(year, month, calendar), calendar)
    assert day_number(*following, 1, calendar) == last + 1


def test_known_days():
    """The Julian calendar would be a calendar of our own."""
    assert day_number(1582, 10, 15) == day_number(1582, 10, 4, "julian") + 1  # the reform of Gregory XIII
    assert day_number(-43, 3, 15, "julian") == day_number(-43, 3, 13)  # the ides of March, 44 BCE
    assert is_leap(-4) and is_leap(1700, "julian") and not is_leap(1700)
    with pytest.raises(ValueError, match="no such calendar"):
        day_number(1, 1, 1, "mayan")
