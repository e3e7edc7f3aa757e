"""Search: a page of the volume's own, with an index of its paragraphs, persons, terms and rows.

Sphinx's index knows words and pages. This one knows where in a page a reader wants to land, keeps
names in any script, and works from disk. Whoever looks for one spelling of a name finds the person
and, in the text, every other spelling of that name. The index is read when somebody searches.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from lxml import html as markup

from ..aside import write_aside
from .light import pages_of

#: Longest text kept of one place; the rows of a table are long and begin with what matters.
_LONGEST = 700
_ROW = 200
_KINDS = ("page", "paragraph", "person", "section", "row")
_UNSEEN = "script|style|pre|details|nav|svg|annotation"

BODY = """
<h1>Search</h1>
<form class="search-page" role="search" action="search.html" method="get">
<label for="search-words">Words, a name in any spelling, or the number of a paragraph</label>
<div><input type="search" id="search-words" name="q" autocomplete="off" autocapitalize="off" spellcheck="false" /><button type="submit">Search</button></div>
</form>
<noscript><p>Searching needs JavaScript. The <a href="genindex.html">index</a> and the table of contents do not.</p></noscript>
<p id="search-status" role="status"></p>
<ol id="search-found"></ol>
"""


def use_own(app) -> None:
    """Have Sphinx make neither its search page nor its index."""
    if app.builder.format == "html":
        app.builder.search = False


def search_page(app):
    """Yield the search page, for Sphinx to write in the look of the others."""
    if app.builder.format == "html":
        yield "search", {"title": "Search", "body": BODY, "docstitle": app.config.project}, "page.html"


def write_index(app, exception) -> None:
    """Write the index of the built pages to ``_static/lazy/search-index.js``."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    known = app.env.found_docs
    pages = [path for path in pages_of(out) if path.relative_to(out).with_suffix("").as_posix() in known]
    places = [place for path in pages for place in places_of(path.read_text("utf8"), path.relative_to(out).as_posix())]
    written = json.dumps(_packed(places) | {"names": spellings(app.testimonia_case)}, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    write_aside(out / "_static" / "lazy" / "search-index.js", f"testimonia.searchIndex = {written};\n")


def places_of(page: str, name: str) -> list[list]:
    """Return the places of a page: kind, address, heading, text.

    Kinds: 'page' (its title and opening), 'paragraph' (numbered ones), 'person' (entries of lists of
    terms), 'row' (rows with an anchor), 'section' (what stands under a heading otherwise).

    >>> places_of('<article><h1>Mills</h1><p>Anna ground corn.</p></article>', "mills.html")
    [['page', 'mills.html', 'Mills', 'Anna ground corn.']]
    """
    article = next(iter(markup.fromstring(page).xpath("//article")), None)
    if article is None:
        return []
    for away in article.xpath(f".//a[contains(@class,'headerlink') or contains(@class,'paragraph-number')]|.//*[contains('|{_UNSEEN}|',concat('|',name(),'|'))]|.//sup"):
        away.drop_tree()
    title = _text(article.xpath(".//h1")[0]) if article.xpath(".//h1") else name
    found = [["page", name, title, ""]]
    section = found[0]
    for element in article.iter("h2", "h3", "p", "li", "dt", "tr", "figcaption"):
        anchor = element.get("id")
        if element.tag in ("h2", "h3"):
            inside = element.getparent().get("id")
            section = ["section", f"{name}#{inside}" if inside else name, f"{title}: {_text(element)}", ""]
            found.append(section)
        elif element.tag == "tr" and anchor:
            said = " ".join(_text(cell) for cell in element.xpath("td")[1:3])
            found.append(["row", f"{name}#{anchor}", _words(anchor), said[:_ROW]])
        elif element.tag == "dt" and anchor:
            head = element.find("strong")
            said = " ".join([_text(element), *(_text(part) for part in element.xpath("following-sibling::dd[1]//p[not(contains(@class,'coded'))]"))])
            found.append(["person", f"{name}#{anchor}", _text(element if head is None else head), said[:_LONGEST]])
        elif element.tag == "p" and anchor and "numbered-paragraph" in (element.get("class") or ""):
            found.append(["paragraph", f"{name}#{anchor}", f"{title}, §{anchor.removeprefix('p').replace('-', '.')}", _text(element)[: 2 * _LONGEST]])
        elif not any(parent.tag in ("tr", "dd", "li", "dt") for parent in element.iterancestors()) and element.tag != "tr":
            section[3] = f"{section[3]} {_text(element)}".strip()[: 2 * _LONGEST]
    return [place for place in found if place[3] or place[0] == "page"]


def _words(anchor: str) -> str:
    """Return what a reader calls a row: its id; a paragraph of another work by its number."""
    kind, _, key = anchor.partition("-")
    return f"¶{key}" if kind == "paragraph" else key or anchor


def _packed(places: list[list]) -> dict:
    """Return the places with pages by number and without what the script can make again."""
    pages = list(dict.fromkeys(address.split("#")[0] for _, address, _, _ in places))
    rows = []
    for kind, address, head, text in places:
        page, _, anchor = address.partition("#")
        rows.append([_KINDS.index(kind), pages.index(page), anchor, "" if anchor == f"row-{head}" else head, text])
    return {"pages": pages, "places": rows}


def _text(element) -> str:
    return " ".join(element.text_content().split())


def spellings(case) -> list[list[str]]:
    """Return, for each actor that has several, the spellings of its name as the search compares them.

    Of a name of several words the last counts, which for a person is the family name.
    """
    groups = []
    for _, actor in case.actors.iterrows():
        variants = actor["variants"] if isinstance(actor["variants"], tuple) else ()
        names = dict.fromkeys(folded(name.split()[-1]) for name in (actor["name"], *variants) if name.split())
        if actor["type"] == "person" and len(names) > 1:
            groups.append(list(names))
    return groups


def folded(text: str) -> str:
    """Return a text in lower case and without marks on letters, as the search compares it.

    >>> folded("Ёжик"), folded("Café")
    ('ежик', 'cafe')
    """
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
