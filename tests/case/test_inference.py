"""The rules of the table of weights: a range that its test does not allow would pass for evidence."""

import pytest

from testimonia.analysis.example import case_of
from testimonia.case.inference import counts, rivals


@pytest.mark.parametrize(
    ("test", "low", "high", "fits"),
    [
        ("straw in the wind", -2, 6, True), ("straw in the wind", 0, 6.5, False), ("straw in the wind", -7, 1, False),
        ("hoop", 0, 6, True), ("hoop", 2, 9, False), ("hoop", -14, -3, True), ("hoop", -6, -1, False),
        ("smoking gun", 4, 12, True), ("smoking gun", 1, 6, False), ("smoking gun", -5, 0, True), ("smoking gun", -12, -2, False),
        ("doubly decisive", 8, 20, True), ("doubly decisive", -20, -8, True), ("doubly decisive", -3, 4, False), ("a new kind", -99, 99, True),
    ],
)  # fmt: skip
def test_what_passing_and_failing_may_count(test, low, high, fits):
    """A hoop that is passed must not be sold as proof, nor one that failed as a trifle."""
    assert (counts(test, low, high) == "") is fits


def test_turning_a_range_turns_the_outcome():
    """The convention must not favour one direction where the test treats both alike."""
    for test in ("straw in the wind", "doubly decisive"):
        for low, high in ((-7, 2), (1, 5), (3, 11), (-30, -12)):
            assert bool(counts(test, low, high)) == bool(counts(test, -high, -low))


def test_rivals_answer_one_question():
    """A weight between answers to two questions would be added to neither balance."""
    case = case_of(
        hypotheses=[{"id": "want", "contest": "motive"}, {"id": "spite", "contest": "motive"}, {"id": "judge", "contest": "agency"}],
        weights=[{"id": "a", "hypothesis": "want", "rival": "spite"}, {"id": "b", "hypothesis": "want", "rival": "judge"}, {"id": "c", "hypothesis": "judge", "rival": "judge"}],
    )
    assert [(one.position, one.problem) for one in rivals(case)] == [
        (1, "answers another question than 'want' (agency, not motive)"), (2, "is the hypothesis itself"),
    ]  # fmt: skip
