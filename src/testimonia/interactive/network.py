"""Who had named whom by a day: the web of testimony, with a slider through time."""

from __future__ import annotations

import math

import altair as alt
import networkx as nx
import numpy as np
import pandas as pd

from ..figures.calendar_axis import day_numbers, written_span
from ..figures.crowd import CROWD, OTHERS, readable
from ..figures.layout import SEED
from ..figures.lettering import plain
from ..figures.network import edge_table, web_places
from ..figures.page import page_width
from ..figures.theme import ACTORS, GREY, INK, PAPER, RULE, VERMILION, Mark, marks
from .chart import Interactive, named, params, select
from .datum import tip
from .look import colour, key_entry, line_entry, outline

#: Stand-ins for days that are not known: an undated testimony is possible on every day, certain on none.
_ALWAYS, _NEVER = -(10**7), 10**7

_FILTERS = (
    "plot == '' || datum.plot == plot",
    "charge == '' || indexof(datum.charge, charge) >= 0",
    "custody == '' || datum.custody == custody",
    "certainty == '' || datum.certainty == certainty",
)


def network(
    graph: nx.MultiDiGraph, *, names=None, highlight=None, seed: int = SEED, day=None, most: int = CROWD, note: str = "", title: str = "Network of testimony",
) -> Interactive:
    """Return the web of `testimonia.figures.network` to explore: who had named whom by a chosen day.

    `graph` is the MultiDiGraph of `testimonia.analysis.testimony_graph`; the places of the
    actors are those of the static figure of the same graph. By the chosen day a testimony is
    *certain* if its last possible day has come (a solid line) and *possible* if its first has
    (a broken one), as `testimony_graph(as_of=, mode=)` has it. Plot, charge, custody and
    certainty can be chosen; a click or Enter on an actor leaves the actors within one step, as
    `testimonia.analysis.ego` does. `names` maps ids of actors and of plots to names; `day`
    is the day on which the slider begins, by default the last on record; `note` goes before
    what is said of the chart below it.

    Of more than `most` actors only those most often named (and those of `highlight`) are drawn
    by themselves, the rest as one; the note says so. Data sets: ``rows``, a record for each
    testimony; ``places`` and ``pairs`` (and ``…_narrow``), where actors and lines are drawn.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_edge("anna", "bela", key="t1", custody="yes")
    't1'
    >>> [(row["row"], row["from"], row["to"]) for row in network(graph).data["rows"]]
    [('t1', 'anna', 'bela')]
    """
    names = dict(names) if names is not None else {}
    if graph.number_of_edges() == 0:
        return Interactive.nothing("No testimonies on record.")
    drawn, fewer = readable(graph, most, set(highlight or ()))
    edges = edge_table(drawn, names)
    if edges.empty:
        return Interactive.nothing("No testimonies between the actors chosen.")
    rows = _rows(drawn, names)
    data: dict[str, list[dict]] = {"rows": rows}
    heights = {}
    for narrow in (False, True):
        nodes, pairs, heights[narrow] = _laid(edges, drawn, set(highlight or ()), seed, narrow)
        data |= {f"places{'_narrow' * narrow}": nodes, f"pairs{'_narrow' * narrow}": pairs}
    stops = sorted({day for row in rows for day in (row["first"], row["last"]) if abs(day) < _NEVER})
    start = _day(day) if day is not None else stops[-1] if stops else 0
    return Interactive(
        title, data, lambda narrow: _draw(graph, heights[narrow], start, narrow),
        controls=[
            *([{"kind": "day", "signal": "day", "label": "By", "low": stops[0], "high": stops[-1], "value": start, "stops": stops}] if stops else []),
            select("plot", "Plot", _options(rows, "plot", names)),
            select("charge", "Charge", sorted({(one, one.replace("_", " ")) for row in rows for one in row["charge"]})),
            select("custody", "Custody", [(one, {"yes": "in custody", "no": "at liberty", "unknown": "not known"}.get(one, one)) for one, _ in _options(rows, "custody", {})]),
            select("certainty", "Certainty of the coding", _options(rows, "certainty", {})),
            select("who", "Person or body", sorted(((node["id"], node["name"]) for node in data["places"]), key=lambda one: one[1]), "everybody"),
        ],
        key=_key(drawn), counted={"mark": "lines", "one": "pair", "many": "pairs", "edges": True}, pick={"signal": "who", "field": "id"},
        note=" ".join(filter(None, [note, fewer, "A click or Enter on somebody leaves those within one step; Escape brings all back."])),
    )


def _day(value) -> int:
    return int(day_numbers([pd.Timestamp(value)])[0])


def _rows(graph: nx.MultiDiGraph, names: dict) -> list[dict]:
    """Return a record for every testimony: its ends, the days from which it is possible and certain, what filters ask."""
    found = list(graph.edges(keys=True, data=True))
    first, last = (day_numbers([values.get(end) for *_, values in found]) for end in ("earliest", "latest"))
    rows = []
    for (a, b, key, values), low, high in zip(found, first, last, strict=True):
        charge = values.get("charge") or ()
        rows.append({
            "row": str(key), "from": str(a), "to": str(b), "pair": f"{a}>{b}",
            "first": _ALWAYS if np.isnan(low) else int(low), "last": _NEVER if np.isnan(high) else int(high),
            "plot": plain(values.get("plot")), "charge": [charge] if isinstance(charge, str) else list(charge),
            "custody": plain(values.get("custody")), "certainty": plain(values.get("certainty")),
            "tip": tip(f"{_name(graph, names, a)} named {_name(graph, names, b)}", written_span(low, high), values.get("summary")),
            "source": plain(values.get("source")),
        })  # fmt: skip
    return sorted(rows, key=lambda row: (row["first"], row["last"], row["row"]))


def _name(graph, names: dict, node) -> str:
    return plain(names.get(node)) or plain(graph.nodes[node].get("name")) or plain(node)


def _options(rows, column: str, names: dict) -> list[tuple[str, str]]:
    return sorted({(row[column], plain(names.get(row[column])) or row[column]) for row in rows if row[column]}, key=lambda one: one[1])


def _laid(edges, graph, highlight: set, seed: int, narrow: bool):
    """Return (places, pairs, height): actors and lines as the static figure lays them, in points."""
    weight = {node: "semibold" for node in highlight}
    dots, radius, words, height = web_places(edges, weight, seed, narrow)
    nodes = [{
        "id": str(node), "name": " ".join(words[node].split("\n")), "words": words[node].split("\n"), "type": plain(graph.nodes[node].get("type", "person")) or "type not stated",
        "x": round(float(x), 1), "y": round(float(y), 1), "size": round((2.6 * 2 * radius[node]) ** 2 * 0.55), "drop": round(1.5 * radius[node] + 5, 1),
        "bold": node in highlight,
    } for node, (x, y) in dots.items()]  # fmt: skip
    pairs = [_line(a, b, dots, radius) for a, b in dict.fromkeys(zip(edges["deponent"], edges["accused"], strict=True))]
    return nodes, pairs, height


def _line(a, b, dots, radius) -> dict:
    """Return where the line of a pair begins and ends; lines keep to the right, so that two ways lie side by side."""
    (x, y), (u, v) = dots[a], dots[b]
    length = math.hypot(u - x, v - y) or 1.0
    dx, dy = (u - x) / length, (v - y) / length
    aside = 1.6
    place = {"pair": f"{a}>{b}", "self": a == b, "x": x + dx * radius[a] - dy * aside, "y": y + dy * radius[a] + dx * aside,
             "x2": u - dx * (radius[b] + 2.5) - dy * aside, "y2": v - dy * (radius[b] + 2.5) + dx * aside, "turn": math.degrees(math.atan2(dx, -dy))}  # fmt: skip
    return {key: round(float(value), 1) if isinstance(value, float) else value for key, value in place.items()}


def _shown() -> alt.Chart:
    """Return the testimonies of the chosen day and filters, with ``state`` 2 where certain and 1 where possible.

    Each stands once for either end, so that what lies within one step of the chosen actor can be
    told: an end is near if any of its testimonies touches him, a line if both of its ends are.
    """
    near = "who == '' || datum.end == who || datum.other == who"
    return (
        named("rows", *_FILTERS)
        .transform_calculate(state="datum.last <= day ? 2 : datum.first <= day ? 1 : 0")
        .transform_filter("datum.state > 0")
        .transform_calculate(ends="[[datum.from, datum.to], [datum.to, datum.from]]")
        .transform_flatten(["ends"])
        .transform_calculate(end="datum.ends[0]", other="datum.ends[1]")
        .transform_calculate(touches=f"({near}) ? 1 : 0")
        .transform_joinaggregate(near="max(touches)", groupby=["end"])
        .transform_aggregate(near="min(near)", groupby=["row", "pair", "from", "to", "state", "tip"])
        .transform_filter("datum.near > 0")
        .transform_calculate(sure="datum.state == 2 ? 1 : 0")
    )


def _draw(graph, height: float, start: int, narrow: bool):
    suffix = "_narrow" if narrow else ""
    page = page_width(narrow) - 8
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, page], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    where = alt.LookupData(data=alt.NamedData(name=f"pairs{suffix}"), key="pair", fields=["x", "y", "x2", "y2", "turn", "self"])
    lines = (
        _shown()
        .transform_aggregate(state="max(state)", number="count()", sure="sum(sure)", groupby=["pair", "from", "to"])
        .transform_lookup(lookup="pair", from_=where)
    )
    dash = alt.StrokeDash("state:O", legend=None, scale=alt.Scale(domain=[1, 2], range=[[3, 3], [1, 0]]))
    hue = alt.condition("who != '' && (datum.from == who || datum.to == who)", alt.value(colour(VERMILION)), alt.value(colour(GREY)))
    width = alt.StrokeWidth("number:Q", legend=None, scale=alt.Scale(domain=[1, 9], range=[1.1, 3.2], clamp=True))
    ruled = lines.transform_filter("!datum.self").mark_rule(aria=False).encode(x=x, y=y, x2="x2", y2="y2", strokeDash=dash, color=hue, strokeWidth=width)
    heads = lines.transform_filter("!datum.self").mark_point(shape="M0,0L-.55,1.7L.55,1.7Z", filled=True, size=64, opacity=1, aria=False).encode(
        x=alt.X("x2:Q", axis=None), y=alt.Y("y2:Q", axis=None), angle=alt.Angle("turn:Q", scale=None), color=hue)
    everybody = alt.Chart(alt.NamedData(name=f"places{suffix}")).mark_point(shape="circle", filled=True, size=14, opacity=1, aria=False, color=colour(RULE)).encode(x=x, y=y)
    people = _people(suffix)
    looks = marks(list(ACTORS) + sorted({plain(graph.nodes[n].get("type", "person")) or "type not stated" for n in graph}))
    shape = alt.Shape("type:N", legend=None, scale=alt.Scale(domain=list(looks), range=[outline(one.shape) for one in looks.values()]))
    fill = alt.Fill("type:N", legend=None, scale=alt.Scale(domain=list(looks), range=[colour(one.colour) for one in looks.values()]))
    dots = people.mark_point(opacity=1, cursor="pointer", strokeWidth=1).encode(
        x=x, y=y, shape=shape, fill=fill, size=alt.Size("size:Q", scale=None, legend=None), stroke=alt.condition("datum.id == who", alt.value(colour(VERMILION)), alt.value(colour(PAPER))),
        tooltip="tip:N", description="tip:N").properties(name="people")
    rings = lines.transform_filter("datum.self").transform_lookup(lookup="from", from_=alt.LookupData(data=alt.NamedData(name=f"places{suffix}"), key="id", fields=["x", "y", "size"], ), as_=["u", "v", "reach"]).transform_calculate(
        around="pow(sqrt(datum.reach) + 7, 2)").mark_point(shape="circle", aria=False, strokeWidth=1.2, opacity=1).encode(
        x=alt.X("u:Q", axis=None), y=alt.Y("v:Q", axis=None), size=alt.Size("around:Q", scale=None, legend=None), strokeDash=dash, stroke=hue)
    letters = people.mark_text(aria=False, baseline="top", fontSize=11, lineHeight=12, dy={"expr": "datum.drop"}).encode(
        x=x, y=y, text="words:N", stroke=alt.value(colour(PAPER)), strokeWidth=alt.value(3), strokeOpacity=alt.value(0.85))
    over = people.mark_text(aria=False, baseline="top", fontSize=11, lineHeight=12, dy={"expr": "datum.drop"}).encode(x=x, y=y, text="words:N")
    counted = lines.mark_point(opacity=0, size=1, aria=False).encode(x=alt.X("x2:Q", axis=None), y=alt.Y("y2:Q", axis=None)).properties(name="lines")
    layers = alt.layer(everybody, ruled, heads, rings, dots, letters, over, counted)
    start_values = {"day": start, "plot": "", "charge": "", "custody": "", "certainty": "", "who": ""}
    return layers.add_params(*params(**start_values)).properties(width="container", height=round(height * (1.17 if narrow else 1.5)))


def _people(suffix: str) -> alt.Chart:
    """Return the actors whom a shown line touches, with how many named them and whom they named by then."""
    where = alt.LookupData(data=alt.NamedData(name=f"places{suffix}"), key="id", fields=["name", "words", "type", "x", "y", "size", "drop", "bold"])
    return (
        _shown()
        .transform_aggregate(sure="max(sure)", groupby=["pair", "from", "to"])
        .transform_calculate(ends="[[datum.to, 1, datum.sure, 0], [datum.from, 0, 0, 1]]")
        .transform_flatten(["ends"])
        .transform_calculate(id="datum.ends[0]", by="datum.ends[1]", bysure="datum.ends[2]", names="datum.ends[3]")
        .transform_aggregate(by="sum(by)", bysure="sum(bysure)", names="sum(names)", groupby=["id"])
        .transform_lookup(lookup="id", from_=where)
        .transform_calculate(tip="datum.name + '\\nnamed by ' + datum.bysure + (datum.by > datum.bysure ? ', possibly ' + datum.by : '') + '; named ' + datum.names")
    )


def _key(graph) -> list[dict]:
    kinds = {plain(graph.nodes[n].get("type", "person")) or "type not stated" for n in graph}
    looks = marks([kind for kind in ACTORS if kind in kinds] + sorted(kinds - set(ACTORS)))
    key = [line_entry("certainly said by the day", GREY, width=1.5), line_entry("possibly said by the day", GREY, dash="3 3", width=1.5)]
    key += [key_entry(one) for one in looks.values()]
    return [*key, key_entry(Mark("o", INK, ""), "ringed: named themselves", hollow=True), key_entry(Mark("o", RULE, ""), "small: not named, and naming nobody, by the day")]
