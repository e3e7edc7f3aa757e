"""Every figure of the built volume as an object to be cited: number, words, table, files, tables used."""

import csv
import hashlib
import io
import json
import re

import pytest

from .conftest import ROOT

DATA = ROOT / "data"


@pytest.fixture(scope="session")
def figures(essays):
    """Every figure with the page it stands on and what stands under it."""
    found = [(path, figure, figure.find_next_sibling(class_="apparatus")) for path, soup in essays.items() for figure in soup.select("article figure")]
    assert len(found) > 20 and all(beneath is not None for _, _, beneath in found)
    return found


def under(beneath, reading: int, selector: str):
    """What a reader sees of the apparatus under one reading."""
    def shown(tag) -> bool:
        return all(str(reading) in one["data-in"].split() for one in [tag, *tag.parents] if one.has_attr("data-in"))

    return [tag for tag in beneath.select(selector) if shown(tag)]


def missing(figure, reading: int) -> bool:
    """Whether a figure has no picture under a reading."""
    return isinstance(json.loads(figure.get("data-views", "[[],[],[]]"))[reading], str)


def test_every_figure_has_number_caption_and_three_ways_to_be_read(figures):
    """A reader who cannot see it, cannot load it or doubts it has its number, its words and its table."""
    numbers = set()
    for path, figure, beneath in figures:
        number = re.search(r"Figure (\d+\.\d+)", figure.find(class_="caption-number").get_text())[1]
        numbers.add(number)
        assert figure.find("img")["alt"].strip() and figure.find(class_="caption-text").get_text(strip=True), number
        assert len(under(beneath, 0, "details.telling .told")) == 1 and len(under(beneath, 0, "details.telling .told")[0].get_text()) > 40, number
        assert under(beneath, 0, "details.twin tbody tr"), number
        assert "screen-only" in beneath["class"], f"{number}: its buttons would be printed"
        assert f"Figure {number} in " in beneath.select_one(".citation-sentence").get_text(), number
    assert len(numbers) == len(figures)


def test_every_reading_has_a_picture_or_a_reason(figures, html):
    """The switch must never leave a broken picture or an empty place."""
    reasons = 0
    for path, figure, beneath in figures:
        views = json.loads(figure["data-views"]) if figure.has_attr("data-views") else []
        for reading, view in enumerate(views):
            if isinstance(view, str):
                reasons += 1
                assert [line.get_text() for line in under(beneath, reading, ".missing-view")] == [view] and "rows it rests on" in view
                continue
            assert len(view) == 2 and all((path.parent / file).resolve().is_file() for file in view), f"{figure['id']}: {view}"
            assert under(beneath, reading, ".told") and under(beneath, reading, "details.twin tbody tr"), figure["id"]
        if views:
            assert views[0][0] == figure.find("img")["src"]
    assert reasons, "under some reading some figure of this volume has nothing left; if not, take this line out"


@pytest.mark.parametrize("reading", range(3))
def test_downloads_are_there_and_the_table_equals_the_twin(figures, reading):
    """A file that says something else than the page would be cited against it."""
    for path, figure, beneath in figures:
        if missing(figure, reading):
            continue
        files = {link.get_text(): path.parent / link["href"] for link in under(beneath, reading, ".figure-files a")}
        assert list(files) == ["SVG", "PNG", "CSV"], figure["id"]
        raw = files["CSV"].read_bytes()
        head, *rows = csv.reader(io.StringIO(raw.decode("utf8"), newline=""))
        twin = beneath.select_one("details.twin table")
        words = [[" ".join(cell.get_text().split()) for cell in row.select("td")] for row in under(twin, reading, "tbody tr")]
        assert head == [cell.get_text(strip=True) for cell in twin.select("thead th, thead td")], figure["id"]
        assert sorted([" ".join(cell.split()) for cell in row] for row in rows) == sorted(words), figure["id"]
        assert raw.count(b"\r\n") >= len(rows) + 1, "RFC 4180 ends lines with CR LF"
        png = files["PNG"].read_bytes()
        assert png.startswith(b"\x89PNG\r\n") and b"Software" not in png and b"Creation" not in png
        assert "<svg" in files["SVG"].read_text("utf8")[:1000]


def test_names_for_download_say_what_the_file_is(figures):
    """A folder of files named by checksums is of no use a year later."""
    for _, figure, beneath in figures:
        number = re.search(r"(\d+)\.(\d+)", figure.find(class_="caption-number").get_text())
        for link in beneath.select("a[download]"):
            assert re.fullmatch(rf"[a-z0-9-]+-figure-{number[1]}-{number[2]}\.(svg|png|csv|bib)", link["download"]), link["download"]


def test_the_tables_used_are_those_of_the_data_folder(figures):
    """The checksum tells a reader whether the table at hand is the one the figure was drawn from."""
    named = 0
    for _, figure, beneath in figures:
        for item in beneath.select("details.used li"):
            named += 1
            name, digest = re.match(r"[\w.]+", item.get_text())[0], item.select_one("code")["title"]
            assert digest == hashlib.sha256((DATA / name).read_bytes()).hexdigest(), f"{figure['id']}: {name}"
            assert item.select_one("code").get_text() == digest[:12]
    assert named >= len(figures)


def test_citations_can_be_taken_along(figures):
    """A reference manager reads the entry; a reader the sentence."""
    for path, _, beneath in figures:
        entry = (path.parent / beneath.select_one('a[download$=".bib"]')["href"]).read_text("utf8")
        assert re.match(r"@misc\{fig-[\w-]+,\n", entry) and entry.count("{") == entry.count("}") and "  year = {" in entry
        assert " ".join(entry.split()) == " ".join(beneath.select_one("pre").get_text().split())


def test_the_words_are_those_of_the_record(figures, manifest):
    """The first sentence counts what is drawn; the table beneath has as many rows as were recorded."""
    recorded = {one["name"]: one for findings in manifest["pages"].values() for one in findings if one["kind"] == "figure"}
    for _, figure, beneath in figures:
        assert len(under(beneath, 0, "details.twin tbody tr")) == len(recorded[figure["id"]]["cells"]), figure["id"]
