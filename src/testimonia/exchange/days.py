"""Days and lists as other tools write them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

# What XML 1.0 cannot hold at all, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def iso_day(day: object) -> str | None:
    """Return a day as XML Schema's ``date`` has it, or None where there is none.

    XML Schema 1.0 has no year 0: the day that ISO 8601 puts in year 0 is in its year -1.

    >>> iso_day(np.datetime64("1692-05-10")), iso_day(np.datetime64("-0043-03-15")), iso_day(pd.NaT)
    ('1692-05-10', '-0044-03-15', None)
    """
    if day is None or pd.isna(day):
        return None
    text = str(np.datetime64(day, "D") if not isinstance(day, pd.Timestamp) else day.to_datetime64().astype("datetime64[D]"))
    sign, year, month, date = text.startswith("-"), *text.lstrip("-+").split("-")
    if sign or int(year) == 0:
        return f"-{int(year) + 1:04d}-{month}-{date}"
    return f"{int(year):04d}-{month}-{date}"


def plain(value: object) -> str | None:
    """Return a cell as text, a list joined by '; ', and None where it is empty.

    >>> plain(("treason", "wrecking")), plain(pd.NA), plain(2.0), plain("yes")
    ('treason; wrecking', None, '2', 'yes')
    """
    if isinstance(value, (tuple, list)):
        return "; ".join(map(str, value)) or None
    if value is None or pd.isna(value):
        return None
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value)


def xml_text(text: str) -> str:
    """Return a text in which what XML cannot hold is replaced by U+FFFD.

    >>> xml_text(f"a{chr(0)}b <i>") == f"a{chr(0xfffd)}b <i>"
    True
    """
    return _NOT_XML.sub("\ufffd", text)
