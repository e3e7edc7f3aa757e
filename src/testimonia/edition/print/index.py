"""The register as an index: for everybody in it, the pages of the essays and of the tables that speak of them."""

from __future__ import annotations

import re
from collections import Counter

from lxml.html import HtmlElement

from .markup import element, has, words


def names(register: HtmlElement) -> dict[str, re.Pattern]:
    """Return, for every entry of a register that bears a family name, the pattern its mentions match.

    Where two persons share a family name, only a mention with given name or initials counts.
    """
    entries = {}
    for term in register.xpath(f".//dl[{has('register')}]/dt[@id]"):
        headword = words(term.xpath(".//strong")[0]) if term.xpath(".//strong") else words(term)
        family, comma, given = headword.partition(", ")
        entries[term.get("id")] = (family if comma else headword, given, bool(comma))
    families = Counter(family for family, _, _ in entries.values())
    made = {}
    for key, (family, given, person) in entries.items():
        if len(family) < 3 or (not person and " " not in family and not family.isupper()):
            continue
        pattern = re.escape(family)
        if families[family] > 1:
            if not given:
                continue
            pattern = re.escape(given).replace(r"\ ", r"\s+") + r"\s+" + pattern
        made[key] = re.compile(rf"(?<!\w){pattern}(?!\w)")
    return made


def mark(chapters: list[HtmlElement], patterns: dict[str, re.Pattern]) -> dict[str, list[str]]:
    """Give every paragraph and caption that names somebody an anchor; return anchors by entry."""
    found: dict[str, list[str]] = {}
    for chapter in chapters:
        for number, block in enumerate(chapter.xpath(f".//p[not(ancestor::section[{has('grounds')}])]")):
            said = words(block)
            for key, pattern in patterns.items():
                if pattern.search(said):
                    if not block.get("id"):
                        block.set("id", f"{chapter.get('id')}--said-{number}")
                    found.setdefault(key, []).append(block.get("id"))
    return found


def fill(register: HtmlElement, mentions: dict[str, list[str]], pages: dict[str, int]) -> set[str]:
    """Write the page numbers, first the essays, then the rows of the tables; return the anchors they belong to."""
    wanted: set[str] = set()
    for term in register.xpath(f".//dl[{has('register')}]/dt[@id]"):
        body = term.getnext()
        for line in body.xpath(f"./p[{has('coded')} and .//a[{has('row-mention')}]] | ./p[{has('index-line')}]"):
            targets = [anchor.get("href")[1:] for anchor in line.xpath(f".//a[{has('row-mention')}]")] or line.get("data-rows", "").split()
            made = element("p", cls="index-line", data_rows=" ".join(targets))
            _list_pages(made, "", mentions.get(term.get("id"), []), pages)
            _list_pages(made, "; tables " if len(made) else "Tables ", targets, pages)
            line.getparent().replace(line, made)
            wanted |= {*mentions.get(term.get("id"), []), *targets}
    return wanted


def _list_pages(line: HtmlElement, label: str, targets: list[str], pages: dict[str, int]) -> None:
    first: dict[int, str] = {}
    for target in targets:
        first.setdefault(pages.get(target, 0), target)
    for number, (start, end) in enumerate(runs(sorted(first))):
        before = label if number == 0 else ", "
        if len(line):
            line[-1].tail = (line[-1].tail or "") + before
        else:
            line.text = before
        line.append(element("a", f"{start}–{shortened(start, end)}" if end > start else str(start), href=f"#{first[start]}"))


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Return sorted numbers as runs of three or more, and single ones.

    >>> runs([3, 5, 6, 7, 9, 10])
    [(3, 3), (5, 7), (9, 9), (10, 10)]
    """
    made: list[list[int]] = []
    for number in numbers:
        if made and number == made[-1][-1] + 1:
            made[-1].append(number)
        else:
            made.append([number])
    return [pair for run in made for pair in ([(run[0], run[-1])] if len(run) > 2 else [(one, one) for one in run])]


def shortened(start: int, end: int) -> str:
    """Return the end of a range of pages as an index prints it.

    >>> shortened(213, 216), shortened(98, 103), shortened(111, 114), shortened(198, 203)
    ('16', '103', '14', '203')
    """
    if end < 100 or start // 100 != end // 100:
        return str(end)
    return f"{end % 100:02d}" if end % 100 > 9 else str(end % 100)
