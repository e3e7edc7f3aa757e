"""Two (or more) voices on one scale: what each side said of the same threat in the same period."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .lettering import Entry, block_width, draw_key, height_of, lay_key, plain, wrap
from .page import Sheet, need, nothing, page_width
from .theme import GREY, HAIR, RULE, SIDES, SMALL, TEXT, Mark, theme

LEVELS = {-2: "dismissed", -1: "slight", 0: "mixed", 1: "serious", 2: "grave, urgent"}
COLUMNS = ["threat", "period"]


def sides_of(gap: pd.DataFrame) -> list[str]:
    """Return the names of the sides of a gap table, from its columns `<side>_mean`.

    >>> sides_of(pd.DataFrame(columns=["threat", "priest_mean", "judge_mean", "priest_n"]))
    ['priest', 'judge']
    """
    return [str(name).removesuffix("_mean") for name in gap.columns if str(name).endswith("_mean")]


def dumbbell(
    gap: pd.DataFrame, *, names=None, labels=None, levels=None, narrow: bool = False, title: str | None = None,
):
    """Return a figure of paired judgements: a row per threat and period, a mark per side, the gap as a bar.

    `gap` is the table of `testimonia.analysis.gap`: threat and period where it
    has them, and for each side `<side>_n`, `<side>_min`, `<side>_mean`,
    `<side>_max`. The mark is the mean, the thin line the range, the number how
    many judgements there are. `names` maps threat ids to labels, `labels` sides
    to words, `levels` the scale to words. A side that is silent has no mark.

    Raises ValueError if no side can be found.

    >>> gap = pd.DataFrame({"threat": ["spells"], "period": ["1611"], "priest_n": [1], "priest_min": [2],
    ...     "priest_mean": [2.0], "priest_max": [2], "judge_n": [1], "judge_min": [-1], "judge_mean": [-1.0],
    ...     "judge_max": [-1]})
    >>> dumbbell(gap).testimonia_data.shape
    (1, 10)
    """
    sides = sides_of(gap)
    if not sides:
        raise ValueError("dumbbell: the table 'gap' has no column <side>_mean; make it with testimonia.analysis.gap")
    need(gap, [f"{side}_{part}" for side in sides for part in ("n", "min", "max")], "dumbbell", "gap")
    means = gap[[f"{side}_mean" for side in sides]].apply(pd.to_numeric, errors="coerce")
    table = gap[means.notna().any(axis=1)].reset_index(drop=True)
    if table.empty:
        return nothing("No judgements on record for these sides", gap.columns, narrow, title)
    levels, names, labels = dict(levels or LEVELS), dict(names or {}), dict(labels or {})
    looks = {side: Mark(*SIDES[n % len(SIDES)], plain(labels.get(side, side))) for n, side in enumerate(sides)}
    with theme():
        return _draw(table, gap, sides, looks, levels, names, narrow, title)


def _draw(table, gap, sides, looks, levels, names, narrow, title):
    page = page_width(narrow)
    heading = "threat" in table
    detail = [plain(text) for text in table["period"]] if "period" in table else [""] * len(table)
    lead = [plain(names.get(one, one)) for one in table["threat"]] if heading else detail
    left = (block_width(max(detail, key=len)) + 22) if narrow else 178.0
    right = 24.0 if narrow else 34.0
    width = page - left - right - 8
    entries = [Entry(look.label, look) for look in looks.values()]
    entries.append(Entry("line: lowest to highest; number: judgements", line={"color": GREY, "lw": 1}))
    words = [wrap(text, width / (len(levels)) - 4, SMALL) for _, text in sorted(levels.items())]
    keyed = lay_key(entries, page - 8)[1]
    scale = max(height_of(text, SMALL) for text in words) + 4
    head = keyed + 8 + scale
    ys, y, written = [], head + 4, []
    before = None
    for n, name in enumerate(lead):
        fresh = heading and name != before
        before = name
        if fresh and n:
            y += 5
        text = wrap(name, page - 8 if narrow else left - 46, TEXT) if fresh or not heading else ""
        tall = 8.0 * len(sides) + 4  # one line for each side: ranges and numbers keep apart
        if narrow and fresh:
            written.append((y, text))
            y += height_of(text) + 2
        elif text:
            written.append((y + 1, text))
            following = sum(1 for other in lead[n:] if other == name)
            tall = max(tall, (height_of(text) + 4) / max(following, 1))
        ys.append((y, y + tall / 2, fresh))
        y += tall
    sheet = Sheet(y + scale, narrow, title)
    draw_key(sheet.place(4, 0, page - 8, max(keyed, 1)), entries, page - 8)
    ax = sheet.place(left, 0, width, y + scale)
    low, high = min(levels), max(levels)

    def at(value):
        return (value - low + 0.5) / (high - low + 1) * width

    for level, text in zip(sorted(levels), words, strict=True):
        ax.plot([at(level)] * 2, [head, y], color=RULE if level == 0 else HAIR, lw=0.7, zorder=0)
        ax.text(at(level), head - 2, text, size=SMALL, color=GREY, va="bottom", ha="center", linespacing=1.05)
    for top, text in written:
        ax.text(-left + 4, top, text, size=TEXT, weight="semibold" if narrow else "normal", va="top", ha="left", linespacing=1.1)
    for n, (top, middle, fresh) in enumerate(ys):
        if fresh or not heading:
            rule = written[[t for t, _ in written].index(top + 1)][0] - 1 if not narrow else top
            ax.plot([-left + 4, width + right], [rule, rule], color=HAIR, lw=0.7, clip_on=False, zorder=0)
        if heading:
            ax.text(-12, middle, detail[n], size=TEXT, color=GREY, va="center", ha="right")
        _row(ax, table.iloc[n], sides, looks, at, middle, width + right)
    return sheet.finish(table, gap.drop(index=gap.index[:0]).iloc[:0])


def _row(ax, row, sides, looks, at, middle: float, edge: float) -> None:
    """Draw one comparison: each side on a line of its own, joined by the gap between the means."""
    spoke, step = [], 8.0
    for place, side in enumerate(sides):
        mean = pd.to_numeric(row[f"{side}_mean"], errors="coerce")
        if pd.isna(mean):
            continue
        y = middle + (place - (len(sides) - 1) / 2) * step
        least, most = float(row[f"{side}_min"]), float(row[f"{side}_max"])
        look = looks[side]
        if most > least:
            ax.plot([at(least), at(most)], [y, y], color=look.colour, lw=1.0, zorder=2)
            for end in (least, most):
                ax.plot([at(end)] * 2, [y - 2, y + 2], color=look.colour, lw=1.0, zorder=2)
        ax.plot([at(float(mean))], [y], ls="none", marker=look.shape, ms=6.4, color=look.colour, zorder=4, clip_on=False)
        spoke.append((at(float(mean)), y))
        ax.text(edge - 4 - 11 * (len(sides) - 1 - place), middle, f"{int(row[f'{side}_n'])}", size=SMALL,
                color=look.colour, va="center", ha="right")
    if len(spoke) > 1:
        xs, ys = np.array(spoke).T
        ax.plot(xs, ys, color=RULE, lw=2.2, alpha=1, zorder=1, solid_capstyle="round")
