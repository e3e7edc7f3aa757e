"""The last weeks day by day: a row for each person, who spoke against them, and what befell them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patheffects import withStroke

from .calendar_axis import Days, day_numbers, window
from .dated import UNCERTAIN, Dated, draw_moments, lay_moments, stack_captions
from .lettering import Entry, block_width, height_of, pack, plain, wrap, write
from .page import Sheet, key_below, key_height, need, nothing, of_kind, page_width
from .theme import GREY, HAIR, PAPER, RULE, SMALL, TEXT, marks, theme

COLUMNS = ["person", "name", "what", "kind", "row", "deponent", "statement", "earliest", "latest", "drawn"]
ENDS = ("execution", "death")
_SIZE = 6.4


@of_kind
def calendar(
    events: pd.DataFrame, testimonies: pd.DataFrame, *, rows=None, names=None, since=None, until=None,
    kinds=("removal", "transfer", "arrest", "trial", "execution", "death"), threshold: float | None = None,
    moments=None, narrow: bool = False, title: str | None = None,
):
    """Return a figure with a row per person and days across: testimonies against them, and events.

    `events` needs earliest, latest, kind and actors (a list of ids); `testimonies`
    needs earliest, latest, deponent, accused (and statement). `rows` lists the
    ids of the persons, in order; by default all accused, by the first naming.
    `names` maps ids to names. The line of a row is thin while the person is at
    liberty, heavy after the arrest, and ends with death; it is broken over the
    days on which the arrest may have fallen. Deponents stand above the days on
    which they spoke.

    Raises ValueError if a column that is needed is missing.

    >>> import pandas as pd
    >>> day = pd.to_datetime(["1611-05-02"])
    >>> events = pd.DataFrame({"earliest": day, "latest": day, "kind": ["arrest"], "actors": [("bela",)]})
    >>> said = pd.DataFrame({"earliest": day, "latest": day, "deponent": ["anna"], "accused": ["bela"]})
    >>> calendar(events, said).testimonia_data["kind"].tolist()
    ['testimony', 'arrest']
    """
    need(events, ("earliest", "latest", "kind", "actors"), "calendar", "events")
    need(testimonies, ("earliest", "latest", "deponent", "accused"), "calendar", "testimonies")
    names = dict(names) if names is not None else {}
    befell, said = of_persons(events), of_testimonies(testimonies)
    persons = list(rows) if rows is not None else list(dict.fromkeys(said.sort_values("earliest", kind="stable")["person"]))
    everything = pd.concat([said, befell[befell["kind"].isin(kinds)]], ignore_index=True)
    everything = everything[everything["person"].isin(persons)].reset_index(drop=True)
    everything["name"] = [plain(names.get(one, one)) for one in everything["person"]]
    first, last = day_numbers(everything["earliest"]), day_numbers(everything["latest"])
    low, high = window(first, last, since, until, pad=0.02)
    inside = ~((last < low) | (first > high)) & ~(np.isnan(first) & np.isnan(last))
    drawn, omitted = everything[inside].reset_index(drop=True), everything[~inside]
    if not persons or drawn.empty:
        return nothing("No testimonies or events on record for these persons and days", COLUMNS, narrow, title)
    with theme():
        return _draw(drawn, omitted, befell, persons, names, (low, high), threshold, moments, narrow, title)


def _draw(drawn, omitted, befell, persons, names, bounds, threshold, moments, narrow, title):
    captions_of = {one: wrap(plain(names.get(one, one)), 90) for one in persons}
    margin = 6.0 if narrow else max(block_width(text) for text in captions_of.values()) + 18
    days = Days(*bounds, page_width(narrow) - margin - 10)
    dated = Dated(days, day_numbers(drawn["earliest"]), day_numbers(drawn["latest"]), _SIZE, threshold)
    decks, tall = {}, {}
    for person in persons:
        places = np.flatnonzero((drawn["person"] == person).to_numpy())
        # events sit on the line itself where they can, testimonies over them
        ranked = [n for n in places if drawn["what"][n] == "event"], [n for n in places if drawn["what"][n] != "event"]
        decks[person] = [(group, _rows(dated, group)) for group in ranked]
        decks_high = sum((found.max() + 1) * (_SIZE + 1.6) for group, found in decks[person] if len(group))
        words = height_of(captions_of[person])
        tall[person] = max(decks_high + 13 + (words if narrow else 0), words + 6)
    spoken, over = _deponents(drawn, dated, days, names)
    said_captions, over_moments = lay_moments(moments, days)
    head = over + over_moments + days.tall + 6
    body = sum(tall.values())
    entries = _entries(drawn, dated)
    sheet = Sheet(head + body + days.tall + 8 + key_height(entries, narrow) + 4, narrow, title)
    ax = sheet.place(margin, 0, days.width, head + body + days.tall)
    days.draw(ax, head, head + body, labels="both")
    draw_moments(ax, said_captions, over_moments, head + body)
    for x, left, level, high, text in spoken:
        write(ax, left, head - days.tall - level - 2, text, size=SMALL, style="italic", va="bottom", ha="left")
        ax.plot([x, x], [head - days.tall - level - high + 3, head + body], color=RULE, lw=0.6, ls=(0, (1, 2)), zorder=0.5)
    y = head
    all_marks = marks(drawn["kind"])
    for person in persons:
        base = y + tall[person] - 7
        ax.plot([-margin + 4, days.width], [y, y], color=HAIR, lw=0.7, clip_on=False, zorder=0)
        if narrow:
            write(ax, 0, y + 2, captions_of[person], size=TEXT, weight="semibold", va="top", ha="left", zorder=7,
                  path_effects=[withStroke(linewidth=2.4, foreground=PAPER)])
        else:
            write(ax, -margin + 4, y + tall[person] / 2, captions_of[person], size=TEXT, va="center", ha="left")
        _life(ax, befell[befell["person"] == person], base, days)
        lift = 0.0
        for group, found in decks[person]:
            for n, row in zip(group, found, strict=True):
                dated.draw(ax, n, base - lift - row * (_SIZE + 1.6), all_marks[drawn["kind"][n]])
            if len(group):
                lift += (found.max() + 1) * (_SIZE + 1.6)
            else:
                lift += _SIZE + 1.6 if not lift else 0.0
        y += tall[person]
    ax.plot([-margin + 4, days.width], [y, y], color=HAIR, lw=0.7, clip_on=False, zorder=0)
    key_below(sheet, entries, head + body + days.tall + 6)
    return sheet.finish(drawn.assign(drawn=dated.form)[COLUMNS], omitted)


def _rows(dated: Dated, group) -> np.ndarray:
    return pack(dated.start[group], dated.end[group], 1.0) if len(group) else np.array([], int)


def of_persons(events: pd.DataFrame) -> pd.DataFrame:
    """Return events with one row per person they befell."""
    table = events.assign(row=events.index if "id" not in events else events["id"])
    one_each = [actors if isinstance(actors, (tuple, list)) else str(actors).split(";") for actors in table["actors"]]
    table = table.assign(person=one_each).explode("person")
    return pd.DataFrame({
        "person": table["person"].map(plain), "what": "event", "kind": table["kind"].map(plain), "row": table["row"],
        "deponent": "", "statement": "", "earliest": table["earliest"], "latest": table["latest"],
    }).reset_index(drop=True)


def of_testimonies(testimonies: pd.DataFrame) -> pd.DataFrame:
    """Return testimonies with the columns of events, a row per person accused."""
    rows = testimonies.index if "id" not in testimonies else testimonies["id"]
    return pd.DataFrame({
        "person": testimonies["accused"].map(plain), "what": "testimony", "kind": "testimony", "row": rows,
        "deponent": testimonies["deponent"].map(plain),
        "statement": testimonies["statement"].map(plain) if "statement" in testimonies else "",
        "earliest": testimonies["earliest"], "latest": testimonies["latest"],
    }).reset_index(drop=True)


def _deponents(drawn, dated: Dated, days: Days, names):
    """Return captions naming who spoke, one for all who spoke within the same days."""
    said = drawn[drawn["what"] == "testimony"]
    boxes = []
    for _, part in said.groupby(["earliest", "latest"], sort=True, dropna=False):
        place = part.index[0]
        who = ", ".join(dict.fromkeys(plain(names.get(one, one)).replace(" ", "\u00a0") for one in part["deponent"]))
        text = wrap(who, min(140.0, days.width - 10), SMALL)
        boxes.append((float(dated.middle[place]), text, block_width(text, SMALL, style="italic")))
    return stack_captions(boxes, days.width)


def _life(ax, befell: pd.DataFrame, base: float, days: Days) -> None:
    """Draw the line of a life: thin at liberty, broken while the arrest is uncertain, heavy in custody."""

    def bounds(of):
        part = befell[befell["kind"].isin(of)]
        return (day_numbers(part["earliest"]), day_numbers(part["latest"])) if len(part) else (np.array([]),) * 2

    _, ended = bounds(ENDS)
    end = days.at(np.nanmin(ended) + 1) if np.isfinite(ended).any() else days.width
    begun, sure = bounds(("arrest",))
    caught = np.nanmin(begun) if np.isfinite(begun).any() else (np.nan if not len(begun) else days.low)
    certain = np.nanmin(sure) if np.isfinite(sure).any() else np.nan
    stop = float(np.clip(end, 0, days.width))
    free = stop if np.isnan(caught) else float(np.clip(days.at(caught + 0.5), 0, stop))
    held = stop if np.isnan(certain) else float(np.clip(days.at(certain + 0.5), free, stop))
    ax.plot([0, free], [base, base], color=RULE, lw=0.8, zorder=1)
    ax.plot([free, held], [base, base], color=GREY, lw=2.6, ls=(0, (1, 0.8)), zorder=1)
    ax.plot([held, stop], [base, base], color=GREY, lw=2.6, zorder=1)


def _entries(drawn, dated: Dated) -> list[Entry]:
    present = list(dict.fromkeys(["testimony", *drawn["kind"]])) if (drawn["what"] == "testimony").any() else list(
        dict.fromkeys(drawn["kind"]))
    order = ["testimony", "removal", "transfer", "arrest", "trial", "execution", "death"]
    present.sort(key=lambda kind: (order.index(kind) if kind in order else len(order), kind))
    entries = [Entry("testimony against" if kind == "testimony" else one.label, one)
               for kind, one in marks(present).items()]
    entries += [Entry("at liberty", line={"color": RULE, "lw": 0.8}), Entry("in custody", line={"color": GREY, "lw": 2.6})]
    if (dated.form != "point").any():
        entries.append(UNCERTAIN)
    return entries
