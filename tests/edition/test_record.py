"""The record beside the pages: what a mark opens, and the tables as files."""

import csv
import json

import testimonia
from testimonia.edition.record import as_script


def read(small_book, name: str):
    """What a script hands to the pages."""
    text = (small_book.out / "_static" / "lazy" / f"{name}.js").read_text("utf8")
    return text, json.loads(text.removeprefix(f"testimonia.{name}=").removesuffix(";\n"))


def test_the_record_has_every_row_shown_with_its_cells_unchanged(small_book):
    """A reader who opens a number must find its rows, in the words of the table, whatever was typed there."""
    text, record = read(small_book, "record")
    with open(small_book.folder / "data" / "events.csv", encoding="utf8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows.keys() <= record["rows"].keys()
    for row, words in small_book.hostile.items():
        assert rows[row]["summary"] == words == record["rows"][row][3]
    assert record["rows"]["hail-1650"][2] == "<b>Hail</b>"
    assert "</script" not in text and "<!--" not in as_script("record", ["<!-- "])


def test_rows_of_the_record_lead_to_their_sources_and_say_which_readings_keep_them(small_book):
    """Without these the panel would show a row and not why it should be believed."""
    _, record = read(small_book, "record")
    case = testimonia.load(small_book.folder / "data")
    table, when, _, _, who, cited, basis, certainty, kept = record["rows"]["arrest-anna"]
    assert record["tables"][table] == ["events", "events.html"] and when == "3 April 1651"
    assert "Anna Varga" in who and (basis, certainty, kept) == ("stated", "high", "111")
    sources = [record["sources"][number] for number in cited]
    assert "; ".join(text for text, _ in sources) == case.citation("arrest-anna")
    page, anchor = sources[0][1].split("#")
    assert small_book.page(page.removesuffix(".html")).find(id=anchor)
    assert {kept for *_, kept in record["rows"].values()} > {"111"}, "some row is set aside under a reading"


def test_terms_and_works_can_be_previewed_at_the_address_of_their_links(small_book):
    """A preview that is filed under another address never shows."""
    _, previews = read(small_book, "previews")
    links = [link["href"] for link in small_book.page("1-the-mill").select(".bibtex-citation a, a.term-mention")]
    assert len(links) == 2 and all(link in previews for link in links)
    assert previews["glossary.html#term-reeve"] == ["reeve", "A small officer."]
    assert any("Milk and fire" in text for _, text in previews.values())


def test_the_tables_are_offered_as_they_are(small_book):
    """A formula must not be mended, a byte not lost: the file is what was read."""
    page = small_book.page("events")
    link = page.select_one("a.table-download")
    assert (link["href"], link["download"]) == ("data/events.csv", "events.csv")
    for path in sorted((small_book.folder / "data").glob("*.csv")):
        assert (small_book.out / "data" / path.name).read_bytes() == path.read_bytes()
