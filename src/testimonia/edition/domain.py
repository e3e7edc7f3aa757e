"""Where every row and paragraph is shown, so that a mention anywhere can be resolved to a link."""

from __future__ import annotations

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util import logging

from .roles import paragraph_reference, row_reference
from .wording import has_row

LOG = logging.getLogger(__name__)


class CaseDomain(Domain):
    """Remembers on which page each row (by id) and each paragraph of the article has its anchor."""

    name = "case"
    label = "case"
    initial_data = {"row": {}, "paragraph": {}}
    data_version = 2

    def note(self, kind: str, key: str, docname: str, anchor: str) -> None:
        """Record an anchor; the first page that shows a row is its home."""
        self.data[kind].setdefault(key, (docname, anchor))

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read anew."""
        for kind in ("row", "paragraph"):
            self.data[kind] = {key: at for key, at in self.data[kind].items() if at[0] != docname}

    def merge_domaindata(self, docnames, otherdata) -> None:
        """Take over what a parallel reader recorded."""
        for kind in ("row", "paragraph"):
            self.data[kind] |= {key: at for key, at in otherdata[kind].items() if at[0] in docnames}


def resolve_mentions(app, doctree, docname: str) -> None:
    """Turn mentions of rows and paragraphs into links; an unknown one is a warning, and so fails the build."""
    anchors = app.env.get_domain("case").data
    for node in list(doctree.findall(row_reference)):
        if not has_row(app.testimonia_case, node["row"]):
            LOG.warning("no table has a row %r", node["row"], location=node)
        _resolve(app, docname, node, anchors["row"].get(node["row"]))
    for node in list(doctree.findall(paragraph_reference)):
        if node["paragraph"] not in anchors["paragraph"]:
            LOG.warning("the concordance has no paragraph or note %r", node["paragraph"], location=node)
        _resolve(app, docname, node, anchors["paragraph"].get(node["paragraph"]))


def _resolve(app, docname: str, node, home: tuple[str, str] | None) -> None:
    words = node.astext()
    if home is None:
        node.replace_self(nodes.inline("", words, classes=node["classes"]))
        return
    page, anchor = home
    uri = f"#{anchor}" if page == docname else f"{app.builder.get_relative_uri(docname, page)}#{anchor}"
    node.replace_self(nodes.reference("", words, refuri=uri, internal=True, classes=node["classes"]))
