"""On which page everything stands: chapters are set one by one, then the book as a whole.

Every chapter opens on a recto, so its pages are the same wherever it stands, and the page of every
anchor can be worked out before the book is set. The whole is then set once, and again only if a
reference turned out to point to another page than worked out.
"""

from __future__ import annotations

import lxml.html
from lxml.html import HtmlElement

from . import figures, index
from .markup import has
from .render import Setting, titled
from .volume import Volume


def settle(volume: Volume, blocks: list[HtmlElement], setting: Setting, mentions: dict[str, list[str]], say) -> dict[str, int]:
    """Move figures, fill the registers, and return the page of every anchor as worked out.

    Blocks are in reading order; the first is the front matter. Each starts on a recto.
    """
    local: list[tuple[dict[str, int], int]] = []
    pages: dict[str, int] = {}
    start = 1
    for block in blocks:
        if block.xpath(f".//dl[{has('register')}]"):
            index.fill(block, mentions, pages)
        document = _quietly(volume, block, setting)
        anchors, length = _anchors(document), len(document.pages)
        local.append((anchors, length))
        start += start % 2 == 0
        pages |= {name: start + at for name, at in anchors.items()}
        start += length
        say(f"  {_name(block)}: {length} page{'s' if length > 1 else ''}")
    return pages


def _quietly(volume: Volume, block: HtmlElement, setting: Setting):
    """Set one block, moving figures down until they leave no hole that moving would fill."""
    document = setting.lay_out(_page(volume, block))
    for _ in range(2 * figures.HOPS):
        moved = [key for key in figures.holes(document) if figures.move_down(block, key)][:1]
        if not moved:
            break
        document = setting.lay_out(_page(volume, block))
    return document


def _page(volume: Volume, block: HtmlElement) -> str:
    return titled(volume, markup(block))


def markup(block: HtmlElement) -> str:
    """Return a block as HTML."""
    return lxml.html.tostring(block, encoding="unicode", with_tail=False)


def _anchors(document) -> dict[str, int]:
    return {name: number for number, page in reversed(list(enumerate(document.pages))) for name in page.anchors}


def _name(block: HtmlElement) -> str:
    heads = block.xpath(".//h1[not(contains(@class, 'book-title'))]")
    return heads[0].get("data-title") or heads[0].text_content() if heads and block.get("data-page") else "front matter" if block.get("class") == "front" else heads[0].text_content()


def fill(blocks: list[HtmlElement], pages: dict[str, int]) -> None:
    """Write the page numbers wherever a page is referred to."""
    for block in blocks:
        for place in block.xpath(f".//*[{has('page-number')}]"):
            place.text = str(pages.get(place.get("data-to")[1:], 0))
        for line in block.xpath(f".//*[{has('page-line')}]"):
            line.set("data-page", str(pages.get(line.get("data-to")[1:], 0)))


def pages_of(document) -> dict[str, int]:
    """Return the page of every anchor of a document as it was set, counted from one."""
    return {name: at + 1 for name, at in _anchors(document).items()}


def wanted(blocks: list[HtmlElement]) -> set[str]:
    """Return the anchors whose page number is printed somewhere."""
    named = {one[1:] for block in blocks for one in block.xpath(".//@data-to")}
    indexed = {one for block in blocks for line in block.xpath(".//@data-rows") for one in line.split()}
    return named | indexed
