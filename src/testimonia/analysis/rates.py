"""Rates and shares of stated totals, with the uncertainty of small counts."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import days
from .records import shaped

__all__ = [
    "Rate",
    "RateComparison",
    "Share",
    "ShareComparison",
    "compare_rates",
    "compare_shares",
    "monthly_rate",
    "rates",
    "share",
]

MONTH = 30.4375  # days: a twelfth of the mean Julian year of 365.25 days
_RATES = {
    "row": "str", "quantity": "str", "population": "str", "unit": "str", "period": "str",
    "earliest": "datetime64[s]", "latest": "datetime64[s]", "days": "Int64", "months": "float64",
    "count": "float64", "count_low": "float64", "count_high": "float64",
    "rate": "float64", "low": "float64", "high": "float64", "source": "str",
}  # fmt: skip


class Rate(NamedTuple):
    """A count over a time: rate per month, with the limits low and high."""

    count: int
    days: int
    months: float
    rate: float
    low: float
    high: float


class Share(NamedTuple):
    """A part of a whole: the share between 0 and 1, with the limits low and high."""

    part: int
    whole: int
    share: float
    low: float
    high: float
    method: str


class RateComparison(NamedTuple):
    """The ratio of two rates with the limits low and high, and the two-sided p."""

    ratio: float
    low: float
    high: float
    p: float


class ShareComparison(NamedTuple):
    """Two shares, their difference, the odds ratio with the limits low and high, and p."""

    share_a: float
    share_b: float
    difference: float
    odds_ratio: float
    low: float
    high: float
    p: float


def poisson_limits(count, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Exact limits for the mean of a Poisson count (F. Garwood, Biometrika 28, 1936).

    Two float64 arrays of the shape of `count`; 0 is the lower limit of a count of 0.
    Raises ValueError for a count that is negative or not whole (NaN passes through).

    >>> [round(float(limit), 3) for limit in poisson_limits(10)]
    [4.795, 18.39]
    """
    from scipy import stats  # here: the import is slow, and few essays ask for it

    counts = np.asarray(count, dtype="float64")
    wrong = (counts < 0) | (counts != np.floor(counts)) & ~np.isnan(counts)
    if wrong.any():
        raise ValueError(f"{counts[wrong].flat[0]:g} is no count; a count is a whole number and not negative")
    tail = (1 - confidence) / 2
    # chi2 with 0 degrees of freedom is not defined; the lower limit of no event is 0.
    lower = np.where(counts == 0, 0.0, stats.chi2.ppf(tail, 2 * np.where(counts == 0, 1, counts)) / 2)
    return lower, stats.chi2.isf(tail, 2 * counts + 2) / 2


def monthly_rate(count: int, earliest, latest, confidence: float = 0.95) -> Rate:
    """A count per month of 30.4375 days, with exact Poisson limits (Garwood 1936).

    `earliest` and `latest` are the first and the last day counted (both included), as
    dates or EDTF. The limits take the events to be independent of each other: mass
    arrests are not, so the truth is wider. Raises ValueError for an open period or an
    end before its start, or a number that is no count.

    >>> monthly_rate(12, "1651-01", "1651-12").rate
    1.0006...
    """
    low, high = days.day(earliest, "lower"), days.day(latest, "upper")
    if low == days.BEGINNING or high == days.END or low > high:
        raise ValueError(f"a rate needs a period with a first and a last day, not {earliest} to {latest}")
    length = high - low + 1
    months = length / MONTH
    least, most = (float(limit) / months for limit in poisson_limits(count, confidence))
    return Rate(count, length, months, count / months, least, most)


def rates(measures: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Monthly rates of measures that are counts over a period.

    `measures` is the table of measures or a part of it (leave percentages out). Columns:
    row (id), quantity, population, unit, period, earliest, latest (datetime64[s]), days
    (Int64), months (float64, of 30.4375 days), count, count_low, count_high (as
    stated; where the measure has a value and no range, all three are the value; where
    it has only a low, as in 'over 200', count and count_high are NaN), rate, low, high (per month, float64; low from the lowest count,
    high from the highest, with Garwood's limits; NaN where that is not stated or the
    period has no end), source. Raises ValueError for a value that is no count, and
    names the row.

    >>> from testimonia.analysis.example import case_of
    >>> arrests = case_of(measures=[{"id": "m", "period": "1651-01/1651-03", "quantity": "arrests", "value": 6.0}])
    >>> rates(arrests.measures)[["days", "rate"]].round(2).values.tolist()
    [[90, 2.03]]
    """
    table = measures.reindex(columns=[*_RATES, "value"]).assign(row=measures.index.astype("str"))
    if "low" in measures:
        stated = measures[["low", "high"]].astype("float64")
    else:
        stated = pd.DataFrame(np.nan, index=measures.index, columns=["low", "high"])
    value = table["value"].astype("float64")
    table["count"] = value
    table["count_low"], table["count_high"] = stated["low"].fillna(value), stated["high"].fillna(value)
    first, last = days.bounds(table)
    table["days"] = days.gaps(last, first) + 1
    table["months"] = table["days"].astype("float64") / MONTH
    table["rate"] = value / table["months"]
    for limit, column, side in (("low", "count_low", 0), ("high", "count_high", 1)):
        table[limit] = _limit(table, column, side, confidence) / table["months"]
    return shaped(table, _RATES)


def _limit(table: pd.DataFrame, column: str, side: int, confidence: float) -> np.ndarray:
    counts = table[column].to_numpy("float64")
    wrong = (counts < 0) | (counts != np.floor(counts)) & ~np.isnan(counts)
    if wrong.any():
        raise ValueError(f"{table['row'].to_numpy()[wrong][0]}: {counts[wrong][0]:g} is no count; leave shares and means out of `rates`")
    return poisson_limits(counts, confidence)[side]


def compare_rates(a, b, confidence: float = 0.95) -> RateComparison:
    """Whether two rates differ: the exact conditional test of two Poisson means.

    Given the sum of the counts, the first is binomial with the share of its time
    (J. Przyborowski and H. Wilenski, Biometrika 31, 1940). `a` and `b` are each a
    `Rate`, or a pair (count, time) with time in one unit. The ratio is a over b; its
    limits are those of Clopper and Pearson carried over (inf where b counted nothing;
    ratio NaN where neither counted anything, and p is then 1). Raises ValueError for a
    number that is no count or a time that is not positive.

    >>> result = compare_rates((11, 800), (21, 3011))
    >>> round(result.ratio, 3), round(result.p, 4)
    (1.971, 0.0797)
    """
    from scipy import stats  # here: the import is slow, and few essays ask for it

    if isinstance(a, Rate) != isinstance(b, Rate):
        raise ValueError("compare two rates, or two pairs (count, time); one of each may differ in the unit of time")
    (count_a, time_a), (count_b, time_b) = _exposed(a), _exposed(b)
    odds = time_b / time_a
    if count_a + count_b == 0:
        return RateComparison(np.nan, 0.0, np.inf, 1.0)
    test = stats.binomtest(count_a, count_a + count_b, time_a / (time_a + time_b))
    limits = test.proportion_ci(confidence, method="exact")
    low, high = (float(p / (1 - p) * odds) if p < 1 else np.inf for p in limits)
    return RateComparison(count_a / count_b * odds if count_b else np.inf, low, high, float(test.pvalue))


def share(part: int, whole: int, confidence: float = 0.95, method: str = "clopper-pearson") -> Share:
    """The share of a part in a whole, with limits.

    'clopper-pearson' (Biometrika 26, 1934) never covers less than it says; 'wilson'
    (JASA 22, 1927) is narrower and covers that much on average. The limits are those of
    a sample; where the whole is all there was, the share is exact and the limits speak
    of the process behind it. Raises ValueError where the part is no part of the whole.

    >>> result = share(8, 12)
    >>> round(result.low, 3), round(result.high, 3)
    (0.349, 0.901)
    """
    methods = {"clopper-pearson": "exact", "wilson": "wilson"}
    if method not in methods:
        raise ValueError(f"method is 'clopper-pearson' or 'wilson', not {method!r}")
    part, whole = _part_of(part, whole)
    return Share(part, whole, part / whole, *_limits_of_share(part, whole, confidence, methods[method]), method)


@lru_cache(maxsize=4096)  # the same few counts return with every row that is left out
def _limits_of_share(part: int, whole: int, confidence: float, method: str) -> tuple[float, float]:
    from scipy import stats  # here: the import is slow, and few essays ask for it

    limits = stats.binomtest(part, whole).proportion_ci(confidence, method=method)
    return float(limits.low), float(limits.high)


def compare_shares(part_a: int, whole_a: int, part_b: int, whole_b: int, confidence: float = 0.95) -> ShareComparison:
    """Whether two shares differ: Fisher's exact test (The Design of Experiments, 1935).

    p is two-sided; the odds ratio is the conditional maximum-likelihood one, with its
    exact limits (a over b; NaN with limits 0 and inf where one column of the table is
    empty). Raises ValueError where a part is no part of its whole.

    >>> round(compare_shares(3, 4, 1, 4).p, 4)
    0.4857
    """
    from scipy import stats  # here: the import is slow, and few essays ask for it

    part_a, whole_a = _part_of(part_a, whole_a)
    part_b, whole_b = _part_of(part_b, whole_b)
    table = np.array([[part_a, whole_a - part_a], [part_b, whole_b - part_b]])
    share_a, share_b = part_a / whole_a, part_b / whole_b
    p = float(stats.fisher_exact(table).pvalue)
    if (table.sum(axis=0) == 0).any():
        return ShareComparison(share_a, share_b, share_a - share_b, np.nan, 0.0, np.inf, p)
    odds = stats.contingency.odds_ratio(table, kind="conditional")
    limits = odds.confidence_interval(confidence)
    return ShareComparison(share_a, share_b, share_a - share_b, float(odds.statistic), float(limits.low), float(limits.high), p)


def _exposed(rate) -> tuple[int, float]:
    count, time = (rate.count, rate.days) if isinstance(rate, Rate) else rate
    poisson_limits(count)
    if not time > 0:
        raise ValueError(f"a rate needs a time longer than 0, not {time}")
    return int(count), float(time)


def _part_of(part, whole) -> tuple[int, int]:
    if part != int(part) or whole != int(whole) or not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} of {whole} is no share; both are whole numbers, the part from 0 to the whole")
    return int(part), int(whole)
