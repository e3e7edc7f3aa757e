"""A lane for every threat: how long it was seen, what happened, who judged it how, what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .calendar_axis import Days, day_numbers, window
from .dated import UNCERTAIN, Dated, draw_moments, lay_moments
from .lettering import Entry, height_of, plain, wrap, write
from .page import Sheet, key_below, key_height, need, nothing, of_kind, page_width
from .theme import DIRECTIONS, GREY, HAIR, INK, OLIVE, PALE, RULE, SKY, STANCES, TEXT, Mark, mark, oblong, theme

COLUMNS = ["lane", "label", "layer", "row", "earliest", "latest", "kind", "level", "strength", "actor", "text"]

# Eighteen shapes on one lane cannot be read, so events are drawn by family here
# and one by one in the calendar.
FAMILIES = {
    "arrest, removal, trial or death": (
        Mark("D", INK, ""), ("arrest", "removal", "transfer", "trial", "execution", "death")),
    "order, decree or promotion": (Mark(oblong(0.6, 1.0), SKY, ""), ("decree", "order", "promotion")),
    "report, letter, speech or meeting": (
        Mark(oblong(1.0, 0.6), OLIVE, ""), ("report", "letter", "speech", "meeting", "plenum")),
    "other event": (Mark("P", GREY, ""), ("operation", "diplomacy", "war", "other")),
}
_FAMILY_OF = {kind: name for name, (_, kinds) in FAMILIES.items() for kind in kinds}

_HARD = next(iter(FAMILIES))
_MARK, _EVENT, _BAR = 6.6, 5.0, 5.0
_PAGE = 560.0  # points of lanes that a printed page holds beside key and caption
_CROWD = 3  # rows of events on one lane beyond which they are drawn as strokes


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
    decides: bool = False


@of_kind
def timeline(
    lanes: pd.DataFrame, *, above=None, below=None, above_label: str | None = None, below_label: str | None = None,
    since=None, until=None, threshold: float | None = None, decisions_label: str = "Decisions", moments=None,
    events: str = "auto", unplaced_label: str = "No single threat", narrow: bool = False, title: str | None = None,
):
    """Return a figure with one lane per threat, from the table of `testimonia.analysis.timeline`.

    On a lane: bars for spans (an arrow head where an end is open), marks for
    events on the bar, judgements of the institutions or assessors in `above`
    over it and of those in `below` under it (all over it if neither is given).
    Decisions have their own lane, escalation over the line and restraint under
    it, larger where stronger. A mark is hollow and sits on a line of all possible
    days where these are wider than the mark (or than `threshold` days).
    `events` is 'marks' (a shape for each family of kinds), 'strokes' (a stroke
    through the bar, long for arrest, removal, trial and death, for a crowded
    overview), 'none', or 'auto': strokes where marks would pile up.
    `moments` maps dates to short texts for the whole figure. Rows
    without a threat share a lane of their own. Judgements of neither list, and
    rows that are undated or outside the days drawn, are kept in
    `figure.testimonia_omitted`.

    Raises ValueError if a column that is needed is missing or `events` is not one of these.

    >>> import pandas as pd
    >>> lanes = pd.DataFrame({"lane": ["spells"], "label": ["Spells"], "layer": ["span"], "row": ["spells"],
    ...     "earliest": pd.to_datetime(["1611-03-01"]), "latest": pd.to_datetime(["1611-09-30"])})
    >>> timeline(lanes).testimonia_data[["lane", "layer", "drawn"]].values.tolist()
    [['spells', 'span', 'bar']]
    """
    need(lanes, ("lane", "label", "layer", "row", "earliest", "latest"), "timeline", "lanes")
    if events not in ("auto", "marks", "strokes", "none"):
        raise ValueError(f"timeline: events={events!r} is not known; use 'auto', 'marks', 'strokes' or 'none'")
    table = with_sides(lanes, above, below, unplaced_label)
    if events == "none":
        table.loc[table["side"] == "event", "side"] = ""
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
        order, strokes = _lay(drawn, days, threshold, narrow, margin, events, decisions_label)
        captions, over = lay_moments(moments, days)
        head = over + days.tall + 4
        body = sum(lane.up + lane.down for lane in order)
        entries = _entries(drawn, order, above_label, below_label, strokes)
        foot = days.tall + 6
        sheet = Sheet(head + body + foot + key_height(entries, narrow) + 4, narrow, title)
        ax = sheet.place(margin, 0, days.width, head + body + foot)
        days.draw(ax, head, head + body, labels="both")
        draw_moments(ax, captions, head - days.tall, head + body)
        y = head
        for lane in order:
            _draw_lane(ax, lane, y, days, margin, narrow)
            y += lane.up + lane.down
        key_below(sheet, entries, head + body + foot)
        forms = [pd.Series("point", deck[0].index) if place == "stroke" else pd.Series(deck[1].form, deck[0].index)
                 for place, deck in _decks(order)]
        forms = pd.concat(forms or [pd.Series(dtype=object)])
        drawn = drawn.assign(drawn=forms.reindex(drawn.index).fillna("bar"))
        return sheet.finish(drawn, omitted)


def _lay(drawn, days, threshold, narrow, margin, events, decisions_label):
    """Return (lanes, whether events are strokes), with marks as large as a printed page allows."""
    parts = [part for _, part in drawn[drawn["side"] != "decision"].groupby("lane", sort=False)]
    decided = drawn[drawn["side"] == "decision"]
    strokes = events == "strokes"
    for scale in (1.0, 0.85, 0.7):
        order = [_lane(part, days, threshold, narrow, margin, strokes, scale) for part in parts]
        if events == "auto" and not strokes and any(_rows(lane, "event") > _CROWD for lane in order):
            strokes = True
            order = [_lane(part, days, threshold, narrow, margin, strokes, scale) for part in parts]
        if len(decided):
            order.append(_decision_lane(decided, days, threshold, narrow, margin, decisions_label, scale))
        if narrow or sum(lane.up + lane.down for lane in order) <= _PAGE:
            break
    return order, strokes


def with_sides(lanes: pd.DataFrame, above, below, unplaced: str) -> pd.DataFrame:
    """Return a copy with all columns and with `side`: bar, event, above, below, decision, or '' (not drawn)."""
    table = lanes.reset_index(drop=True).copy()
    for name in COLUMNS:
        if name not in table:
            table[name] = None
    layer = table["layer"].astype(str)
    side = layer.map({"span": "bar", "event": "event", "decision": "decision"}).fillna("").to_numpy(object)
    assessed = (layer == "assessment").to_numpy()
    if above is None and below is None:
        side[assessed] = "above"
    for column in ("institution", "actor"):  # who speaks counts before the office he speaks for
        for name, ids in (("below", below), ("above", above)):
            if ids is not None and column in table:
                side[assessed & table[column].map(plain).isin([str(one) for one in ids]).to_numpy()] = name
    none = table["lane"].isna()
    return table.assign(side=side, lane=table["lane"].where(~none, ""), label=table["label"].where(~none, unplaced))


def _rows(lane: _Lane, place: str) -> int:
    """Return how many rows of marks a lane has at one place."""
    return int(lane.decks[place][2].max()) + 1 if place in lane.decks else 0


def _deck(lane: _Lane, place: str, part: pd.DataFrame, days: Days, size: float, threshold) -> float:
    """Lay marks of one place in rows that do not touch; return the height they need."""
    if part.empty:
        return 0.0
    dated = Dated(days, day_numbers(part["earliest"]), day_numbers(part["latest"]), size, threshold)
    rows = dated.rows()
    lane.decks[place] = (part, dated, rows)
    return (rows.max() + 1) * (size + 1.4)


def _lane(part, days, threshold, narrow, margin, strokes, scale) -> _Lane:
    label = next((plain(text) for text in part["label"] if plain(text)), plain(part["lane"].iloc[0]))
    depth = int(part["depth"].iloc[0]) if "depth" in part and pd.notna(part["depth"].iloc[0]) else 0
    lane = _Lane(label, depth, part[part["side"] == "bar"])
    room = days.width if narrow else margin - 12 - 8 * depth
    lane.caption = wrap(label, room, TEXT)
    happened = part[part["side"] == "event"]
    if strokes and len(happened):
        dated = Dated(days, day_numbers(happened["earliest"]), day_numbers(happened["latest"]), 2.0, threshold)
        sure = dated.form == "point"
        if sure.any():
            lane.decks["stroke"] = (happened[sure], dated, np.flatnonzero(sure))
        happened = happened[~sure]
    events = _deck(lane, "event", happened, days, 1.2 if strokes else _EVENT * scale, threshold)
    if "stroke" in lane.decks:
        events += 3.5  # a long stroke stands out above the bar
    over = _deck(lane, "above", part[part["side"] == "above"], days, _MARK * scale, threshold)
    under = _deck(lane, "below", part[part["side"] == "below"], days, _MARK * scale, threshold)
    words = height_of(lane.caption, TEXT)
    lane.up = _BAR / 2 + events + over + 3.5 + (words + 1 if narrow else 0)
    lane.down = _BAR / 2 + under + 3.5
    if not narrow and words + 5 > lane.up + lane.down:
        spare = (words + 5 - lane.up - lane.down) / 2
        lane.up, lane.down = lane.up + spare, lane.down + spare
    return lane


def _decision_lane(part, days, threshold, narrow, margin, label, scale) -> _Lane:
    lane = _Lane(label, 0, part.iloc[:0], decides=True)
    lane.caption = wrap(label, days.width if narrow else margin - 12, TEXT, "semibold")
    escalation = part["kind"].astype(str) != "restraint"
    over = _deck(lane, "above", part[escalation], days, 7.4 * scale, threshold)
    under = _deck(lane, "below", part[~escalation], days, 7.4 * scale, threshold)
    lane.up = over + 7 + (height_of(lane.caption, TEXT) + 1 if narrow else 0)
    lane.down = under + 7
    return lane


def _draw_lane(ax, lane: _Lane, top: float, days: Days, margin: float, narrow: bool) -> None:
    base, decision = top + lane.up, lane.decides
    ax.plot([-margin + 4, days.width], [top, top], color=HAIR if not decision else RULE, lw=0.7, zorder=0, clip_on=False)
    weight = "semibold" if decision else "normal"
    middle = top + 2 if narrow else min(max(base, top + height_of(lane.caption) / 2 + 2),
                                        top + lane.up + lane.down - height_of(lane.caption) / 2 - 2)
    write(ax, 2 if narrow else -margin + 4 + 8 * lane.depth, middle, lane.caption, size=TEXT, weight=weight,
            va="top" if narrow else "center", ha="left", zorder=6)
    ax.plot([0, days.width], [base, base], color=HAIR if not decision else RULE, lw=0.7, zorder=0.5)
    _draw_bars(ax, lane.spans, base, days)
    for place, (part, dated, rows) in lane.decks.items():
        if place == "stroke":
            _draw_strokes(ax, part, dated.middle[rows], base)
            continue
        step = dated.size + 1.4
        offset = _BAR / 2 + 1 + (3.5 if "stroke" in lane.decks and place != "below" else 0)
        if place == "above" and "event" in lane.decks:
            offset += _rows(lane, "event") * (lane.decks["event"][1].size + 1.4)
        for n, (_, row) in enumerate(part.iterrows()):
            away = offset + (rows[n] + 0.5) * step
            y = base + away if place == "below" else base - away
            size = _size(row, dated.size)
            dated.draw(ax, n, y, _mark_of(row), size=size, bare=size < 2)


def _draw_strokes(ax, part, places, base: float) -> None:
    """Draw certain events as strokes: inside the bar, or standing out of it for arrest, removal, trial, death."""
    half = _BAR / 2
    for x, kind in zip(places, part["kind"], strict=True):
        hard = _FAMILY_OF.get(plain(kind)) == _HARD
        ax.plot([x, x], [base - half - (3.5 if hard else -0.6), base + half - 0.6], color=INK if hard else GREY,
                lw=1.2 if hard else 0.9, zorder=3, clip_on=False)


def _size(row, size: float) -> float:
    if row["layer"] != "decision":
        return size
    strength = pd.to_numeric(row["strength"], errors="coerce")
    return size * {1: 0.54, 2: 0.76, 3: 1.0}.get(None if pd.isna(strength) else int(strength), 0.76)


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


def _entries(drawn, order, above_label, below_label, strokes) -> list[Entry]:
    """Return the key: only what is drawn, in the order of the scales."""
    entries, sides = [], set(drawn["side"])
    if sides & {"above", "below"}:
        said = set(drawn.loc[drawn["layer"] == "assessment", "kind"].map(plain))
        who = [f"over the bar, {above_label or 'first side'}"] if "above" in sides and ("below" in sides or above_label) else []
        who += [f"under it, {below_label or 'second side'}"] if "below" in sides else []
        entries.append(Entry("Judgements" + (f" ({'; '.join(who)}):" if who else ":")))
        entries += [Entry(name, STANCES[name]) for name in STANCES if name in said]
    if "event" in sides:
        present = {_FAMILY_OF.get(plain(kind), "other event") for kind in drawn.loc[drawn["side"] == "event", "kind"]}
        if strokes:
            entries += [Entry(_HARD, stroke(1.0, INK))] if _HARD in present else []
            entries += [Entry("other event", stroke(0.5, GREY))] if present - {_HARD} else []
        else:
            entries += [Entry(name, FAMILIES[name][0], size=_EVENT) for name in FAMILIES if name in present]
    if "decision" in sides:
        present = set(drawn.loc[drawn["side"] == "decision", "kind"].map(plain))
        entries += [Entry(f"{name} (larger: stronger)", one, size=7) for name, one in DIRECTIONS.items() if name in present]
    if any((deck[1].form != "point").any() for place, deck in _decks(order) if place != "stroke"):
        entries.append(UNCERTAIN)
    return entries


def _decks(order):
    return [(place, deck) for lane in order for place, deck in lane.decks.items()]


def stroke(length: float, colour: str) -> Mark:
    """Return the mark that stands for a stroke in the key."""
    return Mark(oblong(0.09, length), colour, "")
