"""The weights of a case: which observation favours which hypothesis, by how much, and whether it stands.

A weight is the likelihood ratio of an observation, or of a telling absence, for one hypothesis
against its rival, in decibans: ten times the decimal logarithm of the ratio, so that weights of
evidence that do not hang together are added (I. J. Good, 'Probability and the Weighing of
Evidence', 1950; for qualitative research T. Fairfield and A. E. Charman, 'Social Inquiry and
Bayesian Inference', 2022). It is given as a range, because it is a judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..case.problems import near_miss
from . import days
from .records import shaped
from .sparing import by_rows_read, spared

__all__ = ["decibans", "odds", "probability", "weights"]

_COLUMNS = {
    "weight": "str", "label": "str", "contest": "str", "hypothesis": "str", "rival": "str", "favours": "str",
    "group": "str", "test": "str", "low": "float64", "high": "float64", "kind": "str", "observation": "object",
    "rows": "object", "stands": "bool", "earliest": "datetime64[s]", "latest": "datetime64[s]", "rationale": "str",
    "source": "str",
}  # fmt: skip


def decibans(probability: float) -> float:
    """A probability as decibans of its odds; infinite for 0 and 1.

    >>> round(decibans(0.5), 3), round(decibans(10 / 11), 3)
    (0.0, 10.0)
    """
    with np.errstate(divide="ignore"):
        return float(10 * (np.log10(probability) - np.log10(1 - np.asarray(probability, "float64"))))


def odds(decibans: float) -> float:
    """The odds, to one, that so many decibans are.

    >>> odds(0), odds(20)
    (1.0, 100.0)
    """
    return float(10 ** (decibans / 10))


def probability(decibans: float) -> float:
    """The probability whose odds are so many decibans.

    >>> probability(0), round(probability(10), 3)
    (0.5, 0.909)
    """
    return float(1 / (1 + 10 ** (-decibans / 10)))


@by_rows_read
def weights(case, contest: str | None = None, hypothesis: str | None = None, absences: Mapping[str, Callable] | None = None) -> pd.DataFrame:
    """Every weight of a case, or of one contest, turned so that the weights of a contest can be added.

    Columns: weight (id), label (the row's own, else its id), contest, hypothesis, rival (a
    positive weight favours `hypothesis`: the one asked for where it is of the pair, else the one
    that stands first in the table of hypotheses), favours (the one for which the row was
    written), group, test, low, high (float64, decibans, turned with the hypotheses), kind
    ('rows' or 'absence'), observation (tuple, as recorded), rows (tuple: the ids among them, and
    those an absence's check names), stands (bool), earliest, latest (from the first possible to
    the last possible day of the rows, NaT where open), rationale, source.

    An observation stands whole or not at all, since its weight was judged whole: it drops out when
    one of its rows is not in the case, as under a reading that sets rows aside. A member with an
    underscore is the name of a check that records an absence. `absences` gives such checks: each
    takes a case and returns whether the absence is found, or (whether, rows searched); it drops
    out when it is not found or its rows are not there. An absence without a check stands as
    recorded.

    Raises KeyError for a contest or hypothesis that no row knows.

    >>> from testimonia.analysis.example import wager
    >>> weights(wager())[["weight", "hypothesis", "low", "high"]].values.tolist()
    [['after-hail', 'harvest', 1.0, 4.0], ['old-quarrel', 'harvest', -5.0, -1.0], ['no-mill', 'harvest', 0.0, 3.0]]
    """
    recorded = case.tables.get("weights", pd.DataFrame())
    order = _contests(case)
    for wanted, known in ((contest, set(order.values())), (hypothesis, set(order))):
        if wanted is not None and wanted not in known:
            raise KeyError(f"no such contest or hypothesis: {wanted!r}; {near_miss(str(wanted), known, 'they stand in the table of hypotheses')}")
    wanted = [row for row in recorded.itertuples() if contest in (None, order.get(row.hypothesis, ""))]
    return shaped([_weight(row, order, hypothesis, _observed(case, _members(row), absences or {})) for row in wanted], _COLUMNS)


def _contests(case) -> dict[str, str]:
    """The contest of each hypothesis, in the order of the table."""
    table = case.tables.get("hypotheses", pd.DataFrame())
    return {str(one): str(of) for one, of in table["contest"].items()} if "contest" in table else {}


def _members(row) -> tuple[str, ...]:
    return row.observation if isinstance(row.observation, tuple) else (row.observation,)


class _Observed(NamedTuple):
    """What became of an observation: whether it stands, the rows it rests on, and when they may have been."""

    stands: bool
    rows: tuple[str, ...]
    earliest: np.datetime64
    latest: np.datetime64


def _observed(case, members: tuple[str, ...], absences: Mapping) -> _Observed:
    """The observation of these members; of a case that lacks none of the rows it looks at it is known from the whole."""
    checks = tuple(absences.get(member) for member in members)
    return spared(("observed", members, checks), checks, case, lambda one: _observe(one, members, absences))


def _observe(case, members: tuple[str, ...], absences: Mapping) -> _Observed:
    stands, rows = True, []
    for member in members:
        there, on = _found(case, member, absences)
        stands, rows = stands and there, rows + on
    rows = tuple(dict.fromkeys(rows))
    known = _days(case, rows)
    ends = min((first for first, _ in known), default=days.BEGINNING), max((last for _, last in known), default=days.END)
    return _Observed(stands, rows, *days.dates(ends))


def _weight(row, order: dict[str, str], hypothesis: str | None, observed: _Observed) -> dict:
    place = {name: number for number, name in enumerate(order)}
    turned = row.rival == hypothesis or (row.hypothesis != hypothesis and place.get(row.rival, 0) < place.get(row.hypothesis, 0))
    first, second = (row.rival, row.hypothesis) if turned else (row.hypothesis, row.rival)
    low, high = (-row.high, -row.low) if turned else (row.low, row.high)
    label, members = getattr(row, "label", None), _members(row)
    return {
        "weight": str(row.Index), "label": label if isinstance(label, str) else str(row.Index), "contest": order.get(row.hypothesis, ""),
        "hypothesis": first, "rival": second, "favours": row.hypothesis, "group": row.group, "test": str(row.test),
        "low": low + 0.0, "high": high + 0.0, "kind": "absence" if any("_" in one for one in members) else "rows",
        "observation": members, **observed._asdict(), "rationale": row.rationale, "source": getattr(row, "source", None),
    }  # fmt: skip


def _found(case, member: str, absences: Mapping) -> tuple[bool, list[str]]:
    """Whether a member of an observation is there to be observed, and the rows it rests on."""
    if "_" not in member:
        return _has(case, member), [member]
    if member not in absences:
        return True, []
    try:
        result = absences[member](case)
    except KeyError:  # a row that the check looks up is not in this case
        return False, []
    truth, rows = result if isinstance(result, tuple) else (result, [])
    rows = [str(row) for row in rows]
    return bool(truth) and all(_has(case, row) for row in rows), rows


def _has(case, row: str) -> bool:
    try:
        case.table_of(row)
    except KeyError:
        return False
    return True


def _days(case, rows: Iterable[str]) -> list[tuple[int, int]]:
    """First and last possible day, as day numbers, of those of the rows that are there and dated."""
    tables: dict[str, list[str]] = {}
    for row in rows:
        if _has(case, row):
            tables.setdefault(case.table_of(row), []).append(row)
    dated = [case.rows(table, ids, ["earliest", "latest"]) for table, ids in tables.items() if {"earliest", "latest"} <= set(case.columns(table))]
    return [ends for frame in dated for ends in zip(*days.bounds(frame), strict=True)]
