"""An EDTF date in the words of a historian."""

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
QUALIFIERS = {"?": "uncertain", "~": "circa", "%": "circa, uncertain", "": ""}


def written(text: str) -> str:
    """The words for a valid EDTF text, in the calendar it was written in.

    >>> written("1650-06~"), written("1651-05/.."), written("[1649,1651]")
    ('June 1650 (circa)', 'from May 1651', '1649 or 1651')
    """
    if text[0] in "[{":
        return _set(text)
    if "/" in text:
        return _interval(*text.split("/"))
    return _date(text)


def _date(text: str) -> str:
    bare = text.rstrip("?~%")
    return _qualified(" ".join(_parts(bare)), text[len(bare) :])


def _qualified(words: str, mark: str) -> str:
    return f"{words} ({QUALIFIERS[mark]})" if mark else words


def _parts(bare: str) -> list[str]:
    """Day, month and year in words, the day first; the parts that are known."""
    match = re.fullmatch(r"Y?(-?[0-9X]+)(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?", bare)
    year, month, day = match.groups()
    words = [_year(year)]
    if "XX" in (month, day):
        words.append("(month unknown)" if month == "XX" and not day else "(day unknown)")
    if month and month != "XX":
        number = int(month)
        words.insert(0, MONTHS[number - 1] if number <= 12 else SEASONS[number])
    if day and day != "XX":
        words.insert(0, str(int(day)))
    return words


def _year(digits: str) -> str:
    masked = digits.count("X")
    if masked == 1 and digits[0] != "-":
        return f"{digits[:3]}0s"
    if masked:
        ends = sorted((int(digits.replace("X", "0")), int(digits.replace("X", "9"))))
        first, last = (_year(str(end)) for end in ends)
        return f"{first.removesuffix(' BCE')}–{last}" if ends[1] <= 0 else f"{first}–{last}"
    year = int(digits)
    # Astronomical years: 0 is 1 BCE. An early year says CE, lest 43 look like a day.
    if year <= 0:
        return f"{1 - year} BCE"
    return f"{year} CE" if year < 100 else str(year)


def _interval(first: str, last: str) -> str:
    if first in ("", ".."):
        return f"until {_date(last)}" + (", beginning unknown" if not first else "")
    if last in ("", ".."):
        return f"from {_date(first)}" + (", end unknown" if not last else "")
    if first == last:
        return _date(first)
    bare_first, bare_last = first.rstrip("?~%"), last.rstrip("?~%")
    marks = first[len(bare_first) :], last[len(bare_last) :]
    if marks[0] != marks[1]:
        return f"{_date(first)}–{_date(last)}"
    a, b = _parts(bare_first), _parts(bare_last)
    # '8–10 May 1651', '1 August–31 December 1651': what both ends share is said once.
    shared = []
    while len(a) == len(b) > 1 and a[-1] == b[-1]:
        shared.insert(0, a.pop())
        b.pop()
    b += shared
    return _qualified(f"{' '.join(a)}–{' '.join(b)}", marks[0])


def _set(text: str) -> str:
    if text[0] == "[" and re.fullmatch(r"[^,.]+\.\.[^,.]+", text[1:-1]):
        return f"{_member(text[1:-1])} (one of these)"
    words = [_member(member) for member in text[1:-1].split(",")]
    last = " or " if text[0] == "[" else " and "
    return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _member(text: str) -> str:
    first, dots, last = text.partition("..")
    if not dots:
        return _date(first)
    if not first:
        return f"{_date(last)} or earlier"
    return _interval(first, last) if last else f"{_date(first)} or later"
