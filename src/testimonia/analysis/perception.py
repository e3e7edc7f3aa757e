"""Who judged which threat how: assessments, the gap between two sides, changes of mind."""

import numpy as np
import pandas as pd

from . import days
from .memory import remembered
from .order import verdicts
from .records import known, name_and_type, records, shaped

__all__ = ["change_of_mind", "gap", "perception", "trajectory"]

_JUDGED = {
    "row": "str", "threat": "str", "label": "str", "date": "str", "earliest": "datetime64[s]",
    "latest": "datetime64[s]", "assessor": "str", "assessor_name": "str", "institution": "str",
    "institution_name": "str", "voice": "str", "level": "Int64", "stance": "str", "forum": "str",
    "summary": "str", "source": "str",
}  # fmt: skip
_TRAJECTORY = {"step": "int64", **_JUDGED, "after_previous": "str"}


@remembered("assessments", "threats", "actors")
def perception(case) -> pd.DataFrame:
    """The assessments with the names of those who made them, in order of date, the undated last.

    Columns: row (id), threat, label (of the threat), date (EDTF), earliest, latest
    (datetime64[s]), assessor, assessor_name, institution, institution_name, voice (who
    is heard, for print: 'Emil Balogh (The district court)'), level (Int64, -2 to 2),
    stance, forum ('public', 'closed', 'private'), summary, source.

    >>> from testimonia.analysis.example import village
    >>> perception(village())["voice"].tolist()[:2]
    ['Emil Balogh (The district court)', 'Several neighbours']
    """
    rows = records(case, "assessments")
    labels = records(case, "threats")["label"]
    rows["label"] = rows["threat"].map(labels[~labels.index.duplicated()].dropna()).fillna(rows["threat"])
    for role in ("assessor", "institution"):
        named = rows[role].notna()
        rows[f"{role}_name"] = pd.Series(name_and_type(case, rows.loc[named, role])[0], index=rows.index[named], dtype="str")
    apart = rows["institution"].notna() & (rows["institution"] != rows["assessor"]) & rows["assessor"].notna()
    voice = rows["assessor_name"].fillna(rows["institution_name"])
    rows["voice"] = voice.where(~apart, voice + " (" + rows["institution_name"] + ")")
    return shaped(_by_date(rows).assign(row=lambda r: r.index), _JUDGED)


@remembered("assessments", "threats", "actors")
def gap(case, sides: dict[str, list[str]], by: str = "year") -> pd.DataFrame:
    """How two (or more) sides judged each threat, set side by side.

    `sides` names each side and lists its actors: {'court': ['court'], 'folk':
    ['neighbours']}. An assessment belongs to the side of its assessor, or else to that
    of its institution; assessments of neither side are left out. `by` divides time
    ('year', 'month'), or nothing ('threat'), or is a column of `perception` ('forum').

    Columns: threat, label, period (EDTF year or month, '' for by='threat', else the
    value; NaN where a threat has only undated assessments), paired (bool: every side
    spoke), and for each side s: s_n (assessments that may belong here), s_certain
    (those that certainly do), s_min, s_mean, s_max (level over all s_n; float64, NaN
    where the side is silent), s_rows (tuple of ids); with two sides also gap: mean of
    the first less mean of the second. An assessment dated across two periods is in
    both; one that is undated, or open at an end, is in every period in which the
    record has its threat judged. Silence stays visible: a row with s_n = 0.

    Raises ValueError for an actor listed on two sides, or another `by`, KeyError for
    an unknown actor.

    >>> from testimonia.analysis.example import village
    >>> gap(village(), {"court": ["court"], "folk": ["neighbours"]})[["period", "court_n", "folk_mean", "gap"]].values.tolist()
    [['1650', 1, nan, nan], ['1651', 1, 2.0, 0.0]]
    """
    rows = _periods(_sided(case, sides), by)
    keys = rows[["threat", "label", "period"]].drop_duplicates().sort_values(["threat", "period"], na_position="last")
    table = keys.reset_index(drop=True)
    for side in sides:
        there = rows[rows["side"] == side].assign(level=lambda r: r["level"].astype("float64"))
        summed = there.groupby(["threat", "period"], dropna=False).agg(
            n=("row", "size"), certain=("certain", "sum"), min=("level", "min"), mean=("level", "mean"),
            max=("level", "max"), rows=("row", tuple),
        )  # fmt: skip
        table = table.merge(summed.add_prefix(f"{side}_").reset_index(), on=["threat", "period"], how="left")
        counts = [f"{side}_n", f"{side}_certain"]
        table[counts] = table[counts].fillna(0).astype("int64")
        table[f"{side}_rows"] = pd.Series([r if isinstance(r, tuple) else () for r in table[f"{side}_rows"]], dtype=object)
    table.insert(3, "paired", (table[[f"{side}_n" for side in sides]] > 0).all(axis=1).astype("bool"))
    if len(sides) == 2:
        one, other = sides
        table["gap"] = (table[f"{one}_mean"] - table[f"{other}_mean"]).astype("float64")
    table.attrs["sides"] = list(sides)
    return table


def trajectory(case, actor: str, threat=None) -> pd.DataFrame:
    """What one actor, a person or an institution, judged, in order.

    The columns of `perception`, after step (1, 2, ...) and before after_previous:
    whether this judgement was certainly on a later day than the one above it ('yes',
    'no' where it was certainly not, 'cannot tell'; NaN in the first row). `threat`
    keeps one threat or several. Raises KeyError for an unknown actor.

    >>> from testimonia.analysis.example import village
    >>> trajectory(village(), "emil")[["level", "after_previous"]].values.tolist()
    [[-1, nan], [2, 'yes']]
    """
    rows = _of_actor(case, actor, threat)
    low, high = days.bounds(rows)
    later = verdicts(low[:-1], high[:-1], low[1:], high[1:]).astype(object)
    return shaped(rows.assign(step=np.arange(1, len(rows) + 1), after_previous=[None, *later][: len(rows)]), _TRAJECTORY)


@remembered("assessments", "threats", "actors")
def change_of_mind(case, actor: str, start: int, end: int, threat=None) -> pd.Series:
    """When an actor's judgement last crossed from `start` to `end`, as an interval.

    With start < end: from a level of at most `start` to one of at least `end`; with
    start > end the other way round. Levels between the two are no crossing. The change
    falls after the last judgement on the one side and not after the next on the other.

    Returns a Series: answer ('yes': there was certainly such a change, 'no', 'cannot
    tell'), earliest, latest (Timestamp; NaT where there was none or an end is not
    known), from_row, to_row (tuples of the ids that may be the judgement before and
    the one after). The interval holds for every order the dates allow; it may be wider
    than need be, never narrower. Raises ValueError where `start` is `end`, KeyError
    for an unknown actor.

    >>> from testimonia.analysis.example import village
    >>> change_of_mind(village(), "emil", -1, 2)[["answer", "from_row", "latest"]].tolist()
    ['yes', ('emil-1650',), Timestamp('1651-06-30 00:00:00')]
    """
    if start == end:
        raise ValueError("a change of mind runs between two different levels")
    rows = _of_actor(case, actor, threat)
    sign, level = (1 if end > start else -1), rows["level"].astype("float64").to_numpy()
    left, reached = sign * level <= sign * start, sign * level >= sign * end
    low, high = days.bounds(rows)
    pairs = [
        (i, j) for i in np.flatnonzero(left) for j in np.flatnonzero(reached)
        if low[i] < high[j] and not _overtaken(i, j, left | reached, left, reached, low, high)
    ]  # fmt: skip
    certain = left.any() and reached.any() and high[left].min() < low[reached].max()
    before, after = sorted({i for i, _ in pairs}), sorted({j for _, j in pairs})
    ids = rows["row"].to_numpy()
    return pd.Series(
        {
            "answer": "yes" if certain else "cannot tell" if pairs else "no",
            "earliest": pd.Timestamp(days.dates(low[before].min()).item()) if pairs else pd.NaT,
            "latest": pd.Timestamp(days.dates(high[after].max()).item()) if pairs else pd.NaT,
            "from_row": tuple(ids[before]),
            "to_row": tuple(ids[after]),
        },
        dtype=object,
    )


def _overtaken(i, j, either, left, reached, low, high) -> bool:
    """Whether i to j cannot be the last crossing: another judgement is certainly between, or a crossing after."""
    if (either & (low > high[i]) & (high < low[j])).any():
        return True
    # Certainly back on the first side after j, and certainly over again after that.
    back = left & (low > high[j])
    return bool(back.any() and (reached & (low > high[back].min())).any())


def _of_actor(case, actor: str, threat) -> pd.DataFrame:
    known(case, actor)
    rows = perception(case)
    if threat is not None:
        rows = rows[rows["threat"].isin([threat] if isinstance(threat, str) else list(threat))]
    return rows[(rows["assessor"] == actor) | (rows["institution"] == actor)].reset_index(drop=True)


def _by_date(rows: pd.DataFrame) -> pd.DataFrame:
    low, high = days.bounds(rows)
    return rows.iloc[np.lexsort((high, low, (low == days.BEGINNING) & (high == days.END)))]


def _sided(case, sides: dict[str, list[str]]) -> pd.DataFrame:
    """The assessments of the sides, with the side of each."""
    side_of: dict[str, str] = {}
    for side, actors in sides.items():
        for actor in known(case, actors):
            if side_of.setdefault(actor, side) != side:
                raise ValueError(f"{actor!r} is on two sides, {side_of[actor]!r} and {side!r}; an actor can be on one")
    rows = perception(case)
    rows["side"] = rows["assessor"].map(side_of).fillna(rows["institution"].map(side_of))
    return rows[rows["side"].notna()]


def _periods(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Each assessment once for every period in which it may fall, with whether it certainly does."""
    if by == "threat" or (by in _JUDGED and by not in ("earliest", "latest")):
        return rows.assign(period="" if by == "threat" else rows[by].astype("str"), certain=True)
    if by not in ("year", "month"):
        raise ValueError(f"by is 'year', 'month', 'threat' or a column of perception; not {by!r}")
    low, high = days.periods(*days.bounds(rows), by)
    found = [_spread(part, low[places], high[places], by) for part, places in _by_threat(rows)]
    return pd.concat([rows.iloc[:0].assign(period=pd.Series(dtype="str"), certain=pd.Series(dtype="bool")), *found])


def _by_threat(rows: pd.DataFrame):
    for places in rows.reset_index(drop=True).groupby("threat", dropna=False).indices.values():
        yield rows.iloc[places], places


def _spread(rows: pd.DataFrame, low: np.ndarray, high: np.ndarray, unit: str) -> pd.DataFrame:
    known_ends = days.finite(low) & days.finite(high)
    # The periods in which this threat is judged by a dated row; an open or missing date may be any of them.
    on_record = np.unique(np.concatenate([np.arange(a, b + 1) for a, b in zip(low[known_ends], high[known_ends])] or [[]]))
    loose = np.unique(np.concatenate([on_record, low[days.finite(low)], high[days.finite(high)]])).astype("int64")
    spread = [np.arange(a, b + 1) if k else loose[(loose >= a) & (loose <= b)] for a, b, k in zip(low, high, known_ends)]
    counts = np.array([max(len(periods), 1) for periods in spread])
    labels = [days.period_label(p, unit) for periods in spread for p in periods] if len(loose) else [None] * len(rows)
    certain = (known_ends & (low == high)).repeat(counts)
    return rows.iloc[np.arange(len(rows)).repeat(counts)].assign(period=pd.array(labels, dtype="str"), certain=certain)
