"""Bound sentences: a reader must see which sentence it is that does not hold."""

from docutils import nodes

from testimonia.edition.sentences import wrap


def mark():
    """A bound mark."""
    return nodes.superscript("", "", nodes.reference("", "✓", classes=["bound-mark"]))


def test_only_the_sentence_with_the_mark_is_wrapped_and_no_word_is_lost():
    """Marking its neighbours too would take back what the tables bear out."""
    block = nodes.paragraph("", "Anna came.\nBela, ", nodes.emphasis("", "they say"), nodes.Text(", left."), mark(), nodes.Text("\nClara stayed."))
    before = block.astext()
    wrap(block)
    assert block.astext() == before
    assert [child.astext() for child in block.children if "bound-sentence" in getattr(child, "attributes", {}).get("classes", [])] == ["Bela, they say, left.✓"]


def test_two_marks_of_one_sentence_share_it():
    """One sentence is shown once as not holding, however many checks it has."""
    block = nodes.paragraph("", "Anna came,", mark(), nodes.Text(" and Bela left."), mark())
    wrap(block)
    assert len(block.children) == 1 and block.children[0]["classes"] == ["bound-sentence"]
