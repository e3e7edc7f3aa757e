"""The balance between two hypotheses, as a distribution under each way of counting."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from .lettering import Entry, height_of, plain, wrap, write
from .page import Sheet, key_below, key_height, nothing, of_kind, page_width
from .theme import BLUE, GREY, HAIR, INK, PALE, RULE, SMALL, TEXT, VERMILION, theme

COLUMNS = ["label", "hypothesis", "rival", "low", "middle", "high", "least", "most", "share"]
_HILL = 26.0  # points: the height of the highest distribution


@of_kind
def balance(results: Mapping, *, names=None, narrow: bool = False, title: str | None = None):
    """Return a figure of balances: for each the distribution, its middle, and where nine in ten replicates lie.

    `results` maps words to what ``analysis.balance`` returns; balances of one pair of hypotheses
    share a panel. `names` maps hypotheses to words. At the right stands how many replicates in a
    hundred favour the hypothesis. The table twin adds the least and the most that the declared
    ranges allow.

    >>> from testimonia.analysis import balance as weigh
    >>> from testimonia.analysis.example import wager
    >>> balance({"each by itself": weigh(wager(), "motive")}).testimonia_data["middle"].tolist()
    [1.0]
    """
    table = pd.DataFrame([_told(label, one) for label, one in results.items()], columns=COLUMNS)
    if table.empty:
        return nothing("No balance on record", COLUMNS, narrow, title)
    names = dict(names) if names is not None else {}
    with theme():
        right = 62.0
        left, width = (4.0, page_width(narrow) - 8 - right) if narrow else (page_width(narrow) * 0.3, page_width(narrow) * 0.7 - 8 - right)
        reach = _reach(results.values())
        panels, height = _laid(table, left, narrow)
        entries = [Entry("distribution over weights and priors", line={"color": GREY, "lw": 5.0}), Entry("nine in ten replicates, tick at the middle", line={"color": INK, "lw": 2.0})]
        sheet = Sheet(height + 6 + key_height(entries, narrow), narrow, title)
        ax = sheet.place(left, 0, width, height)
        values = list(results.values())
        top = max(_density(one, reach)[1].max() for one in values)
        for panel in panels:
            _panel(ax, panel, table, values, reach, width, left, right, names, narrow, top)
        key_below(sheet, entries, height + 4)
        return sheet.finish(table)


def _told(label: str, one) -> dict:
    return {"label": label, "hypothesis": one.hypothesis, "rival": one.rival, "low": one.low, "middle": one.middle, "high": one.high, "least": one.least, "most": one.most, "share": one.share}


def _reach(results) -> float:
    """The end of the scale: the next ten decibans beyond all but a trifle of the replicates."""
    widest = max(float(np.quantile(np.abs(one.samples), 0.999)) for one in results)
    return max(10.0, 10.0 * np.ceil(widest / 10))


def _density(one, reach: float) -> tuple[np.ndarray, np.ndarray]:
    edges = np.linspace(-reach, reach, int(2 * reach) + 1)
    counts, _ = np.histogram(one.samples, edges)
    return (edges[1:] + edges[:-1]) / 2, counts / max(len(one.samples), 1)


def _laid(table: pd.DataFrame, left: float, narrow: bool) -> tuple[list[dict], float]:
    panels, y = [], 2.0
    for _, part in table.groupby(["hypothesis", "rival"], sort=False):
        panel = {"top": y, "rows": []}
        y += SMALL * 1.3 * (2 if narrow else 1) + 4
        panel["first"] = y
        for place, row in part.iterrows():
            words = wrap(plain(row["label"]), page_width(narrow) - 70 if narrow else left - 14)
            above = height_of(words) if narrow else 0.0
            panel["rows"].append((place, y + above + _HILL, words))
            y += above + _HILL + 12
        panel["bottom"] = y
        panels.append(panel)
        y += SMALL * 1.3 + 10
    return panels, y


def _panel(ax, panel: dict, table: pd.DataFrame, results: list, reach: float, width: float, left: float, right: float, names: dict, narrow: bool, top: float) -> None:
    head = results[panel["rows"][0][0]]

    def at(value):
        return (np.clip(value, -reach, reach) + reach) / (2 * reach) * width

    half = width / 2 - 6
    write(ax, at(0) - 5, panel["top"], wrap(f"← {plain(names.get(head.rival, head.rival))}", half, SMALL), size=SMALL, color=VERMILION, ha="right")
    write(ax, at(0) + 5, panel["top"], wrap(f"{plain(names.get(head.hypothesis, head.hypothesis))} →", half, SMALL), size=SMALL, color=BLUE)
    strips = [(base - _HILL, base + 9) for _, base, _ in panel["rows"]] if narrow else [(panel["first"], panel["bottom"])]
    for value in np.arange(-reach, reach + 1, 10):
        for strip in strips:  # on a phone the words stand above, and no line may cross them
            ax.plot([at(value)] * 2, strip, color=RULE if value == 0 else HAIR, lw=1.0 if value == 0 else 0.7, zorder=4 if value == 0 else 0)
        if not narrow or value % 20 == 0:
            unit = " decibans" if value == reach and not narrow else ""
            write(ax, at(value), panel["bottom"] + 1, f"{value:g}".replace("-", "−") + unit, size=SMALL, color=GREY, ha={-reach: "left", reach: "right"}.get(value, "center") if narrow else "center")
    for place, base, words in panel["rows"]:
        one, row = results[place], table.loc[place]
        middles, heights = _density(one, reach)
        ax.fill_between(at(middles), base - heights / top * (_HILL - 4), base, color=PALE, ec=GREY, lw=0.8, zorder=1)
        ax.plot(at(np.array([one.low, one.high])), [base + 4] * 2, color=INK, lw=2.0, zorder=5)
        ax.plot([at(one.middle)] * 2, [base + 0.5, base + 7.5], color=INK, lw=1.6, zorder=5)
        write(ax, 0 if narrow else -left + 4, base - _HILL - height_of(words) if narrow else base, words, size=TEXT, va="top" if narrow else "center")
        write(ax, width + right, base, f"{_percent(row['share'])} in 100", size=SMALL, color=INK, va="center", ha="right")


def _percent(share: float) -> str:
    return f"{round(100 * share)}" if 0.005 <= share <= 0.995 else "> 99" if share > 0.5 else "< 1"
