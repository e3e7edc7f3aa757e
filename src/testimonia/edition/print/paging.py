"""On which page everything stands.

Every block of the book (the first leaves, the leaf of a part, a chapter) opens on a recto, so it can
be set by itself: its pages do not depend on what stands before it. The blocks are set one after
another, figures are moved where they leave a hole, and from the lengths follows the page of every
anchor. Then the page numbers are written, and only blocks that print any are set again.
"""

from __future__ import annotations

import copy
import gc
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


@dataclass
class Block:
    """A part of the book that opens on a recto: its markup, its pages as set, its first page."""

    element: HtmlElement
    first: int = 1
    document: object = None
    shown: str = ""
    set_for: tuple = field(default=())

    @property
    def name(self) -> str:
        """What progress and messages call it."""
        heads = self.element.xpath(".//h1[not(contains(@class, 'book-title'))]")
        return "front matter" if self.element.get("class") == "front" else heads[0].get("data-title") or words(heads[0])

    @property
    def length(self) -> int:
        """How many pages it has."""
        return len(self.document.pages)

    @property
    def has_register(self) -> bool:
        """Whether its page numbers are part of its text and decide its length."""
        return bool(self.element.xpath(f".//dl[{has('register')}]"))

    def lay_out(self, volume: Volume, setting: Setting) -> None:
        """Set the block, unless it already stands as it would be set."""
        for _ in range(len(lines.SPACES) + 1):
            html = lxml.html.tostring(self.element, encoding="unicode", with_tail=False)
            if self.set_for == (html, self.first):
                return
            self.document, self.shown, self.set_for = None, html, (html, self.first)  # the old pages go before the new ones come
            self.document = setting.lay_out(titled(volume, html), self.first)
            if not lines.mend(self.element, self.document):
                return

    def anchors(self) -> dict[str, int]:
        """Return the page of every anchor of the block, in the numbering of the book."""
        found: dict[str, int] = {}
        for number, page in enumerate(self.document.pages, self.first):
            for name in page.anchors:
                found.setdefault(name, number)
        return found


def settle(volume: Volume, elements: list[HtmlElement], setting: Setting, mentions: dict[str, list[str]], say) -> list[Block]:
    """Return the blocks, set, with every printed page number that of the page it names."""
    blocks = [Block(element) for element in elements]
    pages: dict[str, int] = {}
    for block, before in zip(blocks, [None, *blocks], strict=False):
        if block.has_register:
            index.fill(block.element, mentions, pages)
        move_figures(volume, block.element, setting)
        gc.collect()  # the pages of every trial refer to one another
        block.first = recto(before)
        block.lay_out(volume, setting)
        pages |= block.anchors()
        say(f"  {block.name}: {block.length} page{'s' if block.length > 1 else ''}")
    for _ in range(ATTEMPTS):
        say("Writing page numbers")
        wanted = set()
        for block, before in zip(blocks, [None, *blocks], strict=False):
            block.first = recto(before)
            wanted |= write_numbers(block, mentions, pages)
            block.lay_out(volume, setting)
        found = {name: page for block in blocks for name, page in block.anchors().items()}
        if lost := sorted(name for name in wanted if name not in found):
            raise PrintError(f"these references lead to no page: {', '.join(lost[:8])}")
        if all(found[name] == pages.get(name) for name in wanted):
            return blocks
        pages = found
    raise PrintError(f"page numbers did not settle in {ATTEMPTS} attempts")


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


def move_figures(volume: Volume, element: HtmlElement, setting: Setting) -> None:
    """Move figures and tables down until none leaves a hole that text could fill.

    One that leaves a hole wherever it may stand goes where the hole is smallest. What is tried is
    the chapter without its Grounds, which stand after every figure.
    """
    tried: dict[str, list[tuple[float, HtmlElement]]] = {}
    settled: set[str] = set()
    for _ in range((figures.HOPS + 2) * len(element.xpath(".//figure | .//table"))):
        found = {key: empty for key, empty in figures.holes(_trial(volume, element, setting)).items() if key not in settled}
        if not found:
            return
        key, empty = next(iter(found.items()))
        tried.setdefault(key, []).append((empty, copy.deepcopy(element)))
        if not figures.move_down(element, key):
            settled.add(key)
            best = min(tried[key], key=lambda one: one[0])[1]
            element[:] = best[:]


def _trial(volume: Volume, element: HtmlElement, setting: Setting):
    trial = copy.deepcopy(element)
    for grounds in trial.xpath(f".//section[{has('grounds')}]"):
        grounds.drop_tree()
    return setting.lay_out(titled(volume, lxml.html.tostring(trial, encoding="unicode", with_tail=False)))
