"""What the marks of a page carry."""

import json


def test_every_mark_carries_its_rows_and_leads_somewhere_without_scripts(small_book):
    """Without scripts a number is a link: to its row, or to its line in the Grounds."""
    essay = small_book.page("1-the-mill")
    number, single, mark, figure = essay.select_one("a.finding-number"), essay.select("a.finding-number")[1], essay.select_one("a.bound-mark"), essay.find("figure")
    assert number["href"] == "#number-happenings" and essay.find(id="number-happenings")
    assert single["href"] == "events.html#row-hail-1650" and single["data-rows"] == "hail-1650"
    assert json.loads(number["data-readings"])[0] == number.get_text() == "eight"
    assert (mark["data-finding"], mark["data-rows"], mark["href"]) == ("taken", "arrest-anna arrest-bela", "#check-taken")
    assert (figure["data-finding"], figure["data-rows"]) == ("fig-mill", "arrest-anna hail-1650")
    behind = figure.select_one("a.rows-behind")
    listed = essay.find(id=behind["href"][1:])
    assert [link["href"] for link in listed.select("a")] == ["events.html#row-arrest-anna", "events.html#row-hail-1650"]
    assert [line for line in small_book.warnings.splitlines() if "theme option" not in line and line] == []


def test_lines_of_the_grounds_carry_their_rows_and_cells_their_reading(small_book):
    """The switch of readings marks the cell that it shows."""
    line = small_book.page("1-the-mill").find(id="check-taken")
    assert line["data-rows"] == "arrest-anna arrest-bela"
    assert [(cell["data-finding"], cell["data-reading"]) for cell in line.select("td[data-finding]")] == [("taken", "0"), ("taken", "1"), ("taken", "2")]


def straight(text: str) -> str:
    """Text on one line, with the quotation marks that typists use instead of the printer's."""
    return " ".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split())


def test_no_cell_of_a_table_becomes_markup(small_book):
    """A script in somebody's table must never run in a reader's browser."""
    events = small_book.page("events")
    assert not events.select("article script, td script, td img, td b") and not events.find_all(onerror=True)
    shown = straight(events.get_text())
    assert [row for row, words in small_book.hostile.items() if straight(words) not in shown] == []
