"""A reader's way to dispute a row: a link beside it, to a form of the forge, or to the page that says what to write down.

The forge is the one that the checkout's own remote names; where it is none that has such a form, the
page of the setting ``testimonia_dispute`` serves, told which row is meant. A book without either has no link.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from docutils import nodes

from . import build
from .forge import Repository, repository

#: Where each forge takes a new issue, with what a form or a description is filled in beforehand.
_FORMS = {
    "github.com": "{url}/issues/new?template=dispute.yml&title=Dispute%3A%20{row}&row={row}&table={table}",
    "gitlab.com": "{url}/-/issues/new?issue[title]=Dispute%3A%20{row}&issue[description]=Row%3A%20{row}%0ATable%3A%20{table}%0A",
}


class dispute_reference(nodes.Inline, nodes.TextElement):
    """The link beside a row, resolved when the page is written, since it depends on the forge."""


def pattern(found: Repository | None, page: str) -> str:
    """Return an address with ``{row}`` and ``{table}`` in it, or '' where there is neither form nor page.

    >>> pattern(Repository("github.com", "https://github.com/anna/mill", "main"), "")
    'https://github.com/anna/mill/issues/new?template=dispute.yml&title=Dispute%3A%20{row}&row={row}&table={table}'
    >>> pattern(None, "book/disputing.html")
    'book/disputing.html?row={row}&table={table}'
    """
    if found and found.host in _FORMS:
        return _FORMS[found.host].replace("{url}", found.url)
    return f"{page}?row={{row}}&table={{table}}" if page else ""


def filled(form: str, row: str, table: str) -> str:
    """Return the address for one row.

    >>> filled("form?row={row}&table={table}", "anna-1650", "events")
    'form?row=anna-1650&table=events'
    """
    return form.replace("{row}", quote(row, safe="")).replace("{table}", quote(table, safe=""))


def note_forge(app) -> None:
    """Look up once, when a build begins, where disputes go."""
    app.testimonia_forge = repository(Path(app.srcdir))


def form(app, docname: str | None = None) -> str:
    """Return the pattern of the address, as seen from a page, or from the root of the volume."""
    page = app.config.testimonia_dispute
    if page not in app.env.found_docs:
        address = ""
    else:
        address = app.builder.get_relative_uri(docname, page) if docname else app.builder.get_target_uri(page)
    return pattern(app.testimonia_forge, address)


def beside(row: str, table: str) -> nodes.paragraph:
    """Return the paragraph that stands beside a row, for the screen only."""
    made = build.paragraph(classes=["dispute", "screen-only"])
    made += dispute_reference("", "Dispute this row", row=row, table=table)
    return made


def resolve(app, doctree, docname: str) -> None:
    """Turn every such mention into a link, or take it away where there is nowhere to go."""
    address = None
    for node in list(doctree.findall(dispute_reference)):
        address = form(app, docname) if address is None else address
        if address:
            target = filled(address, node["row"], node["table"])
            node.replace_self(nodes.reference("", "", *node.children, refuri=target, internal=not target.startswith("https:")))
        else:
            node.parent.parent.remove(node.parent)
