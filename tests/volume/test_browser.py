"""The volume in a real browser, from disk: nothing asked of another host, nothing wider than the screen."""

import shutil
from pathlib import Path

import pytest

PAGES = [
    "book/title.html", "book/evidence.html", "book/register.html", "book/bibliography.html", "book/concordance.html",
    "book/dictionary.html", "book/colophon.html", "book/tables/events.html", "notebooks/0-the-question.html", "notebooks/4-the-spy-scare.html", "search.html",
]  # fmt: skip
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def visit(browser, path: Path, width: int, scheme: str):
    """Open a page from disk; return it with the requests that left the disk and the errors it logged."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    return page, asked, errors


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_page_stands_alone_and_fits(browser, html, name, width, scheme):
    """On a train, on a phone: no request leaves the machine, no script fails, nothing has to be scrolled sideways."""
    page, asked, errors = visit(browser, html / name, width, scheme)
    assert asked == []
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_a_phone_is_given_the_narrow_figure(browser, html):
    """A drawing made for a page is unreadable at a third of its width."""
    for width, narrow in ((390, True), (1280, False)):
        page, _, _ = visit(browser, html / "notebooks/4-the-spy-scare.html", width, "light")
        shown = page.evaluate("[...document.querySelectorAll('article figure img')].map(image => image.currentSrc)")
        assert shown and all(("-narrow-" in source) is narrow for source in shown)
        page.context.close()


def test_a_check_mark_leads_to_its_check(browser, html):
    """A reader who follows the mark after a sentence must land on its row in the Grounds, unfolded."""
    page, _, _ = visit(browser, html / "notebooks/4-the-spy-scare.html", 1280, "light")
    mark = page.locator("a.bound-mark").first
    target = mark.get_attribute("href")
    mark.click()
    page.wait_for_timeout(300)
    assert page.locator(f"[id='{target[1:]}']").is_visible()
    page.context.close()
