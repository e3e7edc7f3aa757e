"""What is wrong with a text that is no EDTF date, and what would be right."""

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_YEAR = r"-?[0-9X]{4}"


def advise(text: str) -> tuple[str, str]:
    """The problem and the remedy, in words, for a text that could not be read.

    >>> advise("1651-5-8")
    ('months and days have two digits', 'write 1651-05-08')
    """
    if not text:
        return "no date", "write a date such as 1651-05-08, 1651-05 or 1651"
    if text != text.strip():
        return "blanks around the date", f"write {text.strip()} without them"
    for pattern, explain in _FAULTS:
        if match := pattern.fullmatch(text):
            if found := explain(match):
                return found
    return "not an EDTF date", "write it as 1651-05-08, 1651-05, 1651, 1651~ or 1651-05/1651-08"


def _short_digits(m):
    year, month, day = m.groups()
    if len(month) == len(day or "00") == 2:
        return None
    return "months and days have two digits", f"write {year}-{int(month):02}" + (
        f"-{int(day):02}" if day else ""
    )


def _day_first(m):
    day, month, year = (int(g) for g in m.groups())
    if m[0].count("/") and day <= 12 and month <= 12:  # 8/5 is May in London, August in Boston
        return "the year does not come first", f"write it as {year:04}-MM-DD, month before day"
    if not (1 <= month <= 12 and 1 <= day <= 31):
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return "the year does not come first", f"write {year:04}-{month:02}-{day:02}"


def _named_month(m):
    month = _MONTHS.get(m["month"].lower())
    if season := _SEASONS.get(m["month"].lower()):
        return "a season in words", f"write {m['year']}-{season}"
    if not month:
        return None
    day = f"-{int(m['day']):02}" if m["day"] else ""
    return "a month in words", f"write {m['year']}-{month:02}{day}"


def _impossible(m):
    year, month, day = m["year"], int(m["month"]), m["day"]
    if 25 <= month <= 41 and not day:
        return (
            "quarters and the other divisions of the year beyond the four seasons (EDTF level 2) are not read",
            "write the months as an interval, as in 1651-04/1651-06",
        )
    if 21 <= month <= 24:
        return "a season has no days", "write the season alone, or the month and the day"
    if not 1 <= month <= 12:
        return f"no such month: {m['month']}", "write a month from 01 to 12, or the year alone"
    if day and not 1 <= int(day) <= 31:
        return f"no such day: {day}", "write a day of that month, or the month alone"
    return None


def _level_2_x(m):
    return (
        "'X' for a digit inside a date that goes on, or for half of a month or day (EDTF level 2), is not read",
        "write the first and the last day it may be as an interval, as in 1651-05-20/1651-05-29",
    )


def _circa(m):
    return f"'{m['word'].strip()}' is not EDTF", f"write {m['date']}~"


def _say(problem, remedy):
    return lambda m: (problem, m.expand(remedy))


_FAULTS = [
    (re.compile(p, re.IGNORECASE if i else 0), f)
    for p, i, f in [
        (r"(?:n\.? ?d\.?|unknown|undated|not known|none|\?+|-|--)", True,
         _say("not a date", "leave the cell empty if the source does not say when")),
        (r"\.\.", False, _say("'..' alone says nothing", "leave the cell empty")),
        (r"(?P<word>(?:circa|ca\.?|c\.|c|about|around|approx\.?) ?)(?P<date>-?[0-9]{4}(?:-[0-9]{2}){0,2})", True, _circa),
        (rf"({_YEAR})-([0-9]{{1,2}})(?:-([0-9]{{1,2}}))?", False, _short_digits),
        (r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})", False, _day_first),
        (r"([0-9]{4})[./]([0-9]{1,2})[./]([0-9]{1,2})", False,
         lambda m: ("the parts of a date are joined by hyphens", f"write {m[1]}-{int(m[2]):02}-{int(m[3]):02}")),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", False,
         _say("the parts of a date are joined by hyphens", r"write \1-\2-\3")),
        (r"(?:(?P<day>[0-9]{1,2})\.? )?(?P<month>[A-Za-z]+)\.?,? (?P<year>[0-9]{4})", True, _named_month),
        (r"(?P<month>[A-Za-z]+)\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})", True, _named_month),
        (r"([0-9]{3})0s", True, _say("a decade in words", r"write \1X")),
        (r"([0-9]{2,3})([xu]+)", True,
         lambda m: ("digits that are not known are written as capital X",
                    f"write {m[1]}{'X' * (4 - len(m[1]))}")),
        (r"([0-9]{4}(?:-[0-9]{2}){0,2}) ?(?:[–—]| - |\.\.| to |-(?=[0-9]{4})) ?([0-9]{4}(?:-[0-9]{2}){0,2})", True,
         _say("an interval is written with a slash", r"write \1/\2")),
        (r"([0-9]{4}(?:-[0-9]{2}){0,2})(?:[–—]|\.\.| -)", False,
         _say("an open interval is written with a slash and two dots", r"write \1/..")),
        (r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.Z+-]+", True,
         _say("a time of day is not read: days are the finest grain here", r"write \1")),
        (r"-0000", False, _say("there is no year -0000", "write 0000 for 1 BCE, -0001 for 2 BCE")),
        (r"-?[0-9]{4}[0-9]*S[0-9]+|Y.*[ES].*", False,
         _say("significant digits and exponents (EDTF level 2) are not read", "write an interval of years")),
        (r"(?P<year>-?[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?[?~%]?", False, _impossible),
        (r"[?~%].*|.*[?~%]-.*|.*-[?~%].*", False,
         _say("a qualifier inside the date (EDTF level 2) is not read",
              "put it at the end, where it qualifies the whole date, as in 1651-05~")),
        (r".*[?~%]{2,}", False, _say("two qualifiers", "write % for uncertain and approximate at once")),
        (r".*/.*/.*", False, _say("an interval has two ends, and this has more", "write it as 1651-05/1651-08")),
        (r"(?:unknown|open)", True, _say("not a date", "write .. for an open end and nothing for an unknown one")),
        (r"X{4}(?:-.*)?", False, _say("a date without any year says nothing that can be ordered",
                                     "write the widest interval it may lie in")),
        (r"-?[0-9X]{4}-[0-9X]{2}(?:-[0-9X]{2})?[?~%]?", False, _level_2_x),
        (r"(-?[0-9]{1,3})", False,
         lambda m: ("a year has four digits",
                    f"write {'-' if m[1][0] == '-' else ''}{int(m[1].lstrip('-')):04}")),
        (r"(-?[1-9][0-9]{4,8})", False, _say("a year of more than four digits begins with Y", r"write Y\1")),
        (r"(-?[0-9X]{4})(?:-[0-9X]{2}){0,2}-", False, _say("a hyphen too many", "remove it")),
        (r".*[^\x00-\x7f].*", False,
         _say("not an EDTF date (it holds a character that no date has)",
              "write it with plain digits and hyphens, as in 1651-05-08")),
    ]
]
