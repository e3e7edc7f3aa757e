"""How much clumping a difference of rates bears."""

import numpy as np
import pytest

from testimonia.analysis.clumping import tolerable_clumping
from testimonia.analysis.rates import compare_rates, monthly_rate


def test_a_difference_that_is_none_bears_no_clumping():
    """A factor above 1 would be given to rates that cannot be told apart at all."""
    assert tolerable_clumping((11, 10), (10, 10)) < 1
    assert compare_rates((11, 10), (10, 10)).p > 0.05


def test_the_factor_is_the_same_for_rates_and_for_pairs():
    """Two ways of giving the same counts would give two answers."""
    a, b = monthly_rate(43, "1651-01-01", "1651-03-01"), monthly_rate(32, "1650-08-01", "1650-12-31")
    assert tolerable_clumping(a, b) == pytest.approx(tolerable_clumping((43, a.days), (32, b.days)))
    assert tolerable_clumping(a, b) == pytest.approx(tolerable_clumping(b, a))


def test_groups_of_that_size_hide_the_difference_about_as_often_as_it_says():
    """The factor would be a formula that no simulation of arrests in groups bears out."""
    size, rng = 3, np.random.default_rng(1611)
    groups = 60
    counts = size * rng.poisson(groups, (4000, 2))  # equal rates, people taken three at a time
    wrong = [tolerable_clumping((a, 1), (b, 1)) > size for a, b in counts]
    assert np.mean(wrong) == pytest.approx(0.05, abs=0.012)


def test_nothing_counted_is_refused():
    with pytest.raises(ValueError, match="nothing was counted"):
        tolerable_clumping((0, 1), (5, 1))
