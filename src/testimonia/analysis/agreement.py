"""How far coders agree: Krippendorff's alpha."""

from typing import NamedTuple

import numpy as np
import pandas as pd

__all__ = ["Agreement", "agreement", "krippendorff_alpha"]

LEVELS = ("nominal", "ordinal", "interval")


class Agreement(NamedTuple):
    """Alpha with its bootstrap limits, the units that bear on it, coders and level."""

    alpha: float
    low: float
    high: float
    units: int
    coders: int
    level: str


def krippendorff_alpha(codings, level: str = "nominal", values=None) -> float:
    """Krippendorff's alpha, for two or more coders, any of whom may have left units out.

    `codings` has a row for each unit and a column for each coder (DataFrame or array;
    None, NaN and NA are missing). `level` is the level of measurement: 'nominal',
    'ordinal' or 'interval'. `values` lists what a code can be, in order; it is needed
    for ordinal codes that are not numbers and do not come as an ordered Categorical.

    1 is full agreement, 0 what chance would give. NaN where nothing can be told: no
    unit coded twice, or every code the same. K. Krippendorff, Content Analysis, 3rd ed.,
    2013, ch. 12. Raises ValueError for another level, a code that is not among
    `values`, or codes that have no order or no distance.

    >>> krippendorff_alpha([["yes", "yes"], ["no", "no"], ["yes", "no"], [None, "no"]])
    0.4444...
    """
    counts, scale = _counted(codings, level, values)
    return float(_alphas(counts, scale, level, np.ones((1, len(counts))))[0])


def agreement(codings, level="nominal", values=None, confidence=0.95, draws=2000, seed=0) -> Agreement:
    """Alpha with a bootstrap interval.

    The limits are percentiles of alpha over `draws` samples of the units, with
    replacement (B. Efron, Annals of Statistics 7, 1979; not the approximation of Hayes and
    Krippendorff 2007, which resamples pairs); a sample with one code only leaves alpha
    undefined and is not counted. Returns alpha, low, high (float), units (those coded
    at least twice), coders, level. The same `seed` gives the same limits. NaN and
    errors as for `krippendorff_alpha`.

    >>> agreement([[1, 1], [2, 2], [1, 2], [3, 3]], level="interval", draws=200).units
    4
    """
    counts, scale = _counted(codings, level, values)
    coders = len(pd.DataFrame(codings).columns)
    alpha = float(_alphas(counts, scale, level, np.ones((1, len(counts))))[0])
    if np.isnan(alpha):
        return Agreement(alpha, np.nan, np.nan, len(counts), coders, level)
    weights = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=draws)
    drawn = _alphas(counts, scale, level, weights)
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(drawn, [tail, 1 - tail])
    return Agreement(alpha, float(low), float(high), len(counts), coders, level)


def _counted(codings, level: str, values) -> tuple[np.ndarray, np.ndarray]:
    """How often each value was given to each unit coded at least twice; the values' places on a scale."""
    if level not in LEVELS:
        raise ValueError(f"level is one of {', '.join(LEVELS)}; not {level!r}")
    frame = pd.DataFrame(codings)
    known = _domain(frame, level, values)
    codes = np.column_stack([known.get_indexer(frame[coder].astype(object)) for coder in frame] or [[]])
    strange = (codes < 0) & frame.notna().to_numpy()
    if strange.any():
        raise ValueError(f"{frame.to_numpy(object)[strange][0]!r} is not among the values {list(known)}")
    counts = np.zeros((len(frame), len(known)))
    units, coders = np.nonzero(codes >= 0)
    np.add.at(counts, (units, codes[units, coders]), 1)
    scale = np.arange(len(known), dtype=float) if level != "interval" else np.asarray(known, dtype="float64")
    return counts[counts.sum(axis=1) >= 2], scale


def _domain(frame: pd.DataFrame, level: str, values) -> pd.Index:
    """The values that a code can be, in order."""
    kinds = {c.dtype for _, c in frame.items() if isinstance(c.dtype, pd.CategoricalDtype) and c.dtype.ordered}
    if values is not None:
        known = pd.Index(list(values), dtype=object)
    elif len(kinds) == 1:
        known = kinds.pop().categories.astype(object)
    else:
        found = pd.Series(frame.to_numpy(object).ravel(), dtype=object).dropna().unique()
        numeric = all(isinstance(v, (int, float, np.number)) for v in found)
        if level != "nominal" and not numeric:
            raise ValueError(f"{level} codes need an order; list them in `values`, the least first")
        known = pd.Index(sorted(found, key=None if numeric else str), dtype=object)
    if level == "interval" and not all(isinstance(v, (int, float, np.number)) for v in known):
        raise ValueError("interval codes are numbers; use level='ordinal' for names in an order")
    return known


def _alphas(counts: np.ndarray, scale: np.ndarray, level: str, weights: np.ndarray) -> np.ndarray:
    """Alpha for each row of weights, which say how often each unit is drawn."""
    given = counts.sum(axis=1)
    size = counts.shape[1]
    # Each unit adds its ordered pairs of values, shared among the coders but one.
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs[:, np.arange(size), np.arange(size)] -= counts
    pairs /= (given - 1)[:, None, None]
    coincidences = np.tensordot(weights, pairs, axes=1)
    totals = coincidences.sum(axis=2)
    distances = _distances(totals, scale, level)
    observed = (coincidences * distances).sum(axis=(1, 2))
    expected = (totals[:, :, None] * totals[:, None, :] * distances).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - (totals.sum(axis=1) - 1) * observed / expected, np.nan)


def _distances(totals: np.ndarray, scale: np.ndarray, level: str) -> np.ndarray:
    """Squared differences of every two values, for each row of totals."""
    if level == "nominal":
        return (1.0 - np.eye(len(scale)))[None]
    if level == "interval":
        return ((scale[:, None] - scale[None, :]) ** 2)[None]
    # Ordinal: how many codes lie between two values, half of each of the two included.
    middle = totals.cumsum(axis=1) - totals / 2
    return (middle[:, :, None] - middle[:, None, :]) ** 2
