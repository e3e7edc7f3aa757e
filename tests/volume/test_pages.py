"""Every page of the built volume: links, figures, hosts, paths, rows."""

import csv
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from .conftest import ROOT, anchors, page

DATA = ROOT / "data"


def test_every_internal_link_resolves(pages, html):
    """A dead link between a sentence and its row would break the promise of the book."""
    dead = []
    for path, soup in pages.items():
        for tag, attribute in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("source", "src")):
            for element in soup.find_all(tag):
                target = element.get(attribute) or ""
                if not target or re.match(r"[a-z][a-z0-9+.-]*:|//", target):
                    continue
                file, anchor = urldefrag(target)
                to = (path.parent / unquote(file.split("?")[0])).resolve() if file else path
                if not to.is_file():
                    dead.append(f"{path.relative_to(html)}: {target}")
                elif anchor and to.suffix == ".html" and unquote(anchor) not in anchors(to):
                    dead.append(f"{path.relative_to(html)}: {target} (no such anchor)")
    assert not dead, "\n".join(dead[:20])


def test_no_page_loads_anything_from_another_host(pages, html):
    """A student on a train would see a broken page, and another host would see the student."""
    asked = []
    for path, soup in pages.items():
        for element in soup.find_all(["script", "img", "iframe", "source", "video", "audio"]):
            if re.match(r"(https?:)?//", element.get("src") or ""):
                asked.append(f"{path.relative_to(html)}: {element['src']}")
        for element in soup.find_all("link"):
            if re.match(r"(https?:)?//", element.get("href") or "") and set(element.get("rel") or []) & {"stylesheet", "preload", "icon", "modulepreload", "preconnect"}:
                asked.append(f"{path.relative_to(html)}: {element['href']}")
    assert not asked, "\n".join(asked)


def test_every_figure_says_what_it_shows(essays):
    """A reader who cannot see a figure has its alternative text, its caption and its table."""
    seen = 0
    for path, soup in essays.items():
        for figure in soup.select("article figure"):
            seen += 1
            image = figure.find("img")
            alt = (image.get("alt") or "").strip()
            assert len(alt) > 60, f"{path.name}: alternative text too short: {alt!r}"
            assert not re.search(r"\.(svg|png)|_images|[0-9a-f]{16}", alt), f"{path.name}: alternative text is a file name: {alt!r}"
            assert figure.find("figcaption").get_text(strip=True), f"{path.name}: a figure without a caption"
            assert figure.find(class_="caption-number"), f"{path.name}: a figure without a number"
            twin = figure.find_next("details", class_="twin")
            assert twin is not None and twin.find("table") is not None and len(twin.find_all("tr")) > 1, f"{path.name}: {alt[:40]} has no table"
    assert seen >= 3 * len(essays)


def test_alternative_texts_differ_from_captions(essays):
    """Read aloud, a caption said twice tells nothing about the picture."""
    for path, soup in essays.items():
        for figure in soup.select("article figure"):
            assert figure.find("img")["alt"].strip() not in figure.find("figcaption").get_text(), path.name


def test_essay_numbers_are_those_of_their_files(essays):
    """'Figure 4.1' must stand in essay 4, or a footnote would cite the wrong one."""
    for path, soup in essays.items():
        number = path.name.split("-")[0]
        assert soup.select_one("article h1 .section-number").get_text().strip(". \u00a0") == number
        for caption in soup.select("article .caption-number"):
            assert re.search(r"(Figure|Table)\s+(\d+)\.\d+", caption.get_text())[2] == number, path.name


def test_no_machine_path_or_object_in_any_output(html):
    """A path or an object's address in a page ages at once and tells whose machine it was."""
    paths = re.compile(rf"{re.escape(str(ROOT))}|/(?:home|root|tmp|Users)/\w|file:///")
    objects = re.compile(r"(?:&lt;|<)[\w.]+ (?:object )?at 0x[0-9a-f]+")
    bad = []
    for path in html.rglob("*"):
        if path.suffix in {".html", ".json", ".js", ".md", ".ipynb", ".svg"} and "_static" not in path.parts:
            text = path.read_text("utf8")
            bad += [f"{path.relative_to(html)}: {match[0]}" for match in [*paths.finditer(text), *objects.finditer(text)]]
    assert not bad, "\n".join(bad[:10])


def _tables():
    return sorted(path.stem for path in DATA.glob("*.csv") if path.stem != "exceptions")


@pytest.mark.parametrize("name", _tables())
def test_every_row_has_its_anchor_and_its_words(name, html):
    """Each row can be cited and opened; its text stands on the page as text."""
    soup = page(html / "book" / "tables" / f"{name}.html")
    with open(DATA / f"{name}.csv", encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows, f"{name}.csv has no rows"
    for row in rows:
        cell = soup.find(id=f"row-{row['id']}")
        assert cell is not None, f"{name}: no anchor for {row['id']}"
        words = " ".join(cell.get_text(" ").split())
        for column in ("title", "summary", "claim", "rationale"):
            if row.get(column):
                assert " ".join(row[column].split()) in words, f"{name}: {row['id']} does not show its {column}"


def test_the_register_lists_everybody_under_every_name(html):
    """A reader who knows only Тухачевский or Tukhachevsky must find Tukhachevskii."""
    entries = anchors(html / "book" / "register.html")
    with open(DATA / "actors.csv", encoding="utf8", newline="") as file:
        for row in csv.DictReader(file):
            entry = entries.get(f"actor-{row['id']}")
            assert entry is not None, row["id"]
            for variant in filter(None, row["variants"].split(";")):
                assert variant in entry.get_text(), f"{row['id']}: {variant}"


def test_the_concordance_agrees_with_the_article(html):
    """Anyone with the article in hand must find the paragraph we cite."""
    with open(ROOT / "book" / "concordance.csv", encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["paragraph"] for row in rows if row["paragraph"].isdigit()] == [str(n) for n in range(1, 47)]
    assert all(len(row["opening"].split()) <= 8 for row in rows)
    soup = page(html / "book" / "concordance.html")
    assert all(soup.find(id=f"paragraph-{row['paragraph']}") for row in rows)
    article = ROOT.parent / "shared" / "source" / "article.md"
    if article.is_file():
        text = article.read_text("utf8")
        for row in rows:
            mark = row["paragraph"] if row["paragraph"].startswith("n") else f"¶{row['paragraph']}"
            assert row["remark"] or f"**{mark}** {row['opening']}" in text, mark


def test_the_colophon_names_every_table_with_its_checksum(html):
    """A librarian compares the sums to know which tables the volume was made from."""
    import hashlib

    text = page(html / "book" / "colophon.html").get_text()
    for path in [*DATA.glob("*.csv"), DATA / "datapackage.json", DATA / "references.bib"]:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in text, path.name


def test_pages_of_the_table_of_contents_are_all_there(html):
    """A chapter missing from the build is missing from the book."""
    import yaml

    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))
    names = [toc["root"], *(entry["file"] for part in toc["parts"] for chapter in part["chapters"] for entry in [chapter, *chapter.get("sections", [])])]
    assert [name for name in names if not Path(html / f"{name}.html").is_file()] == []
