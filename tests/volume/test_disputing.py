"""A reader's way to dispute a coding, in the built volume."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from .conftest import page


def test_every_row_can_be_disputed_where_it_stands(html):
    """A reader who must look for the way to object mostly does not."""
    seen = 0
    for path in sorted((html / "book/tables").glob("*.html")):
        for line in page(path).select("tr[id^=row-]"):
            (link,) = line.select("p.dispute a")
            address = urlsplit(link["href"])
            asked = parse_qs(address.query)
            assert asked["row"] == [line["id"].removeprefix("row-")] and asked["table"] == [path.stem], line["id"]
            assert address.scheme == "https" or (path.parent / address.path).resolve() == html / "book/disputing.html"
            seen += 1
    assert seen > 500


def test_the_panels_know_where_a_dispute_goes(html):
    """A reader who doubts a number is not sent through three pages first."""
    record = json.loads((html / "_static/lazy/record.js").read_text("utf8").removeprefix("testimonia.record=").removesuffix(";\n"))
    assert "{row}" in record["dispute"] and "{table}" in record["dispute"]


def test_the_page_shows_what_a_cell_would_move(html):
    """A page that only promised it would be a promise."""
    soup = page(html / "book/disputing.html")
    assert {"What to write down", "What it would move", "How it is decided"} <= {re.sub(r"[#¶]$", "", head.get_text()) for head in soup.select("h2")}
    rows = soup.select("table.record tbody tr")
    assert rows and all(cells[1].get_text() != cells[2].get_text() for cells in (row.select("td") for row in rows))
    verdicts = re.compile(r"borne out|qualified|not borne out|cannot tell|restates itself")
    assert all(verdicts.search(cell.get_text()) for row in rows for cell in row.select("td")[1:])


@pytest.mark.browser
def test_from_a_panel_to_the_page_that_names_the_row(html, visit):
    """The row is named on the page, as text whatever the address holds."""
    essay = html / "notebooks/4-the-spy-scare.html"
    with visit(essay) as seen:
        seen.page.locator("article a.finding-number").first.focus()
        seen.page.keyboard.press("Tab")
        seen.page.keyboard.press("Shift+Tab")
        link = seen.page.locator("#behind a.dispute").first
        link.wait_for()
        assert "row=" in link.get_attribute("href")
    with visit((html / "book/disputing.html").as_uri() + "?row=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&table=events") as seen:
        said = seen.page.locator(".disputed")
        assert said.inner_text() == "You came from the row <img src=x onerror=alert(1)> of the table events."
        assert seen.page.locator(".disputed img").count() == 0 and not seen.errors
