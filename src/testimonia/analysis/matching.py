"""Which rows of two codings of one text are the same finding."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..case.edtf import bounds as edtf_bounds
from . import days
from .rates import Share, share
from .records import shaped

__all__ = ["Matching", "match_actors", "match_codings", "paired_codes"]

_PARAGRAPH = re.compile(r"¶\s*([0-9]+)(?:\s*[-–]\s*([0-9]+))?")
_PAIRS = {"a": "str", "b": "str", "score": "float64", "paragraphs": "object", "shared": "object", "same_dates": "bool"}


@dataclass(frozen=True)
class Matching:
    """The pairs found in both codings, what only one has, and the recall each way.

    `pairs`: a, b (ids), score (0 to 1), paragraphs (tuple of int), shared (tuple of the
    members both rows name), same_dates (bool). `only_a`, `only_b`: tuples of ids.
    `recall_a`: the share of a's rows that b found, with limits; `recall_b`: of b's
    that a found (None where that coding has no rows).

    >>> Matching(shaped({}, _PAIRS), ("row",), (), share(0, 1), None).recall_a.share
    0.0
    """

    pairs: pd.DataFrame
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    recall_a: Share | None
    recall_b: Share | None


def match_codings(a: pd.DataFrame, b: pd.DataFrame, by, same=None) -> Matching:
    """Match the rows of two codings of one table, each with one of the other at most.

    Two rows may match if they cite a paragraph in common (¶ in the locators of
    `source`), their dates overlap (an open end or no date overlaps with anything; a
    table without dates is not asked) and they share a member of every entry of `by`: a
    column such as 'deponent', or a tuple of columns taken together such as ('actors',
    'by'); cells that are empty in both share their silence. Of all ways to pair them,
    the one that pairs most rows, and among these the one whose pairs are most alike
    (members in common, same dates, paragraphs in common), is taken (linear assignment;
    H. W. Kuhn, Naval Research Logistics Quarterly 2, 1955).

    `a` and `b` are tables of a case, or as `pandas.read_csv` gives them with `id` as a
    column or index; dates are read from date, period or span where earliest and latest
    are missing. `same` translates ids of b to those of a (see `match_actors`). Raises
    KeyError for a column of `by` that a table lacks.

    >>> a = pd.DataFrame({"id": ["x"], "source": ["k[¶3]"], "date": ["1651"], "accused": ["anna"]})
    >>> b = pd.DataFrame({"id": ["y"], "source": ["k[¶3-4]"], "date": ["1651-05"], "accused": ["varga"]})
    >>> match_codings(a, b, by=["accused"], same={"varga": "anna"}).pairs[["a", "b"]].values.tolist()
    [['x', 'y']]
    """
    entries = [by] if isinstance(by, str) else list(by)
    left, right = _Side(a, entries, {}), _Side(b, entries, same or {})
    found = [
        (i, j, *alike) for i in range(len(left.ids)) for j in range(len(right.ids))
        if (alike := _alike(left, i, right, j)) is not None
    ]  # fmt: skip
    chosen = _assigned(found, len(left.ids), len(right.ids))
    rows = [(left.ids[i], right.ids[j], score, paragraphs, shared, dates) for i, j, score, paragraphs, shared, dates in chosen]
    paired_a, paired_b = {row[0] for row in rows}, {row[1] for row in rows}
    return Matching(
        shaped(rows, _PAIRS),
        tuple(i for i in left.ids if i not in paired_a),
        tuple(i for i in right.ids if i not in paired_b),
        share(len(rows), len(left.ids)) if left.ids else None,
        share(len(rows), len(right.ids)) if right.ids else None,
    )


def paired_codes(matching: Matching, a: pd.DataFrame, b: pd.DataFrame, column: str) -> pd.DataFrame:
    """What the two coders put in one column of the rows they share: the input of `agreement`.

    Columns a and b, in the type of the tables; indexed by 'id of a = id of b'.

    >>> a = pd.DataFrame({"id": ["x"], "source": ["k[¶3]"], "stance": ["warns"]})
    >>> paired_codes(match_codings(a, a, by=[]), a, a, "stance").values.tolist()
    [['warns', 'warns']]
    """
    pairs = matching.pairs
    codes = {s: _by_id(t)[column].reindex(pairs[s]).to_numpy(object) for s, t in (("a", a), ("b", b))}
    table = pd.DataFrame(codes, index=pairs["a"] + " = " + pairs["b"])
    return table.astype({s: t[column].dtype for s, t in (("a", a), ("b", b)) if isinstance(t[column].dtype, pd.CategoricalDtype)})


def match_actors(a: pd.DataFrame, b: pd.DataFrame) -> dict[str, str]:
    """Ids of b's actors as a calls them: those with one id, or else a name or variant in common.

    Letters are compared without regard to case. An actor of b who fits several of a's
    by name, or one whom another of b's fits by id, is left out; so is one of another type.

    >>> a = pd.DataFrame({"id": ["anna"], "name": ["Anna Varga"], "variants": ["Varga Anna"]})
    >>> match_actors(a, a.assign(id="varga", name="varga anna"))
    {'varga': 'anna'}
    """
    a, b = _by_id(a), _by_id(b)
    found = {actor: actor for actor in b.index if actor in a.index}
    called: dict[str, set[str]] = {}
    for actor in a.index.difference(list(found)):
        for name in _names(a.loc[actor]):
            called.setdefault(name, set()).add(actor)
    for actor in b.index.difference(list(found)):
        fits = {other for name in _names(b.loc[actor]) for other in called.get(name, ())}
        if "type" in a and "type" in b:
            fits = {other for other in fits if a.at[other, "type"] == b.at[actor, "type"]}
        if len(fits) == 1:
            found[actor] = fits.pop()
    return found


class _Side:
    """One coding, read for comparison: paragraphs, bounds and members of every row."""

    def __init__(self, table: pd.DataFrame, entries: list, same: dict[str, str]):
        rows = _by_id(table)
        self.ids = list(rows.index)
        self.paragraphs = [_paragraphs(text) for text in rows["source"]]
        self.low, self.high = _bounds(rows)
        self.members = [
            [frozenset(same.get(m, m) for c in columns for m in _members(rows.at[row, c])) for columns in map(_columns, entries)]
            for row in self.ids
        ]


def _alike(left: _Side, i: int, right: _Side, j: int):
    """Score, paragraphs, members in common and whether the dates are the same; None for no match."""
    paragraphs = left.paragraphs[i] & right.paragraphs[j]
    if not paragraphs or left.low[i] > right.high[j] or right.low[j] > left.high[i]:
        return None
    parts, shared = [], set()
    for ours, theirs in zip(left.members[i], right.members[j]):
        if (ours or theirs) and not ours & theirs:
            return None
        parts.append(len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0)
        shared |= ours & theirs
    same_dates = bool(left.low[i] == right.low[j] and left.high[i] == right.high[j])
    # Members say most, then dates; paragraphs break ties between rows that cite several.
    members = sum(parts) / len(parts) if parts else 1.0
    common = len(paragraphs) / len(left.paragraphs[i] | right.paragraphs[j])
    score = 0.6 * members + 0.3 * same_dates + 0.1 * common
    return score, tuple(sorted(paragraphs)), tuple(sorted(shared)), same_dates


def _assigned(found: list[tuple], size_a: int, size_b: int) -> list[tuple]:
    """Of the possible pairs, the most that exclude each other nowhere, the most alike of these first."""
    if not found:
        return []
    from scipy.optimize import linear_sum_assignment  # here: the import is slow, and only codings are matched
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    i, j = (np.array([pair[k] for pair in found]) for k in (0, 1))
    links = coo_array((np.ones(len(found)), (i, j + size_a)), shape=(size_a + size_b,) * 2)
    group = connected_components(links, directed=False)[1][i]
    chosen: list[tuple] = []
    for part in np.unique(group):  # rows that compete for no common partner are settled apart
        pairs = [found[k] for k in np.flatnonzero(group == part)]
        rows, columns = sorted({p[0] for p in pairs}), sorted({p[1] for p in pairs})
        gain = np.zeros((len(rows), len(columns)))
        for p in pairs:
            # One more pair outweighs any likeness that the others could lose by it.
            gain[rows.index(p[0]), columns.index(p[1])] = len(rows) + 1 + p[2]
        taken = {(rows[r], columns[c]) for r, c in zip(*linear_sum_assignment(gain, maximize=True)) if gain[r, c]}
        chosen += [p for p in pairs if (p[0], p[1]) in taken]
    return sorted(chosen, key=lambda p: p[0])


def _by_id(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_index("id") if "id" in table.columns else table


def _columns(entry) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else tuple(entry)


def _members(cell) -> list[str]:
    if isinstance(cell, (tuple, list)):
        return [str(member) for member in cell]
    return [] if pd.isna(cell) else [part.strip() for part in str(cell).split(";") if part.strip()]


def _names(actor: pd.Series) -> set[str]:
    return {name.casefold() for column in ("name", "variants") for name in _members(actor.get(column))}


def _paragraphs(source) -> frozenset[int]:
    if not isinstance(source, str):
        return frozenset()
    return frozenset(n for first, last in _PARAGRAPH.findall(source) for n in range(int(first), int(last or first) + 1))


def _bounds(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    if "earliest" not in rows:
        dated = next((c for c in ("date", "period", "span") if c in rows), None)
        rows = edtf_bounds(rows[dated] if dated else [None] * len(rows))
    return days.bounds(rows)
