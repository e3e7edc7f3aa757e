"""What a page says of itself to machines: to reference managers, search engines and link previews.

Highwire Press tags (``citation_…``), a description, Open Graph and JSON-LD of schema.org. A
canonical address is given only where the book's own address is configured (``html_baseurl``).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from html import escape, unescape
from pathlib import Path

from docutils import nodes

from . import citation, dates
from .citation import Author, Work
from .numbering import chapter_number

_LENGTH = 155  # characters of a description that search engines show


def describe_page(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Add the tags to the head of a page, and to its foot how to cite it and when it last changed."""
    book = citation.volume(app.config, Path(app.srcdir))
    title = plain(context.get("title", "")) or book.title
    url = address(app, pagename)
    work = cited(app, pagename, title, book)
    words = description(app, pagename, doctree, title, book)
    context["metatags"] = context.get("metatags", "") + head(title, work, book, words, url)
    if app.builder.format == "html":
        context["page_foot"] = _foot(app, pagename, work)


def cited(app, pagename: str, title: str, book: Work) -> Work | None:
    """Return the work that a page is: an essay, the volume on its first page, or None."""
    number = chapter_number(pagename)
    if number is not None:
        own = app.env.metadata.get(pagename, {}).get("chapter_authors") or []
        authors = tuple(_named(name) for name in (json.loads(own) if isinstance(own, str) else own))
        return citation.essay(book, re.sub(r"^\d+\.\s*", "", title), str(number), address(app, pagename), authors)
    return book if pagename == app.config.root_doc else None


def _named(name: str) -> Author:
    family, _, given = name.partition(", ")
    return Author(family, given)


def address(app, pagename: str) -> str:
    """Return the public address of a page, or '' where the book's own is not configured."""
    base = app.config.html_baseurl
    return f"{base.rstrip('/')}/{pagename}.html" if base else ""


def plain(markup: str) -> str:
    """Return the text of a piece of HTML.

    >>> plain('<span class="n">4. </span>Mills &amp; men')
    '4. Mills & men'
    """
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def description(app, pagename: str, doctree, title: str, book: Work) -> str:
    """Return what a page is about, in at most 155 characters, cut at a word.

    Its ``description`` in the front matter, else its first paragraphs, else its title and the volume's.
    """
    said = app.env.metadata.get(pagename, {}).get("description", "")
    if not said and doctree is not None:
        said = " ".join(paragraph.astext() for paragraph in list(doctree.findall(_is_prose))[:3])
    return shortened(f"{title}. {said}" if said and len(said) < 50 else said or f"{title}: {book.title}")


def _is_prose(node) -> bool:
    return isinstance(node, nodes.paragraph) and isinstance(node.parent, nodes.section)


def shortened(text: str) -> str:
    """Return a text cut at a word so that it has at most 155 characters.

    >>> len(shortened("anna names bela " * 20)), shortened("Anna.§1.1  Bela.")
    (150, 'Anna. Bela.')
    """
    text = " ".join(re.sub(r"§\d+\.\d+|✓", " ", text).split())
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1].rsplit(" ", 1)[0] + " …"


def head(title: str, work: Work | None, book: Work, words: str, url: str) -> str:
    """Return the tags of a page as HTML."""
    tags = [("name", "description", words)]
    if work is not None:
        tags += [("name", name, value) for name, value in highwire(work)]
    kind = "article" if work is not None and work.container else "book" if work is not None else "website"
    tags += [("property", "og:title", title), ("property", "og:type", kind), ("property", "og:description", words), ("property", "og:site_name", book.title), ("property", "og:locale", book.language.replace("-", "_"))]
    tags += [("property", "og:url", url)] if url else []
    lines = [f'<meta {kind}="{name}" content="{escape(value, True)}" />' for kind, name, value in tags]
    data = json.dumps(linked(title, work, book, words, url), ensure_ascii=False).replace("</", "<\\/")
    return "\n".join([*lines, f'<script type="application/ld+json">{data}</script>', ""])


def highwire(work: Work) -> list[tuple[str, str]]:
    """Return the Highwire Press tags of a work as pairs of name and content.

    >>> book = Work("The Village", (Author("Keeper", "Anna"),), dt.date(1900, 5, 1))
    >>> highwire(citation.essay(book, "The mill", "3"))[:2]
    [('citation_title', 'The mill'), ('citation_author', 'Keeper, Anna')]
    """
    tags = [("citation_title", work.title), *(("citation_author", author.inverted) for author in work.authors)]
    tags += [("citation_publication_date", f"{work.date:%Y/%m/%d}"), ("citation_inbook_title" if work.container else "citation_book_title", work.container or work.title)]
    tags += [("citation_publisher", work.publisher), ("citation_doi", work.doi), ("citation_language", work.language)]
    tags += [("citation_public_url", work.url), ("citation_fulltext_html_url", work.url)]
    return [(name, value) for name, value in tags if value]


def linked(title: str, work: Work | None, book: Work, words: str, url: str) -> dict:
    """Return the description of a page in the terms of schema.org: Chapter, Book or WebPage."""
    whole = _thing("Book", book) | ({"bookEdition": f"Version {book.version}"} if book.version else {})
    if work is None:
        made = {"@type": "WebPage", "name": title, "inLanguage": book.language, "isPartOf": whole} | ({"url": url} if url else {})
    elif work.container:
        made = _thing("Chapter", work) | {"position": int(work.number), "isPartOf": whole}
    else:
        made = whole | ({"keywords": ", ".join(book.keywords)} if book.keywords else {})
    return {"@context": "https://schema.org"} | made | {"description": words}


def _thing(kind: str, work: Work) -> dict:
    made = {"@type": kind, "name": work.title, "author": [_person(author) for author in work.authors], "datePublished": work.date.isoformat(), "inLanguage": work.language}
    more = {"url": work.url, "license": work.licence, "identifier": work.doi and f"https://doi.org/{work.doi}"}
    return made | {name: value for name, value in more.items() if value} | ({"publisher": {"@type": "Organization", "name": work.publisher}} if work.publisher else {})


def _person(author: Author) -> dict:
    if not author.given:
        return {"@type": "Organization", "name": author.name}
    return {"@type": "Person", "name": f"{author.given} {author.name}", "familyName": author.name, "givenName": author.given} | ({"@id": author.orcid} if author.orcid else {})


def _foot(app, pagename: str, work: Work | None) -> str:
    """Return what stands under the text of a page: how to cite it, when it changed, the state of the volume."""
    to_root = "../" * pagename.count("/")
    made = _cite(work, pagename, to_root) if work is not None else ""
    status = f'<a href="{to_root}status.html">State of this volume</a>' if pagename != "status" else ""
    return f'<div class="page-foot">{made}<p class="page-state">{dates.placeholder(app, pagename)}{status}</p></div>'


def _cite(work: Work, pagename: str, to_root: str) -> str:
    what = "chapter" if work.container else "volume"
    made = [f'<details class="cite" id="cite-this-{what}"><summary>Cite this {what}</summary><p class="cite-words">{escape(citation.in_words(work))}</p>']
    for name, ending, write in citation.FORMATS:
        link = f'<a href="{to_root}cite/{file_name(pagename)}.{ending}" download>Download the file</a>'
        made.append(f'<h2 class="cite-format">{name}</h2><p>{link}</p><div class="highlight notranslate"><pre tabindex="0" aria-label="{name}">{escape(write(work))}</pre></div>')
    return "".join(made) + "</details>"


def file_name(pagename: str) -> str:
    """Return the name, without ending, of the files that cite a page.

    >>> file_name("notebooks/3-the-mill")
    '3-the-mill'
    """
    return pagename.rsplit("/", 1)[-1]


def write_citations(app, exception) -> None:
    """Write the citations of every essay and of the volume into ``cite/``, one file for each format."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "cite"
    folder.mkdir(exist_ok=True)
    book = citation.volume(app.config, Path(app.srcdir))
    for page in sorted(app.env.found_docs):
        work = cited(app, page, app.env.titles[page].astext(), book)
        for _, ending, write in citation.FORMATS if work is not None else ():
            (folder / f"{file_name(page)}.{ending}").write_bytes(write(work).encode("utf8"))
