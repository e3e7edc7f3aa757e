"""Two (or more) voices on one scale: what each side said of the same threat in the same period."""

from __future__ import annotations

import pandas as pd

from .lettering import Entry, block_width, draw_key, height_of, lay_key, mark_style, plain, width_of, wrap, write
from .page import Sheet, need, nothing, of_kind, page_width
from .theme import GREY, HAIR, RULE, SIDES, SMALL, TEXT, Mark, theme

LEVELS = {-2: "dismissed", -1: "slight", 0: "mixed", 1: "serious", 2: "grave, urgent"}
COLUMNS = ["threat", "period"]


def sides_of(gap: pd.DataFrame) -> list[str]:
    """Return the names of the sides of a gap table, from its columns `<side>_mean`.

    >>> sides_of(pd.DataFrame(columns=["threat", "priest_mean", "judge_mean", "priest_n"]))
    ['priest', 'judge']
    """
    return [str(name).removesuffix("_mean") for name in gap.columns if str(name).endswith("_mean")]


def means_known(gap: pd.DataFrame, sides) -> pd.Series:
    """Return for each row whether at least one side spoke (bool)."""
    return gap[[f"{side}_mean" for side in sides]].apply(pd.to_numeric, errors="coerce").notna().any(axis=1)


@of_kind
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
    table = gap[means_known(gap, sides)].reset_index(drop=True)
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
    known = dict(zip(table["threat"], table["label"], strict=True)) if heading and "label" in table else {}
    lead = [plain(names.get(one)) or plain(known.get(one)) or plain(one) for one in table["threat"]] if heading else detail
    left = (block_width(max(detail, key=len)) + 14) if narrow else 178.0
    right = 24.0 if narrow else 34.0
    width = page - left - right - 8
    entries = [Entry(look.label, look) for look in looks.values()]
    entries.append(Entry("lowest to highest; numbers count judgements", line={"color": GREY, "lw": 1}))
    room = width / len(levels) - 3
    words = [wrap(text, room, SMALL) for _, text in sorted(levels.items())]
    if any(width_of(part, SMALL) > room for text in levels.values() for part in str(text).split()):
        # no room for every step: name the ends of the scale, which say what it measures
        words = [text if level in (min(levels), max(levels)) else "" for level, text in sorted(levels.items())]
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
        tall = 8.0 * len(sides) + 5  # room for the mark and a range for each side
        if narrow and fresh:
            written.append((y, text))
            y += height_of(text) + 2
        elif text:
            written.append((y + 1, text))
            following = sum(1 for other in lead[n:] if other == name)
            tall = max(tall, (height_of(text) + 4) / max(following, 1))
        ys.append((y, y + tall / 2, fresh))
        y += tall
    sheet = Sheet(y + 5, narrow, title)
    draw_key(sheet.place(4, 0, page - 8, max(keyed, 1)), entries, page - 8)
    ax = sheet.place(left, 0, width, y + 5)
    low, high = min(levels), max(levels)

    def at(value):
        return (value - low + 0.5) / (high - low + 1) * width

    for level, text in zip(sorted(levels), words, strict=True):
        ax.plot([at(level)] * 2, [head, y], color=RULE if level == 0 else HAIR, lw=0.7, zorder=0)
        write(ax, at(level), head - 2, text, size=SMALL, color=GREY, va="bottom", ha="center")
    for top, text in written:
        write(ax, -left + 4, top, text, size=TEXT, weight="semibold" if narrow else "normal", va="top", ha="left")
    for n, (top, middle, fresh) in enumerate(ys):
        if fresh or not heading:
            rule = written[[t for t, _ in written].index(top + 1)][0] - 1 if not narrow else top
            ax.plot([-left + 4, width + right], [rule, rule], color=HAIR, lw=0.7, clip_on=False, zorder=0)
        if heading:
            write(ax, -8, middle, detail[n], size=TEXT, color=GREY, va="center", ha="right")
        _row(ax, table.iloc[n], sides, looks, at, middle, width + right)
    return sheet.finish(table, gap[~means_known(gap, sides)])


def _row(ax, row, sides, looks, at, middle: float, edge: float) -> None:
    """Draw one comparison: means joined by the gap, ranges over (first side) and under the line (second)."""
    spoke = []
    for place, side in enumerate(sides):
        mean = pd.to_numeric(row[f"{side}_mean"], errors="coerce")
        if pd.notna(mean):
            spoke.append((place, side, at(float(mean))))
    xs = [x for *_, x in spoke]
    close = len(xs) > 1 and min(abs(a - b) for n, a in enumerate(xs) for b in xs[:n]) < 7
    if len(xs) > 1:
        ax.plot([min(xs), max(xs)], [middle, middle], color=RULE, lw=2.2, zorder=1)
    for place, side, x in spoke:
        away = place - (len(sides) - 1) / 2
        look, least, most = looks[side], at(float(row[f"{side}_min"])), at(float(row[f"{side}_max"]))
        y = middle + away * 7.5 if close else middle
        line = middle + away * (14.5 if close else 11.5)
        if most > least:
            ax.plot([least, most], [line, line], color=look.colour, lw=1.0, zorder=2)
            for end in (least, most):
                ax.plot([end, end], [line - 2, line + 2], color=look.colour, lw=1.0, zorder=2)
        ax.plot([x], [y], zorder=4, **mark_style(look, 6.4))
        write(ax, edge - 4 - 12 * (len(sides) - 1 - place), middle, f"{int(row[f'{side}_n'])}", size=SMALL,
              color=look.colour, va="center", ha="right")
