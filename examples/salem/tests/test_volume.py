"""The built volume: `make test` builds it first."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from bs4 import BeautifulSoup

import testimonia as tm
from testimonia.edition import in_words

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"


@cache
def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf8"), "lxml")


@pytest.fixture(scope="module")
def manifest() -> dict:
    if not (HTML / "manifest.json").is_file():
        pytest.fail("the volume is not built: run `make book` first")
    return json.loads((HTML / "manifest.json").read_text("utf8"))


def essays() -> list[Path]:
    return sorted((ROOT / "notebooks").glob("[0-9]*-*.md"))


def test_every_page_of_the_contents_is_there(manifest):
    """A chapter missing from the build is missing from the book."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))
    files = [toc["root"], *(entry["file"] for part in toc["parts"] for chapter in part["chapters"] for entry in [chapter, *chapter.get("sections", [])])]
    assert [file for file in files if not (HTML / f"{file}.html").is_file()] == []


def test_it_was_built_from_these_tables(manifest):
    """Otherwise a reader sees yesterday's numbers."""
    from testimonia.edition.manifest import checksums

    assert manifest["tables"] == checksums(ROOT / "data")


def test_every_link_within_the_volume_leads_somewhere(manifest):
    """A dead link between a sentence and its row would break the promise of the book."""
    dead = []
    for path in HTML.rglob("*.html"):
        for link in page(path).find_all("a", href=True):
            if re.match(r"[a-z][a-z0-9+.-]*:|//", link["href"]):
                continue
            file, anchor = urldefrag(link["href"])
            to = (path.parent / unquote(file.split("?")[0])).resolve() if file else path
            if not to.is_file() or anchor and to.suffix == ".html" and not page(to).find(id=unquote(anchor)):
                dead.append(f"{path.relative_to(HTML)}: {link['href']}")
    assert dead == []


def test_every_statement_holds(manifest):
    """A sentence that the tables do not bear out must not be published."""
    statements = [one for found in manifest["pages"].values() for one in found if one["kind"] == "statement"]
    assert [one["name"] for one in statements if one["shown"] != "holds"] == []


@pytest.mark.parametrize("essay", essays(), ids=lambda path: path.stem)
def test_numbers_in_the_prose_are_computed(essay):
    """A number typed by hand does not follow when a row is corrected. Years, days of a date and quoted cells may be written out."""
    prose = re.sub(r"^---.*?^---|^```.*?^```", "", essay.read_text("utf8"), flags=re.S | re.M)
    prose = re.sub(r"`[^`]*`|\{[^}]*\}|\[[^\]]*\]\([^)]*\)", "", prose)
    typed = re.findall(r"(?<![\w-])\d+(?:[.,/]\d+)*(?![\w-])(?! (?:January|February|March|April|May|June|July|August|September|October|November|December))", prose)
    assert [number for number in typed if not re.fullmatch(r"(1\d{3}|20\d{2})(/\d{1,2})?", number)] == []


def test_numbers_on_the_page_are_those_of_the_tables(manifest):
    """What the page prints is what the tables hold, recounted here from the files."""
    case = tm.load(ROOT / "data")
    counted = {"testimonies": len(case.testimonies), "events": len(case.events)}
    seen = 0
    for name, found in manifest["pages"].items():
        printed = {mark["data-finding"]: mark.get_text() for mark in page(HTML / f"{name}.html").select(".finding-number")}
        for one in found:
            if one["kind"] == "number" and one["name"] in printed:
                assert printed[one["name"]] == one["shown"]
                seen += 1
            if one["kind"] == "number" and one["name"] in counted:
                assert one["shown"] == in_words(counted[one["name"]])
    assert seen, "no essay prints a number from the tables"
