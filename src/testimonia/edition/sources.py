"""Where a citation leads: to the concordance, the bibliography or the row of an archival reference."""

from __future__ import annotations

import re

from docutils import nodes

from ..case.citation import Citation, CitationError, locator, parse_citations


class source_reference(nodes.Inline, nodes.TextElement):
    """One citation of a row, resolved to a link once every page has been read."""


def citations(case, row: str) -> list[tuple[str, Citation | None]]:
    """Return each source of a row as it is printed, with the citation it was read from.

    A source cell that cannot be read comes back whole, with None, as `Case.citation` prints it.

    >>> from testimonia.case.example import two_letters
    >>> [text for text, _ in citations(two_letters(), "letter-2")]
    ['Kovács 1999, pp. 2–3']
    """
    text = case.row(row).get("source")
    if not isinstance(text, str):
        return []
    try:
        found = parse_citations(text)
    except CitationError:
        return [(text, None)]
    return [(case.sources.short(one.key) + (f", {locator(one.locator)}" if one.locator else ""), one) for one in found]


def as_nodes(case, row: str) -> list[nodes.Node]:
    """Return the sources of a row as nodes: the text of `Case.citation`, each source a link to be resolved."""
    made: list[nodes.Node] = []
    for number, (text, citation) in enumerate(citations(case, row)):
        made += [nodes.Text("; ")] if number else []
        made.append(source_reference("", text, citation=citation) if citation else nodes.Text(text))
    return made


def home(env, case, citation: Citation) -> tuple[str, str] | None:
    """Return page and anchor of what is cited, or None where the volume has no place for it.

    A paragraph or note of the article that is read stands in the concordance, any other work in the
    bibliography, an archival reference on the page of its table.
    """
    anchors = env.get_domain("case").data
    if citation.key in case.sources.bibliography.with_keyword("article"):
        place = re.match(r"(?:¶|(n)\.? ?)(\d+)", citation.locator or "")
        found = anchors["paragraph"].get((place[1] or "") + place[2]) if place else None
        if found:
            return found
    return works(env).get(citation.key) or anchors["row"].get(citation.key)


def works(env) -> dict[str, tuple[str, str]]:
    """Return page and anchor of every work in the bibliography, by its key."""
    return {entry.entry.key: (entry.bibliography_key.docname, entry.citation_id) for entry in reversed(listed(env))}


def listed(env) -> list:
    """Return the entries of the bibliographies of the volume, as sphinxcontrib-bibtex keeps them."""
    return list(env.domains["cite"].citations) if "cite" in env.domains else []
