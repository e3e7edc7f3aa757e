"""How the judgements of each actor moved: one panel per actor, a mark per judgement."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .calendar_axis import Days, day_numbers, window
from .dated import UNCERTAIN, Dated, draw_moments, lay_moments
from .lettering import Entry, block_width, pack, plain, write
from .page import Sheet, key_below, key_height, need, nothing, of_kind, page_width
from .panels import Panels
from .theme import GREY, HAIR, INK, RULE, SMALL, STANCES, mark, theme

COLUMNS = ["actor", "earliest", "latest", "level", "stance", "forum", "drawn"]
LEVELS = {2: "grave, urgent", 1: "serious", 0: "mixed", -1: "slight", -2: "dismissed"}
_SIZE = 6.4


@of_kind
def trajectories(
    df: pd.DataFrame, *, names=None, since=None, until=None, levels=None, moments=None,
    threshold: float | None = None, narrow: bool = False, title: str | None = None,
):
    """Return a figure with one panel per actor: the level of every judgement, at its date.

    `df` has actor (or assessor, as `testimonia.analysis.trajectory` returns it; several are
    put together with pandas.concat), earliest, latest, level, and stance and forum
    where known. The shape of a mark is the stance. The line joins judgements
    whose order is certain, from the last possible day of one to the first
    possible day of the next. A ring marks what was said in private. `levels`
    maps the numbers of the scale to words; `names` maps ids to names.

    Raises ValueError if a column that is needed is missing.

    >>> import pandas as pd
    >>> df = pd.DataFrame({"actor": ["anna", "anna"], "earliest": pd.to_datetime(["1611-01-01", "1611-05-01"]),
    ...     "latest": pd.to_datetime(["1611-01-01", "1611-05-31"]), "level": [-1, 2], "stance": ["downplays", "inflates"]})
    >>> trajectories(df).testimonia_data["drawn"].tolist()
    ['point', 'interval']
    """
    df = with_actor(df)
    need(df, ("actor", "earliest", "latest", "level"), "trajectories", "df")
    levels, names = dict(levels or LEVELS), dict(names) if names is not None else {}
    table = df.assign(**{name: df[name] if name in df else "" for name in ("stance", "forum")})
    value = pd.to_numeric(table["level"], errors="coerce").to_numpy(float, na_value=np.nan)
    first, last = day_numbers(table["earliest"]), day_numbers(table["latest"])
    low, high = window(first, last, since, until, pad=0.03)
    inside = ~((last < low) | (first > high)) & ~(np.isnan(first) & np.isnan(last)) & ~np.isnan(value)
    drawn, omitted = table[inside].reset_index(drop=True), table[~inside]
    if drawn.empty:
        return nothing("No dated judgements on record", COLUMNS, narrow, title)
    with theme():
        order = list(dict.fromkeys(drawn["actor"]))
        margin = max(block_width(text, SMALL) for text in levels.values()) + 12
        if "assessor_name" in drawn and "assessor" in drawn:
            names = dict(zip(drawn["assessor"], drawn["assessor_name"], strict=True)) | names
        captions = [plain(names.get(one)) or plain(one) for one in order]
        probe = Panels(captions, page_width(narrow), 0, 1 if narrow else 2, margin, 8, 0)
        days = Days(low, high, probe.width)
        dated = Dated(days, day_numbers(drawn["earliest"]), day_numbers(drawn["latest"]), _SIZE, threshold)
        offset, row_high = _stack(drawn, dated, sorted(levels))
        plot = sum(row_high.values())
        noted, over = lay_moments(moments, days)
        grid = Panels(captions, page_width(narrow), plot + over, 1 if narrow else 2, margin, 8, days.tall + 8)
        entries = [Entry(name, one) for name, one in STANCES.items() if name in set(drawn["stance"].map(plain))]
        if (drawn["forum"].map(plain) == "private").any():
            entries.append(Entry("ringed: said in private", mark("mixed"), size=4.5, ring=True))
        if (dated.form != "point").any():
            entries.append(UNCERTAIN)
        sheet = Sheet(grid.height + key_height(entries, narrow) + 4, narrow, title)
        centre, y = {}, over
        for level in sorted(levels, reverse=True):
            centre[level], y = y + row_high[level] / 2, y + row_high[level]
        for n, one in enumerate(order):
            left, top, caption = grid.place(n)
            ax = sheet.place(left, top, grid.width, plot + over)
            grid.caption(ax, n, top - caption)
            days.draw(ax, over, plot + over)
            draw_moments(ax, noted, over, plot + over)
            for level, words in levels.items():
                ax.plot([0, days.width], [centre[level]] * 2, color=RULE if level == 0 else HAIR, lw=0.7, zorder=0.2)
                write(ax, -4, centre[level], words, size=SMALL, color=GREY, va="center", ha="right")
            _path(ax, drawn, dated, np.flatnonzero((drawn["actor"] == one).to_numpy()), centre, offset)
        key_below(sheet, entries, grid.height)
        keep = [name for name in COLUMNS if name != "drawn"]
        rest = [name for name in drawn.columns if name not in COLUMNS]
        return sheet.finish(drawn.assign(drawn=dated.form)[[*keep, *rest, "drawn"]], omitted)


def with_actor(df: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a column actor: as given, else the assessor or the institution he speaks for."""
    if "actor" in df.columns or "assessor" not in df.columns:
        return df
    return df.assign(actor=df["assessor"].fillna(df["institution"]) if "institution" in df else df["assessor"])


def _stack(drawn, dated: Dated, levels):
    """Return the height of each mark off the middle of its level, and the height each level needs."""
    offset, deepest = np.zeros(len(drawn)), dict.fromkeys(levels, 0)
    value = pd.to_numeric(drawn["level"]).to_numpy(float)
    for _, places in drawn.groupby(["actor", "level"], observed=True).indices.items():
        # marks may overlap by half: out of line they would seem to be on another level
        slack = _SIZE * 0.25
        rows = pack(dated.start[places] + slack, dated.end[places] - slack, 0.0)
        offset[places] = (rows - rows.max() / 2) * (_SIZE - 0.6)
        nearest = min(levels, key=lambda level: abs(level - value[places[0]]))
        deepest[nearest] = max(deepest[nearest], int(rows.max()))
    return offset, dict.fromkeys(levels, max(15.0, (max(deepest.values()) + 1) * _SIZE + 4))


def _path(ax, drawn, dated: Dated, places, centre, offset) -> None:
    levels = sorted(centre)
    height = {n: float(np.interp(float(drawn["level"][n]), levels, [centre[v] for v in levels])) + offset[n] for n in places}
    placed = sorted(places, key=lambda n: (dated.right[n], dated.left[n]))
    for a, b in zip(placed, placed[1:], strict=False):
        if dated.right[a] <= dated.left[b]:  # only where the order is certain
            from_x = dated.right[a] if dated.form[a] != "point" else dated.middle[a]
            to_x = dated.left[b] if dated.form[b] != "point" else dated.middle[b]
            ax.plot([from_x, to_x], [height[a], height[b]], color=RULE, lw=0.9, zorder=1)
    for n in places:
        stance = plain(drawn["stance"][n])
        dated.draw(ax, n, height[n], mark(stance or "mixed"))
        if plain(drawn["forum"][n]) == "private":
            ax.plot([dated.middle[n]], [height[n]], ls="none", marker="o", ms=_SIZE + 4.5, mfc="none", mec=INK, mew=0.8,
                    zorder=5, clip_on=False)
