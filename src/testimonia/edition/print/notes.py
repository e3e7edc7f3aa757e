"""Notes at the foot of the page, and the language of Cyrillic words."""

from __future__ import annotations

import re

from lxml.html import HtmlElement, builder, fragment_fromstring

CYRILLIC = re.compile(r"[\u0400-\u052f](?:[\u0400-\u052f\u0300-\u036f\s\-–—.,:;№«»0-9]*[\u0400-\u052f])?")


def to_foot(page: HtmlElement) -> None:
    """Move every footnote to its first call, from where the page takes it to its foot.

    A second call, or a call inside another note, becomes a raised link to the first.
    """
    notes = {note.get("id"): note for note in page.xpath(".//aside[contains(@class, 'footnote') and @id]")}
    placed: set[str] = set()
    for call in page.xpath(".//a[contains(@class, 'footnote-reference')]"):
        key = call.get("href", "#")[1:]
        if key not in notes:
            continue
        number = "".join(call.itertext()).strip("[]")
        if key in placed or call.xpath("ancestor::aside"):
            made = fragment_fromstring(f'<sup class="note-again"><a href="#{key}">{number}</a></sup>')
        else:
            placed.add(key)
            made = _note(notes[key], key)
        made.tail = call.tail
        call.getparent().replace(call, made)
    for note in page.xpath(".//aside[contains(@class, 'footnote')]"):
        if note.getparent() is not None:
            note.drop_tree()


def _note(note: HtmlElement, key: str) -> HtmlElement:
    made = builder.SPAN()
    made.set("class", "note")
    made.set("id", key)
    made.set("role", "doc-footnote")
    for child in list(note):
        if "label" in (child.get("class") or "") or "fn-bracket" in (child.get("class") or ""):
            continue
        if child.tag == "p":  # a paragraph within a paragraph would be closed by the parser
            child.tag = "span"
            child.set("class", "note-paragraph")
        child.tail = None
        made.append(child)
    return made


def mark_languages(page: HtmlElement) -> None:
    """Wrap runs of Cyrillic in ``<span lang="ru">``, for hyphenation and for speech.

    >>> from lxml.html import tostring
    >>> page = fragment_fromstring("<p>the crown (корона), pawned</p>")
    >>> mark_languages(page); tostring(page, encoding="unicode")
    '<p>the crown (<span lang="ru">корона</span>), pawned</p>'
    """
    for element in list(page.iter()):
        if not isinstance(element.tag, str) or element.tag in ("svg", "script", "style"):
            continue
        if element.text and not element.get("lang") and CYRILLIC.search(element.text):
            element.text, spans = _runs(element.text)
            for number, span in enumerate(spans):
                element.insert(number, span)
        if element.tail and CYRILLIC.search(element.tail):
            parent, at = element.getparent(), element.getparent().index(element) + 1
            element.tail, spans = _runs(element.tail)
            for number, span in enumerate(spans):
                parent.insert(at + number, span)


def _runs(text: str) -> tuple[str, list[HtmlElement]]:
    found = list(CYRILLIC.finditer(text))
    spans = []
    for number, match in enumerate(found):
        span = builder.SPAN(match[0])
        span.set("lang", "ru")
        span.tail = text[match.end() : found[number + 1].start() if number + 1 < len(found) else None]
        spans.append(span)
    return text[: found[0].start()], spans
