"""Estimates with their intervals on a plain scale, which may run below nought, and lines to read them against."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .lettering import block_width, height_of, plain, width_of, wrap, write
from .page import Sheet, need, nothing, of_kind, page_width
from .theme import GREY, HAIR, RULE, SIDES, SMALL, TEXT, theme

COLUMNS = ["label", "value", "low", "high"]


@of_kind
def intervals(
    df: pd.DataFrame, *, label: str = "label", group: str | None = None, since: float | None = None, until: float | None = None,
    lines: dict[float, str] | None = None, shown: str = "{:.2f}", unit: str = "", narrow: bool = False, title: str | None = None,
):
    """Return a figure with a row for each estimate: a point, its interval as a line, and the estimate in figures.

    `df` has value, low, high (float; a row without a value is left out and kept in
    ``figure.testimonia_omitted``) and a column to write on the left; `group` names a column
    whose values become headings, each with a shape of its own. The scale runs from
    `since` to `until` (default: what holds every number, and nought). `lines` are
    values to be read against, with what to write above them; `shown` formats the
    estimate, `unit` names what the scale counts.

    Raises ValueError if a column that is needed is missing.

    >>> df = pd.DataFrame({"label": ["stance", "strength"], "value": [0.8, 0.3], "low": [0.7, -0.1], "high": [0.9, 0.6]})
    >>> intervals(df, until=1, lines={0.67: "tentative"}).testimonia_data["value"].tolist()
    [0.8, 0.3]
    """
    need(df, (label, "value", "low", "high"), "intervals", "df")
    table = df.assign(**{name: pd.to_numeric(df[name], errors="coerce").astype(float) for name in ("value", "low", "high")})
    table, omitted = table[table["value"].notna()].reset_index(drop=True), table[table["value"].isna()]
    if table.empty:
        return nothing("No estimates on record", COLUMNS, narrow, title)
    with theme():
        page = page_width(narrow)
        said = [shown.format(value) for value in table["value"]]
        right = max(block_width(text, SMALL) for text in said) + 12
        names = [plain(text) for text in table[label]]
        left = min(max(width_of(text) for text in names) + 16, page * (0.4 if narrow else 0.42))
        captions = [wrap(text, left - 14) for text in names]
        width = page - left - right - 4
        place, ticks = _scale(table, since, until, width)
        rows, headings, bottom = _rows(table, group, captions, page, (SMALL * 1.3 + 4 if lines else 0) + 4)
        sheet = Sheet(bottom + SMALL * 1.3 + 16, narrow, title)
        ax = sheet.place(left, 0, width, bottom + SMALL * 1.3 + 16)
        _ground(ax, place, ticks, lines or {}, bottom, unit)
        for top, words in headings:
            write(ax, -left + 4, top, words, size=TEXT, weight="semibold", va="top", ha="left")
        groups = [plain(text) for text in table[group]] if group else [""] * len(table)
        shapes = {name: SIDES[n % len(SIDES)] for n, name in enumerate(dict.fromkeys(groups))}
        for n, row in table.iterrows():
            _estimate(ax, [place(row[name]) for name in ("low", "value", "high")], rows[n], shapes[groups[n]])
            write(ax, -left + 4, rows[n], captions[n], size=TEXT, va="center", ha="left")
            write(ax, width + right - 2, rows[n], said[n], size=SMALL, color=GREY, va="center", ha="right")
        return sheet.finish(table, omitted)


def _estimate(ax, places: list[float], y: float, shape: tuple[str, str]) -> None:
    low, value, high = places
    marker, colour = shape
    ax.plot([low, high], [y, y], color=colour, lw=1.4, zorder=2, clip_on=False)
    for end in (x for x in (low, high) if np.isfinite(x)):
        ax.plot([end, end], [y - 2.5, y + 2.5], color=colour, lw=1.2, zorder=2, clip_on=False)
    ax.plot([value], [y], ls="none", marker=marker, ms=6.5, color=colour, zorder=3, clip_on=False)


def _rows(table: pd.DataFrame, group: str | None, captions: list[str], page: float, y: float):
    """Return the height of each row's middle, the headings with their tops, and the foot of the last row."""
    middles, headings, seen = [], [], None
    for n, caption in enumerate(captions):
        name = plain(table[group].iloc[n]) if group else None
        if name != seen:
            y += 6 if headings else 0
            words = wrap(name, page - 8, TEXT, "semibold")
            headings.append((y, words))
            y += height_of(words) + 2
            seen = name
        tall = max(height_of(caption), 17.0)
        middles.append(y + tall / 2)
        y += tall + 1
    return middles, headings, y


def _scale(table: pd.DataFrame, since, until, width: float):
    """Return the function from a number to its place, and the numbers to write under the scale."""
    values = table[["value", "low", "high"]].to_numpy()
    first = min(np.nanmin(values), 0.0) if since is None else since
    last = max(np.nanmax(values), 0.0) if until is None else until
    span = (last - first) or 1.0
    step = 10 ** np.floor(np.log10(span))
    step = next(step * part for part in (0.1, 0.2, 0.25, 0.5, 1, 2) if span / (step * part) <= 5)
    ticks = np.arange(np.ceil(first / step - 1e-9), np.floor(last / step + 1e-9) + 1) * step + 0.0  # no −0
    return (lambda value: (value - first) / span * width), ticks


def _ground(ax, place, ticks, lines: dict[float, str], bottom: float, unit: str) -> None:
    top = SMALL * 1.3 + 4 if lines else 2
    free = np.inf  # to the left of here nothing is written: the last number is the one that names the unit
    for tick in ticks[::-1]:
        x = place(tick)
        ax.plot([x, x], [top, bottom + 3], color=RULE if abs(tick) < 1e-12 else HAIR, lw=0.7, zorder=0, clip_on=False)
        named = bool(unit) and tick == ticks[-1]
        text = f"{tick:g}".replace("-", "−") + (f" {unit}" if named else "")
        wide = width_of(text, SMALL)
        if x + (0 if named else wide / 2) < free - 4:
            write(ax, x, bottom + 5, text, size=SMALL, color=GREY, va="top", ha="right" if named else "center")
            free = x - (wide if named else wide / 2)
    for value, words in lines.items():
        x = place(value)
        ax.plot([x, x], [top, bottom + 3], color=GREY, lw=1.0, ls=(0, (4, 3)), zorder=1, clip_on=False)
        write(ax, x, 2, words, size=SMALL, color=GREY, va="top", ha="center")
