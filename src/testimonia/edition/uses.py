"""From a row to the places that use it: paragraphs, figures, tables and checks, listed on the row itself."""

from __future__ import annotations

import hashlib
import json

from docutils import nodes

from .numbering import chapter_number, numbered
from .paragraphs import prose_paragraphs
from .roles import row_reference


def note_uses(app, doctree) -> None:
    """Remember, for the page just read, which rows each of its paragraphs, figures, tables and checks uses.

    What stands in a list or a quotation counts for the paragraph before it.
    """
    numbers = {id(paragraph): number for number, paragraph in enumerate(prose_paragraphs(doctree), 1)}
    used: dict[tuple[str, str], dict[str, None]] = {}
    paragraph, folds = 0, 0
    for node in doctree.findall():
        paragraph = numbers.get(id(node), paragraph)
        if isinstance(node, nodes.raw):
            folds += node.astext().count("<details") - node.astext().count("</details")
        rows = _rows(node)
        if rows and not folds:
            used.setdefault(_place(node, paragraph), {}).update(dict.fromkeys(rows))
    anchors = {name for row in doctree.findall(nodes.row) for name in row["ids"]}
    for one in app.env.testimonia_findings.get(app.env.docname, []):
        if one["kind"] == "statement" and f"check-{one['name']}" in anchors:
            used.setdefault(("check", one["name"]), {}).update(dict.fromkeys(one["rows"]))
    app.env.testimonia_uses[app.env.docname] = [(*place, list(rows)) for place, rows in used.items()]


def _rows(node: nodes.Node) -> list[str]:
    if isinstance(node, row_reference):
        return [node["row"]]
    return node.get("carries", {}).get("data-rows", "").split() if isinstance(node, nodes.Element) else []


def _place(node: nodes.Node, paragraph: int) -> tuple[str, str]:
    while node is not None:
        if isinstance(node, (nodes.figure, nodes.table)) and node["ids"]:
            return ("figure" if isinstance(node, nodes.figure) else "table"), node["ids"][0]
        node = node.parent
    return "paragraph", str(paragraph)


def list_uses(app, env) -> list[str]:
    """Return the pages to be written anew because the places that use their rows have changed."""
    env.testimonia_used = _links_by_row(env)
    digest = hashlib.sha256(json.dumps(env.testimonia_used, sort_keys=True).encode()).hexdigest()
    before, env.testimonia_used_digest = getattr(env, "testimonia_used_digest", ""), digest
    return [] if digest == before else sorted({page for page, _ in env.get_domain("case").data["row"].values()})


def _links_by_row(env) -> dict[str, list[tuple[str, str, str]]]:
    """Return, for every row in use, page, anchor and label of each place, pages in the order of the contents."""
    order = {docname: number for number, docname in enumerate(_contents(env))}
    found: dict[str, list[tuple[str, str, str]]] = {}
    homes = {page for kind in ("row", "actor", "paragraph") for page, _ in env.get_domain("case").data[kind].values()}
    for page in sorted(env.testimonia_uses.keys() - homes, key=lambda page: (order.get(page, len(order)), page)):
        for kind, key, rows in env.testimonia_uses[page]:
            anchor, label = _label(env, page, kind, key)
            for row in rows:
                found.setdefault(row, []).append((page, anchor, label))
    return found


def _contents(env) -> list[str]:
    def walk(page):
        yield page
        for inner in env.toctree_includes.get(page, []):
            yield from walk(inner)

    return list(walk(env.config.root_doc))


def _label(env, page: str, kind: str, key: str) -> tuple[str, str]:
    if kind == "check":
        return f"check-{key}", f"check {key}"
    if kind in ("figure", "table"):
        return key, numbered(env, page, kind, key) or f"{kind} {key}"
    chapter = chapter_number(page)
    return ("", "") if chapter is None or key == "0" else (f"p{chapter}-{key}", f"§{chapter}.{key}")


def show_uses(app, doctree, docname: str) -> None:
    """Fill in, on the pages that show rows, the line that names and links the places a row is used in."""
    for line in list(doctree.findall(lambda node: isinstance(node, nodes.paragraph) and "used" in node["classes"])):
        places = app.env.testimonia_used.get(line["row"], [])
        if not places:
            line.parent.remove(line)
            continue
        line += nodes.Text("Used in ")
        pages = list(dict.fromkeys(page for page, _, _ in places))
        for number, page in enumerate(pages):
            line += nodes.Text("; " if number else "")
            line.extend(_page_links(app, docname, page, [place[1:] for place in places if place[0] == page]))


def _page_links(app, docname: str, page: str, places: list[tuple[str, str]]) -> list[nodes.Node]:
    address = app.builder.get_relative_uri(docname, page)
    title = app.env.titles[page].astext()
    made: list[nodes.Node] = [nodes.reference("", title, refuri=address, internal=True)]
    for number, (anchor, label) in enumerate(dict.fromkeys(place for place in places if place[0])):
        made += [nodes.Text(", " if number else ": "), nodes.reference("", label, refuri=f"{address}#{anchor}", internal=True)]
    return made
