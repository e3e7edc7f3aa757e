"""Figures on paper: found on disk, sized by their shape, and moved where they would leave a hole."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from .markup import add_class, has, words
from .problems import PrintError, place
from .volume import Volume

#: Height over width from which a figure has a page of its own with narrow margins.
TALL = 1.25
#: The part of a page's height that may stay empty before a figure is moved, and how far it may move.
HOLE, HOPS = 0.12, 5
#: Rather few letters to a line of text, and the part of a page's height that the line takes.
LETTERS, LINE = 60, 0.0215


def prepare(volume: Volume, page: str, article: HtmlElement) -> None:
    """Pin every image to its file and give every figure its class: ``plate`` for a tall one."""
    home = (volume.html / f"{page}.html").parent
    for image in article.xpath(".//img[@src]"):
        source = image.get("src")
        image.attrib.pop("loading", None)
        if source.startswith("data:"):
            continue
        figure = (image.xpath("ancestor::figure[1]") or [image])[0]
        caption = words(figure)[:70]
        if re.match(r"(https?:)?//", source):
            raise PrintError(f"{place(volume.folder, page, source, caption)}: the image {source} is on another host; put it into the book")
        path = (home / unquote(source)).resolve()
        if not path.is_file():
            raise PrintError(f"{place(volume.folder, page, Path(source).name, _caption(figure), image.get('alt', ''))}: the image {source} of ‘{caption}’ is missing; run `make html`")
        if path.suffix == ".svg" and not _drawn(path):
            raise PrintError(f"{place(volume.folder, page, path.name, _caption(figure), image.get('alt', ''))}: the image {source} of ‘{caption}’ is damaged; run `make html` again")
        image.set("src", path.as_uri())
        if figure.tag == "figure":
            plate = (shape(path) or 0) > TALL
            if plate:
                add_class(figure, "plate")
            image.set("style", f"max-height: {room(plate, len(words(figure)))}mm")
    for fallback in article.xpath(f".//img[{has('static-fallback')}]"):
        fallback.attrib.pop("style", None)
    for permalink in article.xpath(".//figcaption//a[not(@href)]"):
        permalink.drop_tag()


def _drawn(path: Path) -> bool:
    """Return whether a file is a picture in SVG."""
    try:
        return etree.parse(path).getroot().tag.endswith("svg")
    except etree.XMLSyntaxError:
        return False


def _caption(figure: HtmlElement) -> str:
    found = figure.xpath(f".//*[{has('caption-text')}]")
    return words(found[0])[:60] if found else ""


def room(plate: bool, letters: int) -> int:
    """Return the height in millimetres that a caption of so many letters leaves to a picture.

    >>> room(plate=True, letters=260), room(plate=False, letters=260), room(plate=False, letters=900)
    (190, 150, 131)
    """
    height, line, air = (212, 86, 5) if plate else (187, 80, 8)
    return min(190 if plate else 150, height - air - 4 * (letters // line + 1))


def shape(path: Path) -> float | None:
    """Return height over width of an SVG file, None for anything else."""
    if path.suffix != ".svg":
        return None
    head = path.read_text("utf8", errors="replace")[:3000]
    sizes = [re.search(rf'<svg[^>]*\b{name}="([\d.]+)', head) for name in ("height", "width")]
    return float(sizes[0][1]) / float(sizes[1][1]) if all(sizes) else None


def holes(document) -> dict[str, float]:
    """Return figures and whole tables that open a page after one they left partly empty, and how much of it."""
    found, empty = {}, 0.0
    for page in document.pages:
        box = page._page_box
        top, height = box.content_box_y(), box.height
        flow = [child for child in box.children if getattr(child, "element_tag", "") == "html"]
        lines = [one for child in flow for one in child.descendants() if type(one).__name__ in ("LineBox", "BlockReplacedBox", "InlineReplacedBox", "TableBox")]
        if lines and empty > HOLE:
            for one in (one for child in flow for one in child.descendants()):
                if one.element_tag in ("figure", "table") and one.element is not None and one.element.get("id") and abs(one.position_y - top) < 130:
                    found[one.element.get("id")] = empty
                    break
        lowest = max((one.position_y + one.height for one in lines), default=top + height)
        notes = [child.position_y for child in box.children if type(child).__name__ == "FootnoteAreaBox" and child.children]
        empty = (min([top + height, *notes]) - lowest) / height if lines else 0.0
    return found


def move_down(chapter: HtmlElement, figure_id: str) -> bool:
    """Move a figure or table below the paragraph that follows it, so that text fills the page before it.

    At the end of a section it moves into the next. Never past another figure, which moves down before
    it where it can; nor past a list.
    """
    for figure in chapter.xpath(".//*[self::figure or self::table][@id=$key]", key=figure_id):
        moved = int(figure.get("data-moved", "0"))
        box = _box(figure)
        if moved >= HOPS:
            return False
        ahead = _next(box)
        other = (ahead.xpath("descendant-or-self::*[self::figure or self::table]/@id") if ahead is not None and ahead.tag != "section" else [])
        if other and not move_down(chapter, other[0]):
            return False
        after = _next(box)
        if after is not None and after.tag == "section" and in_text(after) and len(after):
            after = after[0] if after[0].tag == "p" else _next(after[0])
        if after is None or after.tag != "p":
            return False
        box.tail = None
        after.addnext(box)
        figure.set("data-moved", str(moved + 1))
        return True
    return False


def move_past(chapter: HtmlElement, figure_id: str, empty: float) -> bool:
    """Move a figure or table down by as many paragraphs as a hole of that part of a page surely takes, at least by one.

    Returns whether it was moved at all.
    """
    filled = 0.0
    while move_down(chapter, figure_id):
        (figure,) = chapter.xpath(".//*[self::figure or self::table][@id=$key]", key=figure_id)
        filled += LINE * (len(words(_box(figure).getprevious())) // LETTERS + 1)
        if filled >= empty - HOLE:
            break
    return filled > 0


def cut_after(figure: HtmlElement) -> None:
    """Take away everything of a chapter that stands after a figure or table."""
    while figure is not None:
        for after in list(figure.itersiblings()):
            figure.getparent().remove(after)
        figure = figure.getparent()


def _box(figure: HtmlElement) -> HtmlElement:
    """Return the cell or frame that a figure or table is moved with."""
    return (figure.xpath(f"ancestor::div[{has('cell')} or {has('whole')}]") or [figure])[0]


def _next(element: HtmlElement) -> HtmlElement | None:
    """Return what follows an element, in the section after its own if it is the last of its own."""
    while element.getnext() is None and element.getparent() is not None and element.getparent().tag == "section" and "chapter" not in element.getparent().get("class", ""):
        element = element.getparent()
    return element.getnext()


def in_text(section: HtmlElement) -> bool:
    """Return whether a section is one of the text, and not the folded Grounds."""
    return "grounds" not in section.get("class", "").split()


def number_prefix(chapter: HtmlElement) -> None:
    """Keep ‘Figure 4.1’ together and end it with a full stop, as captions in print do."""
    for number in chapter.xpath(f".//*[{has('caption-number')}]"):
        number.text = re.sub(r"\s+", "\u00a0", (number.text or "").strip()) + "."
        number.tail = " " + (number.tail or "").lstrip()
