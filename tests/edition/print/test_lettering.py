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


def test_outlines_that_are_no_letters_stay_as_drawn(drawn):
    """A shape from another font would be set as a wrong letter, or leave a hole where it stood."""
    outlines = re.findall(rb'xlink:href="#(NotoSans-Italic-[0-9a-f]+)"', drawn)
    odd = drawn.replace(outlines[0] + b'"', b'NotoSans-Italic-ffff"')
    made = lettering.as_text(odd).decode()
    assert "<text" not in made and lettering.smallest(odd) is None
    assert all(f'id="{name}"' in made for name in re.findall(r'xlink:href="#([^"]+)"', made))


def test_shapes_that_another_run_uses_stay_with_it(drawn):
    """A run left as outlines would lose the letters it shares with a run made into text."""
    run = re.search(rb"<g [^>]*scale\(.*?</g>", drawn, re.DOTALL)[0]
    again = re.sub(rb"<defs>.*?</defs>", b"", run, flags=re.DOTALL).replace(b"scale(0.09 -0.09)", b"scale(0.09 -0.08)")
    made = lettering.as_text(drawn.replace(run, run + again)).decode()
    assert f">{WORDS}</text>" in made and "<use" in made
    assert all(f'id="{name}"' in made for name in re.findall(r'xlink:href="#([^"]+)"', made))


def test_the_smallest_lettering_is_measured(drawn):
    """Whether a figure can be read in print is judged by it."""
    assert lettering.smallest(drawn) == 9.0
