"""Claims about order: answered yes, no or cannot tell, with the probability where days are equally likely.

The answer follows from the bounds alone (`order`). The probability needs an
assumption besides, and says no more than it: that every day of an interval is as
likely as every other, and that happenings of different occasions fall independently.
It is computed exactly, by summing over days, and not drawn.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import days
from .order import Verdict, dated, pairs_of

__all__ = ["OrderClaim", "order_claim"]

RELATIONS = ("all before", "none before", "first")


@dataclass(frozen=True)
class OrderClaim(Verdict):
    """A verdict with the probability of 'yes' under uniform days (NaN where an open end leaves it open).

    >>> from testimonia.analysis.example import village
    >>> order_claim(village(), "all before", "clara-anna", "arrest-anna").probability
    1.0
    """

    probability: float = float("nan")


def order_claim(case, relation: str, a, b) -> OrderClaim:
    """Whether rows of `a` stand to rows of `b` as a claim has it.

    `relation` is 'all before': every row of `a` was on an earlier day than every row of
    `b` ('the rumour came before the arrests'); 'none before': no row of `a` was on an
    earlier day than any row of `b` ('nobody moved before the meeting'); 'first': no row
    of `b` was on an earlier day than the first of `a` ('the first complaint was hers').

    Returns an OrderClaim: answer, the pairs that decide it (columns of `order`), and the
    probability. With nothing on one side the answer is 'cannot tell'. Rows of one
    statement fall on one day. Raises ValueError for another relation, and as `order` does.

    >>> from testimonia.analysis.example import village
    >>> claim = order_claim(village(), "none before", "arrest-bela", "anna-bela")
    >>> claim.answer, claim.pairs[["a", "b"]].values.tolist()
    ('yes', [['arrest-bela', 'anna-bela']])
    """
    if relation not in RELATIONS:
        raise ValueError(f"relation is one of {', '.join(RELATIONS)}; not {relation!r}")
    one, other = dated(case, a), dated(case, b)
    pairs = pairs_of(other, one) if relation == "first" else pairs_of(one, other)
    if pairs.empty:
        return OrderClaim("cannot tell", pairs, float("nan"))
    answer = _answer(relation, pairs)
    return OrderClaim(answer, _deciding(relation, answer, pairs), _probability(relation, one, other, answer))


def _answer(relation: str, pairs: pd.DataFrame) -> str:
    """For 'first' the pairs run from a rival to a row of the claim: a rival that precedes all of them refutes it."""
    verdict = pairs["verdict"]
    if relation == "all before":
        bad, good = (verdict == "no").any(), (verdict == "yes").all()
    elif relation == "none before":
        bad, good = (verdict == "yes").any(), (verdict == "no").all()
    else:
        rival = verdict.eq("yes").groupby(pairs["a"]).all()
        safe = verdict.eq("no").groupby(pairs["a"]).any()  # some row of the claim is certainly not later than it
        bad, good = rival.any(), safe.all()
    return "no" if bad else "yes" if good else "cannot tell"


def _deciding(relation: str, answer: str, pairs: pd.DataFrame) -> pd.DataFrame:
    verdict = pairs["verdict"]
    if answer == "cannot tell":
        kept = verdict == "cannot tell"
    elif answer == "no":
        kept = verdict == ("no" if relation == "all before" else "yes")
        if relation == "first":
            kept &= verdict.eq("yes").groupby(pairs["a"]).transform("all")
    else:  # of a 'yes' the closest calls: all others are further apart
        closest = pairs["gap_min"] if relation == "all before" else -pairs["gap_max"]
        kept = closest == closest.min() if closest.notna().any() else verdict.notna()
    return pairs[kept.fillna(False).astype(bool)].reset_index(drop=True)


def _probability(relation: str, one: pd.DataFrame, other: pd.DataFrame, answer: str) -> float:
    one, other = _occasions(one), _occasions(other)
    shared = one.index.intersection(other.index)
    if len(shared) or not all(days.finite(one[end]).all() and days.finite(other[end]).all() for end in ("low", "high")):
        return {"yes": 1.0, "no": 0.0}.get(answer, float("nan"))
    if relation == "all before":
        return _last_before_first(one, other, strictly=True)
    # 'none before': the first of a is not before the last of b; 'first': the first of a not after the first of b.
    if relation == "none before":
        return _last_before_first(other, one, strictly=False)
    return _first_not_later(one, other)


def _occasions(rows: pd.DataFrame) -> pd.DataFrame:
    low, high = days.bounds(rows)
    found = pd.DataFrame({"low": low, "high": high}, index=pd.MultiIndex.from_arrays([rows["occasion"], low, high]))
    return found[~found.index.duplicated()]


def _by(day: np.ndarray, rows: pd.DataFrame) -> np.ndarray:
    """The probability that each row has happened by the end of each day (day × row)."""
    low, span = rows["low"].to_numpy(), (rows["high"] - rows["low"] + 1).to_numpy()
    return np.clip((day[:, None] - low + 1) / span, 0, 1)


def _last_before_first(one: pd.DataFrame, other: pd.DataFrame, strictly: bool) -> float:
    """The probability that the last of `one` is before (or not after) the first of `other`."""
    day = np.arange(one["low"].max(), one["high"].max() + 1)
    last = _by(day, one).prod(axis=1)
    at = np.diff(last, prepend=0.0)
    return float(at @ (1 - _by(day if strictly else day - 1, other)).prod(axis=1))


def _first_not_later(one: pd.DataFrame, other: pd.DataFrame) -> float:
    day = np.arange(one["low"].min(), one["high"].min() + 1)
    none_yet = (1 - _by(day, one)).prod(axis=1)
    at = -np.diff(none_yet, prepend=1.0)
    return float(at @ (1 - _by(day - 1, other)).prod(axis=1))
