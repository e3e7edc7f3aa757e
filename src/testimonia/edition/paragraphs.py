"""Numbered paragraphs: §4.12 is the twelfth paragraph of prose in essay 4, on screen and in print.

Counted are the paragraphs that stand by themselves in an essay: not list items, captions, the
cells of tables, what cells print, the Grounds, nor a line that is bold from end to end, which is
a heading of sorts. Within an edition the numbers do not change.
"""

from __future__ import annotations

from docutils import nodes

from .numbering import chapter_number


def prose_paragraphs(doctree: nodes.document) -> list[nodes.paragraph]:
    """Return the paragraphs of an essay that are numbered, in order."""
    found = []
    for section in doctree.findall(nodes.section):
        folds = 0
        for child in section.children:
            if isinstance(child, nodes.raw):  # folded blocks are opened and closed by raw markup
                folds += child.astext().count("<details") - child.astext().count("</details")
            elif isinstance(child, nodes.paragraph) and not folds and not _is_heading(child):
                found.append(child)
    return found


def _is_heading(paragraph: nodes.paragraph) -> bool:
    said = [child for child in paragraph.children if child.astext().strip()]
    return len(said) == 1 and isinstance(said[0], nodes.strong)


def number_paragraphs(app, doctree, docname: str) -> None:
    """Put its number, a permanent link, at the end of every paragraph of prose in an essay.

    Runs when a page is about to be written, so that what was noted of its sentences is without numbers.
    """
    chapter = chapter_number(docname)
    if chapter is None:
        return
    for number, paragraph in enumerate(prose_paragraphs(doctree), 1):
        anchor = f"p{chapter}-{number}"
        paragraph["ids"].append(anchor)
        paragraph["classes"].append("numbered-paragraph")
        link = nodes.reference("", f"§{chapter}.{number}", refuri=f"#{anchor}", internal=True, classes=["paragraph-number"])
        link["reftitle"] = f"Link to paragraph {chapter}.{number}"
        paragraph += link
