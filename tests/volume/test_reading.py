"""The switch in a real browser: what is shown under each reading is what the tables give under it."""

import json
import re

import jupytext
import pytest

import testimonia as tm
from testimonia.edition import Findings
from testimonia.edition.findings import READINGS

from .conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.browser]
ESSAYS = ["0-the-question", "1-a-suspect-army", "4-the-spy-scare"]
NAMES = list(READINGS)


@pytest.fixture(scope="module")
def computations():
    """Every number and statement of some essays as the essay's own function, ready to be computed anew."""
    found = {}
    for name in ESSAYS:
        kept = found[name] = {}

        class Kept(Findings):
            """Findings that keep the functions."""

            def _record(self, kind, name, compute, show, *more, kept=kept, **further):
                kept[name] = (kind, compute, show)
                return super()._record(kind, name, compute, show, *more, **further)

            def _emit(self, *_):
                pass

        space = {}
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(ROOT / "notebooks")
            patch.setattr("testimonia.edition.Findings", Kept)
            for cell in jupytext.reads((ROOT / "notebooks" / f"{name}.md").read_text("utf8"), fmt="md:myst").cells:
                if cell.cell_type == "code":
                    exec(cell.source, space)
    return found


def recomputed(compute, reading: str):
    """What a function gives for the tables as they lie in the folder, under one reading; None where it gives nothing."""
    case = READINGS[reading](tm.load(ROOT / "data"))
    try:
        raw = compute(case)
    except Exception:
        return None
    if hasattr(raw, "answer"):
        return raw.answer
    if hasattr(raw, "columns"):
        return len(raw)
    return raw[0] if isinstance(raw, tuple) else raw


def choose(page, reading: int) -> None:
    """Set the switch as a reader does."""
    page.locator(f'.reading-switch input[value="{reading}"]').check()


@pytest.mark.parametrize("name", ESSAYS)
@pytest.mark.parametrize("reading", [1, 2])
def test_numbers_and_marks_are_those_of_the_tables(visit, html, computations, name, reading):
    """A number that did not follow would be believed under a reading in which nobody computed it."""
    with visit(html / "notebooks" / f"{name}.html") as opened:
        choose(opened.page, reading)
        numbers = opened.page.evaluate("[...document.querySelectorAll('.finding-number[data-readings]')].map(one => [one.dataset.finding, one.textContent])")
        marks = opened.page.evaluate("[...document.querySelectorAll('.bound-mark')].map(one => [one.dataset.finding, one.textContent, one.getAttribute('aria-label')])")
        assert opened.errors == []
    assert len(numbers) > 8 and len(marks) > 4
    for finding, text in numbers:
        _, compute, show = computations[name][finding]
        value = recomputed(compute, NAMES[reading])
        assert text == ("cannot tell" if value is None else show(value)), finding
    for finding, sign, label in marks:
        value = recomputed(computations[name][finding][1], NAMES[reading])
        holds = value == "yes" if isinstance(value, str) else bool(value)
        assert (sign == "✓") == holds and label.startswith({"✓": "holds", "✗": "does not hold", "?": "cannot tell"}[sign]), finding


def test_a_sentence_that_is_not_borne_out_can_be_seen_and_heard(visit, html):
    """A reader must not have to compare verdicts to find the sentence that falls."""
    with visit(html / "notebooks/4-the-spy-scare.html") as opened:
        page = opened.page
        assert page.locator(".bound-sentence.cannot-tell, .bound-sentence.does-not-hold").count() == 0
        choose(page, 2)
        fallen = page.locator(".bound-sentence.cannot-tell, .bound-sentence.does-not-hold")
        assert fallen.count() > 3
        assert "underline" in fallen.first.evaluate("one => getComputedStyle(one).textDecorationLine")
        assert page.locator(".reading-banner").is_visible() and NAMES[2] in page.locator(".reading-banner").inner_text()
        assert NAMES[2] in page.locator(".reading-switch [role=status]").inner_text()
        page.locator(".reading-banner button").click()
        assert fallen.count() == 0 and not page.locator(".reading-banner").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_pictures_follow_and_say_what_they_are(visit, html, width):
    """A picture of everything under a page that says less would be the loudest error of all."""
    with visit(html / "notebooks/3-the-military-centre.html", width) as opened:
        page = opened.page
        views = page.evaluate("[...document.querySelectorAll('figure[data-views]')].map(one => [one.id, one.dataset.views])")
        assert views
        for reading in (2, 0):
            choose(page, reading)
            for figure, all_views in views:
                image, view = page.locator(f"#{figure} img"), json.loads(all_views)[reading]
                if isinstance(view, str):
                    assert not image.is_visible() and page.get_by_text(view).first.is_visible()
                    continue
                image.scroll_into_view_if_needed()
                page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
                assert image.evaluate("one => one.currentSrc").endswith(view[width < 640].rsplit("/", 1)[1]), figure
                assert image.get_attribute("alt").startswith("Drawn under") == (reading > 0 and view != json.loads(all_views)[0]), figure
        assert opened.errors == []


def test_a_printed_page_shows_everything_recorded(visit, html):
    """Print and PDF are the volume of record."""
    with visit(html / "notebooks/4-the-spy-scare.html") as opened:
        page = opened.page
        read = "[...document.querySelectorAll('.finding-number, .bound-mark')].map(one => one.textContent)"
        before = page.evaluate(read)
        choose(page, 2)
        assert page.evaluate(read) != before
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.evaluate(read) == before and not page.locator(".reading-banner").is_visible() and not page.locator(".reading-switch").is_visible()
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(read) != before


def test_the_reading_is_kept_from_page_to_page_over_http(visit, server):
    """A reader who doubts doubts the whole volume."""
    with visit(f"{server}notebooks/0-the-question.html") as opened:
        _through_the_volume(opened)


def test_the_reading_is_kept_from_page_to_page_from_disk(visit, html):
    """A copy on a stick must remember as a site does."""
    with visit(html / "notebooks/0-the-question.html") as opened:
        _through_the_volume(opened)


def test_where_storage_is_refused_the_address_remembers(visit, html):
    """Some browsers give a page from disk no storage."""
    with visit(html / "notebooks/0-the-question.html") as opened:
        refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError') } })"
        opened.page.add_init_script(refuse)
        opened.page.reload()
        _through_the_volume(opened)
        assert "reading=1" in opened.page.url


def _through_the_volume(opened) -> None:
    page = opened.page
    page.locator('.reading-switch input[value="0"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.reading") == "1", "the arrow keys move the choice"
    for part in ("1-a-suspect-army", "4-the-spy-scare"):
        page.locator(f'.bd-sidebar-primary a[href*="{part}"]').first.evaluate("link => link.click()")
        page.wait_for_url(re.compile(part))
        page.wait_for_function("document.documentElement.dataset.reading === '1' && document.querySelector('.reading-banner:not([hidden])')")
        assert page.locator('.reading-switch input[value="1"]').is_checked()
        moved = page.evaluate("[...document.querySelectorAll('.finding-number[data-readings]')].every(one => one.textContent === JSON.parse(one.dataset.readings)[1])")
        assert moved
    assert [error for error in opened.errors if "refused" not in error] == [], "the theme's own script trips over refused storage"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("reading", [0, 1, 2])
def test_axe_finds_nothing_in_any_setting(visit, html, reading, scheme):
    """Who cannot see or use a mouse doubts as others do."""
    from axe_playwright_python.sync_playwright import Axe

    with visit(html / "notebooks/1-a-suspect-army.html", 1280, scheme) as opened:
        if reading:
            choose(opened.page, reading)
        opened.page.evaluate("document.querySelectorAll('.apparatus details').forEach(one => one.open = true)")
        found = Axe().run(opened.page, context="#main-content", options={"resultTypes": ["violations"]}).response["violations"]
        assert found == [], [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]
