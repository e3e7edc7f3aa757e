"""Rates with their intervals: a point for the estimate, a line for what the counts allow."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .calendar_axis import day_numbers, written_span
from .lettering import block_width, height_of, plain, width_of, wrap, write
from .page import Sheet, need, nothing, of_kind, page_width
from .theme import BLUE, GREY, HAIR, RULE, SIDES, SMALL, TEXT, theme

COLUMNS = ["label", "group", "count", "rate", "low", "high"]


@of_kind
def rates(
    df: pd.DataFrame, *, label: str | None = None, group: str | None = None, unit: str = "per month",
    narrow: bool = False, title: str | None = None,
):
    """Return a figure of rates: for each row a point, its interval as a line, and the count it rests on.

    `df` has rate, low, high (and count, and earliest and latest or a column of
    labels). `label` names the column to write on the left (default: the period);
    `group` a column whose values become headings, each with a shape of its own.
    The scale begins at nought.

    Raises ValueError if a column that is needed is missing.

    >>> import pandas as pd
    >>> df = pd.DataFrame({"label": ["spring", "summer"], "count": [4, 9], "rate": [1.3, 3.0],
    ...                    "low": [0.4, 1.4], "high": [3.4, 5.7]})
    >>> rates(df).testimonia_data["rate"].tolist()
    [1.3, 3.0]
    """
    need(df, ("rate", "low", "high"), "rates", "df")
    known = pd.to_numeric(df["rate"], errors="coerce").notna()
    table, omitted = df[known].reset_index(drop=True), df[~known]
    if table.empty:
        return nothing("No rates on record", COLUMNS, narrow, title)
    with theme():
        labels = [plain(text) for text in _labels(table, label)]
        groups = [plain(text) for text in table[group]] if group else [""] * len(table)
        page = page_width(narrow)
        said = _said(table)
        right = max(block_width(text, SMALL) for text in said) + 10
        widest = max(width_of(text) for text in labels)
        left = min(widest + 14, page * (0.36 if narrow else 0.4))
        captions = [wrap(text, left - 12) for text in labels]
        width = page - left - right - 4
        top_value = _ceiling(float(np.nanmax(table[["rate", "high"]].to_numpy("float64", na_value=np.nan))))
        heads = [wrap(text, page - 8, TEXT, "semibold") for text in groups]
        ys, y, seen = [], 4.0, None
        headings = []
        for n, caption in enumerate(captions):
            if groups[n] and groups[n] != seen:
                y += 6 if seen is not None else 0
                headings.append((y, heads[n]))
                y += height_of(heads[n]) + 2
                seen = groups[n]
            tall = max(height_of(caption), 17.0)
            ys.append(y + tall / 2)
            y += tall + 1
        foot = SMALL * 1.3 + 16
        sheet = Sheet(y + foot, narrow, title)
        ax = sheet.place(left, 0, width, y + foot)
        _scale(ax, top_value, width, y, unit)
        for top, words in headings:
            write(ax, -left + 4, top, words, size=TEXT, weight="semibold", va="top", ha="left")
        shapes = {name: SIDES[place % len(SIDES)] for place, name in enumerate(dict.fromkeys(groups))}
        if not group:
            shapes = {"": ("o", BLUE)}
        for n, row in table.iterrows():
            low, mid, high = (float(row[name]) / top_value * width for name in ("low", "rate", "high"))
            shape, colour = shapes[groups[n]]
            ax.plot([low, high], [ys[n]] * 2, color=colour, lw=1.3, zorder=2)
            for end in (x for x in (low, high) if np.isfinite(x)):
                ax.plot([end, end], [ys[n] - 2.5, ys[n] + 2.5], color=colour, lw=1.1, zorder=2, clip_on=False)
            ax.plot([mid], [ys[n]], ls="none", marker=shape, ms=6.5, color=colour, zorder=3, clip_on=False)
            write(ax, -left + 4, ys[n], captions[n], size=TEXT, va="center", ha="left")
            write(ax, width + right - 2, ys[n], said[n], size=SMALL, color=GREY, va="center", ha="right")
        return sheet.finish(table, omitted)


def _labels(table: pd.DataFrame, label: str | None):
    if label:
        return table[label]
    if "label" in table:
        return table["label"]
    if {"earliest", "latest"} <= set(table):
        return [written_span(a, b) for a, b in
                zip(day_numbers(table["earliest"]), day_numbers(table["latest"]), strict=True)]
    return table["period"] if "period" in table else table.index.astype(str)


def _said(table: pd.DataFrame) -> list[str]:
    """Return what is written at the end of a row: the rate, and the count behind it."""
    if "count" not in table:
        return [f"{rate:.3g}" for rate in table["rate"]]
    return [f"{rate:.3g} (n = {count:g})" for rate, count in
            zip(table["rate"].astype(float), table["count"].astype(float), strict=True)]


def _ceiling(value: float) -> float:
    """Return the least of 1, 2, 5, 10 … times a simple number that holds the value."""
    if not np.isfinite(value) or value <= 0:
        return 1.0
    step = 10 ** np.floor(np.log10(value))
    return float(next(m * step for m in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if m * step >= value * 1.02 or m == 10))


def _scale(ax, top_value: float, width: float, bottom: float, unit: str) -> None:
    for part in (0, 0.5, 1):
        x = part * width
        ax.plot([x, x], [2, bottom + 3], color=RULE if part == 0 else HAIR, lw=0.7, zorder=0, clip_on=False)
        text = f"{part * top_value:g}" + (f" {unit}" if part == 0 else "")
        if part == 0.5 and width_of(f"0 {unit}", SMALL) + 8 > x - width_of(f"{part * top_value:g}", SMALL) / 2:
            continue
        write(ax, x, bottom + 5, text, size=SMALL, color=GREY, va="top", ha="left" if part == 0 else "center")
