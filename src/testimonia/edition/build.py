"""Pieces of a page, as docutils nodes: tables, folded blocks, anchors. Cell text is always text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from docutils import nodes


def text(value: object) -> list[nodes.Node]:
    """Return a value as plain text nodes."""
    return [nodes.Text(str(value))] if str(value) else []


def paragraph(*parts: object, classes: Sequence[str] = (), ids: Sequence[str] = ()) -> nodes.paragraph:
    """Return a paragraph of strings and nodes."""
    made = nodes.paragraph(classes=list(classes), ids=list(ids))
    for part in parts:
        made += part if isinstance(part, nodes.Node) else text(part)
    return made


def link(words: str, anchor: str, **more) -> nodes.reference:
    """Return a link within the page."""
    return nodes.reference("", words, refuri=f"#{anchor}", internal=True, **more)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[int] | None = None, *, title: str = "", ids: Sequence[str] = (), classes: Sequence[str] = ()) -> nodes.table:
    """Return a table with a head; a cell is a string or a list of nodes; ``ids`` are row anchors."""
    made = nodes.table(classes=["case-table", *classes])
    if title:
        made += nodes.title("", title)
    group = nodes.tgroup(cols=len(columns))
    group.extend(nodes.colspec(colwidth=width) for width in (widths or [1] * len(columns)))
    if any(columns):  # a head without a word would be read aloud as nothing
        group += nodes.thead("", _row([[nodes.paragraph("", name)] for name in columns]))
    body = nodes.tbody()
    for number, cells in enumerate(rows):
        row = _row([cell if isinstance(cell, list) else [nodes.paragraph("", "", *text(cell))] for cell in cells])
        if number < len(ids):
            row["ids"].append(ids[number])
        body += row
    group += body
    made += group
    return made


def _row(cells: Sequence[list[nodes.Node]]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        entry = nodes.entry()
        entry.extend(cell)
        row += entry
    return row


def folded(summary: str, *content: nodes.Node, classes: str = "") -> list[nodes.Node]:
    """Return content folded under a summary: ``<details>`` on screen, plain in other formats."""
    opening = f'<details class="folded {escape(classes, True)}"><summary>{escape(summary)}</summary>'
    return [nodes.raw("", opening, format="html"), *content, nodes.raw("", "</details>", format="html")]


def bullets(items: Sequence[list[nodes.Node]], classes: Sequence[str] = ()) -> nodes.bullet_list:
    """Return a list whose items are lists of inline nodes."""
    made = nodes.bullet_list(classes=list(classes))
    for item in items:
        entry = nodes.list_item()
        entry += nodes.paragraph("", "", *item)
        made += entry
    return made
