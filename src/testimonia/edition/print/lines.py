"""Lines that end too early: a fault of WeasyPrint 70, found in the pages as set and mended by a hair of word space.

Where a line of text ends almost exactly at the margin and a span follows, WeasyPrint may break the
line after its first word. A little more space between the words of the paragraph avoids the coincidence.
"""

from __future__ import annotations

from lxml.html import HtmlElement

#: A line that is not the last of its paragraph and ends before this part of the measure was broken by mistake.
SHORT = 0.5
#: Word spaces tried one after another, in em.
SPACES = ("0.012em", "0.024em", "-0.012em")


def broken(document) -> list[str]:
    """Return the ids of numbered paragraphs that hold a line broken too early."""
    found = []
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "p" and box.element is not None and "numbered-paragraph" in (box.element.get("class") or ""):
                lines = [child for child in getattr(box, "children", ()) if type(child).__name__ == "LineBox"]
                if any(_end(line) < box.position_x + SHORT * box.width for line in lines[:-1]):
                    found.append(box.element.get("id"))
    return list(dict.fromkeys(found))


def _end(line) -> float:
    texts = [box for box in line.descendants() if type(box).__name__ == "TextBox"]
    return max((box.position_x + box.width for box in texts), default=float("inf"))


def mend(element: HtmlElement, document) -> bool:
    """Change the word space of every paragraph with a broken line; return whether anything was changed."""
    changed = False
    for key in broken(document):
        for paragraph in element.xpath(".//p[@id=$key]", key=key):
            tried = int(paragraph.get("data-spaced", "0"))
            if tried < len(SPACES):
                paragraph.set("style", f"word-spacing: {SPACES[tried]}")
                paragraph.set("data-spaced", str(tried + 1))
                changed = True
    return changed
