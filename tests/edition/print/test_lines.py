"""Paragraphs whose lines end too early are found and mended."""

import lxml.html
import pytest

from testimonia.edition.print import lines
from testimonia.edition.print.render import Setting, titled
from testimonia.edition.print.volume import read_volume

TEXT = '<section><p class="numbered-paragraph" id="p">{}</p></section>'


@pytest.fixture
def setting(book):
    """WeasyPrint ready for the small book."""
    return Setting(read_volume(book))


def test_a_line_broken_after_its_first_word_is_seen_and_mended(setting):
    """A hole in the middle of a paragraph looks like the end of a thought."""
    words = "broken by hand<br>"
    element = lxml.html.fragment_fromstring(TEXT.format(words + "and then the sentence runs on to the margin as sentences do, line after line, until it ends. " * 3))
    document = setting.lay_out(titled(setting.volume, lxml.html.tostring(element, encoding="unicode")))
    assert lines.broken(document) == ["p"]
    assert lines.mend(element, document) and "word-spacing" in element.find("p").get("style")
    assert [lines.mend(element, document) for _ in range(3)] == [True, True, False]


def test_an_ordinary_paragraph_is_left_alone(setting):
    """Every paragraph would be set with odd spaces."""
    element = lxml.html.fragment_fromstring(TEXT.format("The sentence runs on to the margin as sentences do, line after line, until it ends. " * 4))
    assert lines.broken(setting.lay_out(titled(setting.volume, lxml.html.tostring(element, encoding="unicode")))) == []
