"""Days across a figure: from dates to places, ticks that a historian would choose, honest intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .lettering import width_of, write
from .theme import GREY, HAIR, SMALL

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_numbers(dates) -> np.ndarray:
    """Return dates as days since 1970-01-01 (float), NaN where there is none.

    >>> day_numbers(pd.Series(["1970-01-03", None], dtype="datetime64[s]")).tolist()
    [2.0, nan]
    """
    stamps = np.asarray(pd.Series(dates).to_numpy(), "datetime64[s]")
    number = stamps.astype("datetime64[D]").astype("int64").astype(float)
    return np.where(np.isnat(stamps), np.nan, number)


def day_number(date) -> float:
    """Return one date (text, Timestamp, datetime64) as days since 1970-01-01."""
    return float(np.datetime64(str(date)[:10] if not isinstance(date, np.datetime64) else date, "D").astype(int))


def written(number: float, year: bool = True) -> str:
    """Return a day number as a historian writes it.

    >>> written(0.0)
    '1 Jan 1970'
    """
    day = np.datetime64(int(number), "D")
    y, m, d = _parts(day)
    return f"{d} {MONTHS[m - 1]} {y}" if year else f"{d} {MONTHS[m - 1]}"


def written_span(earliest: float, latest: float) -> str:
    """Return two bounds as a historian writes them; NaN is an end that is not known.

    >>> written_span(0.0, 0.0), written_span(0.0, 30.0), written_span(0.0, 364.0)
    ('1 Jan 1970', 'Jan 1970', '1970')
    >>> written_span(3.0, 7.0)
    '4–8 Jan 1970'
    """
    if np.isnan(earliest) or np.isnan(latest):
        if np.isnan(earliest) and np.isnan(latest):
            return "undated"
        return f"until {written(latest)}" if np.isnan(earliest) else f"from {written(earliest)}"
    (y, m, d), (v, n, e) = (_parts(np.datetime64(int(x), "D")) for x in (earliest, latest))
    if earliest == latest:
        return written(earliest)
    ends_month = _parts(np.datetime64(int(latest) + 1, "D"))[2] == 1
    if d == 1 and ends_month:  # whole months
        if (m, n) == (1, 12):
            return str(y) if y == v else f"{y}–{v}"
        if (y, m) == (v, n):
            return f"{MONTHS[m - 1]} {y}"
        return f"{MONTHS[m - 1]}–{MONTHS[n - 1]} {y}" if y == v else f"{MONTHS[m - 1]} {y}–{MONTHS[n - 1]} {v}"
    if (y, m) == (v, n):
        return f"{d}–{e} {MONTHS[m - 1]} {y}"
    return f"{written(earliest, year=y != v)}–{written(latest)}"


def _parts(day: np.datetime64) -> tuple[int, int, int]:
    year = day.astype("datetime64[Y]")
    month = day.astype("datetime64[M]")
    return (
        int(year.astype(int)) + 1970,
        int((month - year.astype("datetime64[M]")).astype(int)) + 1,
        int((day - month.astype("datetime64[D]")).astype(int)) + 1,
    )


def _ticks(low: float, high: float, unit: str, step: int) -> list[tuple[float, str, str]]:
    """Return (day number, first line, second line) for every `step` units between two days.

    The second line names the month of days, or the year of months, where it begins.
    """
    first, last = (np.datetime64(int(x), "D") for x in (np.floor(low), np.ceil(high)))
    found = []
    if unit == "Y":
        for year in np.arange(first.astype("datetime64[Y]"), last.astype("datetime64[Y]") + 1):
            number = int(year.astype(int)) + 1970
            if number % step == 0:
                found.append((year.astype("datetime64[D]"), str(number), ""))
    elif unit == "M":
        for month in np.arange(first.astype("datetime64[M]"), last.astype("datetime64[M]") + 1):
            y, m, _ = _parts(month.astype("datetime64[D]"))
            if (m - 1) % step == 0:
                found.append((month.astype("datetime64[D]"), MONTHS[m - 1], str(y)))
    else:
        keep = {1: range(1, 32), 2: range(1, 31, 2), 7: (1, 8, 15, 22), 14: (1, 15)}[step]
        for day in np.arange(first, last + 1):
            y, m, d = _parts(day)
            if d in keep:
                found.append((day, str(d), f"{MONTHS[m - 1]} {y}"))
    return [(float(day.astype(int)), one, two) for day, one, two in found if low <= day.astype(int) <= high]


_STEPS = (
    ("D", 1), ("D", 2), ("D", 7), ("D", 14), ("M", 1), ("M", 2), ("M", 3), ("M", 6),
    ("Y", 1), ("Y", 2), ("Y", 5), ("Y", 10), ("Y", 20), ("Y", 50), ("Y", 100), ("Y", 500),
)
_LENGTH = {"D": 1, "M": 30, "Y": 365}


class Days:
    """A stretch of days laid across `width` points.

    >>> days = Days(0, 364, 400)
    >>> days.at(0), days.at(365)
    (0.0, 400.0)
    """

    def __init__(self, low: float, high: float, width: float):
        self.low, self.high, self.width = float(low), float(high) + 1, float(width)
        self.scale = self.width / (self.high - self.low)
        self.ticks = next((ticks for unit, step in _STEPS if (ticks := self._fit(unit, step))), [])
        self.lines = 2 if any(two for *_, two in self.ticks) else 1
        self.tall = self.lines * SMALL * 1.22 + 4  # height of the labels

    def at(self, number):
        """Return the place in points of the beginning of a day."""
        place = (np.asarray(number, float) - self.low) * self.scale
        return place if np.ndim(number) else float(place)

    def _fit(self, unit: str, step: int) -> list[tuple[float, str, str]]:
        """Return the ticks of one step, or none where their labels have no room."""
        if (self.high - self.low) / (_LENGTH[unit] * step) > self.width / 9:
            return []
        found = [(self.at(day), one, two) for day, one, two in _ticks(self.low, self.high - 1, unit, step)]
        lefts = [x for x, *_ in found] + [self.width]
        if not found or any(width_of(one, SMALL) + 6 > right - x for (x, one, _), right in
                            zip(found[:-1], lefts[1:-1], strict=True)):
            return []
        found = [(x, one if x + 2 + width_of(one, SMALL) <= self.width else "", two) for x, one, two in found]
        return self._second_line(found)

    def _second_line(self, found):
        """Keep the month or year only where it changes and has room; the last of two rivals stays."""
        result, before, edge = [], None, self.width + 4
        for x, one, two in found:
            result.append((x, one, two if two != before else ""))
            before = two
        named = [two for _, _, two in result if two]
        if named and " " in named[0]:  # 'Apr 1611', then 'May': the year only where it changes
            years, kept = [two.split()[1] for two in named], iter(range(len(named)))
            result = [
                (x, one, "" if not two else (two if (n := next(kept)) == 0 or years[n] != years[n - 1]
                                             else two.split()[0]))
                for x, one, two in result
            ]
        for place in range(len(result) - 1, -1, -1):
            x, one, two = result[place]
            if two and x + 2 + width_of(two, SMALL) + 4 > edge:
                result[place] = (x, one, "")
            elif two:
                edge = x
        return result

    def draw(self, ax, top: float, bottom: float, labels: str = "below") -> None:
        """Draw hairlines from `top` to `bottom` and the labels of the ticks (above, below, both, none).

        A label stands to the right of its line: the stretch it names begins there.
        """
        line = SMALL * 1.22
        for x, one, two in self.ticks:
            reach = line * (2 if two else 1)
            up = top - reach if labels in ("above", "both") else top
            down = bottom + reach if labels in ("below", "both") else bottom
            ax.plot([x, x], [up, down], color=HAIR, lw=0.7, zorder=0, clip_on=False)
            for words, order in ((one, 0), (two, 1)):
                if words and up < top:
                    write(ax, x + 2, top - 1 - order * line, words, size=SMALL, color=GREY, va="bottom", ha="left")
                if words and down > bottom:
                    write(ax, x + 2, bottom + 1 + order * line, words, size=SMALL, color=GREY, va="top", ha="left")


def window(earliest, latest, since=None, until=None, pad: float = 0.0) -> tuple[float, float]:
    """Return the first and last day number to draw: as given, else what the dates span."""
    known = np.concatenate([np.asarray(earliest, float), np.asarray(latest, float)])
    known = known[~np.isnan(known)]
    low = day_number(since) if since is not None else (known.min() if len(known) else 0.0)
    high = day_number(until) if until is not None else (known.max() if len(known) else low + 30)
    spare = (high - low) * pad
    low, high = (low if since is not None else low - spare), (high if until is not None else high + spare)
    return np.floor(low), max(np.ceil(high), np.floor(low) + 1)
