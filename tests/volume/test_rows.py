"""From a sentence to its rows and back, over the built pages."""

import json
import re

import pytest

from testimonia.edition.readings import READINGS

from .conftest import ROOT, anchors, page

DATA = ROOT / "data"


@pytest.fixture(scope="module")
def record(html) -> dict:
    """The rows of the volume as the pages fetch them."""
    text = (html / "_static" / "lazy" / "record.js").read_text("utf8")
    return json.loads(text.removeprefix("testimonia.record=").removesuffix(";\n"))


@pytest.fixture(scope="module")
def findings(manifest) -> dict[str, dict[str, dict]]:
    """Findings by page and name."""
    return {name: {one["name"]: one for one in found} for name, found in manifest["pages"].items()}


def test_every_number_can_be_opened_and_is_a_link_without_scripts(essays, findings, html):
    """A computed number that leads nowhere is a number to be believed."""
    seen = 0
    for path, soup in essays.items():
        known = findings[f"notebooks/{path.stem}"]
        printed = {number["data-finding"] for number in soup.select("article .finding-number")}
        assert printed == {name for name, one in known.items() if one["kind"] == "number"}, path.name
        for number in soup.select("article .finding-number"):
            one = known[number["data-finding"]]
            rows = number.get("data-rows", "").split()
            assert number.name == "a" and rows == [row["id"] for row in one["rows"]], one["name"]
            assert json.loads(number["data-readings"]) == [one["readings"][name] for name in READINGS] and number.get_text() == one["shown"]
            assert number["href"].endswith(f"#row-{rows[0]}") if len(rows) == 1 else number["href"] == f"#number-{one['name']}", one["name"]
            seen += 1
    assert seen >= 60


def test_every_mark_has_the_rows_of_its_finding_and_every_row_exists(essays, findings, record):
    """A mark that names a row nobody has would open an empty panel."""
    for path, soup in essays.items():
        known = findings[f"notebooks/{path.stem}"]
        for mark in soup.select("article a.bound-mark, article figure, article table[data-finding]"):
            one = known[mark["data-finding"]]
            assert mark.get("data-rows", "").split() == [row["id"] for row in one["rows"]], one["name"]
        for carrying in soup.select("article [data-rows]"):
            assert set(carrying["data-rows"].split()) <= record["rows"].keys(), path.name


def test_every_figure_links_all_its_rows(essays):
    """Without scripts the rows behind a figure are a list of links."""
    for path, soup in essays.items():
        for figure in soup.select("article figure[data-rows]"):
            listed = soup.find(id=figure.select_one("a.rows-behind")["href"][1:])
            assert [link["href"].split("#row-")[1] for link in listed.select("a")] == figure["data-rows"].split(), figure["id"]


def test_the_grounds_link_every_row_of_every_finding(essays, findings):
    """'And 22 more' must not be where the trail ends."""
    for path, soup in essays.items():
        linked = {link["href"].split("#row-")[1] for link in soup.select("article details.grounds a[href*='#row-']")}
        wanted = {row["id"] for one in findings[f"notebooks/{path.stem}"].values() if one["kind"] in ("number", "statement") for row in one["rows"]}
        assert wanted <= linked, f"{path.name}: {sorted(wanted - linked)[:5]}"


def test_the_record_says_of_every_row_what_its_page_says(record, html):
    """Two places that differ would make a reader doubt both."""
    assert len(record["rows"]) == sum(sum(1 for _ in soup.select("tr[id^=row-]")) for soup in map(page, (html / "book" / "tables").glob("*.html")))
    for row, (table, when, heading, words, _, cited, basis, certainty, kept) in record["rows"].items():
        line = anchors(html / record["tables"][table][1]).get(f"row-{row}")
        said = " ".join(line.get_text(" ").split())
        for part in (when, heading, *[record["sources"][number][0] for number in cited], f"{basis}, {certainty} certainty"):
            assert " ".join(part.split()) in said, f"{row}: {part}"
        assert re.fullmatch("1[01][01]", kept), row


def test_every_source_of_the_record_stands_where_it_leads(record, html):
    """From the row to the paragraph: the last step of the chain."""
    leading = [address for _, address in record["sources"] if address]
    assert len(leading) == len(record["sources"]) > 100, "every source has its place in the volume"
    for address in leading:
        file, anchor = address.split("#")
        assert anchor in anchors(html / file), address


def test_used_in_lists_exactly_the_findings_that_rest_on_a_row(manifest, html):
    """A row that is said to be used nowhere invites its own removal."""
    wanted: dict[str, set[str]] = {}
    for name, found in manifest["pages"].items():
        for one in found:
            if one["kind"] == "statement":
                for row in one["rows"]:
                    wanted.setdefault(row["id"], set()).add(f"{name}.html#check-{one['name']}")
    found = {}
    for path in sorted((html / "book" / "tables").glob("*.html")):
        for line in page(path).select("tr[id^=row-]"):
            links = {link["href"].removeprefix("../../") for link in line.select(".used a")}
            if checks := {link for link in links if "#check-" in link}:
                found[line["id"].removeprefix("row-")] = checks
    assert found == wanted and len(wanted) > 200


def test_used_in_leads_to_the_paragraph_that_uses_the_row(essays, html):
    """'§4.12' on a row must be the paragraph in which the row is spoken of."""
    checked = 0
    for path, soup in essays.items():
        for mention in soup.select("article p.numbered-paragraph a.row-mention"):
            file, anchor = mention["href"].split("#")
            line = anchors((path.parent / file).resolve()).get(anchor)
            assert f"../../notebooks/{path.name}#{mention.find_parent('p')['id']}" in [link["href"] for link in line.select(".used a")], anchor
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("path", sorted(path for path in DATA.iterdir() if path.suffix in {".csv", ".json", ".bib"}), ids=lambda path: path.name)
def test_a_download_is_the_table_itself(path, html):
    """Who downloads a table gets the bytes that the book was made from."""
    assert (html / "data" / path.name).read_bytes() == path.read_bytes()
    tables = html / "book" / "tables" / f"{path.stem}.html"
    if path.suffix == ".csv" and tables.is_file():
        assert page(tables).select_one("a.table-download")["href"] == f"../../data/{path.name}"


def test_persons_are_linked_once_to_their_entry(essays, html):
    """Nobody should have to look up who a name is; nobody wants every name underlined."""
    register = page(html / "book" / "register.html")
    for path, soup in essays.items():
        links = soup.select("article a.person-mention")
        assert len(links) > 5 and len({link["href"] for link in links}) == len(links), path.name
        for link in links:
            entry = register.find(id=link["href"].split("#")[1])
            assert link.get_text().replace("'", "’").split()[-1] in entry.get_text(), link.get_text()
        assert not soup.select("h1 .person-mention, h2 .person-mention, h3 .person-mention, figcaption .person-mention, code .person-mention, a a")
