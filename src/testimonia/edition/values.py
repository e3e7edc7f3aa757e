"""Values as the book prints them: counts in words, days as a historian writes them, tables of plain text."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()


def in_words(number: float) -> str:
    """Return a number as prose prints it: words up to twelve, figures beyond, one decimal at most.

    >>> in_words(3), in_words(212), in_words(29.4), in_words(0), in_words(30000)
    ('three', '212', '29.4', 'no', '30,000')
    """
    if isinstance(number, (int, np.integer)) or float(number).is_integer():
        whole = int(number)
        return _WORDS[whole] if 0 <= whole < len(_WORDS) else f"{whole:,}".replace("-", "−")
    return f"{number:,.1f}".replace("-", "−")


def shown(value: object) -> str:
    """Return any value as the prose shows it: counts in words, days as a historian writes them.

    >>> import pandas as pd
    >>> shown(7), shown(pd.Timestamp("1692-05-10")), shown(["Anna", "Bela", "Clara"]), shown(None)
    ('seven', '10 May 1692', 'Anna, Bela and Clara', 'unknown')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, (pd.Timestamp, dt.date, np.datetime64)):
        day = pd.Timestamp(value)
        return "unknown" if pd.isna(day) else f"{day.day} {day:%B} {day.year}"
    if isinstance(value, (list, tuple, set, pd.Index, np.ndarray, pd.Series)):
        return _listed([shown(member) for member in value])
    if value is None or pd.isna(value):
        return "unknown"
    return in_words(value)


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


class Table:
    """A table as the book prints it: plain text in every cell, no index, readable in JupyterLab.

    >>> print(Table(pd.DataFrame({"deponent": ["anna"], "named": [2]})))
    deponent  named
        anna      2
    """

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame

    def _repr_html_(self) -> str:
        return self.frame.to_html(index=False, border=0, escape=True, classes="table", justify="left")

    def __repr__(self) -> str:
        return self.frame.to_string(index=False)

    def payload(self) -> dict:
        """Return columns and cells as plain strings, ready for JSON."""
        cells = [[_cell(value) for value in row] for row in self.frame.itertuples(index=False)]
        return {"columns": [str(name) for name in self.frame.columns], "cells": cells}


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    if value is None or (not isinstance(value, (list, tuple)) and pd.isna(value)):
        return ""
    if isinstance(value, (pd.Timestamp, np.datetime64)):
        return shown(value)
    if isinstance(value, (float, np.floating)):
        return f"{value:g}".replace("-", "−")
    return str(value)
