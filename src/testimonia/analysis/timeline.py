"""Threats over time: what was feared, what happened, who judged it and what was done."""

import pandas as pd

from . import days
from .records import calendar, records, shaped

__all__ = ["timeline"]

LAYERS = ("span", "event", "assessment", "decision")
_COLUMNS = {
    "lane": "str", "label": "str", "layer": "str", "row": "str", "date": "str",
    "earliest": "datetime64[s]", "latest": "datetime64[s]", "kind": "str", "level": "Int64",
    "strength": "Int64", "actor": "str", "institution": "str", "source": "str", "text": "str",
}  # fmt: skip
# What each table calls the things that a timeline names alike.
_LAYERS = {
    "span": ("threats", {"kind": "locus", "text": "summary", "date": "span"}),
    "event": ("events", {"kind": "kind", "text": "title", "lane": "threat"}),
    "assessment": ("assessments", {"kind": "stance", "text": "summary", "lane": "threat", "actor": "assessor"}),
    "decision": ("decisions", {"kind": "direction", "text": "summary", "lane": "threat"}),
}


def timeline(case, since=None, until=None) -> pd.DataFrame:
    """One row for every bar or mark of a timeline with a lane for each threat.

    Columns: lane (threat id), label (of the threat), layer ('span', 'event',
    'assessment', 'decision'), row (id), date (EDTF), earliest, latest (datetime64[s],
    NaT where an end is open or unknown), kind (locus of a threat, kind of an event,
    stance, direction), level (Int64, of assessments), strength (Int64, of decisions),
    actor (assessor or who decided; for an event those whom it befell, with ';'),
    institution (of assessments), source, text (title of an event, else the summary).

    Lanes are in order of the start of their span, children after their parent; within
    a lane the span comes first, then the rows by date, the undated last. A row that
    concerns no threat has no lane (NaN) and stands at the end. `since` and `until`
    (EDTF or dates) keep what possibly falls between them, undated rows too.

    >>> from testimonia.analysis.example import village
    >>> timeline(village(), until="1650-12")[["lane", "layer", "row"]].values.tolist()
    [['witchcraft', 'span', 'witchcraft'], ['milk-theft', 'span', 'milk-theft'], ['milk-theft', 'assessment', 'emil-1650'], ['milk-theft', 'decision', 'wait']]
    """
    rows = pd.concat([_layer(case, layer) for layer in LAYERS], ignore_index=True)
    low, high = days.bounds(rows)
    start, end = days.day(since, "lower", calendar(case)), days.day(until, "upper", calendar(case))
    rows = rows.assign(low=low, undated=(low == days.BEGINNING) & (high == days.END), order=rows["layer"] != "span")
    rows = rows[(high >= start) & (low <= end)]
    lanes = lane_order(case)
    # A threat that the table of threats does not know still gets its lane, after the others.
    lanes += [lane for lane in rows["lane"].dropna().unique() if lane not in set(lanes)]
    labels = records(case, "threats")["label"]
    rows["label"] = rows["lane"].map(labels[~labels.index.duplicated()].dropna()).astype("str").fillna(rows["lane"])
    rows["place"] = rows["lane"].map({lane: n for n, lane in enumerate(lanes)}).fillna(len(lanes))
    return shaped(rows.sort_values(["place", "order", "undated", "low", "latest"], kind="stable"), _COLUMNS)


def lane_order(case) -> list[str]:
    """The ids of the threats by the start of their span, each child after its parent.

    >>> from testimonia.analysis.example import village
    >>> lane_order(village())
    ['witchcraft', 'milk-theft']
    """
    threats = records(case, "threats")
    low, high = days.bounds(threats)
    keys = dict(zip(threats.index, zip((low == days.BEGINNING) & (high == days.END), low, threats.index)))
    parents = threats["parent"].where(threats["parent"].isin(threats.index)).to_dict()
    children: dict = {}
    for threat in sorted(keys, key=keys.get):
        parent = parents[threat] if isinstance(parents[threat], str) else None
        children.setdefault(parent, []).append(threat)
    placed: dict[str, None] = {}
    # A ring of parents hangs on no root; its members are then roots themselves.
    for root in [*children.get(None, []), *sorted(keys, key=keys.get)]:
        waiting = [root]
        while waiting:
            threat = waiting.pop()
            if threat not in placed:
                placed[threat] = None
                waiting.extend(reversed(children.get(threat, [])))
    return list(placed)


def _layer(case, layer: str) -> pd.DataFrame:
    table, names = _LAYERS[layer]
    found = records(case, table)
    rows = found.reset_index().reindex(columns=["id", *_COLUMNS]).assign(layer=layer, row=found.index)
    for name, column in names.items():
        rows[name] = found[column].to_numpy()
    if layer == "span":
        rows["lane"] = found.index
    if layer == "event":
        rows["actor"] = [";".join(ids) or None for ids in found["actors"]]
    return shaped(rows, _COLUMNS)
