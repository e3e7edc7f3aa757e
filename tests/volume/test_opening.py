"""Marks opened and tables searched in a real browser, from disk, with the network refused."""

import csv
import json

import pytest

from .conftest import CHROMIUM, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")]
ESSAY = "notebooks/4-the-spy-scare.html"
NUMBER = "p.numbered-paragraph a.finding-number"


@pytest.fixture
def visit(browser, html):
    """A function that opens a page of the volume from disk, and holds every page to its errors and requests afterwards."""
    contexts, errors = [], []

    def open_page(name: str, width: int = 1280, scheme: str = "light", **more):
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, **more)
        context.route(lambda url: not url.startswith(("file:", "data:")), lambda route: (errors.append(route.request.url), route.abort()))
        contexts.append(context)
        opened = context.new_page()
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto((html / name).as_uri() if not str(name).startswith("file:") else name)
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def panel(page):
    """The panel, once it is there."""
    page.wait_for_selector("#behind", state="visible", timeout=5000)
    return page.locator("#behind")


def data_row(row: str) -> dict:
    """A row as its table has it."""
    for path in sorted((ROOT / "data").glob("*.csv")):
        with open(path, encoding="utf8", newline="") as file:
            for found in csv.DictReader(file):
                if found.get("id") == row:
                    return found
    raise KeyError(row)


def test_a_number_opens_under_the_pointer_with_the_rows_of_the_tables(visit):
    """The promise of the book: from a number to its rows, without leaving the sentence."""
    page = visit(ESSAY)
    number = page.locator(NUMBER).first
    wanted = number.get_attribute("data-rows").split()
    number.scroll_into_view_if_needed()
    number.hover()
    entries = panel(page).locator("li")
    assert entries.count() == len(wanted) > 10
    assert f"{len(wanted)} rows" in page.locator("#behind-title").inner_text()
    for entry, row in zip(entries.all(), wanted, strict=True):
        record, text = data_row(row), " ".join(entry.inner_text().split())
        assert " ".join(record["summary"].split()) in text and f"{record['basis']}, {record['certainty']} certainty" in text
        assert entry.locator(".behind-row").get_attribute("href").endswith(f"#row-{row}")
        assert entry.locator(".behind-source a").count() >= 1
    assert number.get_attribute("aria-expanded") == "true"
    body = page.locator(".behind-body")
    assert body.evaluate("it => it.scrollHeight > it.clientHeight"), "a long list scrolls within the panel"
    body.hover()    # the pointer may go into the panel …
    page.wait_for_timeout(600)
    assert page.locator("#behind").is_visible()
    page.mouse.move(2, 2)    # … and leaving it closes it
    page.wait_for_selector("#behind", state="hidden")
    assert number.get_attribute("aria-expanded") == "false"


def test_a_number_opens_by_keyboard_and_gives_the_focus_back(visit):
    """A reader without a pointer opens, reads, follows and leaves."""
    page = visit(ESSAY)
    number = page.locator(NUMBER).first
    page.keyboard.press("Tab")
    number.focus()
    panel(page)
    assert page.evaluate("document.activeElement.dataset.finding") == number.get_attribute("data-finding"), "reading on is not interrupted"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "behind"
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('behind').contains(document.activeElement) && document.activeElement.tagName") == "A"
    page.keyboard.press("Escape")
    assert not page.locator("#behind").is_visible()
    assert page.evaluate("document.activeElement.dataset.finding") == number.get_attribute("data-finding")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement !== document.body")


def test_a_mark_opens_under_a_finger_as_a_sheet(visit):
    """On a phone there is no hovering: a tap opens, the mark stays in sight, a tap elsewhere closes."""
    page = visit(ESSAY, 390, "dark", has_touch=True, is_mobile=True)
    mark = page.locator("p.numbered-paragraph a.bound-mark").first
    mark.scroll_into_view_if_needed()
    mark.tap()
    sheet = panel(page).bounding_box()
    assert sheet["x"] == 0 and sheet["width"] == 390 and abs(sheet["y"] + sheet["height"] - 844) < 2
    assert page.url.endswith(".html"), "the tap did not follow the link"
    assert mark.bounding_box()["y"] + mark.bounding_box()["height"] <= sheet["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#behind li").count() == len(mark.get_attribute("data-rows").split())
    page.locator(".behind-close").tap()
    assert not page.locator("#behind").is_visible()


def test_figures_rows_persons_terms_and_works_open_too(visit):
    """One gesture for everything that can be looked up."""
    page = visit(ESSAY)
    for selector, wanted in {"figure a.rows-behind": "rows behind this figure", "p.numbered-paragraph a.row-mention": "A row of the", "a.person-mention": "Role:", "a.term-mention": "Go there"}.items():
        link = page.locator(selector).first
        link.scroll_into_view_if_needed()
        link.hover()
        assert wanted in panel(page).inner_text(), selector
        page.keyboard.press("Escape")
        page.mouse.move(2, 2)
        assert not page.locator("#behind").is_visible()
    page = visit("book/evidence.html")
    citation = page.locator(".bibtex-citation a").first
    citation.scroll_into_view_if_needed()
    citation.hover()
    assert len(panel(page).inner_text()) > 60


def test_nothing_is_fetched_before_a_mark_is_touched(visit):
    """A page that fetched the record unasked would not be light."""
    page = visit(ESSAY)
    page.wait_for_timeout(300)
    assert page.evaluate("[...document.scripts].filter(one => one.src.includes('lazy')).length") == 0
    page.locator(NUMBER).first.hover()
    panel(page)
    assert page.evaluate("[...document.scripts].filter(one => one.src.includes('lazy/record.js')).length") == 1


def test_a_table_is_put_in_order_by_any_column(visit):
    """Dates in order of days, not of letters; the second press turns the order round."""
    page = visit("book/tables/events.html")
    days = "[...document.querySelectorAll('table.browsable tbody tr')].map(row => row.dataset.days)"
    head = page.locator("table.browsable th").nth(1)
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    found = page.evaluate(days)
    assert found == sorted(found) and len(set(found)) > 50
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending" and page.evaluate(days) == sorted(found, reverse=True)
    page.locator("table.browsable th").first.locator("button").click()
    ids = page.evaluate("[...document.querySelectorAll('table.browsable tbody tr')].map(row => row.id)")
    assert page.locator("table.browsable th[aria-sort]").count() == 1 and ids[0] == min(ids)


@pytest.mark.parametrize("words", ["tukhachevskii 1937", "TUKHACHEVSKY 1937", "Тухачевский 1937"])
def test_a_table_is_narrowed_down_in_any_spelling(visit, words):
    """A reader types the name as it is known to him, and is told how many rows are left."""
    page = visit("book/tables/testimonies.html")
    total = page.locator("table.browsable tbody tr").count()
    page.locator(".table-tools input").fill(words)
    page.wait_for_function("document.querySelector('.table-tools [role=status]').textContent.includes(' of ')")
    shown = page.locator("table.browsable tbody tr:visible")
    assert 10 < shown.count() < total
    assert page.locator(".table-tools [role=status]").inner_text() == f"{shown.count()} of {total} rows"
    assert all("Tukhachevskii" in text or "tukhachevskii" in text for text in shown.all_inner_texts())
    page.locator(".table-tools input").press("Escape")
    assert page.locator("table.browsable tbody tr:visible").count() == total


def test_a_row_asked_for_is_never_hidden(visit):
    """A link into a table that was narrowed down must still arrive."""
    page = visit("book/tables/events.html")
    page.locator(".table-tools input").fill("no such word")
    page.wait_for_function("document.querySelector('.table-tools [role=status]').textContent.startsWith('0 of')")
    row = page.evaluate("document.querySelector('table.browsable tbody tr:last-child').id")
    page.evaluate("row => { location.hash = row }", row)
    page.wait_for_selector(f"[id='{row}']", state="visible")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", [ESSAY, "book/tables/events.html"])
def test_no_fault_of_accessibility_with_everything_open(visit, name, width, scheme):
    """A panel that a screen reader cannot use would shut out those who need it most."""
    from axe_playwright_python.sync_playwright import Axe

    page = visit(name, width, scheme)
    mark = page.locator(f"{NUMBER}, table.browsable td a").first
    if name == ESSAY:
        page.keyboard.press("Tab")
        mark.focus()
        panel(page)
    page.wait_for_timeout(600)
    found = json.loads(json.dumps(Axe().run(page).response["violations"]))
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == []


def test_hostile_cells_are_shown_as_text(visit, tmp_path):
    """Whatever somebody typed into a table, the panel and the table show it and nothing runs."""
    from ..edition.conftest import HOSTILE, build_small_book

    book = build_small_book(tmp_path)
    page = visit((book.out / "1-the-mill.html").as_uri())
    page.locator("a.finding-number").first.hover()
    entries = panel(page).locator("li")
    texts = {entry.locator(".behind-row").inner_text(): entry.evaluate("it => it.textContent") for entry in entries.all()}
    for row, words in HOSTILE.items():
        assert words in texts[row], row
    assert "<b>Hail</b>" in texts["hail-1650"] and page.locator("#behind").locator("b, img, script").count() == 0
    assert page.evaluate("window.harmed") is None
    assert page.locator("#behind").bounding_box()["width"] < 450
    page.keyboard.press("Escape")
    note = page.locator("a.footnote-reference").first
    note.hover()
    assert "A note with markup of its author" in " ".join(panel(page).inner_text().split())
    page = visit((book.out / "events.html").as_uri(), 390)
    page.locator(".table-tools input").fill("HYPERLINK")
    page.wait_for_function("document.querySelector('.table-tools [role=status]').textContent.startsWith('1 of')")
    assert page.evaluate("window.harmed") is None and page.evaluate("document.documentElement.scrollWidth") <= 390
