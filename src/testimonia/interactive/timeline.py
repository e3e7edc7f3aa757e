"""A lane for every threat, to be narrowed by time, by threat and by voice."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from ..figures.calendar_axis import day_numbers, window
from ..figures.lettering import pack, plain, wrap
from ..figures.page import need
from ..figures.theme import DIRECTIONS, PALE, PAPER, RULE, STANCES, Mark
from ..figures.timeline import FAMILIES, with_sides
from .chart import Interactive, named, params, select
from .datum import dated, ms, tip
from .look import colour, key_entry, line_entry, outline

_FAMILY_OF = {kind: name for name, (_, kinds) in FAMILIES.items() for kind in kinds}
_MARKS: dict[str, Mark] = {**STANCES, **{name: mark for name, (mark, _) in FAMILIES.items()}, **DIRECTIONS}
_OTHER_EVENT = list(FAMILIES)[-1]

# Where marks stand on a lane: nought is the bar, one the upper edge. Rows of judgements that would
# touch at the whole period alternate; a reader who brushes sees them part.
_LIFT = {"bar": 0.0, "event": 0.0, "above": 0.38, "below": -0.38}
_STEP = 0.26

_THREAT = "threat == '' || datum.threat == threat"
_VOICE = "voice == '' || !isValid(datum.side) || datum.side == voice || datum.who == voice"


def timeline(
    lanes: pd.DataFrame, *, above=None, below=None, above_label: str | None = None, below_label: str | None = None,
    since=None, until=None, decisions_label: str = "Decisions", events: str = "auto", unplaced_label: str = "No single threat",
    names=None, title: str = "Timeline",
) -> Interactive:
    """Return the timeline of `testimonia.figures.timeline` to explore, from the same table and arguments.

    Drag over the strip below the lanes to choose a stretch of time; choose one threat, or one
    voice (a side, or one of those who judged or decided). `names` maps the ids of actors to
    names. Judgements over the bar are those of `above`, under it those of `below`; a hollow mark
    on a line is one whose day is not known. Data set ``marks``: one record for every bar and mark.

    Raises ValueError if a column that is needed is missing.

    >>> lanes = pd.DataFrame({"lane": ["spells"], "label": ["Spells"], "layer": ["span"], "row": ["spells"],
    ...     "earliest": pd.to_datetime(["1611-03-01"]), "latest": pd.to_datetime(["1611-09-30"])})
    >>> [(mark["row"], mark["lane"]) for mark in timeline(lanes).data["marks"]]
    [('spells', 'Spells')]
    """
    need(lanes, ("lane", "label", "layer", "row", "earliest", "latest"), "timeline", "lanes")
    names = dict(names) if names is not None else {}
    table = with_sides(lanes, above, below, unplaced_label)
    if events == "none":
        table.loc[table["side"] == "event", "side"] = ""
    first, last = day_numbers(table["earliest"]), day_numbers(table["latest"])
    low, high = window(first, last, since, until, pad=0.01)
    inside = ~((last < low) | (first > high)) & ~(np.isnan(first) & np.isnan(last))
    drawn = table[(table["side"] != "") & inside].reset_index(drop=True)
    if drawn.empty:
        return Interactive.nothing("Nothing on record for this timeline.")
    labels = _lane_labels(drawn)
    sides = {"above": above_label or "first side", "below": below_label or "second side"} if above is not None or below is not None else {}
    marks = _marks(drawn, labels, sides, decisions_label, names, low, high)
    order = [label for label in labels.values() if any(mark["lane"] == label for mark in marks)]
    order += [decisions_label] if any(mark["layer"] == "decision" for mark in marks) else []
    return Interactive(
        title, {"marks": marks}, lambda narrow: _draw(order, ms(low), ms(high + 1), narrow),
        controls=[
            {"kind": "window", "signal": "brush", "low": ms(low), "high": ms(high)},
            select("threat", "Threat", sorted({(mark["threat"], labels[mark["threat"]]) for mark in marks}, key=lambda one: list(labels).index(one[0]))),
            select("voice", "Voice", _voices(marks, sides, names)),
        ],
        key=_key(marks, sides), counted={"mark": "points", "one": "mark", "many": "marks"}, margins=(190, 12),
        note="Drag over the strip under the lanes to choose a stretch of time. A mark tells what it stands for when it is pointed at, touched or reached with the arrow keys.",
    )


def _lane_labels(drawn: pd.DataFrame) -> dict[str, str]:
    """Return {lane: label}; two lanes of one name are told apart by their ids."""
    found: dict[str, str] = {}
    for lane, part in drawn.groupby("lane", sort=False):
        label = next((plain(text) for text in part["label"] if plain(text)), plain(lane))
        found[lane] = f"{label} ({lane})" if label in found.values() else label
    return found


def _marks(drawn, labels, sides, decisions_label, names, low, high) -> list[dict]:
    lifts = _lifts(drawn, low, high)
    places = dated(drawn, low, high)
    made = []
    for number, row in enumerate(drawn.itertuples(index=False)):
        who = plain(row.actor) or plain(row.institution if "institution" in drawn else "")
        judged = row.layer in ("assessment", "decision")
        kind = plain(row.kind)
        group = _FAMILY_OF.get(kind, _OTHER_EVENT) if row.layer == "event" else kind if kind in _MARKS else "mixed"
        place = places[number]
        voice = plain(names.get(who)) or who if judged else ""
        made.append({
            "row": plain(row.row), "layer": row.layer, "lane": decisions_label if row.layer == "decision" else labels[row.lane],
            "threat": row.lane, **{key: place[key] for key in ("a", "b", "m", "sure")}, "lift": lifts[number],
            **({} if row.layer == "span" else {"group": group, "size": _size(row)}),
            **({"side": sides.get(row.side, ""), "who": who} if judged else {}),
            "tip": tip(f"{place['when']}: {voice + ', ' if voice else ''}{kind or row.layer}", plain(row.text) or labels[row.lane], labels[row.lane]),
            "source": plain(getattr(row, "source", "")),
        })  # fmt: skip
    return made


def _size(row) -> int:
    if row.layer != "decision":
        return 80 if row.layer == "assessment" else 46
    strength = pd.to_numeric(row.strength, errors="coerce")
    return {1: 44, 2: 84, 3: 130}.get(None if pd.isna(strength) else int(strength), 84)


def _lifts(drawn: pd.DataFrame, low: float, high: float) -> list[float]:
    """Return how far from its bar every mark stands: marks that would touch at the whole period alternate."""
    first, last = day_numbers(drawn["earliest"]), day_numbers(drawn["latest"])
    middle = (np.where(np.isnan(first), low, first) + np.where(np.isnan(last), high, last)) / 2
    touch, lifts = (high - low) / 60, np.zeros(len(drawn))
    side = drawn["side"].where(drawn["layer"] != "decision", drawn["kind"].map(lambda kind: "below" if plain(kind) == "restraint" else "above"))
    lane = drawn["lane"].where(drawn["layer"] != "decision", "")
    for (_, where, _), places in drawn.groupby([lane, side, drawn["layer"] == "decision"], sort=False).indices.items():
        rows = pack(middle[places], middle[places] + touch)
        sign = -1 if where == "below" else 1
        lifts[places] = [_LIFT[where]] if where in ("bar", "event") else _LIFT[where] + sign * _STEP * (rows % 3)
    return [round(float(lift), 2) for lift in lifts]


def _voices(marks, sides, names) -> list[tuple[str, str]]:
    present = {mark.get("side") for mark in marks}
    groups = [(name, f"all of: {name}") for name in sides.values() if name in present]
    return groups + sorted({(mark["who"], plain(names.get(mark["who"])) or mark["who"]) for mark in marks if mark.get("who")}, key=lambda one: one[1])


def _draw(order: list[str], low: int, high: int, narrow: bool):
    brush = alt.selection_interval(name="brush", encodings=["x"], value={"x": [low, high]}, clear=False)
    x = alt.X("a:T", title=None, scale=alt.Scale(type="utc", domain=brush), axis=alt.Axis(grid=True, labelOverlap=True, tickCount=5 if narrow else 10))
    lane = alt.Y("lane:N", title=None, sort=order, axis=_lane_axis(order, narrow))
    lift = alt.YOffset("lift:Q", scale=alt.Scale(domain=[1.1, -1.1]))
    present = list(_MARKS)
    hue = alt.Scale(domain=present, range=[colour(_MARKS[name].colour) for name in present])
    bars = named("marks", _THREAT, "datum.layer == 'span'").mark_bar(height=7, clip=True, stroke=colour(RULE), fill=colour(PALE)).encode(
        x=x, x2="b:T", y=lane, tooltip="tip:N", description="tip:N")
    lines = named("marks", _THREAT, _VOICE, "datum.layer != 'span' && !datum.sure").mark_rule(clip=True, aria=False, strokeWidth=1).encode(
        x=x, x2="b:T", y=lane, yOffset=lift, color=alt.Color("group:N", scale=hue, legend=None))
    points = named("marks", _THREAT, _VOICE, "datum.layer != 'span'").mark_point(clip=True, opacity=1, strokeWidth=1.2).encode(
        x=alt.X("m:T", scale=alt.Scale(type="utc", domain=brush)), y=lane, yOffset=lift,
        shape=alt.Shape("group:N", legend=None, scale=alt.Scale(domain=present, range=[outline(_MARKS[name].shape) for name in present])),
        stroke=alt.Stroke("group:N", legend=None, scale=hue),
        fill=alt.condition("datum.sure", alt.Fill("group:N", legend=None, scale=hue), alt.value(colour(PAPER))),
        size=alt.Size("size:Q", scale=None, legend=None), tooltip="tip:N", description="tip:N",
    ).properties(name="points")
    step = 58 if narrow else 38
    detail = alt.layer(bars, lines, points).properties(width="container", height=alt.Step(step, **{"for": "position"}))
    strip = named("marks", _THREAT, _VOICE, "datum.layer != 'span'").mark_tick(thickness=1.5, height=22, opacity=0.6, aria=False, color=colour("#5c5c5c")).encode(
        x=alt.X("m:T", title=None, scale=alt.Scale(type="utc", domain=[low, high]), axis=alt.Axis(tickCount=5 if narrow else 10, labelOverlap=True)),
    ).add_params(brush).properties(name="strip", width="container", height=34)
    return alt.vconcat(detail, strip, spacing=14).add_params(*params(threat="", voice="")).resolve_scale(x="independent")


def _lane_axis(order: list[str], narrow: bool) -> alt.Axis:
    """Return the axis of lanes: names at the left where there is room, over the lane on a phone."""
    broken = {label: (wrap(label, 240 if narrow else 136).split("\n")) for label in order}
    lines = f"({_literal(broken)})[datum.value]"
    if narrow:
        return alt.Axis(labelAlign="left", labelPadding=-2, labelOffset=-22, labelFontSize=11, ticks=False, domain=False, zindex=1, labelExpr=lines, minExtent=0, maxExtent=0, grid=True, labelBaseline="middle")
    return alt.Axis(labelExpr=lines, ticks=False, domain=False, minExtent=180, maxExtent=180, grid=True, labelFontSize=11, labelOffset=-4)


def _literal(value: object) -> str:
    from .chart import written

    return written(value)


def _key(marks, sides) -> list[dict]:
    present = {mark.get("group") for mark in marks}
    strong = " (larger: stronger)"
    key = [key_entry(_MARKS[name], name + (strong if name in DIRECTIONS else "")) for name in _MARKS if name in present]
    if sides:
        key.insert(0, {"label": f"Judgements over the bar: {sides['above']}; under it: {sides['below']}."})
    if any(not mark["sure"] for mark in marks if mark["layer"] != "span"):
        key += [key_entry(Mark("o", "#5c5c5c", ""), "hollow, on a line: the day is not known, the line spans the possible days", hollow=True, line="solid")]
    return key + [line_entry("span over which the threat is spoken of", RULE, width=6)]
