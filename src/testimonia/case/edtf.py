"""Dates as EDTF writes them, read as bounds in days.

EDTF is the Extended Date/Time Format of the Library of Congress (2019), now
ISO 8601-2. Read here: level 0 and level 1, seasons 21 to 24, and the one-of
``[...]`` and all-of ``{...}`` sets of level 2. The text is never altered; the
bounds are the first and the last day that it covers, and a qualifier
(``?`` uncertain, ``~`` approximate, ``%`` both) never widens them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from .calendars import CALENDARS, as_day, day_number, month_length, plain_days
from .edtf_advice import advise
from .edtf_text import MONTHS, written

PRECISIONS = ("day", "month", "season", "year", "decade", "century", "millennium")

_DATE = re.compile(
    r"(?P<year>-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX|-?[0-9]XXX|Y-?[1-9][0-9]{4,8})"
    r"(?:-(?P<month>0[1-9]|1[0-2]|2[1-4]|XX)(?:-(?P<day>0[1-9]|[12][0-9]|3[01]|XX))?)?"
    r"(?P<qualifier>[?~%])?"
)
# First month of each season and the year it starts in, relative to the year named:
# meteorological seasons of the northern hemisphere, a convention that EDTF leaves open.
# 'Winter 1650' may be the one that began or the one that ended in 1650, so it is both.
_SEASONS = {21: ((0, 3),), 22: ((0, 6),), 23: ((0, 9),), 24: ((-1, 12), (0, 12))}

Span = tuple[int | None, int | None]  # first and last day number; None where there is none


class EdtfError(ValueError):
    """A text that is no EDTF date we read.

    `problem` says what is wrong, `remedy` what would be right, `column` the
    position in the text (1 is the first character) where the fault begins.

    >>> EdtfError("no such day", "write the month alone", 9).column
    9
    """

    def __init__(self, problem: str, remedy: str, column: int = 1):
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy, self.column = problem, remedy, column


@dataclass(frozen=True)
class Edtf:
    """One parsed date.

    `lower` and `upper` are the first and last day covered (``datetime64[D]``,
    proleptic Gregorian), or None where that end is open ('..') or unknown
    (nothing), which `lower_end` and `upper_end` tell apart. `members` is the
    support set: one (first, last) pair for a plain date or interval, several for
    a set with gaps, so that whoever samples a day does not sample from a gap.

    >>> parse("[1649,1651]").members[1]
    (np.datetime64('1651-01-01'), np.datetime64('1651-12-31'))
    """

    text: str
    kind: str  # date, interval, open, season, one_of, all_of
    lower: np.datetime64 | None
    upper: np.datetime64 | None
    lower_end: str  # known, open, unknown
    upper_end: str
    uncertain: bool
    approximate: bool
    precision: str  # one of PRECISIONS: the coarsest part
    members: tuple[tuple[np.datetime64 | None, np.datetime64 | None], ...]


@dataclass(frozen=True)
class _Part:
    """One date within the text: its spans of days, precision and qualifier."""

    spans: tuple[Span, ...]
    precision: str
    qualifier: str
    season: bool = False

    @property
    def lower(self):
        return self.spans[0][0]

    @property
    def upper(self):
        return self.spans[-1][1]


@lru_cache(maxsize=65536)
def parse(text: str, calendar: str = "gregorian") -> Edtf:
    """Read one EDTF date; raises `EdtfError` for anything else.

    EDTF is Gregorian. `calendar="julian"` is the declared reading of a case whose
    sources date in the Julian calendar: days are checked in that calendar and the
    bounds are the Gregorian days they fall on.

    >>> parse("1651-02").upper
    np.datetime64('1651-02-28')
    >>> parse("1700-02-29", calendar="julian").lower
    np.datetime64('1700-03-11')
    """
    if calendar not in CALENDARS:
        raise ValueError(f"no such calendar: {calendar!r}; known are {', '.join(CALENDARS)}")
    if text[:1] in ("[", "{"):
        return _set(text, calendar)
    if "/" in text:
        return _interval(text, calendar)
    part = _date(text, 1, calendar)
    kind = "season" if part.season else "date"
    return _edtf(text, kind, part.spans, [part])


def _date(text: str, column: int, calendar: str) -> _Part:
    """Read a single date that stands at `column` of the whole text."""
    match = _DATE.fullmatch(text)
    if not match or match["year"] == "-0000":
        raise EdtfError(*advise(text), column)
    year, month, day = match["year"], match["month"], match["day"]
    qualifier = match["qualifier"] or ""
    if "X" in year:
        if month:
            raise EdtfError(*advise(text), column)
        return _masked_year(year, qualifier, calendar)
    number = int(year.lstrip("Y"))
    if month is None or month == "XX":
        if day and day != "XX":
            raise EdtfError(*advise(text), column)
        return _Part((_months(number, 1, 12, calendar),), "year", qualifier)
    if int(month) > 12:
        if day:
            raise EdtfError(*advise(text), column)
        spans = tuple(_months(number + dy, m, 3, calendar) for dy, m in _SEASONS[int(month)])
        return _Part(spans, "season", qualifier, season=True)
    if day is None or day == "XX":
        return _Part((_months(number, int(month), 1, calendar),), "month", qualifier)
    if int(day) > (length := month_length(number, int(month), calendar)):
        raise EdtfError(
            f"no such day: {MONTHS[int(month) - 1]} {year} had {length} days",
            "correct the day, or write the month alone if the day is not known",
            column + match.start("day"),
        )
    n = day_number(number, int(month), int(day), calendar)
    return _Part(((n, n),), "day", qualifier)


def _months(year: int, month: int, count: int, calendar: str) -> Span:
    """First and last day of `count` months from a month on, across a year's end."""
    years, last = divmod(month + count - 2, 12)
    last_day = month_length(year + years, last + 1, calendar)
    return (
        day_number(year, month, 1, calendar),
        day_number(year + years, last + 1, last_day, calendar),
    )


def _masked_year(year: str, qualifier: str, calendar: str) -> _Part:
    """A decade, century or millennium: '165X', '16XX', '1XXX'."""
    ends = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    span = (day_number(ends[0], 1, 1, calendar), day_number(ends[1], 12, 31, calendar))
    return _Part((span,), PRECISIONS[3 + year.count("X")], qualifier)


def _interval(text: str, calendar: str) -> Edtf:
    ends = text.split("/")
    if len(ends) != 2:
        raise EdtfError(*advise(text))
    names = [{"..": "open", "": "unknown"}.get(end, "known") for end in ends]
    if "known" not in names:
        raise EdtfError(
            "an interval without either end says nothing", "leave the cell empty", 1
        )
    columns = (1, len(ends[0]) + 2)
    parts = [
        _date(end, column, calendar) if name == "known" else None
        for end, name, column in zip(ends, names, columns, strict=True)
    ]
    first, last = parts
    if first and last and last.upper < first.lower:
        raise EdtfError(
            "the interval ends before it begins", f"write {ends[1]}/{ends[0]}", columns[1]
        )
    span = (first.lower if first else None, last.upper if last else None)
    kind = "interval" if first and last else "open"
    return _edtf(text, kind, (span,), [p for p in parts if p], names)


def _set(text: str, calendar: str) -> Edtf:
    closing = "]" if text[0] == "[" else "}"
    if not text.endswith(closing) or len(text) < 2:
        raise EdtfError(
            f"the set opens with '{text[0]}' and is not closed", f"end it with '{closing}'",
            len(text),
        )
    spans, parts, names, column = [], [], ["known", "known"], 2
    members = text[1:-1].split(",")
    for place, member in enumerate(members):
        span, read = _member(member, column, calendar)
        if span[0] is None and place > 0 or span[1] is None and place < len(members) - 1:
            raise EdtfError(
                "'..' without a date beside it may only begin or end a set",
                "move it there, or write the missing date", column,
            )
        if span[0] is None:
            names[0] = "open"
        if span[1] is None:
            names[1] = "open"
        spans.extend(read[0].spans if span == (read[0].lower, read[0].upper) else [span])
        parts.extend(read)
        column += len(member) + 1
    kind = "one_of" if text[0] == "[" else "all_of"
    return _edtf(text, kind, _merged(spans), parts, names)


def _member(text: str, column: int, calendar: str) -> tuple[Span, list[_Part]]:
    """One member of a set: a date, or a range with '..' that may be open at one end."""
    first, dots, last = text.partition("..")
    if not text or (dots and not first and not last):
        raise EdtfError("a member of the set is empty", "remove the extra comma or dots", column)
    low = _date(first, column, calendar) if first or not dots else None
    high = _date(last, column + len(first) + 2, calendar) if last else None
    if low and high and high.upper < low.lower:
        raise EdtfError("the range ends before it begins", f"write {last}..{first}", column)
    end = high if dots else low
    return (low.lower if low else None, end.upper if end else None), [p for p in (low, high) if p]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap or touch made one, open ends kept."""
    ordered = sorted(spans, key=lambda s: -np.inf if s[0] is None else s[0])
    merged = [ordered[0]]
    for low, high in ordered[1:]:
        last_low, last_high = merged[-1]
        if last_high is None or low is None or low <= last_high + 1:
            top = None if last_high is None or high is None else max(last_high, high)
            merged[-1] = (last_low, top)
        else:
            merged.append((low, high))
    return tuple(merged)


def _edtf(text, kind, spans, parts, names=("known", "known")) -> Edtf:
    marks = "".join(part.qualifier for part in parts)
    members = tuple((as_day(low), as_day(high)) for low, high in spans)
    return Edtf(
        text, kind, members[0][0], members[-1][1], *names,
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
        precision=max((part.precision for part in parts), key=PRECISIONS.index),
        members=members,
    )


def bounds(strings, calendar: str = "gregorian") -> pd.DataFrame:
    """Bounds of many dates: one row per string, on the index of a Series.

    Columns: earliest, latest (``datetime64[s]``, midnight of the first and of the
    last day; NaT where the end is open or unknown or the cell is empty), uncertain,
    approximate (bool). Unique strings are parsed once. Raises `EdtfError`.

    >>> bounds(["1651-05", "1649/..", None])["latest"].tolist()
    [Timestamp('1651-05-31 00:00:00'), NaT, NaT]
    """
    series = strings if isinstance(strings, pd.Series) else pd.Series(strings, dtype=object)
    codes, texts = pd.factorize(series.astype(object))
    return unique_bounds(texts, calendar).iloc[codes].set_axis(series.index)


def unique_bounds(texts, calendar: str = "gregorian", plain=None) -> pd.DataFrame:
    """As `bounds`, each text parsed as it comes, and one last row of NaT.

    The last row serves those who index with -1 for an empty cell. `plain` is what `plain_days`
    says of these texts, where that is known.

    >>> unique_bounds(["1651"])["earliest"].tolist()
    [Timestamp('1651-01-01 00:00:00'), NaT]
    """
    places, first, last = plain_days(texts, calendar) if plain is None else plain
    known = set(places.tolist())
    read = [parse(text, calendar) if text and place not in known else None for place, text in enumerate(texts)] + [None]
    nat = np.datetime64("NaT", "D")

    def days(end, of_plain):
        found = [getattr(date, end) if date else None for date in read]
        column = np.array([nat if d is None else d for d in found], "datetime64[D]")
        column[places] = of_plain
        return column.astype("datetime64[s]")

    # Seconds, not nanoseconds: pandas then reaches far before the year 1677.
    return pd.DataFrame(
        {
            "earliest": days("lower", first),
            "latest": days("upper", last),
            "uncertain": np.array([bool(d and d.uncertain) for d in read]),
            "approximate": np.array([bool(d and d.approximate) for d in read]),
        }
    )


def display(date: Edtf) -> str:
    """The date as a historian writes it: '8–10 May 1651', '1650s', 'from May 1651'.

    >>> display(parse("1651-05-08/1651-05-10"))
    '8–10 May 1651'
    """
    return written(date.text)
