"""Krippendorff's alpha: against his published examples."""

import math

import numpy as np
import pandas as pd
import pytest

from testimonia.analysis import agreement, krippendorff_alpha

# K. Krippendorff, 'Computing Krippendorff's Alpha-Reliability' (2011), section C: four coders, twelve units.
NA = None
PUBLISHED = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3],
        "C": [NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA],
    },
    dtype=object,
)


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_published_example_with_missing_codes(level, alpha):
    """The agreement of the coders would be reported by a statistic of our own making."""
    assert krippendorff_alpha(PUBLISHED, level) == pytest.approx(alpha, abs=5e-4)


def test_published_example_of_two_coders():
    """Two coders, the usual case, could be computed wrongly (Krippendorff 2011, section A: .095)."""
    codes = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert krippendorff_alpha(np.transpose(codes)) == pytest.approx(0.095, abs=5e-4)


def test_names_in_order_are_as_good_as_numbers():
    """Stances and levels written as words would be ordered by the alphabet."""
    words = {1: "zero", 2: "low", 3: "middle", 4: "high", 5: "all"}
    named = PUBLISHED.map(lambda c: words.get(c))
    assert krippendorff_alpha(named, "ordinal", values=list(words.values())) == pytest.approx(0.815, abs=5e-4)
    ordered = named.astype(pd.CategoricalDtype(list(words.values()), ordered=True))
    assert krippendorff_alpha(ordered, "ordinal") == pytest.approx(0.815, abs=5e-4)
    assert krippendorff_alpha(named) == pytest.approx(0.743, abs=5e-4)
    with pytest.raises(ValueError, match="list them in `values`"):
        krippendorff_alpha(named, "ordinal")
    with pytest.raises(ValueError, match="interval codes are numbers"):
        krippendorff_alpha(ordered, "interval")
    with pytest.raises(ValueError, match="'low' is not among the values"):
        krippendorff_alpha([["low", "low"]], values=["high"])
    with pytest.raises(ValueError, match="level is one of"):
        krippendorff_alpha(named, "ratio")


def test_unused_values_change_nothing():
    """A value of the schema that nobody used would alter alpha."""
    assert krippendorff_alpha(PUBLISHED, "ordinal", values=[0, 1, 2, 3, 4, 5, 6]) == pytest.approx(krippendorff_alpha(PUBLISHED, "ordinal"))


def test_what_cannot_be_told_is_not_a_number():
    """Codes that never vary, or never meet, would be reported as agreement."""
    assert math.isnan(krippendorff_alpha([[1, 1], [1, 1]]))
    assert math.isnan(krippendorff_alpha([[1, None], [None, 2]]))
    assert math.isnan(krippendorff_alpha(pd.DataFrame({"a": [], "b": []})))
    assert math.isnan(agreement([[1, None]]).low)


def test_bootstrap_brackets_alpha_and_repeats():
    """The interval would change at every build, or not contain what it is about."""
    found = agreement(PUBLISHED, "nominal")
    assert found.low < found.alpha < found.high <= 1 and (found.units, found.coders) == (11, 4)
    assert agreement(PUBLISHED, "nominal") == found
    assert agreement(PUBLISHED, "nominal", seed=1) != found
    assert agreement([[1, 1], [2, 2], [3, 3]] * 5)[:3] == (1, 1, 1)


def test_bootstrap_is_that_of_a_plain_loop():
    """The fast formula over weights could differ from resampling the units."""
    rng = np.random.default_rng(7)
    units = PUBLISHED.drop(index=11).reset_index(drop=True)
    drawn = [krippendorff_alpha(units.iloc[rng.integers(0, 11, 11)], "ordinal") for _ in range(500)]
    found = agreement(PUBLISHED, "ordinal", draws=4000)
    assert (found.low, found.high) == pytest.approx(np.nanquantile(drawn, [0.025, 0.975]), abs=0.08)


def test_published_example_of_two_coders_and_five_categories():
    """More than two categories, the usual case, could be computed wrongly (Krippendorff 2011, section B: .692)."""
    codes = [list("aabbdcccedda"), list("babbbcccEddd".lower())]
    assert krippendorff_alpha(np.transpose(codes)) == pytest.approx(0.692, abs=5e-4)
