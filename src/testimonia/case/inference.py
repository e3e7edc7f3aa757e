"""Rules of the table of weights: the rivals are rivals, and a range is one that its kind of test allows.

The four kinds of test are those of S. Van Evera, 'Guide to Methods for Students of Political
Science' (1997). A. Bennett, 'Disciplining Our Conjectures' (2015), puts them in terms of
likelihoods: what matters is how much passing and how much failing would count. In this library
*little* is at most 6 decibans either way (odds of four to one) and *heavily* reaches 10 (ten to
one); where a test divides the cases is a convention of ours, and only the extremes are refused.
"""

from collections.abc import Iterator

import numpy as np

from .findings import Finding, has
from .model import Case

LITTLE = 6.0  # decibans: a weight within this counts little
HEAVY = 10.0  # decibans: a weight that reaches this counts heavily

#: What passing and failing count under each kind of test.
TESTS = {
    "straw in the wind": ("little", "little"),
    "hoop": ("little", "heavily"),
    "smoking gun": ("heavily", "little"),
    "doubly decisive": ("heavily", "heavily"),
}


def counts(test: str, low: float, high: float) -> str:
    """What is wrong with the range of a test, '' if nothing.

    The middle of the range says how the test came out: for the hypothesis it passed, against it
    failed. A range that counts little lies within 6 decibans of nothing; one that counts heavily
    reaches 10 in the direction of the outcome. A kind of test that is not known is let pass.

    >>> counts("hoop", 0, 4), counts("smoking gun", 4, 12)
    ('', '')
    >>> counts("hoop", -8, -2)
    'a failed hoop counts heavily, so its range reaches -10 decibans'
    """
    if test not in TESTS:
        return ""
    passed = low + high >= 0
    word, side = ("passed", 1) if passed else ("failed", -1)
    if TESTS[test][0 if passed else 1] == "little":
        wide = max(abs(low), abs(high)) > LITTLE
        return f"a {word} {test} counts little, so its range stays within {LITTLE:g} decibans of nothing" if wide else ""
    short = max(low * side, high * side) < HEAVY
    return f"a {word} {test} counts heavily, so its range reaches {HEAVY * side:g} decibans" if short else ""


def test_range(case: Case) -> Iterator[Finding]:
    """The range of a weight is one that its kind of test allows; see `counts`.

    >>> from .example import two_letters
    >>> list(test_range(two_letters()))
    []
    """
    if not has(case, "weights", "test", "low", "high"):
        return
    rows = case.tables["weights"]
    for position, (test, low, high) in enumerate(rows[["test", "low", "high"]].itertuples(index=False)):
        wrong = counts(str(test), low, high) if np.isfinite([low, high]).all() and low <= high else ""
        if wrong:
            yield Finding("test-range", "weights", position, "test", str(test), f"the range {low:g} to {high:g} does not fit: {wrong}",
                          "correct the range or name another kind of test")


test_range.__test__ = False  # a rule about tests, not one of pytest's


def rivals(case: Case) -> Iterator[Finding]:
    """A weight is between two different hypotheses of one contest.

    >>> from .example import two_letters
    >>> list(rivals(two_letters()))
    []
    """
    if not (has(case, "weights", "hypothesis", "rival") and has(case, "hypotheses", "contest")):
        return
    contests = case.tables["hypotheses"]["contest"]
    contests = contests[~contests.index.duplicated()].astype(object).to_dict()
    for position, (one, other) in enumerate(case.tables["weights"][["hypothesis", "rival"]].itertuples(index=False)):
        if one == other:
            yield Finding("rivals", "weights", position, "rival", other, "is the hypothesis itself", "name the hypothesis it competes with")
        elif one in contests and other in contests and contests[one] != contests[other]:
            yield Finding("rivals", "weights", position, "rival", other, f"answers another question than '{one}' ({contests[other]}, not {contests[one]})",
                          f"name a rival in the contest {contests[one]}")
