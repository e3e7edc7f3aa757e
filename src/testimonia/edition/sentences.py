"""Sentences bound to a check, so that one that does not hold under a reading can be seen not to.

Essays keep one sentence to a source line, so the sentence is the line in which its mark stands.
"""

from __future__ import annotations

from docutils import nodes


def wrap_bound_sentences(app, doctree, docname: str) -> None:
    """Put every sentence with a bound mark into an element of its own, of the class ``bound-sentence``."""
    if app.builder.format != "html":
        return
    blocks = {id(mark.parent.parent): mark.parent.parent for mark in doctree.findall(nodes.reference) if "bound-mark" in mark["classes"]}
    for block in blocks.values():
        wrap(block)


def wrap(block: nodes.Element) -> None:
    """Wrap those lines of a block that hold a bound mark; the words and their order stay as they are.

    >>> block = nodes.paragraph("", "Anna came.\\nBela left.", nodes.superscript("", "", nodes.reference("", "✓", classes=["bound-mark"])))
    >>> wrap(block)
    >>> [type(child).__name__ + ": " + child.astext() for child in block.children]
    ['Text: Anna came.\\n', 'inline: Bela left.✓']
    """
    lines: list[list[nodes.Node]] = [[]]
    for child in block.children:
        if not isinstance(child, nodes.Text):
            lines[-1].append(child)
            continue
        for part in child.astext().splitlines(keepends=True):
            lines[-1].append(nodes.Text(part))
            if part.endswith("\n"):
                lines.append([])
    block.children = []
    for line in lines:
        if any(_is_bound(node) for node in line):
            after = [line.pop()] if not line[-1].astext().strip() else []  # the space before the next sentence is not this one's
            block += nodes.inline("", "", *line, classes=["bound-sentence"])
            block.extend(after)
        else:
            block.extend(line)


def _is_bound(node: nodes.Node) -> bool:
    return isinstance(node, nodes.superscript) and any("bound-mark" in link["classes"] for link in node.findall(nodes.reference))
