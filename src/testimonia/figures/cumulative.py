"""How a case piles up: counts that rise by steps, between what is certain and what is possible."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .calendar_axis import Days, day_number, day_numbers
from .lettering import Entry, plain, write
from .page import Sheet, key_below, key_height, need, nothing, of_kind, page_width
from .panels import Panels
from .theme import BLUE, GREY, HAIR, INK, RULE, SMALL, Mark, mark, theme

COLUMNS = ["accused", "day", "certainly", "possibly"]
BAND = "#bcd3e2"


@of_kind
def cumulative(
    curves: pd.DataFrame, *, names=None, arrests=None, since=None, until=None, unit: str = "statements",
    narrow: bool = False, title: str | None = None,
):
    """Return a figure with one panel per accused: the least and the most that can have been said by each day.

    `curves` has accused, day, certainly, possibly (as `testimonia.analysis.cumulative`
    returns them), a row for each day on which a count changes. The heavy line is
    what was certainly said by that day, the band above it what was possibly said.
    `names` maps ids to names; `arrests` maps ids to a day or (earliest, latest).

    Raises ValueError if a column that is needed is missing.

    >>> import pandas as pd
    >>> curves = pd.DataFrame({"accused": "bela", "day": pd.to_datetime(["1611-05-02", "1611-06-01"]),
    ...                        "certainly": [0, 1], "possibly": [1, 1]})
    >>> len(cumulative(curves).testimonia_data)
    2
    """
    need(curves, COLUMNS, "cumulative", "curves")
    table = curves[curves["day"].notna()].sort_values("day", kind="stable")
    if table.empty:
        return nothing("No dated statements on record", COLUMNS, narrow, title)
    names, arrests = dict(names) if names is not None else {}, dict(arrests) if arrests is not None else {}
    order = list(dict.fromkeys(curves["accused"]))
    order = [one for one in order if one in set(table["accused"])]
    number = day_numbers(table["day"])
    low = day_number(since) if since is not None else number.min()
    high = day_number(until) if until is not None else number.max()
    spare = max((high - low) * 0.03, 1)
    low, high = (low if since is not None else low - spare), (high if until is not None else high + spare)
    with theme():
        top_value = max(int(table["possibly"].max()), 1)
        page = page_width(narrow)
        if "name" in table:
            names = dict(zip(table["accused"], table["name"], strict=True)) | names
        grid = Panels([plain(names.get(one)) or plain(one) for one in order], page, 62, 1 if narrow else 2, 26, 34, 30)
        days = Days(low, high, grid.width)
        entries = [
            Entry(f"{unit} certainly made by then", line={"color": BLUE, "lw": 1.6}),
            Entry("possibly made by then", line={"color": BAND, "lw": 6}),
        ]
        if any(one in arrests for one in order):
            entries.append(Entry("arrest", mark("arrest"), size=5.5))
        sheet = Sheet(grid.height + key_height(entries, narrow) + 6, narrow, title)
        for n, one in enumerate(order):
            left, top, caption = grid.place(n)
            ax = sheet.place(left, top, grid.width, grid.plot)
            grid.caption(ax, n, top - caption)
            days.draw(ax, 0, grid.plot)
            _scale(ax, top_value, grid)
            part = table[table["accused"] == one]
            _steps(ax, part, days, grid.plot, top_value)
            if one in arrests:
                _arrest(ax, arrests[one], days, grid.plot)
        key_below(sheet, entries, grid.height)
        return sheet.finish(table[[*COLUMNS, *[c for c in table.columns if c not in COLUMNS]]])


def _scale(ax, top_value: int, grid: Panels) -> None:
    """Write nought and the greatest count, the same in every panel."""
    for value in sorted({0, top_value}):
        y = grid.plot * (1 - value / (top_value * 1.08))
        ax.plot([0, grid.width], [y, y], color=RULE if value == 0 else HAIR, lw=0.7, zorder=0.5)
        write(ax, -4, y, str(value), size=SMALL, color=GREY, va="center", ha="right")


def _steps(ax, part: pd.DataFrame, days: Days, plot: float, top_value: int) -> None:
    at = days.at(day_numbers(part["day"]))
    least, most = (part[name].astype(float).to_numpy() for name in ("certainly", "possibly"))
    before = at < 0  # what was said before the window is where its curves begin
    start = (least[before][-1], most[before][-1]) if before.any() else (0.0, 0.0)
    keep = (at >= 0) & (at <= days.width)
    xs = np.concatenate([[0.0], at[keep], [days.width]])
    low = np.concatenate([[start[0]], least[keep]])
    high = np.concatenate([[start[1]], most[keep]])
    low, high = np.append(low, low[-1]), np.append(high, high[-1])
    y_low, y_high = (plot * (1 - value / (top_value * 1.08)) for value in (low, high))
    ax.fill_between(xs, y_low, y_high, step="post", facecolor=BAND, edgecolor="none", zorder=2)
    ax.step(xs, y_high, where="post", color=BLUE, lw=0.6, zorder=2.5)
    ax.step(xs, y_low, where="post", color=BLUE, lw=1.6, zorder=3)
    last = f"{low[-1]:g}" if low[-1] == high[-1] else f"{low[-1]:g}–{high[-1]:g}"
    write(ax, days.width + 4, (y_low[-1] + y_high[-1]) / 2, last, size=SMALL, color=INK, weight="semibold",
            va="center", ha="left")


def _arrest(ax, when, days: Days, plot: float) -> None:
    first, last = when if isinstance(when, (tuple, list)) else (when, when)
    if pd.isna(first) or pd.isna(last):
        return
    left, right = days.at(day_number(first)), days.at(day_number(last) + 1)
    if right < 0 or left > days.width:
        return
    left, right = max(left, 0.0), min(right, days.width)
    sign: Mark = mark("arrest")
    wide = right - left > 5.5
    for end in (left, right) if wide else ():
        ax.plot([end, end], [plot - 3, plot + 3], color=sign.colour, lw=1.0, zorder=4, clip_on=False)
    ax.plot([left, right], [plot, plot], color=sign.colour, lw=1.2, zorder=4)
    ax.plot([(left + right) / 2], [plot], ls="none", marker=sign.shape, ms=5, mec=sign.colour,
            mfc="white" if wide else sign.colour, zorder=5, clip_on=False)
