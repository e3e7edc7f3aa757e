"""Tables on paper: heads and captions, the record and the Grounds as compact entries, row mentions with their page."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from .markup import add_class, element, has, page_number, words

#: From this number of columns a table is set on a turned page.
WIDE = 8
#: Up to this many characters a numbered table is kept on one page.
WHOLE = 1600
_NUMBER = re.compile(r"[-−+]?[\d.,\s]+%?")


def prepare(page: HtmlElement) -> None:
    """Make the tables of a page ready for paper."""
    for table in page.xpath(f".//table[{has('record')}]"):
        if table.xpath(f".//*[{has('row-id')}]"):
            _as_entries(table, _record_entry, "record-entries")
    for table in page.xpath(f".//table[{has('ledger')}]"):
        _as_entries(table, _ledger_entry, "ledger-entries")
    for table in page.xpath(f".//section[{has('hanging')}]//table"):
        _as_entries(table, _hanging_entry, "ledger-entries")
    for table in page.xpath(f".//section[{has('grounds')}]//table"):
        heads = [words(cell) for cell in table.xpath(".//thead//th")]
        _as_entries(table, lambda row, heads=heads: _ground_entry(row, heads), "ground-entries")
    for table in page.xpath(".//table"):
        _dress(table)
    _pages_of_rows(page)


def _as_entries(table: HtmlElement, entry, cls: str) -> None:
    made = element("div", cls=f"entries {cls}")
    for row in table.xpath("./tbody/tr"):
        made.append(entry(row))
    outer = table.getparent() if "scrollable" in (table.getparent().get("class") or "") else table
    made.tail = outer.tail
    outer.getparent().replace(outer, made)
    before = made.getprevious()
    if before is not None and before.tag == "p":
        add_class(before, "leads-in")


def _record_entry(row: HtmlElement) -> HtmlElement:
    """Return a row of the record as one paragraph: its name, when, what; then, paler, its codes and on what it rests.

    Few elements make a small tag tree: there are a thousand rows.
    """
    made = element("p", cls="entry", id=row.get("id", ""))
    cells = row.xpath("./td")
    middle, source = cells[1:-1], cells[-1]
    made.append(element("span", words(cells[0]), "entry-name"))
    if len(middle) > 1:
        made.append(element("span", words(middle[0]), "entry-when"))
    _space(made)
    plain, coded = _said(middle[-1])
    rests, remarks = _said(source)
    made[-1].tail = f" {plain} "
    made.append(element("span", " ".join(filter(None, [coded, shorter_citations(rests), remarks])), "entry-source"))
    return made


def _said(cell: HtmlElement) -> tuple[str, str]:
    """Return the plain and the coded paragraphs of a cell, each closed by a full stop."""
    said: dict[bool, list[str]] = {False: [], True: []}
    for paragraph in cell.xpath("./p"):
        said["coded" in (paragraph.get("class") or "")].append(_closed(words(paragraph)))
    return " ".join(filter(None, said[False])), " ".join(filter(None, said[True]))


def _space(made: HtmlElement) -> None:
    for child in made[:-1]:
        child.tail = " "


def _closed(said: str) -> str:
    """Return words with a full stop, unless they end with a stop of their own.

    >>> _closed("He stayed"), _closed("Did he stay?"), _closed("‘He stayed.’")
    ('He stayed.', 'Did he stay?', '‘He stayed.’')
    """
    return said if not said or said.rstrip("’”)")[-1:] in tuple(".?!…") else f"{said}."


def shorter_citations(said: str) -> str:
    """Return citations without the author and year that the one before already gave.

    >>> shorter_citations("Weber 1990, ¶3; Weber 1990, n. 2; Brandt 1988, p. 40.")
    'Weber 1990, ¶3; n. 2; Brandt 1988, p. 40.'
    """
    made, last = [], None
    for part in said.split("; "):
        work, comma, at = part.partition(", ")
        made.append(at if comma and work == last else part)
        last = work
    return "; ".join(made)


def _ground_entry(row: HtmlElement, heads: list[str]) -> HtmlElement:
    """Return a row of the Grounds as one paragraph: what is said, how it fares under each reading, on which rows it rests."""
    made = element("p", cls="entry")
    if row.get("id"):
        made.set("id", row.get("id"))
    cells = row.xpath("./td")
    made.append(element("span", _closed(words(cells[0])[:1].upper() + words(cells[0])[1:]), "entry-name plain"))
    made.append(element("span", readings([words(cell) for cell in cells[1:-1]], heads[1:-1]), "entry-readings"))
    rests = element("span", f"{heads[-1]} ", "entry-source")
    for paragraph in cells[-1].xpath("./p"):
        rests.append(paragraph)
        paragraph.drop_tag()
    made.append(rests)
    _space(made)
    return made


def _ledger_entry(row: HtmlElement) -> HtmlElement:
    """Return a claim as one paragraph: its words, its verdict, what its check asks and saw, and where all that stands."""
    claim, verdict, observed = row.xpath("./td")
    made = element("p", cls="entry", id=row.get("id", ""))
    made.append(element("span", _closed(words(claim[0])), "entry-name"))
    made.append(element("span", _closed(", ".join(words(one) for one in verdict.xpath("./p"))), "entry-readings"))
    said = element("span")
    for paragraph in observed.xpath(f"./p[not({has('coded')})]"):
        _run_in(said, paragraph)
    made.append(said)
    source = element("span", cls="entry-source")
    for paragraph in [*claim.xpath("./p")[1:], *observed.xpath(f"./p[{has('coded')}]")]:
        _run_in(source, paragraph)
    made.append(source)
    _space(made)
    return made


def _run_in(holder: HtmlElement, paragraph: HtmlElement) -> None:
    """Append what a paragraph holds to a run of sentences, closed by a full stop."""
    last = [*paragraph.iter()][-1]
    if paragraph.text:
        paragraph.text = paragraph.text[:1].upper() + paragraph.text[1:]
    stop = "" if words(paragraph).rstrip("’”)")[-1:] in tuple(".?!…") else "."
    if last is paragraph:
        paragraph.text = (paragraph.text or "") + stop + " "
    else:
        paragraph[-1].tail = (paragraph[-1].tail or "") + stop + " "
    holder.append(paragraph)
    paragraph.drop_tag()


def _hanging_entry(row: HtmlElement) -> HtmlElement:
    """Return a statement and the removals that move it as one paragraph."""
    statement, hangs = row.xpath("./td")
    made = element("p", cls="entry")
    name = element("span", cls="entry-name plain")
    for paragraph in statement.xpath("./p"):
        _run_in(name, paragraph)
    made.append(name)
    said = "; ".join(words(paragraph) for paragraph in hangs.xpath("./p"))
    made.append(element("span", _closed(said[:1].upper() + said[1:]), "entry-readings"))
    _space(made)
    return made


def readings(said: list[str], heads: list[str]) -> str:
    """Return how something fares under each reading, said once where all agree.

    >>> readings(["✓ holds (two pairs)", "✓ holds", "✓ holds"], ["Everything", "Stated", "Certain"])
    '✓ holds (two pairs) under every reading.'
    >>> readings(["ten", "four", "four"], ["Everything", "Stated only", "Certain only"])
    'Everything: ten; stated only: four; certain only: four.'
    """
    bare = {re.sub(r" \(.*\)$", "", one) for one in said}
    if len(bare) == 1:
        return f"{said[0]} under every reading."
    parts = [f"{head if number == 0 else head[:1].lower() + head[1:]}: {one}" for number, (head, one) in enumerate(zip(heads, said, strict=True))]
    return "; ".join(parts) + "."


def _dress(table: HtmlElement) -> None:
    for name in ("border", "style"):
        table.attrib.pop(name, None)
    for cell in table.xpath(".//th | .//td | .//tr"):
        cell.attrib.pop("style", None)
    for cell in table.xpath(".//thead//th"):
        cell.set("scope", "col")
    for cell in table.xpath(".//tbody//th"):
        cell.set("scope", "row")
    columns = max((len(row) for row in table.xpath(".//tr")), default=0)
    add_class(table, *(["wide"] if columns >= WIDE else []), *(["long"] if len(table.xpath("./tbody/tr")) > 14 else []))
    for cell in table.xpath(".//td"):
        if _NUMBER.fullmatch(words(cell) or "x"):
            add_class(cell, "numeric")
    caption = table.find("caption")
    if caption is not None:
        for anchor in caption.xpath(".//a[not(@href)]"):
            anchor.drop_tag()
    holder = table.getparent()
    before = holder.getprevious() if holder is not None else None
    if before is not None and before.tag == "p" and len(words(before)) < 260:
        add_class(before, "leads-in")
    if holder is not None and "scrollable" in (holder.get("class") or ""):
        whole = bool(table.get("id")) and columns < WIDE and len(words(table)) < WHOLE
        holder.set("class", "table" + (" turned" if columns >= WIDE else "") + (" whole" if whole else ""))
    for column in table.xpath("./colgroup"):
        if not table.xpath(f"self::*[{has('facts')}]") and not column.xpath("./col[@style]"):
            column.drop_tree()


def _pages_of_rows(page: HtmlElement) -> None:
    """After every mention of a row comes the page on which the appendix has it."""
    for mention in page.xpath(f".//a[{has('row-mention')} and starts-with(@href, '#')]"):
        if mention.xpath(f"ancestor::dl[{has('register')}]"):
            continue  # the register has page numbers instead
        quiet = bool(mention.xpath(f"ancestor::section[{has('grounds')}] | ancestor::div[{has('entries')}]"))
        number = page_number(mention.get("href"), "quiet" if quiet else "")
        if quiet:
            number.tail, mention.tail = mention.tail, "\u00a0"
            mention.addnext(number)
            continue
        note = element("span", "(p.\u00a0", "row-page")
        note.append(number)
        number.tail = ")"
        note.tail, mention.tail = mention.tail, " "
        mention.addnext(note)
