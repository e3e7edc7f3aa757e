"""A lane for every threat: how long it was seen, what happened, who judged it how, what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .calendar_axis import UNCERTAIN, Dated, Days, day_numbers, draw_moments, lay_moments, window
from .lettering import Entry, height_of, plain, wrap
from .page import Sheet, key_below, key_height, need, nothing, page_width
from .theme import DIRECTIONS, GREEN, GREY, HAIR, INK, PALE, PURPLE, RULE, STANCES, TEXT, Mark, mark, theme

COLUMNS = ["lane", "label", "layer", "row", "earliest", "latest", "kind", "level", "strength", "actor", "text"]

# Eighteen shapes on one lane cannot be read, so events are drawn by family here
# and one by one in the calendar.
FAMILIES = {
    "arrest, removal, trial or death": (
        Mark("D", INK, ""), ("arrest", "removal", "transfer", "trial", "execution", "death")),
    "order or decree": (Mark("s", GREEN, ""), ("decree", "order", "promotion")),
    "report, letter, speech or meeting": (
        Mark("o", GREY, ""), ("report", "letter", "speech", "meeting", "plenum")),
    "other event": (Mark("P", PURPLE, ""), ("operation", "diplomacy", "war", "other")),
}
_FAMILY_OF = {kind: name for name, (_, kinds) in FAMILIES.items() for kind in kinds}

_MARK, _EVENT, _BAR = 6.6, 5.0, 5.0


@dataclass
class _Lane:
    """What one lane holds, and how tall it therefore is."""

    label: str
    depth: int = 0
    spans: pd.DataFrame = None
    decks: dict = field(default_factory=dict)  # place -> (table, Dated, rows)
    up: float = 0.0
    down: float = 0.0
    caption: str = ""


def timeline(
    lanes: pd.DataFrame, *, above=None, below=None, above_label: str | None = None, below_label: str | None = None,
    since=None, until=None, threshold: float | None = None, decisions_label: str = "Decisions", moments=None,
    narrow: bool = False, title: str | None = None,
):
    """Return a figure with one lane per threat, from the table of `testimonia.analysis.timeline`.

    On a lane: bars for spans (an arrow head where an end is open), marks for
    events on the bar, judgements of the institutions or assessors in `above`
    over it and of those in `below` under it (all over it if neither is given).
    Decisions have their own lane, escalation over the line and restraint under
    it, larger where stronger. A mark is hollow and sits on a line of all possible
    days where these are wider than the mark (or than `threshold` days).
    `moments` maps dates to short texts for the whole figure. Rows that are in
    neither list are not drawn and are kept in `figure.testimonia_omitted`.

    Raises ValueError if a column that is needed is missing.

    >>> import pandas as pd
    >>> lanes = pd.DataFrame({"lane": ["spells"], "label": ["Spells"], "layer": ["span"], "row": ["spells"],
    ...     "earliest": pd.to_datetime(["1611-03-01"]), "latest": pd.to_datetime(["1611-09-30"])})
    >>> timeline(lanes).testimonia_data[["lane", "layer", "drawn"]].values.tolist()
    [['spells', 'span', 'bar']]
    """
    need(lanes, ("lane", "label", "layer", "row", "earliest", "latest"), "timeline", "lanes")
    table = _prepared(lanes, above, below)
    first, last = day_numbers(table["earliest"]), day_numbers(table["latest"])
    low, high = window(first, last, since, until, pad=0.01)
    inside = ~((last < low) | (first > high)) & ~(np.isnan(first) & np.isnan(last))
    drawn = table[(table["side"] != "") & inside]
    omitted = table[(table["side"] == "") | ~inside]
    if drawn.empty:
        return nothing("Nothing on record for this timeline", [*COLUMNS, "side", "drawn"], narrow, title)
    with theme():
        margin = 4.0 if narrow else 132.0
        days = Days(low, high, page_width(narrow) - margin - 8)
        order = [_lane(part, days, threshold, narrow, margin) for _, part in
                 drawn[drawn["side"] != "decision"].groupby("lane", sort=False)]
        decided = drawn[drawn["side"] == "decision"]
        if len(decided):
            order.append(_decision_lane(decided, days, threshold, narrow, margin, decisions_label))
        captions, over = lay_moments(moments, days)
        head = over + days.tall + 4
        body = sum(lane.up + lane.down for lane in order)
        entries = _entries(drawn, order, above_label, below_label, above, below)
        foot = days.tall + 6
        sheet = Sheet(head + body + foot + key_height(entries, narrow) + 4, narrow, title)
        ax = sheet.place(margin, 0, days.width, head + body + foot)
        days.draw(ax, head, head + body, labels="both")
        draw_moments(ax, captions, head - days.tall, head + body)
        y = head
        for lane in order:
            _draw_lane(ax, lane, y, days, margin, narrow, last=lane is order[-1])
            y += lane.up + lane.down
        key_below(sheet, entries, head + body + foot)
        forms = pd.concat([pd.Series(deck[1].form, deck[0].index) for lane in order for deck in lane.decks.values()]
                          or [pd.Series(dtype=object)])
        drawn = drawn.assign(drawn=forms.reindex(drawn.index).fillna("bar"))
        return sheet.finish(drawn, omitted)


def _prepared(lanes: pd.DataFrame, above, below) -> pd.DataFrame:
    """Return a copy with all columns and with `side`: bar, event, above, below, decision, or '' (not drawn)."""
    table = lanes.reset_index(drop=True).copy()
    for name in COLUMNS:
        if name not in table:
            table[name] = None
    layer = table["layer"].astype(str)
    named = [table[column].map(plain) for column in ("actor", "institution") if column in table]

    def belongs(ids):
        return np.any([column.isin([str(one) for one in ids]) for column in named], axis=0)

    side = layer.map({"span": "bar", "event": "event", "decision": "decision"}).fillna("").to_numpy(object)
    assessed = (layer == "assessment").to_numpy()
    if above is None and below is None:
        side[assessed] = "above"
    for name, ids in (("below", below), ("above", above)):
        if ids is not None:
            side[assessed & belongs(ids)] = name
    return table.assign(side=side)


def _deck(lane: _Lane, place: str, part: pd.DataFrame, days: Days, size: float, threshold) -> float:
    """Lay marks of one place in rows that do not touch; return the height they need."""
    if part.empty:
        return 0.0
    dated = Dated(days, day_numbers(part["earliest"]), day_numbers(part["latest"]), size, threshold)
    rows = dated.rows()
    lane.decks[place] = (part, dated, rows)
    return (rows.max() + 1) * (size + 1.4)


def _lane(part, days, threshold, narrow, margin) -> _Lane:
    label = next((plain(text) for text in part["label"] if plain(text)), plain(part["lane"].iloc[0]))
    depth = int(part["depth"].iloc[0]) if "depth" in part and pd.notna(part["depth"].iloc[0]) else 0
    lane = _Lane(label, depth, part[part["side"] == "bar"])
    room = days.width if narrow else margin - 12 - 8 * depth
    lane.caption = wrap(label, room, TEXT)
    events = _deck(lane, "event", part[part["side"] == "event"], days, _EVENT, threshold)
    over = _deck(lane, "above", part[part["side"] == "above"], days, _MARK, threshold)
    under = _deck(lane, "below", part[part["side"] == "below"], days, _MARK, threshold)
    words = height_of(lane.caption, TEXT)
    lane.up = _BAR / 2 + events + over + 5 + (words + 1 if narrow else 0)
    lane.down = _BAR / 2 + under + 5
    if not narrow and words + 6 > lane.up + lane.down:
        spare = (words + 6 - lane.up - lane.down) / 2
        lane.up, lane.down = lane.up + spare, lane.down + spare
    return lane


def _decision_lane(part, days, threshold, narrow, margin, label) -> _Lane:
    lane = _Lane(label, 0, part.iloc[:0])
    lane.caption = wrap(label, days.width if narrow else margin - 12, TEXT, "semibold")
    escalation = part["kind"].astype(str) != "restraint"
    over = _deck(lane, "above", part[escalation], days, 8.5, threshold)
    under = _deck(lane, "below", part[~escalation], days, 8.5, threshold)
    lane.up = over + 7 + (height_of(lane.caption, TEXT) + 1 if narrow else 0)
    lane.down = under + 7
    return lane


def _draw_lane(ax, lane: _Lane, top: float, days: Days, margin: float, narrow: bool, last: bool) -> None:
    base = top + lane.up
    decision = lane.spans is not None and lane.spans.empty and "event" not in lane.decks and last
    ax.plot([-margin + 4, days.width], [top, top], color=HAIR if not decision else RULE, lw=0.7, zorder=0, clip_on=False)
    weight = "semibold" if decision else "normal"
    middle = top + 2 if narrow else min(max(base, top + height_of(lane.caption) / 2 + 2),
                                        top + lane.up + lane.down - height_of(lane.caption) / 2 - 2)
    ax.text(2 if narrow else -margin + 4 + 8 * lane.depth, middle, lane.caption, size=TEXT, weight=weight,
            va="top" if narrow else "center", ha="left", linespacing=1.1, zorder=6)
    ax.plot([0, days.width], [base, base], color=HAIR if not decision else RULE, lw=0.7, zorder=0.5)
    _draw_bars(ax, lane.spans, base, days)
    for place, (part, dated, rows) in lane.decks.items():
        step = dated.size + 1.4
        offset = _BAR / 2 + 1
        if place == "above" and "event" in lane.decks:
            offset += (lane.decks["event"][2].max() + 1) * (_EVENT + 1.4)
        for n, (_, row) in enumerate(part.iterrows()):
            away = offset + (rows[n] + 0.5) * step
            y = base + away if place == "below" else base - away
            size = _size(row, dated.size)
            dated.draw(ax, n, y, _mark_of(row), size=size)


def _size(row, size: float) -> float:
    if row["layer"] != "decision":
        return size
    strength = pd.to_numeric(row["strength"], errors="coerce")
    return {1: 4.6, 2: 6.4, 3: 8.4}.get(None if pd.isna(strength) else int(strength), 6.4)


def _mark_of(row) -> Mark:
    if row["layer"] == "event":
        return FAMILIES[_FAMILY_OF.get(plain(row["kind"]), "other event")][0]
    return mark(plain(row["kind"]) or "mixed")


def _draw_bars(ax, spans, base: float, days: Days) -> None:
    """Draw spans as outlined bars; an open end has an arrow head, an uncertain one a broken outline."""
    half = _BAR / 2
    for _, span in spans.iterrows():
        first, last = day_numbers([span["earliest"]])[0], day_numbers([span["latest"]])[0]
        left = 0.0 if np.isnan(first) else max(days.at(first), 0.0)
        right = days.width if np.isnan(last) else min(days.at(last + 1), days.width)
        tip_left, tip_right = (5 if np.isnan(first) else 0), (5 if np.isnan(last) else 0)
        outline = [
            (left + tip_left, base - half), (right - tip_right, base - half), (right, base),
            (right - tip_right, base + half), (left + tip_left, base + half), (left, base),
        ]
        doubt = any(bool(span[name]) for name in ("uncertain", "approximate") if name in span and pd.notna(span[name]))
        xs, ys = zip(*outline, strict=True)
        ax.fill(xs, ys, facecolor=PALE, edgecolor=RULE, lw=0.9, ls=(0, (3, 2)) if doubt else "-", zorder=2)


def _entries(drawn, order, above_label, below_label, above, below) -> list[Entry]:
    """Return the key: only what is drawn, in the order of the scales."""
    entries = []
    sides = set(drawn["side"])
    if sides & {"above", "below"}:
        stances = [name for name in STANCES if name in set(drawn.loc[drawn["layer"] == "assessment", "kind"].map(plain))]
        who = []
        if "above" in sides and (above_label or above is not None):
            who.append(f"over the bar, {above_label or 'the first side'}")
        if "below" in sides:
            who.append(f"under it, {below_label or 'the second side'}")
        for place, name in enumerate(stances):
            entries.append(Entry(name, STANCES[name]))
        if who:
            entries.append(Entry("judgements: " + "; ".join(who), line={"color": RULE, "lw": 3}))
    if "event" in sides:
        present = {_FAMILY_OF.get(plain(kind), "other event") for kind in drawn.loc[drawn["side"] == "event", "kind"]}
        entries += [Entry(name, FAMILIES[name][0], size=_EVENT) for name in FAMILIES if name in present]
    if "decision" in sides:
        present = set(drawn.loc[drawn["side"] == "decision", "kind"].map(plain))
        entries += [Entry(f"{name} (larger: stronger)", one, size=7) for name, one in DIRECTIONS.items() if name in present]
    if any((deck[1].form != "point").any() for lane in order for deck in lane.decks.values()):
        entries.append(UNCERTAIN)
    return entries
