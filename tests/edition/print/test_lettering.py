"""Outlines of letters become the letters again, each in its place."""

import re

import pytest

from testimonia.edition.print import lettering
from testimonia.figures.page import nothing, svg

WORDS = "Two officers, off duty (корона)"


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """A figure that says something with joined letters and Cyrillic ones."""
    return svg(nothing(WORDS, [])).encode()


def test_words_are_text_and_no_outline_is_left(drawn):
    """A figure could not be searched, and every letter would be drawn anew."""
    made = lettering.as_text(drawn).decode()
    assert f">{WORDS}</text>" in made and "<use" not in made
    places = [float(place) for place in re.search(r' x="([^"]+)"', made)[1].split()]
    assert len(places) == len(WORDS) and places == sorted(places) and len(made) < len(drawn) / 3


def test_outlines_that_are_not_those_of_the_words_stay(drawn):
    """A letter from another font would be set as a wrong one."""
    other = drawn.replace("<!-- Two".encode(), "<!-- Owt".encode())
    assert "<text" not in lettering.as_text(other).decode() and lettering.smallest(other) is None


def test_the_smallest_lettering_is_measured(drawn):
    """Whether a figure can be read in print is judged by it."""
    assert lettering.smallest(drawn) == 9.0
