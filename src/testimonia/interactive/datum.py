"""Records of a chart: days as numbers that a browser reads, and the words of a tip."""

from __future__ import annotations

import numpy as np

from ..figures.calendar_axis import day_numbers, written_span
from ..figures.lettering import plain

#: Milliseconds in a day: a browser counts time in them.
DAY = 86_400_000

#: Letters of one line of a tip; the row in the tables has the rest.
LINE = 400


def tip(*lines: object) -> str:
    """Return the text of a tip: one line for each part that is not empty, long ones cut.

    >>> tip("Anna", "", None, "arrest")
    'Anna\\narrest'
    """
    texts = [" ".join(plain(line).split()) for line in lines]
    return "\n".join(text if len(text) <= LINE else text[: LINE - 1] + "…" for text in texts if text)


def dated(frame, low: float, high: float) -> list[dict]:
    """Return, for every row with earliest and latest, where it lies between two days.

    Each record has a, b (milliseconds: the beginning of the first possible day, the end of the
    last; an unknown end is that of the stretch), m (their middle), sure (whether the day is
    known) and when (in words).

    >>> import pandas as pd
    >>> day = pd.to_datetime(["1970-01-02"])
    >>> dated(pd.DataFrame({"earliest": day, "latest": day}), 0, 9)[0]["when"]
    '2 Jan 1970'
    """
    first, last = day_numbers(frame["earliest"]), day_numbers(frame["latest"])
    return [
        {"a": ms(low if np.isnan(a) else a), "b": ms((high if np.isnan(b) else b) + 1),
         "m": ms(((low if np.isnan(a) else a) + (high if np.isnan(b) else b) + 1) / 2),
         "sure": bool(a == b), "when": written_span(a, b)}
        for a, b in zip(first, last, strict=True)
    ]  # fmt: skip


def ms(day: float) -> int:
    """Return a day number (0 is 1970-01-01) in milliseconds.

    >>> ms(1.5)
    129600000
    """
    return int(round(float(day) * DAY))
