"""How the judgements of each actor moved, to be narrowed by person, threat and forum."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from ..figures.calendar_axis import day_numbers, window
from ..figures.lettering import pack, plain
from ..figures.page import need
from ..figures.theme import GREY, INK, PAPER, RULE, STANCES, Mark
from ..figures.trajectories import LEVELS, with_actor
from .chart import KEPT, Interactive, params, select, written
from .datum import dated, ms, tip
from .look import colour, key_entry, line_entry, outline

_FILTERS = (
    KEPT,
    "person == '' || datum.person == person",
    "threat == '' || datum.threat == threat",
    "forum == '' || datum.forum == forum",
)


def trajectories(
    df: pd.DataFrame, *, names=None, since=None, until=None, levels=None, title: str = "Judgements over time",
) -> Interactive:
    """Return the panels of `testimonia.figures.trajectories` to explore, from the same table and arguments.

    A panel for each actor; one actor, one threat (columns threat and label) or one forum can be
    chosen. Lines join judgements whose order is certain, among those that are shown. Data set
    ``marks``: one record for each judgement.

    Raises ValueError if a column that is needed is missing.

    >>> df = pd.DataFrame({"actor": ["anna", "anna"], "earliest": pd.to_datetime(["1611-01-01", "1611-05-01"]),
    ...     "latest": pd.to_datetime(["1611-01-01", "1611-05-31"]), "level": [-1, 2], "stance": ["downplays", "inflates"]})
    >>> [mark["sure"] for mark in trajectories(df).data["marks"]]
    [True, False]
    """
    df = with_actor(df)
    need(df, ("actor", "earliest", "latest", "level"), "trajectories", "df")
    levels, names = dict(levels or LEVELS), dict(names) if names is not None else {}
    table = df.assign(**{name: df[name] if name in df else "" for name in ("stance", "forum", "row", "threat", "label", "summary", "source")})
    value = pd.to_numeric(table["level"], errors="coerce").to_numpy(float, na_value=np.nan)
    first, last = day_numbers(table["earliest"]), day_numbers(table["latest"])
    low, high = window(first, last, since, until, pad=0.03)
    inside = ~((last < low) | (first > high)) & ~(np.isnan(first) & np.isnan(last)) & ~np.isnan(value)
    drawn = table[inside].reset_index(drop=True)
    if drawn.empty:
        return Interactive.nothing("No dated judgements on record.")
    if "assessor_name" in drawn and "assessor" in drawn:
        names = dict(zip(drawn["assessor"], drawn["assessor_name"], strict=True)) | names
    made = _marks(drawn, names, levels, low, high)
    order = list(dict.fromkeys(mark["person"] for mark in made))
    return Interactive(
        title, {"marks": made}, lambda narrow: _draw(order, levels, ms(low), ms(high + 1), narrow),
        controls=[
            select("person", "Person", [(one, one) for one in order], "everybody"),
            select("threat", "Threat", sorted({(mark["threat"], mark["about"]) for mark in made if mark["threat"]}, key=lambda one: one[1])),
            select("forum", "Said", sorted({(mark["forum"], f"in a {mark['forum']} forum" if mark["forum"] != "private" else "in private") for mark in made if mark["forum"]}), "anywhere"),
        ],
        key=_key(made), counted={"mark": "points", "one": "judgement", "many": "judgements"}, margins=(100, 100),
        note="A line joins two judgements of one person only where the dates leave no doubt which came first.",
    )


def _marks(drawn, names, levels, low, high) -> list[dict]:
    places, made = dated(drawn, low, high), []
    aside = _aside(drawn, low, high)
    for number, row in enumerate(drawn.itertuples(index=False)):
        place, level, stance = places[number], float(row.level), plain(row.stance)
        person = plain(names.get(row.actor)) or plain(row.actor)
        words = levels.get(int(level), f"{level:g}")
        made.append({
            "row": plain(row.row) or None, "person": person, "threat": plain(row.threat), "about": plain(row.label) or plain(row.threat), "forum": plain(row.forum),
            "group": stance if stance in STANCES else "mixed", "level": level, "y": round(level + aside[number], 2), **{key: place[key] for key in ("a", "b", "m", "sure")},
            "tip": tip(f"{person}: {words}" + (f", {stance}" if stance else ""), ", ".join(filter(None, [place["when"], plain(row.forum)])), plain(row.label), plain(row.summary)),
            "source": plain(row.source),
        })  # fmt: skip
    return sorted(made, key=lambda mark: list(dict.fromkeys(one["person"] for one in made)).index(mark["person"]))


def _aside(drawn, low: float, high: float) -> np.ndarray:
    """Return how far off the middle of its level each mark stands, so that none hides another."""
    first, last = day_numbers(drawn["earliest"]), day_numbers(drawn["latest"])
    middle = (np.where(np.isnan(first), low, first) + np.where(np.isnan(last), high, last)) / 2
    aside = np.zeros(len(drawn))
    for places in drawn.groupby(["actor", "level"], sort=False).indices.values():
        rows = pack(middle[places], middle[places] + (high - low) / 60)
        aside[places] = (rows - rows.max() / 2) * 0.34
    return aside


def _draw(order: list[str], levels: dict, low: int, high: int, narrow: bool):
    reach = [min(levels) - 0.6, max(levels) + 0.6]
    ticks = sorted(levels)
    axis = alt.Axis(values=ticks, labelExpr=f"({written({str(level): word for level, word in levels.items()})})[datum.value]", grid=True, ticks=False, domain=False, minExtent=86, maxExtent=86, labelFontSize=11)
    days = alt.Scale(type="utc", domain=[low, high], nice=False)
    # the domain is stated where there is no second end: Vega-Lite would take the two for a conflict
    x = alt.X("a:T", title=None, scale=alt.Scale(type="utc", nice=False), axis=alt.Axis(grid=True, labelOverlap=True, tickCount=4 if narrow else 10))
    y = alt.Y("y:Q", title=None, scale=alt.Scale(domain=reach, nice=False, zero=False), axis=axis)
    stances = list(STANCES)
    hue = alt.Scale(domain=stances, range=[colour(STANCES[name].colour) for name in stances])
    judged = alt.Chart()
    joined = (
        judged.transform_window(sort=[alt.SortField("b"), alt.SortField("a")], groupby=["person"], next_a="lead(a)", next_y="lead(y)")
        .transform_filter("isValid(datum.next_a) && datum.b <= datum.next_a")
        .transform_calculate(start="datum.sure ? datum.m : datum.b", stop="datum.next_a")
        .mark_rule(aria=False, color=colour(RULE), strokeWidth=1.2).encode(x=alt.X("start:T", scale=alt.Scale(type="utc", nice=False)), x2="stop:T", y=y, y2="next_y")
    )  # fmt: skip
    spans = judged.transform_filter("!datum.sure").mark_rule(aria=False, strokeWidth=1.2, clip=True).encode(x=x, x2="b:T", y=y, color=alt.Color("group:N", scale=hue, legend=None))
    rings = judged.transform_filter("datum.forum == 'private'").mark_point(shape="circle", size=230, strokeWidth=1, opacity=1, aria=False, clip=True, color=colour(INK)).encode(x=alt.X("m:T", scale=days), y=y)
    points = judged.mark_point(size=84, strokeWidth=1.3, opacity=1, clip=True).encode(
        x=alt.X("m:T", scale=days), y=y, shape=alt.Shape("group:N", legend=None, scale=alt.Scale(domain=stances, range=[outline(STANCES[name].shape) for name in stances])),
        stroke=alt.Stroke("group:N", legend=None, scale=hue), fill=alt.condition("datum.sure", alt.Fill("group:N", legend=None, scale=hue), alt.value(colour(PAPER))),
        tooltip="tip:N", description="tip:N",
    ).properties(name="points")
    panels = alt.layer(joined, spans, rings, points, data=alt.NamedData(name="marks")).properties(width="container", height=112)
    for one in _FILTERS:
        panels = panels.transform_filter(one)
    header = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelPadding=4)
    return panels.facet(row=alt.Row("person:N", sort=order, header=header), spacing=14).add_params(*params(person="", threat="", forum=""))


def _key(made) -> list[dict]:
    present = {mark["group"] for mark in made}
    key = [key_entry(STANCES[name]) for name in STANCES if name in present]
    if any(mark["forum"] == "private" for mark in made):
        key.append(key_entry(Mark("o", INK, ""), "ringed: said in private", hollow=True))
    if any(not mark["sure"] for mark in made):
        key.append(key_entry(Mark("o", GREY, ""), "hollow, on a line: the day is not known, the line spans the possible days", hollow=True, line="solid"))
    return [*key, line_entry("joins judgements whose order is certain", RULE, width=1.2)]
