"""Weighing: sums of ranges held against closed forms, and what drops out when rows do."""

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import testimonia as tm
from testimonia.analysis.example import case_of, wager


def case_with(*weights, contest="motive"):
    """A case of two hypotheses and weights (id, low, high, group)."""
    return case_of(
        hypotheses=[{"id": "one", "contest": contest}, {"id": "two", "contest": contest}],
        weights=[
            {"id": row, "observation": (f"absence_{number}",), "hypothesis": "one", "rival": "two", "group": group, "test": "straw in the wind", "low": low, "high": high, "rationale": ""}
            for number, (row, low, high, group) in enumerate(weights)
        ],
    )


def chance_below(x, ranges):
    """Exact distribution function of a sum of uniforms of unequal widths (inclusion and exclusion), in fractions."""
    ranges = [(Fraction(low).limit_denominator(), Fraction(high).limit_denominator()) for low, high in ranges]
    fixed = sum((low for low, high in ranges if low == high), Fraction(0))
    widths = [high - low for low, high in ranges if high > low]
    at = Fraction(x).limit_denominator(10**6) - fixed - sum((low for low, high in ranges if high > low), Fraction(0))
    if not widths:
        return float(at >= 0)
    total = Fraction(0)
    for size in range(len(widths) + 1):
        for chosen in combinations(widths, size):
            total += (-1) ** size * max(at - sum(chosen, Fraction(0)), 0) ** len(widths)
    return float(total / math.factorial(len(widths)) / math.prod(widths))


# --- units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("decibans", "odds", "probability"), [(0, 1, 0.5), (10, 10, 10 / 11), (-10, 0.1, 1 / 11), (3, 1.9953, 0.66614), (20, 100, 100 / 101)])
def test_decibans_odds_and_probabilities_agree(decibans, odds, probability):
    """A reader is told all three; they must be the same statement."""
    assert tm.odds(decibans) == pytest.approx(odds, rel=1e-4)
    assert tm.probability(decibans) == pytest.approx(probability, rel=1e-4)
    assert tm.decibans(tm.probability(decibans)) == pytest.approx(decibans, abs=1e-9)
    assert tm.odds(decibans) == pytest.approx(tm.probability(decibans) / (1 - tm.probability(decibans)))


def test_certainty_is_infinite():
    """Probability 0 and 1 are beyond any weight."""
    assert tm.decibans(1) == math.inf and tm.decibans(0) == -math.inf


# --- the distribution ------------------------------------------------------------------------------


@pytest.mark.parametrize("ranges", [
    [(0, 4)], [(0, 4), (-1, 3)], [(1, 6), (-2, 2), (0, 3), (-4, -1)], [(0, 1)] * 8, [(2, 2), (0, 5)],
    [(0, 4), (1, 6), (0, 5), (0, 4), (-3, 1), (-4, 0), (-1, 5), (0, 3)],
])  # fmt: skip
@pytest.mark.parametrize("priors", [(-6, 6), (0, 0), (-3, 9)])
def test_the_samples_follow_the_sum_of_uniforms(ranges, priors):
    """The shares and quantiles of the book are held against the exact distribution."""
    result = tm.balance(case_with(*((f"w-{n}", low, high, "g") for n, (low, high) in enumerate(ranges))), "motive", priors=priors)
    exact = [*ranges, priors]
    for part in (0.05, 0.25, 0.5, 0.95):
        assert chance_below(result.quantile(part), exact) == pytest.approx(part, abs=0.008)
    assert result.share == pytest.approx(1 - chance_below(0, exact), abs=0.008)
    assert result.middle == pytest.approx(sum(low + high for low, high in exact) / 2)
    assert result.least <= result.samples.min() and result.samples.max() <= result.most
    assert (result.least, result.most) == (sum(low for low, _ in exact), sum(high for _, high in exact))


def test_few_discrete_corners_by_enumeration():
    """The bounds are reached at the corners of the ranges and nowhere beyond."""
    ranges = [(0.0, 4.0), (-1.0, 3.0), (-5.0, -2.0)]
    result = tm.balance(case_with(*((f"w-{n}", *one, "g") for n, one in enumerate(ranges))), "motive", priors=(-1, 1))
    corners = [sum(pick) for pick in np.array(np.meshgrid(*ranges, (-1.0, 1.0))).reshape(4, -1).T]
    assert (result.least, result.most) == (min(corners), max(corners))


def test_swapping_the_hypotheses_turns_the_sign():
    """The balance must not depend on which side is called the hypothesis."""
    for settings in ({}, {"dependence": "grouped"}, {"dependence": "grouped", "counted": "mean"}):
        one = tm.balance(wager(), "motive", hypothesis="harvest", **settings)
        other = tm.balance(wager(), "motive", hypothesis="quarrel", **settings)
        assert (one.hypothesis, one.rival) == (other.rival, other.hypothesis)
        assert one.middle == pytest.approx(-other.middle)
        assert (one.least, one.most) == pytest.approx((-other.most, -other.least))
        assert one.low == pytest.approx(-other.high, abs=0.1) and one.share == pytest.approx(1 - other.share, abs=0.01)


def test_a_seed_gives_the_same_replicates():
    """A number in the book must be the same in every build."""
    assert np.array_equal(tm.balance(wager(), "motive", seed=5).samples, tm.balance(wager(), "motive", seed=5).samples)
    assert not np.array_equal(tm.balance(wager(), "motive", seed=5).samples, tm.balance(wager(), "motive", seed=6).samples)


# --- dependence ------------------------------------------------------------------------------------


def test_groups_count_once():
    """Three witnesses who copied one another are one witness."""
    case = case_with(("a", 0, 4, "g"), ("b", 2, 6, "g"), ("c", -1, 3, "g"), ("d", -3, -1, "h"))
    alone, strongest, mean = (tm.balance(case, "motive", priors=(0, 0), dependence=how, counted=which) for how, which in (("independent", "strongest"), ("grouped", "strongest"), ("grouped", "mean")))
    assert (alone.least, alone.most) == (-2, 12)
    assert strongest.terms["weight"].tolist() == ["b", "d"] and (strongest.least, strongest.most) == (-1, 5)
    assert mean.middle == pytest.approx((2 + 4 + 1) / 3 - 2)
    assert chance_below(mean.high, [(0, 4 / 3), (2 / 3, 2), (-1 / 3, 1), (-3, -1)]) == pytest.approx(0.95, abs=0.008)


def test_groups_of_one_change_nothing():
    """Where nothing hangs together the three treatments are one."""
    case = case_with(("a", 0, 4, "g"), ("b", -2, 6, "h"))
    results = [tm.balance(case, "motive", dependence=how, counted=which) for how, which in (("independent", "strongest"), ("grouped", "strongest"), ("grouped", "mean"))]
    assert len({(round(one.low, 9), round(one.high, 9), one.share) for one in results}) == 1


# --- what stands -----------------------------------------------------------------------------------


def test_an_observation_whose_row_is_gone_drops_out():
    """Evidence that a reading sets aside must not go on weighing."""
    table = tm.weights(wager().without("talk-1651"), absences={"no_talk_of_mill": lambda case: True}).set_index("weight")
    assert table["stands"].to_dict() == {"after-hail": False, "old-quarrel": True, "no-mill": True}
    assert tm.balance(wager().without("talk-1651"), "motive").terms["weight"].tolist() == ["old-quarrel", "no-mill"]


@pytest.mark.parametrize(("check", "stands"), [
    (lambda case: True, True), (lambda case: False, False), (lambda case: (True, ["anna-bela"]), True),
    (lambda case: (np.True_, ["no-such-row"]), False), (lambda case: case.row("no-such-row"), False),
])  # fmt: skip
def test_an_absence_stands_while_its_check_finds_it(check, stands):
    """A thing that turns up is absent no more, and a search that cannot be made finds nothing."""
    table = tm.weights(wager(), absences={"no_talk_of_mill": check}).set_index("weight")
    assert bool(table.at["no-mill", "stands"]) is stands and table.at["no-mill", "kind"] == "absence"


def test_an_observation_is_dated_by_its_rows():
    """The reader sees from when to when an observation reaches."""
    table = tm.weights(wager()).set_index("weight")
    assert (table.at["after-hail", "earliest"], table.at["after-hail", "latest"]) == (pd.Timestamp("1650-11-01"), pd.Timestamp("1651-03-31"))
    assert pd.isna(table.at["no-mill", "earliest"])


def test_with_nothing_standing_only_the_prior_is_left():
    """A reading that sets everything aside must say that nothing was learned."""
    result = tm.balance(wager().without(["talk-1651", "anna-bela"]), "motive", absences={"no_talk_of_mill": lambda case: False})
    assert result.terms.empty and (result.least, result.most, result.answer) == (-6, 6, "neither")
    assert result.share == pytest.approx(0.5, abs=0.01)


# --- what would reverse it -------------------------------------------------------------------------


def test_decisive_is_the_balance_without_and_with_the_observation_turned():
    """Each row is held against a case in which the table itself was changed."""
    found = tm.decisive(wager(), "motive", dependence="grouped", counted="mean").set_index("weight")
    weights = wager().tables["weights"]
    for row in weights.index:
        less = tm.balance(wager().with_tables({"weights": weights.drop(index=row)}), "motive", dependence="grouped", counted="mean")
        turned = weights.copy()
        turned.loc[row, ["low", "high"]] = [-turned.at[row, "high"], -turned.at[row, "low"]]
        other = tm.balance(wager().with_tables({"weights": turned}), "motive", dependence="grouped", counted="mean")
        assert found.at[row, "removed"] == pytest.approx(less.middle) and found.at[row, "turned"] == pytest.approx(other.middle)
        assert found.at[row, "removed_share"] == pytest.approx(less.share, abs=0.03)
    now = tm.balance(wager(), "motive", dependence="grouped", counted="mean").middle
    assert found["removal_reverses"].tolist() == [(value > 0) != (now > 0) for value in found["removed"]]


def test_needed_is_just_enough():
    """An observation as strong as we ask for must do what we say it does."""
    result = tm.balance(wager(), "motive")
    asked = tm.needed(result)
    assert asked.rival == "quarrel" and asked.level <= asked.likely <= asked.certain
    assert result.middle - asked.level == pytest.approx(0)
    assert np.mean(result.samples - asked.likely < 0) == pytest.approx(0.95, abs=0.001)
    assert (result.samples - asked.certain).max() <= 0
    turned = tm.balance(wager(), "motive", hypothesis="quarrel")
    assert tm.needed(turned).rival == "quarrel" and tm.needed(turned).level == pytest.approx(asked.level)


# --- what a user may get wrong ---------------------------------------------------------------------


@pytest.mark.parametrize(("settings", "says"), [
    ({"dependence": "both"}, "dependence is 'independent' or 'grouped', not 'both'"), ({"counted": "sum"}, "counted is 'strongest' or 'mean'"),
    ({"priors": (3, -3)}, "a range \\(low, high\\) in decibans"), ({"priors": (0, math.inf)}, "in decibans"), ({"replicates": 0}, "one or more, not 0"),
])  # fmt: skip
def test_a_wrong_setting_is_named(settings, says):
    """The forker's mistake is answered in a line."""
    with pytest.raises(ValueError, match=says):
        tm.balance(wager(), "motive", **settings)


def test_unknown_contests_and_several_pairs():
    """A contest of three needs to be told which two."""
    with pytest.raises(KeyError, match="did you mean 'motive'"):
        tm.balance(wager(), "motives")
    case = case_with(("a", 0, 4, "g"))
    third = case.weights.assign(rival="three").rename(index={"a": "b"})
    hypotheses = pd.concat([case.hypotheses, pd.DataFrame({"contest": ["motive"]}, index=pd.Index(["three"], name="id"))])
    three = case.with_tables({"weights": pd.concat([case.weights, third]), "hypotheses": hypotheses})
    with pytest.raises(ValueError, match="one against two; one against three; name hypothesis and rival"):
        tm.balance(three, "motive")
    assert tm.balance(three, "motive", hypothesis="one", rival="three").terms["weight"].tolist() == ["b"]
