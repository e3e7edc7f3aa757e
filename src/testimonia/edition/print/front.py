"""The first leaves: half-title, title page, colophon page, contents."""

from __future__ import annotations

from html import escape

from lxml.html import HtmlElement

from .markup import add_class, element, fragment, words
from .volume import Part, Volume


def front(volume: Volume, plan: list[tuple[Part | None, HtmlElement]]) -> HtmlElement:
    """Return the first leaves; ``plan`` is the book as (part, leaf or chapter) in order."""
    made = element("div", cls="front")
    made.append(fragment(f'<section class="half-title"><p>{escape(volume.title)}</p></section>'))
    made.append(_title_page(volume))
    made.append(_colophon(volume, plan))
    made.append(_contents(plan))
    return made


def _title_page(volume: Volume) -> HtmlElement:
    subtitle, imprint = (escape(str(volume.said.get(name, ""))) for name in ("subtitle", "imprint"))
    statement = escape(str(volume.said.get("title_note", "")))
    return fragment(
        f'<section class="title-page"><h1 class="book-title">{escape(volume.title)}</h1>'
        f'<p class="subtitle">{subtitle}</p><p class="author">{escape(volume.author)}</p>'
        f'<p class="title-note">{statement}</p><p class="imprint">{imprint}{"<br>" if imprint else ""}{volume.when.year}</p></section>'
    )


def _colophon(volume: Volume, plan) -> HtmlElement:
    """The page behind the title page: who may do what with which version of the book."""
    version, commit = volume.facts.get("Version", ""), volume.facts.get("Commit", "")
    edition = [f"Version {version}" if version else "", f"commit {commit}" if commit else "", f"edition of {_day(volume)}"]
    made = element("section", cls="colophon-page")
    for said in str(volume.said.get("colophon", "")).strip().split("\n\n"):
        filled = " ".join(said.split())
        for name, value in {"title": volume.title, "subtitle": volume.said.get("subtitle", ""), "author": volume.author, "version": version, "commit": commit, "year": str(volume.when.year), "date": _day(volume)}.items():
            filled = filled.replace("{" + name + "}", str(value))
        if filled:
            made.append(element("p", filled))
    made.insert(0, element("p", " · ".join(part for part in edition if part)))
    home = next((one for _, one in plan if one.xpath(".//table[contains(@class, 'facts')]")), None)
    if home is not None:
        sums = element("p", "The SHA-256 sums of all tables stand on page\u00a0")
        anchor = element("a", "000", "page-number", href=f"#{home.get('id')}", data_to=f"#{home.get('id')}")
        anchor.tail = "."
        sums.append(anchor)
        made.append(sums)
    made.append(element("p", "The tables themselves, their schema, the bibliography and the essays as notebooks are attached to this file. It is intended to conform to PDF/A-3a and PDF/UA-1; no validator has confirmed it yet."))
    made.append(element("p", "Set in EB Garamond, Source Sans 3 and IBM Plex Mono, the figures lettered in Noto Sans (all SIL Open Font License 1.1), by WeasyPrint."))
    return made


def _day(volume: Volume) -> str:
    return f"{volume.when.day} {volume.when:%B} {volume.when.year}"


def leaf(part: Part, number: int) -> HtmlElement:
    """Return the leaf that opens a part."""
    made = element("section", cls="part", id=f"part-{number}")
    made.append(element("h1", part.caption, "part-title"))
    return made


def _contents(plan) -> HtmlElement:
    made = element("nav", cls="contents", role="doc-toc", id="contents")
    made.append(element("h1", "Contents"))
    listing = element("ol")
    for part, block in plan:
        if "part" in block.get("class", "").split():
            _line(listing, words(block), block.get("id"), "of-part")
            continue
        head = block.xpath(".//h1")[0]
        number = f"{block.get('data-number')}\u2002" if block.get("data-number") else ""
        _line(listing, number + head.get("data-title", words(head)), block.get("id"), "of-chapter" + (" in-part" if part is not None and part.leaf else ""))
        for inner in block.xpath("./section[contains(@class, 'inner')]//*[@data-title]"):
            _line(listing, inner.get("data-title"), inner.xpath("ancestor::section[contains(@class, 'inner')]")[-1].get("id"), "of-section")
        if block.get("data-number"):
            for heading in block.xpath(".//h2[not(contains(@class, 'folded-title'))]"):
                _line(listing, words(heading), heading.getparent().get("id"), "of-section")
    made.append(listing)
    return made


def _line(listing: HtmlElement, said: str, target: str, cls: str) -> None:
    line = element("li", cls=f"{cls} page-line", data_to=f"#{target}", data_page="000")
    line.append(element("a", said, href=f"#{target}"))
    listing.append(line)


def open_book(volume: Volume, root: HtmlElement) -> None:
    """Give the root page, which on screen is the title page, the heading it has in print."""
    head = root.xpath(".//h1")[0]
    if words(head) != volume.title:
        return
    said = str(volume.said.get("opening", "")) or volume.title
    for child in list(head):
        head.remove(child)
    head.text = said
    head.set("data-title", said)
    for question in root.xpath(".//p[contains(@class, 'question')]"):
        question.drop_tree()
    add_class(root, "opening-page")
