"""Which paragraphs carry a number."""

from docutils import nodes

from testimonia.edition.paragraphs import prose_paragraphs


def test_only_prose_that_stands_by_itself_is_numbered():
    """A number on a heading or inside the Grounds would shift with what the tables hold."""
    section = nodes.section()
    question = nodes.paragraph("", "", nodes.Text(""), nodes.strong("", "Who took it?"), nodes.Text(""))
    inner = nodes.section("", nodes.paragraph("", "Second."))
    item = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "An item.")))
    cell = nodes.container("", nodes.paragraph("", "Printed by a cell."))
    folded = [nodes.raw("", '<details class="grounds"><summary>x</summary>', format="html"), nodes.paragraph("", "Folded."), nodes.raw("", "</details>", format="html")]
    section.extend([question, nodes.paragraph("", "First."), item, cell, *folded, inner])
    assert [paragraph.astext() for paragraph in prose_paragraphs(section)] == ["First.", "Second."]
