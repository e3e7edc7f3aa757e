"""Where every row and paragraph is shown, so that a mention anywhere can be resolved to a link."""

from __future__ import annotations

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util import logging

from .marks import carry
from .roles import paragraph_reference, row_reference
from .sources import home, source_reference
from .wording import has_row

LOG = logging.getLogger(__name__)


class CaseDomain(Domain):
    """Remembers on which page each row (by id), each paragraph of the article and each actor of the register has its anchor."""

    name = "case"
    label = "case"
    initial_data = {"row": {}, "paragraph": {}, "actor": {}, "claim": {}}
    data_version = 4

    def note(self, kind: str, key: str, docname: str, anchor: str) -> None:
        """Record an anchor; the first page that shows a row is its home."""
        self.data[kind].setdefault(key, (docname, anchor))

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read anew."""
        for kind in self.initial_data:
            self.data[kind] = {key: at for key, at in self.data[kind].items() if at[0] != docname}

    def merge_domaindata(self, docnames, otherdata) -> None:
        """Take over what a parallel reader recorded."""
        for kind in self.initial_data:
            self.data[kind] |= {key: at for key, at in otherdata[kind].items() if at[0] in docnames}


def resolve_mentions(app, doctree, docname: str) -> None:
    """Turn mentions of rows and paragraphs into links; an unknown one is a warning, and so fails the build."""
    anchors = app.env.get_domain("case").data
    for node in list(doctree.findall(lambda node: "finding-number" in getattr(node, "attributes", {}).get("classes", []))):
        _lead_number(app, doctree, docname, node)
    for node in list(doctree.findall(row_reference)):
        if not has_row(app.testimonia_case, node["row"]):
            LOG.warning("no table has a row %r", node["row"], location=node)
        _resolve(app, docname, node, anchors["row"].get(node["row"]))
    for node in list(doctree.findall(paragraph_reference)):
        if node["paragraph"] not in anchors["paragraph"]:
            LOG.warning("the concordance has no paragraph or note %r", node["paragraph"], location=node)
        _resolve(app, docname, node, anchors["paragraph"].get(node["paragraph"]))
    for node in list(doctree.findall(source_reference)):
        _resolve(app, docname, node, home(app.env, app.testimonia_case, node["citation"]))


def _resolve(app, docname: str, node, home: tuple[str, str] | None) -> None:
    words = node.astext()
    if home is None:
        node.replace_self(nodes.inline("", words, classes=node["classes"]))
        return
    link = nodes.reference("", words, refuri=_address(app, docname, home), internal=True, classes=node["classes"])
    if "row" in node and node["classes"]:
        carry(link, rows=[node["row"]])
    node.replace_self(link)


def _lead_number(app, doctree, docname: str, node: nodes.reference) -> None:
    """Link a number to its row where it rests on one; without Grounds to link to, it stays words."""
    home = app.env.get_domain("case").data["row"].get(node["rows"][0]) if len(node["rows"]) == 1 else None
    if home:
        node["refuri"] = _address(app, docname, home)
    elif node["refuri"][1:] not in {name for found in doctree.findall(nodes.row) for name in found["ids"]}:
        plain = nodes.inline("", node.astext(), classes=node["classes"])
        plain["carries"] = node["carries"]
        node.replace_self(plain)


def _address(app, docname: str, home: tuple[str, str]) -> str:
    page, anchor = home
    return f"#{anchor}" if page == docname else f"{app.builder.get_relative_uri(docname, page)}#{anchor}"
