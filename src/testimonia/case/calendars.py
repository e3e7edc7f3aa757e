"""Day numbers in the proleptic Gregorian and Julian calendars.

Days are counted from 1970-01-01 Gregorian, as numpy's ``datetime64[D]`` counts
them, so that dates from both calendars can be compared. Years are astronomical:
0 is 1 BCE, -43 is 44 BCE, as EDTF writes them.
"""

import re

import numpy as np

CALENDARS = ("gregorian", "julian")

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EPOCH = 2440588  # Julian day number of 1970-01-01 Gregorian

_PLAIN = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?:/[0-9]{4}-[0-9]{2}-[0-9]{2})?")


def is_leap(year: int, calendar: str = "gregorian") -> bool:
    """Whether February has 29 days in `year`.

    >>> is_leap(1700), is_leap(1700, "julian")
    (False, True)
    """
    if calendar == "julian":
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int, calendar: str = "gregorian") -> int:
    """Number of days in a month (1 to 12).

    >>> month_length(1924, 2), month_length(1923, 2)
    (29, 28)
    """
    return 29 if month == 2 and is_leap(year, calendar) else _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int, calendar: str = "gregorian") -> int:
    """Days from 1970-01-01 (Gregorian) to a date of either calendar; negative before.

    The conversion to Julian day numbers follows Richards, 'Calendars', in the
    Explanatory Supplement to the Astronomical Almanac (3rd ed., 2013), ch. 15;
    floor division carries it to negative years.

    >>> day_number(1970, 1, 1), day_number(1582, 10, 15) - day_number(1582, 10, 4, "julian")
    (0, 1)
    """
    if calendar not in CALENDARS:
        raise ValueError(f"no such calendar: {calendar!r}; known are {', '.join(CALENDARS)}")
    # Count years from March, so that the leap day is the last of the year.
    before_march = (14 - month) // 12
    y = year + 4800 - before_march
    m = month + 12 * before_march - 3
    days = day + (153 * m + 2) // 5 + 365 * y + y // 4
    days += -32083 if calendar == "julian" else y // 400 - y // 100 - 32045
    return days - _EPOCH


def as_day(number: int | None) -> np.datetime64 | None:
    """A day number as ``numpy.datetime64[D]``; None stays None.

    >>> as_day(0)
    np.datetime64('1970-01-01')
    """
    return None if number is None else np.datetime64(number, "D")


def plain_days(texts, calendar: str = "gregorian") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The places of those texts that are a day of the Gregorian calendar, or two with '/' between, and their first and last days.

    All are read at once, which for ten thousands is much quicker than one by one. Any other text is
    left out, valid or not, and all are left out where one of them is no day.

    >>> plain_days(["1651-05-08", "1651-05", "1651-05-08/1651-05-10"])[2].tolist()
    [datetime.date(1651, 5, 8), datetime.date(1651, 5, 10)]
    >>> len(plain_days(["1651-02-30", "1651-05-08"])[0])
    0
    """
    none = np.empty(0, "int64"), np.empty(0, "datetime64[D]"), np.empty(0, "datetime64[D]")
    if calendar != "gregorian":
        return none
    found = {place: text for place, text in enumerate(texts) if text and _PLAIN.fullmatch(text)}
    try:
        first, last = (np.array([text[part] for text in found.values()], "datetime64[D]") for part in (slice(0, 10), slice(-10, None)))
    except ValueError:
        return none
    forwards = first <= last
    return np.array(list(found), "int64")[forwards], first[forwards], last[forwards]
