"""The printed volume, read back."""

import json
import re
import shutil
import subprocess

import pytest

from .conftest import ROOT, page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")]


def run(*words) -> str:
    """What a command prints."""
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True).stdout


def plain(text: str) -> str:
    """Text without spaces and hyphens, as lines are broken otherwise in print."""
    return re.sub(r"[\s\u00a0\u00ad\u2010-]+", "", text)


@pytest.fixture(scope="session")
def leaves(pdf) -> list[str]:
    """The text of every page."""
    return run("pdftotext", pdf, "-").split("\f")[:-1]


def cropped(pdf, x: int, y: int, width: int, height: int) -> list[str]:
    """The text of one and the same place of every page, in points from the upper left."""
    return run("pdftotext", "-x", x, "-y", y, "-W", width, "-H", height, pdf, "-").split("\f")


@pytest.fixture(scope="session")
def text(pdf, leaves) -> str:
    """All text: first without running heads, folios and margins, so that sentences run on, then as it stands."""
    # points; the numbers of paragraphs stand outside, to the left on odd pages and to the right on even ones
    odd, even = (cropped(pdf, inner, 62, 345, 537) for inner in (57, 51))
    kept = [(odd if number % 2 else even)[number - 1] for number in range(1, len(leaves) + 1)]
    run_on = plain("".join(kept))
    return re.sub(r"\(p\.\d+\)", "", run_on) + run_on + plain("".join(leaves))    # print adds the page to which a link leads


def test_it_is_a_book_of_royal_octavo_that_can_be_archived(pdf, leaves):
    """A librarian looks at these first."""
    facts = dict(re.findall(r"^([\w ]+):\s+(.*)$", run("pdfinfo", pdf), re.M))
    assert facts["Tagged"] == "yes" and facts["Title"] == "A Suspected Army" and int(facts["Pages"]) == len(leaves) > 150
    assert facts["Page size"].startswith("442.2") and pdf.stat().st_size <= 5e6
    assert "<pdfaid:part>3" in (meta := run("pdfinfo", "-meta", pdf)) or 'pdfaid:part="3"' in meta
    assert "CC BY 4.0" in meta and "en-GB" in meta
    fonts = run("pdffonts", pdf).splitlines()[2:]
    assert fonts and all(re.search(r"(EB-Garamond|Source-Sans|IBM-Plex|Noto-Sans)", line) and " yes yes yes " in line for line in fonts), fonts


def test_every_page_has_its_own_number(pdf, leaves):
    """A page cited by number must be the page."""
    wrong = []
    heads, feet = cropped(pdf, 0, 0, 663, 62), cropped(pdf, 0, 598, 663, 65)
    for number, leaf in list(enumerate(leaves, 1))[4:]:
        # On a page turned on its side the years of a figure may stand at the head; the page's own number is the last.
        found = re.findall(r"^\d+$", f"{heads[number - 1]}\n{feet[number - 1]}", re.M)[-1:]
        if plain(leaf) and found != [str(number)]:
            wrong.append((number, found))
    assert len(wrong) <= 3 and not any(found for _, found in wrong), wrong    # the leaves that open a part have none


def _chapters():
    import yaml

    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))
    return [entry["file"] for part in toc["parts"] for chapter in part["chapters"] for entry in [chapter, *chapter.get("sections", [])]]


@pytest.mark.parametrize("name", _chapters())
def test_every_chapter_and_its_paragraphs_are_there(name, html, text):
    """A chapter cut short in print would be cited as it is."""
    article = page(html / f"{name}.html").select_one("article")
    said = [heading.get_text().replace("#", "") for heading in article.select("h1")]
    for paragraph in article.select("section > p"):
        if not paragraph.find_parent("details") and not paragraph.find_parent(class_="screen-only") and "screen-only" not in paragraph.get("class", []):
            said += re.split(r"✓|§[\d.]+|\(", paragraph.get_text())[:1]
    missing = [words for words in said if plain(re.sub(r"^\d+\. ", "", words)) not in text]
    assert not missing, missing[:3]


def test_every_caption_citation_row_and_numbered_paragraph_is_there(essays, html, text):
    """What the prose points to must be in the book."""
    for path, soup in essays.items():
        for caption in soup.select("figcaption, article .finding-table caption"):
            assert plain(caption.select_one(".caption-text").get_text()) in text, f"{path.name}: {caption.get_text()[:60]}"
            number = caption.select_one(".caption-number").get_text().strip()
            assert plain(number) + "." in text, number
        for citation in soup.select("article .bibtex-citation a"):
            assert plain(citation.get_text()) in text, citation.get_text()
        numbers = [link.get_text() for link in soup.select("a.paragraph-number")]
        assert len(numbers) > 8 and all(number in text for number in numbers), path.name
        for mention in soup.select("article a.row-mention"):
            assert plain(mention["href"].split("#row-")[1]) in text, mention["href"]


def test_every_check_of_the_argument_is_in_the_appendix(html, text):
    """Who has only the PDF could not tell what was asked of a claim, nor find the check in the code attached to it."""
    asked = page(html / "book" / "claims.html").select("article p.asked")
    assert len(asked) > 50 and all(one.select_one("code") for one in asked)
    assert [one.get_text() for one in asked if plain(one.get_text()) not in text] == []


def test_nothing_is_left_of_the_machine(leaves):
    """Signs of something that was not resolved."""
    for number, leaf in enumerate(leaves, 1):
        assert not re.search(r"\?\?|<[\w.]+ object at|0x[0-9a-f]{6}|file:///|\s000\s|Show code", leaf), number


def test_cyrillic_names_are_whole(text, html):
    """A reader of Russian searches for Тухачевский."""
    import csv

    with open(ROOT / "data" / "actors.csv", encoding="utf8", newline="") as file:
        names = [variant for row in csv.DictReader(file) for variant in row["variants"].split(";") if re.search("[а-я]", variant)]
    assert len(names) > 50 and [name for name in names if plain(name) not in text] == []


def test_the_attachments_are_the_data_and_the_essays_as_run(pdf, html, tmp_path):
    """The PDF is the archive's copy of the data too."""
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, pdf], check=True, capture_output=True)
    data = ROOT / "data"
    wanted = {path.relative_to(data).as_posix().replace("/", "-"): path for path in data.rglob("*") if path.is_file() and not path.name.startswith(".")}
    wanted |= {path.name: path for path in (html / "notebooks").glob("*.ipynb")}
    assert {"events.csv", "datapackage.json", "references.bib", "coding-a-events.csv"} <= wanted.keys() and sum(name.endswith(".ipynb") for name in wanted) > 4
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(wanted)
    assert [name for name, path in wanted.items() if (tmp_path / name).read_bytes() != path.read_bytes()] == []


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_the_file_is_sound(pdf):
    """A damaged cross-reference table opens in one viewer and not in the next."""
    said = run("qpdf", "--check", pdf)
    assert "No syntax or stream encoding errors found" in said and "WARNING" not in said


#: Points: below this, lettering of a figure is no longer read with ease.
LEGIBLE = 6.5


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_the_lettering_of_every_figure_can_be_read(pdf, html, essays):
    """A figure scaled until it fits the page is worth nothing if its words cannot be read."""
    from testimonia.edition.print.lettering import smallest

    widths = printed_widths(pdf)
    sizes = {}
    for path, soup in essays.items():
        for image in soup.select("article figure img[src$='.svg']"):
            drawn = (html / "notebooks" / image["src"]).resolve().read_bytes()
            natural = float(re.search(rb'<svg[^>]* width="([\d.]+)pt"', drawn)[1])
            sizes[f"{path.name}: {image['alt'][:50]}"] = smallest(drawn) * widths[image["alt"]] / natural
    assert len(sizes) > 15
    assert {name: round(size, 2) for name, size in sizes.items() if size < LEGIBLE} == {}


def printed_widths(pdf) -> dict[str, float]:
    """How wide every picture of the PDF is, in points, by its alternative text: as its tag says."""
    objects = json.loads(run("qpdf", "--json=2", "--json-key=qpdf", pdf))["qpdf"][1].values()
    found = [one["value"] for one in objects if isinstance(one.get("value"), dict) and one["value"].get("/S") == "/Figure"]
    return {one["/Alt"].removeprefix("u:"): (one["/A"]["/BBox"][2] - one["/A"]["/BBox"][0]) * 0.75 for one in found}


def test_reading_order_and_alternative_texts(pdf, essays):
    """Read aloud, the book has headings, paragraphs, tables, and words for every figure."""
    structure = run("pdfinfo", "-struct", pdf)
    figures = sum(len(soup.select("article figure")) for soup in essays.values())
    assert len(re.findall(r"^\s*Figure", structure, re.M)) == figures
    assert all(tag in structure for tag in ("H1", "H2", "P ", "Table", "TH", "Link"))


def test_two_runs_give_the_same_bytes(pdf, tmp_path):
    """An archive compares checksums."""
    from testimonia.edition.print import make_pdf

    assert make_pdf(ROOT, say=lambda line: None, out=tmp_path / "again.pdf").read_bytes() == pdf.read_bytes()
