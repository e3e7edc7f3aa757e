"""Rates and shares: against published and hand-computed values."""

import math

import numpy as np
import pytest

from testimonia.analysis import compare_rates, compare_shares, monthly_rate, rates, share
from testimonia.analysis.example import case_of
from testimonia.analysis.rates import poisson_limits


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0.0, 3.688879), (1, 0.025318, 5.571643), (10, 4.795389, 18.390356)])
def test_garwood_published_limits(count, low, high):
    """Rates of few arrests would look surer, or less sure, than they are."""
    found = poisson_limits(count)
    assert found[0] == pytest.approx(low, abs=1e-6) and found[1] == pytest.approx(high, abs=1e-6)


def test_garwood_limits_solve_their_own_equation():
    """The limits could be right for the three published counts and wrong between them."""
    for k in (2, 7, 40):
        low, high = (float(limit) for limit in poisson_limits(k))
        tail = [math.exp(-m) * sum(m**i / math.factorial(i) for i in range(top)) for m, top in ((low, k), (high, k + 1))]
        assert 1 - tail[0] == pytest.approx(0.025) and tail[1] == pytest.approx(0.025)


def test_a_month_is_a_twelfth_of_a_mean_year():
    """Months of different length would make rates of equal pace differ."""
    found = monthly_rate(153, "1936-08-01", "1936-12-31")
    assert found.days == 153 and found.rate == pytest.approx(30.4375)
    assert monthly_rate(153, "1936-08", "1936-12") == found


def test_a_rate_needs_a_closed_period_and_a_count():
    """An open period would give a rate of nothing in particular."""
    with pytest.raises(ValueError, match="first and a last day"):
        monthly_rate(3, "1651-01", None)
    with pytest.raises(ValueError, match="9.5 is no count"):
        monthly_rate(9.5, "1651-01", "1651-02")


def test_rates_of_a_table_keep_ranges_and_open_periods():
    """'At least twenty' would become twenty, and an open period a number."""
    case = case_of(
        measures=[
            {"id": "exact", "period": "1651", "value": 12.0},
            {"id": "range", "period": "1651", "low": 10.0, "high": 20.0},
            {"id": "at-least", "period": "1651", "low": 20.0},
            {"id": "open", "period": "1651/..", "value": 5.0},
        ]
    )
    found = rates(case.measures).set_index("row")
    months = 365 / 30.4375
    assert found.loc["exact", ["rate", "low", "high"]].tolist() == pytest.approx([12 / months, *(np.array(poisson_limits(12)) / months)])
    assert math.isnan(found.loc["range", "rate"])
    assert found.loc["range", "low"] == pytest.approx(poisson_limits(10)[0] / months)
    assert found.loc["range", "high"] == pytest.approx(poisson_limits(20)[1] / months)
    assert math.isnan(found.loc["at-least", "high"]) and found.loc["at-least", "low"] > 0
    assert found.loc["open", ["rate", "low", "high"]].isna().all()


def test_rates_name_the_row_that_is_no_count():
    """A percentage among the counts would be turned into a monthly rate."""
    case = case_of(measures=[{"id": "percent", "period": "1651", "value": 9.5}])
    with pytest.raises(ValueError, match="percent: 9.5 is no count"):
        rates(case.measures)


def test_two_rates_as_in_the_published_example():
    """Whether the pace changed would be judged by a wrong p (R's poisson.test, example of its manual)."""
    found = compare_rates((11, 800), (6 + 8 + 7, 1083 + 1050 + 878))
    assert found == pytest.approx((1.971488, 0.8584264, 4.2772659, 0.07967), rel=1e-4)


def test_two_rates_by_summing_the_binomial():
    """The test could be one-sided, or condition on the wrong share of time."""
    total, p = 12, 3 / 10
    masses = [math.comb(total, k) * p**k * (1 - p) ** (total - k) for k in range(total + 1)]
    expected = sum(m for m in masses if m <= masses[8] * (1 + 1e-9))
    assert compare_rates((8, 3.0), (4, 7.0)).p == pytest.approx(expected)


def test_rates_of_nothing():
    """Two empty periods would look like a difference, or end in an error."""
    assert compare_rates((0, 1), (0, 2)).p == 1
    assert compare_rates((3, 1), (0, 1)).ratio == math.inf
    assert compare_rates((3, 1), (0, 1)).high == math.inf
    with pytest.raises(ValueError, match="unit of time"):
        compare_rates((3, 1.0), monthly_rate(3, "1651-01", "1651-02"))
    with pytest.raises(ValueError, match="longer than 0"):
        compare_rates((3, 0), (1, 1))


def test_the_lady_tasting_tea():
    """Shares of officers would be compared by a wrong p (Fisher 1935, his own table; odds ratio as in R's fisher.test)."""
    found = compare_shares(3, 4, 1, 4)
    assert found.p == pytest.approx(34 / 70)
    assert found.odds_ratio == pytest.approx(6.408309, rel=1e-5)
    assert found.difference == 0.5

    def tail(odds, cells):
        weights = [math.comb(4, k) * math.comb(4, 4 - k) * odds**k for k in range(5)]
        return sum(weights[k] for k in cells) / sum(weights)

    # The limits are the odds at which a table as extreme as this has a chance of 2.5 %.
    assert tail(found.low, (3, 4)) == pytest.approx(0.025) and tail(found.high, (0, 1, 2, 3)) == pytest.approx(0.025)


def test_an_empty_column_has_no_odds_ratio():
    """Two shares of nought would be given an odds ratio."""
    found = compare_shares(0, 5, 0, 7)
    assert math.isnan(found.odds_ratio) and found.p == 1


def test_share_limits_published():
    """A share of few would look surer than it is (Newcombe 1998, 81 of 263 and 0 of 20)."""
    assert share(81, 263)[2:5] == pytest.approx((0.3080, 0.2527, 0.3676), abs=5e-5)
    assert share(81, 263, method="wilson")[3:5] == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert share(0, 20)[3:5] == pytest.approx((0, 0.1684), abs=5e-5)
    for part, whole in ((3, 2), (-1, 2), (0, 0), (0.5, 2)):
        with pytest.raises(ValueError, match="is no share"):
            share(part, whole)
