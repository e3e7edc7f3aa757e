"""How far events may hang together before a difference between two rates is no difference."""

from math import log

from .rates import Rate, compare_rates

__all__ = ["tolerable_clumping"]


def tolerable_clumping(a, b, confidence: float = 0.95) -> float:
    """How large the groups in which events come may be before two rates can no longer be told apart.

    Limits of Poisson take every event to be independent. Where people are arrested in
    groups, the variance of a count is its mean times a factor: the size of the group to
    which, on average, one of the arrested belongs (the variance of a compound Poisson
    count; as a factor of dispersion, P. McCullagh and J. A. Nelder, 'Generalized Linear
    Models', 1989). Returned is the factor at which the limits of the logarithm of the
    ratio, by the usual large-sample approximation, just reach no difference. Below 1 the
    rates cannot be told apart even if every event was independent. `a` and `b` are as
    for `compare_rates`. Raises ValueError where one of them counted nothing.

    >>> round(tolerable_clumping((40, 1), (10, 1)), 1)
    4.0
    """
    counts = [one.count if isinstance(one, Rate) else one[0] for one in (a, b)]
    if min(counts) <= 0:
        raise ValueError("nothing was counted on one side; the size of groups says nothing there")
    from scipy import stats  # here: the import is slow, and few essays ask for it

    ratio = compare_rates(a, b, confidence).ratio
    return float((log(ratio) / stats.norm.ppf((1 + confidence) / 2)) ** 2 / sum(1 / count for count in counts))
