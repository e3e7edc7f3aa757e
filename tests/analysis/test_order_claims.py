"""Claims of order: verdict and probability against every choice of days."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import all_before, order_claim
from testimonia.analysis.example import case_of, village

spans = st.tuples(st.integers(1, 6), st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))
TRUTH = {
    "all before": lambda a, b: max(a) < min(b),
    "none before": lambda a, b: min(a) >= max(b),
    "first": lambda a, b: min(a) <= min(b),
}


def dated(a, b):
    """Events a0, a1 …, b0 … on these days of January 1651."""
    text = lambda span: f"1651-01-{span[0]:02d}/1651-01-{span[1]:02d}"
    return case_of(events=[{"id": f"{side}{n}", "date": text(span)} for side, all_ in (("a", a), ("b", b)) for n, span in enumerate(all_)])


@settings(max_examples=60, deadline=None)
@given(relation=st.sampled_from(sorted(TRUTH)), a=st.lists(spans, min_size=1, max_size=2), b=st.lists(spans, min_size=1, max_size=2))
def test_answer_and_probability_are_those_of_enumeration(relation, a, b):
    """A claim of order would be answered, or given a chance, that the days do not bear out."""
    case = dated(a, b)
    claim = order_claim(case, relation, [f"a{n}" for n in range(len(a))], [f"b{n}" for n in range(len(b))])
    days = itertools.product(*(range(low, high + 1) for low, high in [*a, *b]))
    true = [TRUTH[relation](one[: len(a)], one[len(a) :]) for one in days]
    assert claim.probability == pytest.approx(np.mean(true))
    if claim.answer != "cannot tell":  # bounds decide pair by pair, so 'cannot tell' may be more cautious than the days
        assert set(true) == {claim.answer == "yes"}
    if relation != "first":
        assert claim.answer == ("cannot tell" if len(set(true)) > 1 else "yes" if true[0] else "no") or claim.answer == "cannot tell"
    assert len(claim.pairs)


def test_agrees_with_the_verdict_without_probability():
    """Two functions of one room would answer the same question differently."""
    case = village()
    for ids in (("clara-anna", "arrest-anna"), ("arrest-anna", "clara-anna"), ("bela-bela", "arrest-bela")):
        assert order_claim(case, "all before", *ids).answer == all_before(case, *ids).answer


def test_rows_of_one_occasion_and_open_ends():
    """Rows of one protocol would be put in order, or an open end be given a probability."""
    case = village()
    together = order_claim(case, "all before", "anna-bela", "anna-clara")
    assert (together.answer, together.probability) == ("no", 0.0)
    assert order_claim(case, "none before", "anna-bela", "anna-clara").answer == "yes"
    open_ = order_claim(case, "all before", "arrest-bela", "bela-bela")
    assert open_.answer == "yes" and open_.probability == 1.0
    unknown = order_claim(case_of(events=[{"id": "x", "date": "1651-01-02/.."}, {"id": "y", "date": "1651-02"}]), "all before", "x", "y")
    assert unknown.answer == "cannot tell" and np.isnan(unknown.probability)


def test_nothing_on_one_side_and_another_relation():
    """An empty claim would be a 'yes'."""
    nothing = order_claim(village(), "none before", [], "arrest-anna")
    assert nothing.answer == "cannot tell" and nothing.pairs.empty
    with pytest.raises(ValueError, match="relation is one of"):
        order_claim(village(), "after", "arrest-anna", "arrest-bela")
    with pytest.raises(KeyError):
        order_claim(village(), "first", "no-such-row", "arrest-bela")
