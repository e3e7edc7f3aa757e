"""The last weeks day by day, to be narrowed by person and by who spoke."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from ..figures.calendar import ENDS, of_persons, of_testimonies
from ..figures.calendar_axis import day_numbers, window
from ..figures.lettering import pack, plain, wrap
from ..figures.page import need
from ..figures.theme import GREY, PAPER, Mark, marks
from .chart import Interactive, named, params, select, written
from .datum import DAY, dated, ms, tip
from .look import colour, key_entry, line_entry, outline

KINDS = ("removal", "transfer", "arrest", "trial", "execution", "death")
_FILTERS = (
    "person == '' || datum.person == person",
    "deponent == '' || datum.deponent == '' || datum.deponent == deponent",
)
_FADED = "statement != '' && datum.statement != statement"


def calendar(
    events: pd.DataFrame, testimonies: pd.DataFrame, *, rows=None, names=None, since=None, until=None, kinds=KINDS, title: str = "Calendar",
) -> Interactive:
    """Return the calendar of `testimonia.figures.calendar` to explore, from the same tables and arguments.

    A row for each person: testimonies against them over the line of their life, events on it. One
    person can be chosen, or one deponent; a click or Enter on a testimony shows what was said
    on the same occasion. Data sets: ``marks``, a record for each testimony and event of each
    person; ``lives``, the stretches at liberty and in custody, as each reading has them.

    Raises ValueError if a column that is needed is missing.

    >>> day = pd.to_datetime(["1611-05-02"])
    >>> events = pd.DataFrame({"earliest": day, "latest": day, "kind": ["arrest"], "actors": [("bela",)]})
    >>> said = pd.DataFrame({"earliest": day, "latest": day, "deponent": ["anna"], "accused": ["bela"]})
    >>> [mark["kind"] for mark in calendar(events, said).data["marks"]]
    ['testimony', 'arrest']
    """
    need(events, ("earliest", "latest", "kind", "actors"), "calendar", "events")
    need(testimonies, ("earliest", "latest", "deponent", "accused"), "calendar", "testimonies")
    names = dict(names) if names is not None else {}
    befell, said = of_persons(events), of_testimonies(testimonies)
    persons = list(rows) if rows is not None else list(dict.fromkeys(said.sort_values("earliest", kind="stable")["person"]))
    everything = pd.concat([said, befell[befell["kind"].isin(kinds)]], ignore_index=True)
    everything = everything[everything["person"].isin(persons)].reset_index(drop=True)
    first, last = day_numbers(everything["earliest"]), day_numbers(everything["latest"])
    low, high = window(first, last, since, until, pad=0.02)
    inside = ~((last < low) | (first > high)) & ~(np.isnan(first) & np.isnan(last))
    drawn = everything[inside].reset_index(drop=True)
    if not persons or drawn.empty:
        return Interactive.nothing("No testimonies or events on record for these persons and days.")
    words = _words(events, testimonies)
    label = {one: plain(names.get(one)) or plain(one) for one in persons}
    made = _marks(drawn, label, names, words, low, high)
    lives = lambda kept: {"lives": [life for one in persons for life in _life(befell, one, label[one], kept, low, high)]}  # noqa: E731
    return Interactive(
        title, {"marks": made, **lives(None)}, lambda narrow: _draw(list(label.values()), drawn, ms(low), ms(high + 1), narrow), derive=lives,
        controls=[
            select("person", "Person", [(label[one], label[one]) for one in persons], "everybody"),
            select("deponent", "Named by", sorted({(mark["deponent"], mark["deponent"]) for mark in made if mark["deponent"]}), "anybody"),
        ],
        key=_key(made), counted={"mark": "points", "one": "mark", "many": "marks"}, pick={"signal": "statement", "field": "statement"}, margins=(132, 14),
        note="A click or Enter on a testimony leaves what was said on the same occasion; Escape brings all back.",
    )


def _words(events, testimonies) -> dict[str, tuple[str, str]]:
    """Return {row: (text, source)}: the title of an event, the summary of a testimony."""
    found = {}
    for table, column in ((events, "title"), (testimonies, "summary")):
        ids = table["id"] if "id" in table else table.index
        empty = [""] * len(table)
        for row, text, source in zip(ids, table.get(column, empty), table.get("source", empty), strict=True):
            found[str(row)] = (plain(text), plain(source))
    return found


def _marks(drawn, label, names, words, low, high) -> list[dict]:
    places, lifts, made = dated(drawn, low, high), _lifts(drawn, low, high), []
    for number, row in enumerate(drawn.itertuples(index=False)):
        text, source = words.get(str(row.row), ("", ""))
        deponent = plain(names.get(row.deponent)) or row.deponent
        what = f"named by {deponent}" if row.what == "testimony" else row.kind
        place = places[number]
        made.append({
            "row": str(row.row), "person": label[row.person], "kind": row.kind, "deponent": deponent, "statement": (row.statement or str(row.row)) if row.what == "testimony" else "",
            **{key: place[key] for key in ("a", "b", "m", "sure")}, "lift": lifts[number], "tip": tip(f"{label[row.person]}: {what}", place["when"], text), "source": source,
        })  # fmt: skip
    return made


def _lifts(drawn, low: float, high: float) -> list[float]:
    """Return how far over the line of its person every mark stands: events on it, testimonies over it."""
    first, last = day_numbers(drawn["earliest"]), day_numbers(drawn["latest"])
    start, end = np.where(np.isnan(first), low, first), np.where(np.isnan(last), high, last) + 1
    wide, lifts = (high - low) / 55, np.zeros(len(drawn))
    middle = (start + end) / 2
    for (_, what), places in drawn.groupby(["person", "what"], sort=False).indices.items():
        rows = pack(np.minimum(start, middle - wide / 2)[places], np.maximum(end, middle + wide / 2)[places])
        lifts[places] = rows * 0.32 + (0.0 if what == "event" else 0.45)
    return [round(float(lift), 2) for lift in lifts]


def _life(befell, person: str, label: str, kept, low: float, high: float) -> list[dict]:
    """Return the stretches of a life that a reading knows: at liberty, perhaps arrested, in custody."""
    mine = befell[befell["person"] == person]
    if kept is not None:
        mine = mine.loc[[str(row) in kept for row in mine["row"]]]  # loc, since a list of no rows would be taken for columns

    def days(of, end):
        found = day_numbers(mine.loc[mine["kind"].isin(of), end])
        return found[~np.isnan(found)]

    ended = days(ENDS, "latest")
    stop = float(np.clip(ended.min() + 1 if len(ended) else high + 1, low, high + 1))
    arrests = (mine["kind"] == "arrest").any()
    caught, certain = days(("arrest",), "earliest"), days(("arrest",), "latest")
    free = stop if not arrests else float(np.clip((caught.min() if len(caught) else low) + 0.5, low, stop))
    held = stop if not len(certain) else float(np.clip(certain.min() + 0.5, free, stop))
    stretches = [("at liberty", low, free), ("perhaps arrested", free, held), ("in custody", held, stop)]
    return [{"person": label, "deponent": "", "state": state, "a": ms(a), "b": ms(b)} for state, a, b in stretches if a < b]


def _draw(order: list[str], drawn, low: int, high: int, narrow: bool):
    looks = marks(["testimony", *dict.fromkeys(drawn["kind"])])
    days = alt.Scale(type="utc", domain=[low, high], nice=False)
    # the domain is stated where there is no second end: Vega-Lite would take the two for a conflict
    x = alt.X("a:T", title=None, scale=alt.Scale(type="utc", nice=False), axis=alt.Axis(grid=True, labelOverlap=True, orient="top", tickCount=5 if narrow else 10, **({"format": "%-d %b"} if high - low < 400 * DAY else {})))
    row = alt.Y("person:N", title=None, sort=order, axis=_row_axis(order, narrow))
    lift = alt.YOffset("lift:Q", scale=alt.Scale(domain=[1.75, -0.6]))
    hue = alt.Scale(domain=list(looks), range=[colour(one.colour) for one in looks.values()])
    faint = alt.condition(_FADED, alt.value(0.15), alt.value(1))
    life = named("lives", _FILTERS[0]).transform_calculate(lift="0").mark_rule(aria=False).encode(
        x=x, x2="b:T", y=row, yOffset=lift,
        strokeWidth=alt.condition("datum.state == 'at liberty'", alt.value(1), alt.value(3.5)),
        strokeDash=alt.StrokeDash("state:N", legend=None, scale=alt.Scale(domain=["at liberty", "perhaps arrested", "in custody"], range=[[1, 0], [4, 3], [1, 0]])),
        color=alt.value(colour(GREY)),
    )
    lines = named("marks", *_FILTERS, "!datum.sure").mark_rule(aria=False, strokeWidth=1.2, clip=True).encode(x=x, x2="b:T", y=row, yOffset=lift, color=alt.Color("kind:N", scale=hue, legend=None), opacity=faint)
    points = named("marks", *_FILTERS).mark_point(size=80, strokeWidth=1.3).encode(
        x=alt.X("m:T", scale=days), y=row, yOffset=lift, opacity=faint,
        shape=alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=list(looks), range=[outline(one.shape) for one in looks.values()])),
        stroke=alt.Stroke("kind:N", legend=None, scale=hue), fill=alt.condition("datum.sure", alt.Fill("kind:N", legend=None, scale=hue), alt.value(colour(PAPER))),
        tooltip="tip:N", description="tip:N",
    ).properties(name="points")
    return alt.layer(life, lines, points).add_params(*params(person="", deponent="", statement="")).properties(width="container", height=alt.Step(68 if narrow else 52, **{"for": "position"}))


def _row_axis(order: list[str], narrow: bool) -> alt.Axis:
    broken = {label: wrap(label, 240 if narrow else 92).split("\n") for label in order}
    lines = f"({written(broken)})[datum.value]"
    if narrow:
        return alt.Axis(labelAlign="left", labelPadding=-2, labelOffset=-24, labelFontWeight=600, ticks=False, domain=False, zindex=1, labelExpr=lines, minExtent=0, maxExtent=0, grid=False)
    return alt.Axis(labelExpr=lines, ticks=False, domain=False, minExtent=122, maxExtent=122, grid=False)


def _key(made) -> list[dict]:
    looks = marks(dict.fromkeys(mark["kind"] for mark in made))
    key = [key_entry(one, "testimony against" if kind == "testimony" else None) for kind, one in looks.items()]
    key += [line_entry("at liberty", GREY, width=1), line_entry("in custody", GREY, width=3.5), line_entry("perhaps arrested", GREY, dash="4 3", width=3.5)]
    if any(not mark["sure"] for mark in made):
        key.append(key_entry(Mark("o", GREY, ""), "hollow, on a line: the day is not known, the line spans the possible days", hollow=True, line="solid"))
    return key
