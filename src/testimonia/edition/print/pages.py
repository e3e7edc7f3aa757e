"""One built HTML page at a time, made ready for paper: what belongs to the screen goes, links and images are pinned."""

from __future__ import annotations

import copy
import posixpath
import re
from urllib.parse import unquote, urldefrag

import lxml.html
from lxml.html import HtmlElement

from . import figures, notes, tables
from .markup import add_class, fragment, has, words
from .problems import PrintError, place, squeezed
from .volume import Entry, Volume, slug

#: What a page has for the screen only. Table twins of figures go as well: a figure's caption and
#: alternative text stay, and the rows it draws stand in the appendix.
SCREEN = ("headerlink", "hide", "twin", "screen-only", "vega-live", "genindex-jumpbox", "toctree-wrapper", "tag_remove-output")
#: Controls whose class begins so belong to the screen as well.
CONTROLS = "screen-only"


def load(volume: Volume, entry: Entry) -> HtmlElement:
    """Return a page of the volume as a chapter: a ``<section>`` whose ids begin with the name of the page."""
    path = volume.html / f"{entry.page}.html"
    found = lxml.html.fromstring(path.read_text("utf8")).xpath(f"//article[{has('bd-article')}]")
    if not found or not found[0].xpath(".//h1"):
        raise PrintError(f"{entry.page}: the built page has no text and no title; run `make html` again")
    page = found[0]
    _strip(page)
    _pin_links(volume, entry.page, page)
    figures.prepare(volume, entry.page, page)
    tables.prepare(page)
    notes.to_foot(page)
    notes.mark_languages(page)
    return copy.deepcopy(_as_chapter(entry, page))    # by itself: what was around it on the page goes


def _strip(page: HtmlElement) -> None:
    for element in page.xpath(".//script | .//style | .//link | .//button | .//comment()"):
        element.drop_tree()
    kinds = [has(name) for name in SCREEN] + [f"contains(concat(' ', normalize-space(@class)), ' {CONTROLS}')"]
    for element in page.xpath(f".//*[{' or '.join(kinds)}]"):
        if element.getparent() is not None:
            element.drop_tree()
    for cell in page.xpath(f".//div[{has('cell')}]"):
        if not words(cell) and not cell.xpath(".//img | .//svg"):
            cell.drop_tree()
    for picture in page.xpath(".//picture"):  # paper has the wide layout
        for source in picture.xpath("./source"):
            source.drop_tag()
        picture.drop_tag()
    for details in page.xpath(".//details"):
        summary = details.find("summary")
        if summary is not None:
            summary.tag = "h2"
            add_class(summary, "folded-title")
        details.tag = "section"


def _pin_links(volume: Volume, page: str, article: HtmlElement) -> None:
    home, known, mine = posixpath.dirname(page), set(volume.pages), slug(page)
    for element in article.xpath(".//*[@id]"):
        element.set("id", f"{mine}--{element.get('id')}")
    for anchor in article.xpath(".//a[@href]"):
        url, part = urldefrag(anchor.get("href"))
        if re.match(r"[a-z][a-z0-9+.-]*:|//", url):
            _show_address(anchor)
            continue
        target = page if not url else posixpath.normpath(posixpath.join(home, unquote(url))).removesuffix(".html")
        if target not in known:
            anchor.drop_tag()
            continue
        anchor.set("href", f"#{slug(target)}--{unquote(part)}" if part else f"#{slug(target)}")
        anchor.attrib.pop("title", None)
        for inner in anchor.xpath(".//*"):  # one annotation a link
            inner.drop_tag()
        if anchor.text:
            anchor.text = re.sub(r"^(\w+) (?=[\d.]+$)", "\\1\u00a0", anchor.text)


def _show_address(anchor: HtmlElement) -> None:
    """Print the address of a link to elsewhere, unless its own words are the address."""
    add_class(anchor, "external")
    address = re.sub(r"^(https?://|mailto:)", "", anchor.get("href")).rstrip("/")
    said = squeezed(words(anchor))
    if squeezed(address) not in said and squeezed(re.sub(r"^(dx\.)?doi\.org/", "", address)) not in said:
        shown = fragment(f'<span class="address"> ({address})</span>')
        shown.tail, anchor.tail = anchor.tail, None
        anchor.addnext(shown)


def _as_chapter(entry: Entry, page: HtmlElement) -> HtmlElement:
    page.tag = "section"
    page.attrib.clear()
    page.set("id", slug(entry.page))
    page.set("class", "inner" if entry.inner else "chapter")
    page.set("data-page", entry.page)
    head = page.xpath(".//h1")[0]
    for number in page.xpath(f".//*[self::h1 or self::h2 or self::h3]/span[{has('section-number')}]"):
        if number.getparent() is head:
            page.set("data-number", number.text.strip().rstrip("."))
            add_class(page, "numbered")
        number.drop_tree()
    head.set("data-title", words(head))
    if page.get("data-number"):
        head.addprevious(fragment(f'<p class="chapter-number">{page.get("data-number")}</p>'))
    if entry.inner:
        for level in (3, 2, 1):
            for heading in page.xpath(f".//h{level}"):
                heading.tag = f"h{level + 1}"
    for number in page.xpath(f".//a[{has('paragraph-number')}]"):  # in print it stands in the margin, and is no link
        holder, number.tag = number.getparent(), "span"
        number.attrib.pop("href", None)
        holder.remove(number)
        number.tail, holder.text = holder.text, None
        holder.insert(0, number)
    _epigraph(page)
    return page


def _epigraph(page: HtmlElement) -> None:
    """Mark the question that opens an essay: a first paragraph that is bold from end to end."""
    first = page.xpath(".//h1/following-sibling::*[1][self::p]")
    if first and len(first[0]) == 1 and first[0][0].tag == "strong" and words(first[0]) == words(first[0][0]):
        add_class(first[0], "question")
        first[0][0].drop_tag()


def check_references(volume: Volume, blocks: list[HtmlElement]) -> None:
    """Raise ``PrintError`` for links within the volume that lead nowhere, naming chapter and line."""
    ids = {one for block in blocks for one in block.xpath("descendant-or-self::*/@id")}
    broken = []
    for block in blocks:
        for anchor in block.xpath(".//a[starts-with(@href, '#')]"):
            if anchor.get("href")[1:] not in ids:
                home = anchor.xpath("ancestor-or-self::*[@data-page][1]/@data-page")
                where = place(volume.folder, home[0], words(anchor), words(anchor.getparent())[:60]) if home else "front matter"
                broken.append(f"{where}: the link ‘{words(anchor)}’ leads to {anchor.get('href')}, which is not in the volume")
    if broken:
        raise PrintError("\n".join(broken))
