"""On which page everything stands.

Every block of the book (the first leaves, the leaf of a part, a chapter) opens on a recto, so it can
be set by itself: its pages do not depend on what stands before it. The blocks are set one after
another, figures are moved where they leave a hole, and from the lengths follows the page of every
anchor. Then the page numbers are written, blocks that print any are set again, and each goes to the
press as soon as it stands. Where a number that has gone to the press turns out to be wrong, which
happens when a line breaks otherwise with the numbers in it, all begins anew with what is known now.
"""

from __future__ import annotations

import copy
import gc
from contextlib import contextmanager
from dataclasses import dataclass, field

import lxml.html
from lxml.html import HtmlElement

from . import figures, index, lines
from .markup import has, words
from .problems import PrintError
from .render import Setting, titled
from .volume import Volume

#: How often page numbers are written before it is said that they do not settle.
ATTEMPTS = 4
#: How many pages without page numbers are kept as they were set; a longer book has the others set once more when they are printed.
KEPT = 120


@dataclass
class Block:
    """A part of the book that opens on a recto: its markup, its pages as set (while they are kept), its first page."""

    element: HtmlElement
    first: int = 1
    length: int = 0
    document: object = None
    shown: str = ""
    places: dict[str, int] = field(default_factory=dict)    # the page of every anchor, counted from 0 in the block
    set_for: int = 0    # the first page for which it was set

    @property
    def name(self) -> str:
        """What progress and messages call it."""
        heads = self.element.xpath(".//h1[not(contains(@class, 'book-title'))]")
        return "front matter" if self.element.get("class") == "front" else heads[0].get("data-title") or words(heads[0])

    @property
    def has_register(self) -> bool:
        """Whether its page numbers are part of its text and decide its length."""
        return bool(self.element.xpath(f".//dl[{has('register')}]"))

    @property
    def prints_pages(self) -> bool:
        """Whether it prints numbers of pages, and will therefore be set again when these are known."""
        return self.has_register or bool(self.element.xpath(f".//*[{has('page-number')} or {has('page-line')}]"))

    @property
    def anchors(self) -> dict[str, int]:
        """The page of every anchor of the block, in the numbering of the book."""
        return {name: self.first + place for name, place in self.places.items()}

    def lay_out(self, volume: Volume, setting: Setting, keep: bool = True) -> None:
        """Set the block, unless it already stands as it would be set; ``keep`` its pages, or only where everything stands."""
        for _ in range(len(lines.SPACES) + 1):
            html = lxml.html.tostring(self.element, encoding="unicode", with_tail=False)
            if self.shown == html and self.set_for == self.first:
                break
            self.release()    # the old pages go before the new ones come
            self.take(setting.lay_out(titled(volume, html), self.first), html)
            if not lines.mend(self.element, self.document):
                break
        if not keep:
            self.release()

    def take(self, document, html: str) -> None:
        """Note where everything stands in a document that was made of some markup."""
        self.document, self.shown, self.set_for, self.length, self.places = document, html, self.first, len(document.pages), {}
        for number, page in enumerate(document.pages):
            for name in page.anchors:
                self.places.setdefault(name, number)

    def release(self) -> None:
        """Let the pages go, which refer to one another."""
        if self.document is not None:
            self.document = None
            gc.collect()

    def pages(self, volume: Volume, setting: Setting) -> list:
        """Return the pages, set once more if they were not kept."""
        if self.document is None:
            self.document = setting.lay_out(titled(volume, self.shown), self.first)
        return self.document.pages


@contextmanager
def sparing_memory():
    """Collect what pages leave behind when they are let go, and only then: a page is a thousand objects that stay."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
        gc.collect()


def settle(volume: Volume, elements: list[HtmlElement], setting: Setting, mentions: dict[str, list[str]], say) -> list[Block]:
    """Return the blocks with every figure in its place, each as long as it is before page numbers are written."""
    blocks = [Block(element) for element in elements]
    for block, before in pairs(blocks):
        if block.has_register:
            index.fill(block.element, mentions, places(blocks))
        block.first = recto(before)
        trial = move_figures(volume, block, setting)
        if trial is not None:
            block.take(*trial)
        trial = None
        gc.collect()    # pages that were tried refer to one another
        block.lay_out(volume, setting, keep=not block.prints_pages and has_room(blocks))
        gc.freeze()    # what is kept need not be looked at again and again
        say(f"  {block.name}: {block.length} page{'s' if block.length > 1 else ''}")
    return blocks


def through_the_press(volume: Volume, blocks: list[Block], setting: Setting, mentions: dict[str, list[str]], say):
    """Return a press that all blocks have gone through, every printed page number being that of the page it names."""
    pages, known = places(blocks), set(places(blocks))
    for _ in range(ATTEMPTS):
        press, printed, wrong, written = setting.press(known), set(), False, 0
        for block, before in pairs(blocks):
            block.first = recto(before)
            printed |= write_numbers(block, mentions, pages)
            block.lay_out(volume, setting)
            wrong |= any(pages.get(name) != page for name, page in block.anchors.items() if name in printed)
            pages |= block.anchors
            if not wrong:
                if block.first > written + 1:    # an empty page, so that the block opens on a recto
                    press.add(setting.blank())
                press.add(block.pages(volume, setting))
                written = block.first + block.length - 1
                say(f"  to page {written}")
            block.release()
        if lost := sorted(printed - pages.keys()):
            raise PrintError(f"these references lead to no page: {', '.join(lost[:8])}")
        if not wrong:
            return press
        say("Some page numbers were wrong: once more")
    raise PrintError(f"page numbers did not settle in {ATTEMPTS} attempts")


def pairs(blocks: list[Block]):
    """Return every block with the one before it."""
    return zip(blocks, [None, *blocks], strict=False)


def places(blocks: list[Block]) -> dict[str, int]:
    """Return the page of every anchor of the blocks that have been set."""
    return {name: page for block in blocks for name, page in block.anchors.items()}


def has_room(blocks: list[Block]) -> bool:
    """Return whether more pages can be kept as they are set."""
    return sum(block.length for block in blocks if block.document is not None) < KEPT


def recto(before: Block | None) -> int:
    """Return the first odd page after a block, which is page 1 where there is none."""
    following = before.first + before.length if before else 1
    return following + (following % 2 == 0)


def write_numbers(block: Block, mentions: dict[str, list[str]], pages: dict[str, int]) -> set[str]:
    """Write the page numbers a block prints; return the anchors they belong to."""
    wanted = set()
    if block.has_register:
        wanted |= index.fill(block.element, mentions, pages)
    for place in block.element.xpath(f".//*[{has('page-number')}]"):
        place.text = str(pages.get(place.get("data-to")[1:], 0))
    for line in block.element.xpath(f".//*[{has('page-line')}]"):
        line.set("data-page", str(pages.get(line.get("data-to")[1:], 0)))
    return wanted | {target[1:] for target in block.element.xpath(".//@data-to")}


def move_figures(volume: Volume, block: Block, setting: Setting):
    """Move figures and tables down until none leaves a hole that text could fill.

    One that leaves a hole wherever it may stand goes where the hole is smallest. What is tried is
    the chapter without its Grounds, which stand after every figure, and while one figure is moved,
    the chapter up to it. Returned is the last trial, as (document, markup), if it is the whole block
    as it stands.
    """
    element, tried, settled, moving = block.element, {}, set(), None
    for _ in range((figures.HOPS + 3) * len(element.xpath(".//figure | .//table"))):
        document, html = _trial(volume, block, setting, moving)
        whole, moving = moving is None, None
        for key, empty in figures.holes(document).items():
            if key in settled:
                continue
            tried.setdefault(key, []).append((empty, copy.deepcopy(element)))
            if figures.move_past(element, key, empty):
                moving = key
                break
            settled.add(key)
            best = min(tried[key], key=lambda one: one[0])[1]
            if best is not tried[key][-1][1]:
                element[:], whole = best[:], False
                break
        else:
            if whole:    # no hole is left but where it is smallest
                shown = html == lxml.html.tostring(element, encoding="unicode", with_tail=False)
                return (document, html) if shown and not lines.mend(element, document) else None
        document = None
        gc.collect()
    return None


def _trial(volume: Volume, block: Block, setting: Setting, last: str | None = None):
    trial = copy.deepcopy(block.element)
    for grounds in trial.xpath(f".//section[{has('grounds')}]"):
        grounds.drop_tree()
    for figure in trial.xpath(".//*[@id=$key]", key=last) if last else []:
        figures.cut_after(figure)
    html = lxml.html.tostring(trial, encoding="unicode", with_tail=False)
    return setting.lay_out(titled(volume, html), block.first), html
