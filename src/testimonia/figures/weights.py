"""Weights of evidence: a range in decibans for every observation, by contest and group."""

from __future__ import annotations

import pandas as pd

from .lettering import Entry, height_of, mark_style, plain, wrap, write
from .page import Sheet, key_below, key_height, need, nothing, of_kind, page_width
from .theme import BLUE, GREY, HAIR, INK, RULE, SMALL, TEXT, VERMILION, Mark, theme

COLUMNS = ["contest", "label", "group", "test", "low", "high"]
#: A shape for each kind of test, in the order in which the kinds commit themselves.
SHAPES = {"straw in the wind": "o", "hoop": "s", "smoking gun": "^", "doubly decisive": "D"}
FOR, AGAINST = BLUE, VERMILION


@of_kind
def weights(table: pd.DataFrame, *, names=None, narrow: bool = False, title: str | None = None):
    """Return a figure of weights: per contest a panel, per observation its range and the middle of it.

    `table` is that of ``analysis.weights``: contest, hypothesis, rival, label, group, test, low,
    high (decibans, positive for the hypothesis; optional kind, stands). `names` maps hypotheses to
    words. The shape of the mark is the kind of test, its side of the middle line the hypothesis
    favoured; an absence is hollow, and groups are parted by a rule. Observations that do not stand
    are left out and kept in ``figure.testimonia_omitted``.

    Raises ValueError if a column that is needed is missing.

    >>> from testimonia.analysis import weights as weigh
    >>> from testimonia.analysis.example import wager
    >>> weights(weigh(wager())).testimonia_data["label"].tolist()
    ['after-hail', 'old-quarrel', 'no-mill']
    """
    need(table, (*COLUMNS, "hypothesis", "rival"), "weights", "table")
    standing = table["stands"].astype(bool) if "stands" in table else pd.Series(True, index=table.index)
    shown, omitted = table[standing], table[~standing]
    if shown.empty:
        return nothing("No weights on record", COLUMNS, narrow, title)
    shown = pd.concat([_grouped(part) for _, part in shown.groupby(["contest", "hypothesis", "rival"], sort=False, observed=True)]).reset_index(drop=True)
    with theme():
        names = dict(names) if names is not None else {}
        rows, height = _laid(shown, names, narrow)
        entries = _key(shown)
        sheet = Sheet(height + 8 + key_height(entries, narrow), narrow, title)
        left, width = (4.0, page_width(narrow) - 8) if narrow else (page_width(narrow) * 0.55, page_width(narrow) * 0.45 - 8)
        ax = sheet.place(left, 0, width, height)
        reach = _reach(shown)
        for panel in rows:
            _panel(ax, panel, shown, width, left, reach, names, narrow)
        key_below(sheet, entries, height + 6)
        return sheet.finish(shown, omitted)


def _grouped(part: pd.DataFrame) -> pd.DataFrame:
    """The rows of a contest, groups in the order in which they are first met."""
    order = {group: number for number, group in enumerate(dict.fromkeys(part["group"]))}
    return part.sort_values("group", key=lambda groups: groups.map(order), kind="stable")


def _heading(row: pd.Series, names: dict, narrow: bool) -> tuple[list[str], float]:
    """The words over the two sides of a panel, rival first, and their height."""
    half = (page_width(narrow) * (1.0 if narrow else 0.45) - 8) / 2 - 6
    first, second = (plain(names.get(row[side], row[side])) for side in ("hypothesis", "rival"))
    words = [wrap(f"←\u00a0{second}", half, SMALL), wrap(f"{first}\u00a0→", half, SMALL)]
    return words, max(height_of(text, SMALL) for text in words)


def _laid(shown: pd.DataFrame, names: dict, narrow: bool) -> tuple[list[dict], float]:
    """Where each row of each panel stands, and the height of all."""
    panels, y = [], 2.0
    room = page_width(narrow) - 12 if narrow else page_width(narrow) * 0.55 - 16
    for _, part in shown.groupby(["contest", "hypothesis", "rival"], sort=False, observed=True):
        top = y
        y += TEXT * 1.3 * narrow + _heading(part.iloc[0], names, narrow)[1] + 5
        first, rows, group = y, [], None
        for place, row in part.iterrows():
            y += 3 if group not in (None, row["group"]) else 0
            fresh, group = row["group"] != group, row["group"]
            words = wrap(plain(row["label"]), room)
            tall = height_of(words) + (11.0 if narrow else 4.0)
            rows.append((place, y, tall, words, fresh))
            y += tall
        panels.append({"top": top, "first": first, "bottom": y + 2, "rows": rows})
        y += SMALL * 1.3 + 14
    return panels, y - 8


def _reach(shown: pd.DataFrame) -> float:
    """The end of the scale: the next two decibans beyond the widest range."""
    widest = float(shown[["low", "high"]].abs().max().max())
    return max(4.0, 2.0 * -(-widest // 2))


def _panel(ax, panel: dict, shown: pd.DataFrame, width: float, left: float, reach: float, names: dict, narrow: bool) -> None:
    head = shown.loc[panel["rows"][0][0]]
    second, first = _heading(head, names, narrow)[0]

    def at(value: float) -> float:
        return (value + reach) / (2 * reach) * (width - 12) + 6

    y = panel["top"]
    write(ax, -left + 4 if not narrow else 0, y, plain(head["contest"]).capitalize(), size=TEXT, weight="semibold")
    y += TEXT * 1.3 if narrow else 0
    write(ax, at(0) - 5, y, second, size=SMALL, color=AGAINST, ha="right")
    write(ax, at(0) + 5, y, first, size=SMALL, color=FOR)
    strips = [(top + tall - 12, top + tall - 1) for _, top, tall, *_ in panel["rows"]] if narrow else [(panel["first"] - 2, panel["bottom"])]
    for value in (-reach, -reach / 2, 0, reach / 2, reach):
        for strip in strips:  # on a phone the words stand above the range, and no line may cross them
            ax.plot([at(value)] * 2, strip, color=RULE if value == 0 else HAIR, lw=0.9 if value == 0 else 0.7, zorder=0)
        unit = " decibans" if value == 0 else ""
        write(ax, at(value), panel["bottom"] + 1, f"{value:g}".replace("-", "−") + unit, size=SMALL, color=GREY, ha={-reach: "left", reach: "right"}.get(value, "center"))
    for place, top, tall, words, fresh in panel["rows"]:
        _row(ax, shown.loc[place], top, tall, words, fresh, at, -left + 4 if not narrow else 0.0, width, narrow)


def _row(ax, row: pd.Series, top: float, tall: float, words: str, fresh: bool, at, margin: float, width: float, narrow: bool) -> None:
    if fresh:
        ax.plot([margin, width], [top - 1.5] * 2, color=HAIR, lw=0.7, clip_on=False, zorder=0)
    write(ax, margin, top, words, size=TEXT)
    y = top + tall - 7 if narrow else top + height_of(words) / 2
    middle = (row["low"] + row["high"]) / 2
    colour = FOR if middle > 0 else AGAINST if middle < 0 else INK
    ax.plot([at(row["low"]), at(row["high"])], [y, y], color=colour, lw=1.6, zorder=2)
    for end in ("low", "high"):
        ax.plot([at(row[end])] * 2, [y - 2.5, y + 2.5], color=colour, lw=1.2, zorder=2)
    shape = Mark(SHAPES.get(plain(row["test"]), "X"), colour, plain(row["test"]))
    ax.plot([at(middle)], [y], zorder=3, **mark_style(shape, 6.2, hollow=row.get("kind") == "absence"))


def _key(shown: pd.DataFrame) -> list[Entry]:
    tests = [test for test in SHAPES if test in set(shown["test"])] + sorted(set(shown["test"]) - set(SHAPES))
    entries = [Entry(test, Mark(SHAPES.get(test, "X"), INK, test)) for test in tests]
    if "kind" in shown and (shown["kind"] == "absence").any():
        entries.append(Entry("hollow: an absence", Mark("o", INK, "absence"), hollow=True))
    return [*entries, Entry("range; mark at its middle", line={"color": INK, "lw": 1.6})]
