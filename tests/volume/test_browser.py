"""The volume in a real browser, from disk: nothing asked of another host, nothing wider than the screen."""

import pytest

PAGES = [
    "book/title.html", "book/evidence.html", "book/register.html", "book/bibliography.html", "book/concordance.html",
    "book/dictionary.html", "book/colophon.html", "book/tables/events.html", "notebooks/0-the-question.html", "notebooks/4-the-spy-scare.html", "search.html",
]  # fmt: skip
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_page_stands_alone_and_fits(visit, html, name, width, scheme):
    """On a train, on a phone: no request leaves the machine, no script fails, nothing has to be scrolled sideways."""
    with visit(html / name, width, scheme) as seen:
        assert seen.abroad == []
        assert seen.errors == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_is_given_the_narrow_figure(visit, html):
    """A drawing made for a page is unreadable at a third of its width."""
    for width, narrow in ((390, True), (1280, False)):
        with visit(html / "notebooks/4-the-spy-scare.html", width) as seen:
            seen.page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
            seen.page.wait_for_function("[...document.querySelectorAll('article figure img')].every(image => image.complete)")
            shown = seen.page.evaluate("[...document.querySelectorAll('article figure img')].map(image => image.currentSrc)")
            assert shown and all(("-narrow-" in source) is narrow for source in shown)


def test_a_check_mark_leads_to_its_check(visit, html):
    """A reader who follows the mark after a sentence must land on its row in the Grounds, unfolded."""
    with visit(html / "notebooks/4-the-spy-scare.html") as seen:
        mark = seen.page.locator("a.bound-mark").first
        target = mark.get_attribute("href")
        mark.click()
        seen.page.wait_for_timeout(300)
        assert seen.page.locator(f"[id='{target[1:]}']").is_visible()
