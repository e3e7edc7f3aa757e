"""What a reader sees in a notebook where in the volume there are marks."""

from testimonia.edition.plain import plain

WORDS = {"glue:text": "three", "holds": " ✓", "numref": "Table 2.1"}


def words(role: str, content: str):
    return WORDS.get(role)


def test_roles_become_what_they_show():
    """Whoever opens the notebook in an editor reads numbers, not the names of variables."""
    assert plain("She named {glue:text}`named`.{holds}`first` And {numref}`tab-a` tells whom.", words) == "She named three. ✓ And Table 2.1 tells whom."


def test_a_role_that_nobody_knows_stays_as_it_was():
    """Nothing of a text may be lost."""
    assert plain("Of {emphasis}`some` weight.", words) == "Of {emphasis}`some` weight."


def test_of_a_directive_its_text_and_its_caption_stay():
    """The essay in brief is text; a table stands in the output of its cell, and needs its number and caption."""
    brief = plain("Before.\n\n```{in-brief}\nthat {glue:text}`x` lied.\n\nthe dates\nof all.\n\nthat they did.{holds}`y`\n```\n\nAfter.", words)
    assert brief.splitlines() == [
        "Before.", "", "> **The article argues** that three lied.", ">", "> **We checked** the dates", "> of all.", ">", "> **We found** that they did. ✓", "", "After.",
    ]  # fmt: skip
    assert plain("```{finding-table} tab-a\n:caption: Who spoke.\n:widths: 1 2\n```\n", words) == "*Table 2.1. Who spoke.*\n"
    assert plain("Text.\n\n```{grounds}\n```\n", words).strip() == "Text."


def test_code_within_the_prose_is_left_alone():
    """A fence that is no directive is somebody's example."""
    text = "```python\nprint(1)\n```\n"
    assert plain(text, words) == text
