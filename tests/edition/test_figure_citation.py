"""Citations of figures: what a bibliography would print wrongly."""

import pytest

from testimonia.edition.figure_citation import FigureCitation


def cited(caption="Who came. Read it from the left.", **more):
    """A citation of an invented figure."""
    return FigureCitation(**{"author": "Anna & Bela", "year": 1692, "caption": caption, "number": "1.2", "volume": "Spells", "version": "0.1", "key": "fig-who"} | more)


@pytest.mark.parametrize(("caption", "title"), [
    ("Who came. Read it from the left.", "Who came"), ("Spells of St. Agatha, 1651–1692. Each bar is a span.", "Spells of St. Agatha, 1651–1692"), ("One sentence", "One sentence"),
])  # fmt: skip
def test_the_title_is_the_first_sentence_of_the_caption(caption, title):
    """A caption of six sentences is no title."""
    assert cited(caption).title == title


def test_bibtex_keeps_signs_that_mean_something_to_it():
    """An ampersand or a brace left bare would stop somebody's LaTeX run."""
    entry = cited("50% of {them} & _others_").bibtex()
    assert r"Anna \& Bela" in entry and r"50\% of \{them\} \& \_others\_" in entry and "url" not in entry


def test_an_address_is_given_where_there_is_one():
    """A reader on paper needs the way to the figure."""
    made = cited(address="https://example.org/a.html#fig-who")
    assert made.sentence().endswith("version 0.1. https://example.org/a.html#fig-who") and "url = {https://example.org" in made.bibtex()
