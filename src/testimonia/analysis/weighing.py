"""Weighing two rival explanations: a distribution over weights and priors, never one number.

Weights of evidence and the prior are added in decibans (T. Fairfield and A. E. Charman, 'Social
Inquiry and Bayesian Inference', 2022). Neither is known, so each is drawn, evenly over its
declared range and independently of the others, and the balance is the distribution of the sum.
That the weights may be *added* is a claim of its own: that the observations do not hang
together. It is therefore made twice, once for every observation by itself and once for each
group of observations that stand or fall together, counted as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from .records import shaped
from .weights import weights

__all__ = ["Balance", "Needed", "balance", "decisive", "needed"]

#: Decibans of the prior odds: from one in four to four to one, roughly (probability 0.2 to 0.8).
PRIORS = (-6.0, 6.0)
REPLICATES = 100_000
SEED = 1763  # any fixed number will do: the same tables must give the same balance
_NOUGHT = 1e-9  # decibans: what rounding may leave of nothing
_DEPENDENCE = ("independent", "grouped")
_COUNTED = ("strongest", "mean")
_DECISIVE = {
    "weight": "str", "label": "str", "group": "str", "low": "float64", "high": "float64",
    "removed": "float64", "removed_share": "float64", "removal_reverses": "bool",
    "turned": "float64", "turned_share": "float64", "turning_reverses": "bool",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Balance:
    """The balance between two hypotheses, in decibans; positive is for `hypothesis`.

    `terms` holds what was added: weight, group, low and high as counted (a group counted by its
    mean gives each member its part). Every term is drawn evenly over its range, so the
    distribution is symmetric about `middle`; the replicates are drawn when they are asked for.
    """

    contest: str
    hypothesis: str
    rival: str
    dependence: str
    counted: str
    priors: tuple[float, float]
    terms: pd.DataFrame
    replicates: int
    seed: int

    @cached_property
    def samples(self) -> np.ndarray:
        """The sum in every replicate (float64)."""
        return _sums(self.terms["low"].to_numpy(), self.terms["high"].to_numpy(), self.priors, self.replicates, self.seed)

    @property
    def middle(self) -> float:
        """The median of the distribution, exactly: the sum of the middles of all ranges."""
        return float((self.terms["low"] + self.terms["high"]).sum() / 2 + sum(self.priors) / 2)

    @property
    def least(self) -> float:
        """The sum of all lower ends: no weights and priors within the ranges give less."""
        return float(self.terms["low"].sum() + self.priors[0])

    @property
    def most(self) -> float:
        """The sum of all upper ends: no weights and priors within the ranges give more."""
        return float(self.terms["high"].sum() + self.priors[1])

    def quantile(self, part: float) -> float:
        """The decibans below which a part of the replicates lies."""
        return float(np.quantile(self.samples, part))

    @property
    def low(self) -> float:
        """One replicate in twenty lies below this."""
        return self.quantile(0.05)

    @property
    def high(self) -> float:
        """One replicate in twenty lies above this."""
        return self.quantile(0.95)

    @property
    def share(self) -> float:
        """The part of the replicates that favour the hypothesis; the rest favour the rival."""
        return float(np.mean(self.samples > 0) + np.mean(self.samples == 0) / 2)

    @property
    def answer(self) -> str:
        """The hypothesis that at least 95 in a hundred replicates favour, or 'neither'."""
        return self.hypothesis if self.low > 0 else self.rival if self.high < 0 else "neither"

    @property
    def leans(self) -> str:
        """The hypothesis on whose side the middle lies, or 'neither' where it is nought."""
        return {0: "neither", 1: self.hypothesis, -1: self.rival}[_side(self.middle)]


class Needed(NamedTuple):
    """Decibans that an unseen observation would have to weigh for the side now behind, `rival`."""

    rival: str
    level: float
    likely: float
    certain: float


def balance(
    case, contest: str, *, hypothesis: str | None = None, rival: str | None = None, priors: tuple[float, float] = PRIORS,
    dependence: str = "independent", counted: str = "strongest", replicates: int = REPLICATES, seed: int = SEED, absences=None,
) -> Balance:  # fmt: skip
    """The balance of a contest as a distribution over weights and priors.

    `priors` is a range of prior odds in decibans for the hypothesis (by default the first of the
    contest). Under 'independent' every standing observation counts by itself. Under 'grouped' each
    group counts once: 'strongest' takes the member whose middle lies farthest from nought (the
    first of equals), 'mean' the average of its members. The two bracket what dependence may do
    only where members agree in sign; where they do not, look at both. The same seed gives the
    same replicates.

    Raises KeyError for an unknown contest or hypothesis, ValueError where the contest has more
    than one pair of rivals and none is named, or for a setting that is none of those above.

    >>> from testimonia.analysis.example import wager
    >>> result = balance(wager(), "motive")
    >>> result.middle, (result.least, result.most)
    (1.0, (-10.0, 12.0))
    >>> balance(wager(), "motive", dependence="grouped").middle
    -0.5
    """
    _settings(priors, dependence, counted, replicates)
    table, pair = _pair(weights(case, contest, hypothesis, absences), contest, hypothesis, rival)
    terms = _terms(table[table["stands"]], dependence, counted)
    return Balance(contest, *pair, dependence, counted, (float(priors[0]), float(priors[1])), terms, replicates, seed)


def _settings(priors, dependence: str, counted: str, replicates: int) -> None:
    for name, value, allowed in (("dependence", dependence, _DEPENDENCE), ("counted", counted, _COUNTED)):
        if value not in allowed:
            raise ValueError(f"{name} is {' or '.join(map(repr, allowed))}, not {value!r}")
    if len(priors) != 2 or not np.isfinite(priors).all() or priors[0] > priors[1]:
        raise ValueError(f"priors are a range (low, high) in decibans, not {priors!r}")
    if replicates < 1:
        raise ValueError(f"replicates must be one or more, not {replicates}")


def _pair(table: pd.DataFrame, contest: str, hypothesis, rival) -> tuple[pd.DataFrame, tuple[str, str]]:
    """The weights between one pair of rivals, and the pair."""
    if rival is not None:
        table = table[(table["hypothesis"] == hypothesis) & (table["rival"] == rival)]
    pairs = list(dict.fromkeys(zip(table["hypothesis"], table["rival"], strict=True)))
    if len(pairs) != 1:
        said = "; ".join(" against ".join(pair) for pair in pairs) or "none"
        raise ValueError(f"a balance is between two hypotheses; the weights of {contest!r} are between: {said}; name hypothesis and rival")
    return table, pairs[0]


def _terms(table: pd.DataFrame, dependence: str, counted: str) -> pd.DataFrame:
    """What is added: one row per observation that counts, with its range as it counts."""
    terms = table[["weight", "label", "group", "low", "high"]].reset_index(drop=True)
    place, part = _counted(terms["low"].to_numpy(), terms["high"].to_numpy(), pd.factorize(terms["group"])[0], dependence, counted)
    terms = terms.iloc[place].reset_index(drop=True)
    return terms.assign(low=terms["low"] * part, high=terms["high"] * part)


def _counted(low: np.ndarray, high: np.ndarray, group: np.ndarray, dependence: str, counted: str) -> tuple[np.ndarray, np.ndarray]:
    """Which observations count, and for how much of their range."""
    place = np.arange(len(low))
    if dependence == "independent" or not len(low):
        return place, np.ones(len(low))
    if counted == "mean":
        return place, 1 / np.bincount(group)[group]
    strength = np.abs(low + high).round(9)
    first = np.lexsort((place, -strength, group))  # within a group the strongest, the first of equals
    chosen = np.sort(first[np.unique(group[first], return_index=True)[1]])
    return chosen, np.ones(len(chosen))


def _sums(low: np.ndarray, high: np.ndarray, priors, replicates: int, seed: int) -> np.ndarray:
    """The sum of prior and terms in each replicate, all drawn evenly over their ranges."""
    low, high = np.append(priors[0], low), np.append(priors[1], high)
    return (high - low) @ _luck(seed, replicates).rows(len(low)) + low.sum()


class _Luck:
    """Numbers drawn evenly between 0 and 1, a row for the prior and for each term; the first rows are the same however many follow."""

    def __init__(self, seed: int, replicates: int):
        self.rng, self.drawn = np.random.default_rng(seed), np.empty((0, replicates))

    def rows(self, wanted: int) -> np.ndarray:
        if wanted > len(self.drawn):
            self.drawn = np.vstack([self.drawn, self.rng.random((wanted - len(self.drawn), self.drawn.shape[1]))])
        return self.drawn[:wanted]


#: A sum is asked for again and again, without one observation after another: the draws are kept.
_luck = lru_cache(maxsize=2)(_Luck)


def decisive(case, contest: str, **settings) -> pd.DataFrame:
    """Which single observation would reverse the answer if it were removed, or if it pointed the other way.

    Takes the settings of `balance`. One row per standing observation: weight, label, group, low,
    high, then for its removal and for its turning (the range with its sign changed) the middle of
    the balance in decibans, the share of replicates that favour the hypothesis, and whether the
    side on which the middle lies is another than before (bool).

    >>> from testimonia.analysis.example import wager
    >>> decisive(wager(), "motive")[["weight", "removed", "removal_reverses", "turning_reverses"]].values.tolist()
    [['after-hail', -1.5, True, True], ['old-quarrel', 4.0, False, False], ['no-mill', -0.5, True, True]]
    """
    settings = {"replicates": 5_000, **settings}
    now = balance(case, contest, **settings)
    absences, hypothesis = settings.get("absences"), settings.get("hypothesis")
    table, _ = _pair(weights(case, contest, hypothesis, absences), contest, hypothesis, settings.get("rival"))
    table = table[table["stands"]].reset_index(drop=True)
    low, high, group = table["low"].to_numpy(), table["high"].to_numpy(), pd.factorize(table["group"])[0]

    def again(low, high, group) -> tuple[float, float]:
        place, part = _counted(low, high, group, now.dependence, now.counted)
        samples = _sums(low[place] * part, high[place] * part, now.priors, now.replicates, now.seed)
        return float(((low + high)[place] * part).sum() + sum(now.priors)) / 2, float(np.mean(samples > 0))

    rows, side = [], _side(now.middle)
    for place, row in enumerate(table.itertuples()):
        without = again(*(np.delete(one, place) for one in (low, high, group)))
        turn = np.arange(len(table)) == place
        turned = again(np.where(turn, -high, low), np.where(turn, -low, high), group)
        rows.append((row.weight, row.label, row.group, row.low, row.high, *without, _side(without[0]) != side, *turned, _side(turned[0]) != side))
    return shaped(pd.DataFrame(rows, columns=list(_DECISIVE)), _DECISIVE)


def _side(middle: float) -> int:
    return 0 if abs(middle) < _NOUGHT else 1 if middle > 0 else -1


def needed(result: Balance) -> Needed:
    """How strong an unseen observation for the side now behind would have to be, in decibans.

    `level` brings the middle of the balance to nought; `likely` puts 95 in a hundred replicates
    on the other side; `certain` puts all weights and priors within the declared ranges there.
    Where the middle is nought already, the rival of the pair is asked about.

    >>> from testimonia.analysis.example import wager
    >>> needed(balance(wager(), "motive"))[::3]
    ('quarrel', 12.0)
    """
    if result.leans == result.rival:
        return Needed(result.hypothesis, -result.middle, max(-result.low, 0.0), max(-result.least, 0.0))
    return Needed(result.rival, result.middle, max(result.high, 0.0), max(result.most, 0.0))
