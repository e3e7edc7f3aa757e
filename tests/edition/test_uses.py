"""From a row back to the places that use it."""


def places(small_book, row: str) -> dict[str, str]:
    """Label and address of every place named on a row."""
    line = small_book.page("events").find(id=f"row-{row}").select_one(".used")
    return {link.get_text(): link["href"] for link in line.select("a")} if line else {}


def test_a_row_names_and_links_every_place_that_uses_it(small_book):
    """Who doubts a row wants to know what falls with it."""
    assert places(small_book, "arrest-anna") == {
        "The mill": "1-the-mill.html", "§1.1": "1-the-mill.html#p1-1", "§1.2": "1-the-mill.html#p1-2",
        "Fig. 1.1": "1-the-mill.html#fig-mill", "check taken": "1-the-mill.html#check-taken",
    }  # fmt: skip
    assert "check taken" not in places(small_book, "hail-1650")
    essay = small_book.page("1-the-mill")
    assert all(essay.find(id=address.split("#")[1]) for address in places(small_book, "hail-1650").values() if "#" in address)


def test_every_row_has_its_paragraphs_of_the_article_linked_or_in_words(small_book):
    """The source of a row is its warrant: the words stay even where the volume has no place to lead to."""
    source = small_book.page("events").find(id="row-arrest-anna").find_all("td")[-1]
    assert source.find("p").get_text() == "Kovács 1999, ¶3; VAS, f. 1, op. 2, d. 31, ll. 8–9"
    assert source.find("a")["href"].startswith("bibliography.html#")
