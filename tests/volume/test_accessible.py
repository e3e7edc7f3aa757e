"""The volume for readers who listen, who use no pointer, who enlarge, or who read in the dark."""

import pytest

from .test_weight import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STILL = "*, *::before, *::after { animation: none !important; transition: none !important; }"


def complaints(seen) -> list[str]:
    """What axe-core finds on a page, one line for each kind of fault, with the first place."""
    from axe_playwright_python.sync_playwright import Axe

    seen.page.add_style_tag(content=STILL)  # a text that fades in has no contrast at first
    seen.page.wait_for_timeout(200)
    found = Axe().run(seen.page).response["violations"]
    return [f"{one['id']} ({one['impact']}), {len(one['nodes'])} times: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, server, kind, width, scheme):
    """A fault that a machine can find is one that many readers meet every day."""
    with visit(server + KINDS[kind], width, scheme) as seen:
        assert complaints(seen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_folded(visit, server, scheme):
    """Grounds, code, table twins and citations are part of the text, only folded."""
    with visit(server + KINDS["essay"], 1280, scheme) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        seen.page.wait_for_timeout(2500)
        assert complaints(seen) == []


@pytest.mark.parametrize("opener", ["button.primary-toggle", "button.secondary-toggle", "button.search-button"])
def test_axe_finds_nothing_in_what_opens_on_a_phone(visit, server, opener):
    """The contents and the search box of a phone open over the page; they must be usable too."""
    with visit(server + KINDS["essay"], 390) as seen:
        seen.page.locator(f".bd-header-article {opener}").first.click()
        seen.page.wait_for_timeout(400)
        assert seen.page.locator("dialog[open]").count() == 1
        assert complaints(seen) == []
        seen.page.keyboard.press("Escape")
        assert seen.page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_headings_and_landmarks_are_in_order(visit, server, kind):
    """Who moves from heading to heading must not fall through a gap; there is one main part and one title."""
    with visit(server + KINDS[kind]) as seen:
        levels = seen.page.evaluate("[...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')].filter(one => one.checkVisibility()).map(one => +one.tagName[1])")
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), levels
        assert seen.page.locator("main").count() == 1
        assert seen.page.evaluate("document.documentElement.lang") == "en-GB"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "not found"])
def test_the_first_key_offers_the_way_past_the_contents(visit, server, kind):
    """Without a skip link a keyboard walks through the whole table of contents on every page."""
    with visit(server + KINDS[kind]) as seen:
        seen.page.evaluate("document.activeElement.blur()")
        seen.page.keyboard.press("Tab")
        if kind == "search":  # its field has the focus from the start
            seen.page.locator(".skip-link a").focus()
        words = seen.page.evaluate("document.activeElement.textContent.trim()")
        assert words == "Skip to main content"
        assert seen.page.evaluate("(() => { const box = document.activeElement.getBoundingClientRect(); return box.top >= 0 && box.height > 0 })()")
        seen.page.keyboard.press("Enter")
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_and_follows_the_page(visit, server, scheme):
    """Whoever presses Tab must see where they are, and go through the page in the order it is read."""
    with visit(server + KINDS["essay"], 1280, scheme) as seen:
        seen.page.add_style_tag(content=STILL)
        places = []
        for _ in range(45):
            seen.page.keyboard.press("Tab")
            places.append(seen.page.evaluate("""(() => { const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
              const all = [...document.querySelectorAll('*')];
              return {at: all.indexOf(one), name: one.outerHTML.slice(0, 90), outline: parseFloat(style.outlineWidth), drawn: style.outlineStyle, shown: box.width > 0 && box.height > 0}; })()"""))
        assert [one["name"] for one in places if not (one["shown"] and one["outline"] >= 2 and one["drawn"] != "none")] == []
        order = [one["at"] for one in places]
        assert order == sorted(order), "focus jumps back"


@pytest.mark.parametrize("kind", KINDS)
def test_enlarged_four_times_nothing_is_lost(visit, server, kind):
    """At 400 % a window of 1280 pixels is 320 wide: no scrolling sideways, no words cut off."""
    with visit(server + KINDS[kind], 320, height=256) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
        cut = seen.page.evaluate("""[...document.querySelectorAll('main :is(p, li, h1, h2, h3, td, th, figcaption, button, a)')].filter(one => {
          if (!one.checkVisibility({visibilityProperty: true}) || one.closest('.bd-sidebar-secondary, .pst-scrollable-table-container, pre, .skip-link, .output, .cell_output')) return false;
          const box = one.getBoundingClientRect(); return box.width > 0 && (box.right > 321 || box.left < -1); }).map(one => one.outerHTML.slice(0, 100))""")
        assert cut == []
