"""Short words for common handling of HTML elements."""

from __future__ import annotations

import lxml.html
from lxml.html import HtmlElement


def has(name: str) -> str:
    """Return the XPath condition for an element of a class.

    >>> has("twin")
    "contains(concat(' ', normalize-space(@class), ' '), ' twin ')"
    """
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def add_class(element: HtmlElement, *names: str) -> None:
    """Add classes to an element."""
    element.set("class", " ".join([*element.get("class", "").split(), *names]))


def words(element: HtmlElement) -> str:
    """Return what an element says, on one line."""
    return " ".join(element.text_content().split())


def fragment(html: str) -> HtmlElement:
    """Return one element made from markup."""
    return lxml.html.fragment_fromstring(html)


def element(tag: str, text: str = "", cls: str = "", **attributes: str) -> HtmlElement:
    """Return a new element with text, class and attributes (``data_to`` becomes ``data-to``).

    >>> lxml.html.tostring(element("span", "12", "page", data_to="#a"), encoding="unicode")
    '<span class="page" data-to="#a">12</span>'
    """
    made = lxml.html.Element(tag)
    made.text = text or None
    if cls:
        made.set("class", cls)
    for name, value in attributes.items():
        made.set(name.replace("_", "-"), value)
    return made


def page_number(target: str, kind: str = "") -> HtmlElement:
    """Return the place where the number of the page that holds ``target`` will be printed."""
    return element("span", "000", f"page-number {kind}".strip(), data_to=target)
