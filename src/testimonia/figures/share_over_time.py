"""Shares by period: how much of what was said was of each kind, with the counts behind it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patheffects import withStroke

from .lettering import Entry, height_of, plain, width_of, wrap, write
from .page import Sheet, key_below, key_height, need, nothing, of_kind, page_width
from .theme import BLUE, GREY, HAIR, INK, PAPER, RULE, SMALL, TEXT, theme

COLUMNS = ["category", "period", "count", "total", "share", "low", "high"]
FILL = "#8fb4cc"


@of_kind
def share_over_time(
    df: pd.DataFrame, *, category: str = "category", period: str = "period", names=None, narrow: bool = False,
    title: str | None = None,
):
    """Return a figure with a strip per category and a bar per period: its share, interval and count.

    `df` has a row per category and period with count (of the category) and total
    (of the period); share, and low and high for the interval, where known. The
    tables of `testimonia.analysis.shares` and `charges_over_time` (with
    category='charge') are such. Periods without a total are not drawn.
    Categories and periods keep the order in which they stand. All strips have
    the same scale, from nought to the highest value.

    Raises ValueError if a column that is needed is missing.

    >>> df = pd.DataFrame({"category": ["spells", "spells"], "period": ["1611", "1612"],
    ...                    "count": [1, 6], "total": [4, 8]})
    >>> share_over_time(df).testimonia_data["share"].tolist()
    [0.25, 0.75]
    """
    df = _counted(df)
    need(df, (category, period, "count", "total"), "share_over_time", "df")
    table = df.rename(columns={category: "category", period: "period"}).reset_index(drop=True)
    total, before = pd.to_numeric(table["total"], errors="coerce"), table["period"]  # in this order, also of periods not drawn
    table, omitted = table[total > 0].reset_index(drop=True), table[~(total > 0)]
    if table.empty:
        return nothing("No statements on record in these periods", COLUMNS, narrow, title)
    if "share" not in table:
        table["share"] = table["count"].astype(float) / table["total"].astype(float)
    for name in ("low", "high"):
        if name not in table:
            table[name] = np.nan
    names = dict(names or {})
    with theme():
        rows = list(dict.fromkeys(table["category"]))
        columns = [one for one in dict.fromkeys([*before, *table["period"]]) if (table["period"] == one).any()]
        page = page_width(narrow)
        left, plot = (30.0, 46.0) if narrow else (118.0, 46.0)
        width = page - left - 6
        step = width / len(columns)
        labels = [wrap(plain(names.get(one, str(one).replace("_", " "))), page - 8 if narrow else left - 38, TEXT) for one in rows]
        foot_words = [wrap(plain(text), step - 6, SMALL) for text in columns]
        foot = max(height_of(text, SMALL) for text in foot_words) + 6
        entries = [Entry("share of the period, and how many of how many", line={"color": FILL, "lw": 6})]
        if table["low"].notna().any():
            entries.append(Entry("interval of the share", line={"color": INK, "lw": 1.0}))
        ceiling = float(np.nanmax(table[["share", "high"]].to_numpy(float)))
        ceiling = min(1.0, np.ceil(ceiling * 10) / 10)
        gaps = [height_of(text) + 8 if narrow else 8.0 for text in labels]
        body = sum(gaps) + len(rows) * (plot + SMALL * 1.4)
        sheet = Sheet(body + foot + key_height(entries, narrow) + 8, narrow, title)
        ax = sheet.place(left, 0, width, body + foot)
        y = 0.0
        for one, label, gap in zip(rows, labels, gaps, strict=True):
            base = y + gap + SMALL * 1.4 + plot
            write(ax, -left + 4, y + 7 if narrow else base - plot / 2, label, size=TEXT, va="top" if narrow else "center",
                    ha="left", weight="semibold" if narrow else "normal")
            for value in (0, ceiling):
                ax.plot([0, width], [base - plot * value / ceiling] * 2, color=RULE if value == 0 else HAIR, lw=0.7, zorder=0)
                write(ax, -4, base - plot * value / ceiling, f"{value:.0%}", size=SMALL, color=GREY, va="center", ha="right")
            _strip(ax, table[table["category"] == one], columns, step, base, plot / ceiling)
            y = base
        for place, text in enumerate(foot_words):
            write(ax, (place + 0.5) * step, body + 4, text, size=SMALL, color=GREY, va="top", ha="center")
        key_below(sheet, entries, body + foot + 2)
        return sheet.finish(table, omitted)


def _counted(df: pd.DataFrame) -> pd.DataFrame:
    """Return the table with count, total, low and high, where it has the columns of `charges_over_time`."""
    if "count" in df or not {"certainly", "of_certainly"} <= set(df):
        return df
    names = {"certainly": "count", "of_certainly": "total", "share_low": "low", "share_high": "high"}
    return df.rename(columns=names)


def _strip(ax, part: pd.DataFrame, columns, step: float, base: float, scale: float) -> None:
    bar = min(step * 0.46, 26.0)
    for _, row in part.iterrows():
        middle = (columns.index(row["period"]) + 0.5) * step
        share, low, high = (float(row[name]) for name in ("share", "low", "high"))
        top = base - share * scale
        if share > 0:
            ax.fill([middle - bar / 2, middle + bar / 2, middle + bar / 2, middle - bar / 2], [base, base, top, top],
                    facecolor=FILL, edgecolor=BLUE, lw=0.7, zorder=2)
        peak = top
        if np.isfinite(low) and np.isfinite(high):
            peak = base - high * scale
            ax.plot([middle, middle], [base - low * scale, peak], color=INK, lw=1.0, zorder=3)
            for end in (low, high):
                ax.plot([middle - 2.5, middle + 2.5], [base - end * scale] * 2, color=INK, lw=1.0, zorder=3)
        full = f"{row['count']:g} of {row['total']:g}"
        text = full if width_of(full, SMALL) <= step - 3 else f"{row['count']:g}/{row['total']:g}"
        write(ax, middle, peak - 1.5, text, size=SMALL, color=INK, va="bottom", ha="center", zorder=5,
              path_effects=[withStroke(linewidth=2.4, foreground=PAPER)])
