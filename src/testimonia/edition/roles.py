"""What the prose may say of the tables: a number, a bound statement, a row, a paragraph of the article."""

from __future__ import annotations

import re

from docutils import nodes
from myst_nb.core.variables import RetrievalError
from myst_nb.ext.glue.roles import PasteTextRole
from myst_nb.ext.glue.utils import retrieve_glue_data
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from .marks import carry

LOG = logging.getLogger(__name__)
#: A role's words with its target in angle brackets after them.
EXPLICIT = re.compile(r"^(?P<text>.+?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


class row_reference(nodes.Inline, nodes.TextElement):
    """A mention of a row, resolved to a link once every page has been read."""


class paragraph_reference(nodes.Inline, nodes.TextElement):
    """A mention of a paragraph of the article, resolved to the concordance."""


def finding(document, name: str) -> dict | None:
    """Return the payload of a finding recorded in the notebook that is being read, or None."""
    try:
        return dict(retrieve_glue_data(document, name).metadata.get("testimonia") or {}) or None
    except RetrievalError:
        return None


class Number(PasteTextRole):
    """``{glue:text}`name```: a computed quantity. As in myst-nb, but it is a link to what it rests on.

    That is its line in the Grounds; where it rests on one row alone, ``resolve_mentions`` links that row.
    """

    def run(self):
        made, messages = super().run()
        payload = finding(self.document, self.text.rsplit(":", 1)[0])
        if not payload:
            return made, messages
        return [self._link(node, payload) if isinstance(node, nodes.inline) else node for node in made], messages

    def _link(self, node: nodes.inline, payload: dict) -> nodes.reference:
        name, shown = payload["name"], node.astext()
        link = nodes.reference("", shown, refuri=f"#number-{name}", internal=True, classes=[*node["classes"], "finding-number"])
        link["finding"], link["rows"] = name, payload["rows"]
        carry(link, finding=name, rows=payload["rows"], readings=payload["readings"])
        link.source, link.line = node.source, node.line
        if shown != payload["shown"]:
            LOG.warning("%r prints %r and not what was computed, %r", name, shown, payload["shown"], location=link)
        return link


class Holds(SphinxRole):
    """``{holds}`name```: the sentence before this mark is bound to the check of that name."""

    def run(self):
        name = self.text.strip()
        payload = finding(self.inliner.document, name)
        if payload is None or payload["kind"] != "statement":
            LOG.warning("no check %r is recorded in this essay", name, location=self.get_location())
            return [], []
        mark = nodes.reference("", "✓", refuri=f"#check-{name}", classes=["bound-mark"], internal=True)
        mark["finding"], mark["reftitle"] = name, f"Checked against the tables: {payload['says'] or name}"
        carry(mark, finding=name, rows=payload["rows"], readings=payload["readings"])
        self.set_source_info(mark)
        return [nodes.superscript("", "", mark, classes=["bound"])], []


class Row(SphinxRole):
    """``{row}`id``` or ``{row}`words <id>```: a link to a row of the tables; an unknown id fails the build."""

    def run(self):
        match = EXPLICIT.match(self.text)
        target = match["target"] if match else self.text.strip()
        node = row_reference("", "", row=target, classes=["row-mention"])
        node += nodes.Text(match["text"] if match else target)
        self.set_source_info(node)
        return [node], []


class Paragraph(SphinxRole):
    """``{para}`38``` or ``{para}`38–40```: paragraphs of the article read, linked to the concordance."""

    def run(self):
        first = re.match(r"n?\d+", self.text.strip())
        if not first:
            LOG.warning("not a paragraph of the article: %r", self.text, location=self.get_location())
            return [], []
        shown = paragraph_label(self.text.strip())
        node = paragraph_reference(shown, shown, paragraph=first.group(), classes=["paragraph-mention"])
        self.set_source_info(node)
        return [node], []


def paragraph_label(paragraphs: str) -> str:
    """Return how paragraphs of the article, or a note, are named in print.

    >>> paragraph_label("38–40"), paragraph_label("n7")
    ('¶38–40', 'note 7')
    """
    return paragraphs.replace("n", "note ") if paragraphs.startswith("n") else f"¶{paragraphs}"


def sentence_around(marked: nodes.Node) -> str:
    """Return, as plain text, the sentence of its paragraph in which a node stands.

    Essays keep one sentence to a source line, so the sentence is the line.
    """
    block = marked.parent
    while block.parent is not None and not isinstance(block, (nodes.paragraph, nodes.entry, nodes.caption)):
        block = block.parent
    text, at = "", 0
    for node in block.findall():
        if node is marked:
            at = len(text)
        if isinstance(node, nodes.Text) and not _inside_mark(node):
            text += node.astext()
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : end if end >= 0 else None].strip()


def _inside_mark(node: nodes.Node) -> bool:
    return "bound-mark" in getattr(node.parent, "attributes", {}).get("classes", [])
