"""Stated numbers of very different size side by side, on a scale of powers of ten."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .lettering import block_width, height_of, plain, wrap, write
from .page import Sheet, need, nothing, of_kind, page_width
from .theme import BLUE, GREY, HAIR, SMALL, TEXT, theme

COLUMNS = ["label", "when", "value", "low", "high"]


@of_kind
def magnitudes(df: pd.DataFrame, *, label: str = "label", when: str = "when", narrow: bool = False, title: str | None = None):
    """Return a figure with a row per number: a point where one number is stated, a line where a range is.

    `df` has a column to write on the left, one saying when (may be empty), and value,
    low, high (float; NaN where not stated). A number stated only as a lower bound
    ('more than') is a hollow point with an arrow. The scale is logarithmic, so that
    equal distances are equal ratios; rows of nought or without any number are left out
    and kept in ``figure.testimonia_omitted``.

    Raises ValueError if a column that is needed is missing.

    >>> df = pd.DataFrame({"label": ["spring", "summer"], "when": ["1611", "1612"], "value": [4, np.nan],
    ...                    "low": [np.nan, 100], "high": [np.nan, np.nan]})
    >>> magnitudes(df).testimonia_data["drawn"].tolist()
    ['point', 'at least']
    """
    need(df, (label, when, "value", "low", "high"), "magnitudes", "df")
    table = df.assign(**{name: pd.to_numeric(df[name], errors="coerce").astype(float) for name in ("value", "low", "high")})
    drawable = table[["value", "low", "high"]].max(axis=1) > 0
    table, omitted = table[drawable].reset_index(drop=True), table[~drawable]
    if table.empty:
        return nothing("No numbers on record", COLUMNS, narrow, title)
    table["drawn"] = [_form(row) for _, row in table.iterrows()]
    with theme():
        page = page_width(narrow)
        said = [_said(row) for _, row in table.iterrows()]
        right = max(block_width(text, SMALL) for text in said) + 14
        left = page * (0.42 if narrow else 0.44)
        captions = [wrap(f"{plain(row[label])}" + (f", {plain(row[when])}" if plain(row[when]) else ""), left - 12) for _, row in table.iterrows()]
        tops, y = [], 2.0
        for caption in captions:
            tops.append(y)
            y += height_of(caption) + 5
        sheet = Sheet(y + SMALL + 14, narrow, title)
        width = page - left - right
        ax = sheet.place(left, 0, width, y + SMALL + 14)
        place = _scale(ax, table, width, y)
        for (_, row), caption, text, top in zip(table.iterrows(), captions, said, tops, strict=True):
            _draw(ax, row, place, top + height_of(caption) / 2)
            write(ax, -left + 4, top, caption, size=TEXT, va="top", ha="left")
            write(ax, width + right - 4, top + height_of(caption) / 2, text, size=SMALL, color=GREY, va="center", ha="right")
        return sheet.finish(table, omitted)


def _form(row: pd.Series) -> str:
    if pd.notna(row["low"]) and pd.notna(row["high"]):
        return "range"
    if pd.notna(row["value"]):
        return "point"
    return "at least" if pd.notna(row["low"]) else "at most"


def _said(row: pd.Series) -> str:
    if row["drawn"] == "range":
        return f"{row['low']:,.0f}–{row['high']:,.0f}"
    sign = {"point": "", "at least": "≥ ", "at most": "≤ "}[row["drawn"]]
    return sign + f"{np.nanmax([row['value'], row['low'], row['high']]) if row['drawn'] != 'point' else row['value']:,.0f}"


def _scale(ax, table: pd.DataFrame, width: float, bottom: float):
    """Draw the powers of ten and return the function from a number to its place."""
    values = table[["value", "low", "high"]].to_numpy()
    first = np.floor(np.log10(np.nanmin(values[values > 0])))
    last = np.ceil(np.log10(np.nanmax(values) * 1.2))
    last = max(last, first + 1)

    def place(value: float) -> float:
        return (np.log10(value) - first) / (last - first) * width

    powers = list(range(int(first), int(last) + 1))
    widest = max(block_width(f"{10**power:,}", SMALL) for power in powers)
    every = int(np.ceil((widest + 6) / (width / max(len(powers) - 1, 1))))
    for power in powers[::every]:
        x = place(10.0**power)
        ax.plot([x, x], [2, bottom], color=HAIR, lw=0.7, zorder=0, clip_on=False)
        write(ax, x, bottom + 4, f"{10**power:,}", size=SMALL, color=GREY, va="top", ha="center")
    return place


def _draw(ax, row: pd.Series, place, y: float) -> None:
    if row["drawn"] == "range":
        low, high = place(row["low"]), place(row["high"])
        ax.plot([low, high], [y, y], color=BLUE, lw=2.2, zorder=2, solid_capstyle="butt")
        ax.plot([low, high], [y, y], ls="none", marker="|", ms=9, mew=1.6, color=BLUE, zorder=3)
        return
    bound = row["drawn"] != "point"
    x = place(row["value"] if not bound else np.nanmax([row["low"], row["high"]]))
    ax.plot([x], [y], ls="none", marker="o", ms=6.5, mfc="white" if bound else BLUE, mec=BLUE, mew=1.4, zorder=3, clip_on=False)
    if bound:
        step = 16 if row["drawn"] == "at least" else -16
        ax.annotate("", (x + step, y), (x + np.sign(step) * 3.5, y), arrowprops={"arrowstyle": "->", "color": BLUE, "lw": 1.3}, annotation_clip=False)
