"""The search of the built volume, driven in a browser."""

import pytest

pytestmark = pytest.mark.browser
SPELLINGS = ["Тухачевский", "Tukhachevsky", "Tukhachevskii"]


SETTLED = "!/^$|Fetching/.test(document.getElementById('search-status').textContent)"


def results(seen, words):
    seen.page.fill("#search-words", words)
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function(SETTLED)
    return seen.page.evaluate("[...document.querySelectorAll('#search-found a')].map(link => [link.textContent, link.getAttribute('href')])")


def test_three_spellings_find_the_person(visit, server, html):
    """A Russian, a journalist and a librarian write one name in three ways; each must find the man, from disk and over http."""
    for where in (html / "search.html", server + "search.html"):
        found = []
        for words in SPELLINGS:
            with visit(where) as seen:
                found.append(results(seen, words))
                assert seen.abroad == [] and seen.errors == []
        for one in found:
            assert one[0] == ["Tukhachevskii, Mikhail", "book/register.html#actor-tukhachevskii"]
            assert any(address.startswith("notebooks/") and "#p" in address for _, address in one), "and the paragraphs that name him"
        assert sorted(map(sorted, found[1:])) == sorted(map(sorted, [found[0]] * 2)), "the same places, whatever the spelling"


def test_the_box_on_a_page_leads_to_the_results(visit, html):
    """Search begins on the page one is reading."""
    with visit(html / "notebooks/4-the-spy-scare.html") as seen:
        seen.page.keyboard.press("Control+k")
        seen.page.keyboard.type(SPELLINGS[0])
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/search.html?q=*")
        seen.page.wait_for_selector("#search-found a")
        assert "tukhachevskii" in seen.page.locator("#search-found a").first.get_attribute("href")
        seen.page.locator("#search-found a").first.click()
        seen.page.wait_for_load_state("load")
        assert seen.page.evaluate("!!document.querySelector(':target')"), "and a result to its own place"


def test_markup_in_a_query_is_text(visit, html):
    """A link with a crafted query must not run anything."""
    with visit((html / "search.html").as_uri() + "?q=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E") as seen:
        seen.page.wait_for_function(SETTLED)
        assert seen.page.evaluate("window.harmed") is None and seen.page.locator("main img").count() == 0
        assert "Nothing was found" in seen.page.locator("#search-status").inner_text()


def test_a_paragraph_is_found_by_its_number(visit, html):
    """A reader with a citation in hand types §4.3."""
    with visit((html / "search.html").as_uri() + "?q=%C2%A74.3") as seen:
        seen.page.wait_for_selector("#search-found a")
        assert seen.page.locator("#search-found a").first.get_attribute("href") == "notebooks/4-the-spy-scare.html#p4-3"


def test_words_typed_while_the_index_is_on_its_way_are_kept(visit, server):
    """On a slow line a reader has finished typing before the index is there; it must search for what stands in the field."""
    with visit(server + "search.html") as seen:
        assert not any("search-index" in address for address in seen.asked), "nobody has asked for anything yet"
        assert seen.page.evaluate("document.activeElement.id") == "search-words"
        held = []
        seen.page.route("**/search-index.js*", lambda route: held.append(route))
        with seen.page.expect_request("**/search-index.js*"):
            seen.page.keyboard.type("Uborevich")
        assert "Fetching" in seen.page.locator("#search-status").inner_text()
        held[0].continue_()
        seen.page.wait_for_function(SETTLED)
        assert seen.page.input_value("#search-words") == "Uborevich"
        assert seen.page.locator("#search-found a").count() > 3
