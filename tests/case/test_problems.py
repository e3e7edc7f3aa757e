"""The sentence of a problem."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.case.problems import Problem, in_order, near_miss, shown


def problem(**given):
    return Problem(**{**dict(file="t.csv", row=17, column="accused", value="ana", problem="no such actor", remedy="add it", rule="r"), **given})


def test_places_are_written_as_an_editor_opens_them():
    """Nobody could jump from the message to the cell."""
    assert str(problem()) == "t.csv:17:accused: 'ana': no such actor; add it"
    assert str(problem(column=None, value=None)) == "t.csv:17: no such actor; add it"
    assert str(problem(row=None, column=None, value=None)) == "t.csv: no such actor; add it"


@given(st.text())
def test_a_message_is_one_short_visible_line(value):
    """A cell could clear the terminal, or hide the message behind its own text."""
    line = str(problem(value=value))
    assert len(line.splitlines()) == 1 and line.isprintable() or not any(ord(c) < 32 for c in line)
    assert not set(line) & set("\x00\x1b\x7f\u200b\u200f\u202e\ufeff\ufffd\n\r")
    assert len(shown("a" * 10_000)) == 61


def test_near_misses():
    """A slip of one letter would be answered with a list of a hundred names."""
    assert near_miss("tukhachevski", ["anna", "tukhachevskii"], "x") == "did you mean 'tukhachevskii'?"
    assert near_miss("ANNA ", ["anna"], "x") == "did you mean 'anna'?"
    assert near_miss("q", ["anna"], "add it") == "add it"
    assert near_miss("a" * 10_000, ["anna"], "add it") == "add it"


def test_order_and_repetition():
    """Row 10 would come before row 9, or one fault would be told twice."""
    a, b, c = problem(row=9), problem(row=10), problem(row=None, column=None)
    assert in_order([b, a, c, a]) == [c, a, b]
