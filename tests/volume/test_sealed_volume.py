"""The sealed copy of this volume, unpacked where there is no network and nothing else of the project."""

import hashlib
import json
import shutil
import subprocess
import zipfile

import nbformat
import pytest
import yaml

from testimonia.edition.sealed import seal

from .conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def unpacked(html, pdf, tmp_path_factory):
    """The folder that a librarian finds in the zip: made of the project as it stands, its pages and its PDF."""
    book = tmp_path_factory.mktemp("book") / "book"
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (book / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, book / name)
    shutil.copytree(html, book / "_build" / "html", copy_function=shutil.copy2)
    (book / "_build" / "pdf").mkdir()
    shutil.copyfile(pdf, book / "_build" / "pdf" / "a-suspected-army.pdf")
    sealed = seal(book, book.parent / "sealed.zip", say=lambda line: None)
    shutil.rmtree(book)
    with zipfile.ZipFile(sealed) as archive:
        archive.extractall(book.parent / "out")
    (folder,) = (book.parent / "out").iterdir()
    return folder


def test_every_checksum_holds(unpacked):
    """A file changed in twenty years of storage must be seen to have changed."""
    sums = [line.split("  ", 1) for line in (unpacked / "SHA256SUMS").read_text("utf8").splitlines()]
    assert {name for _, name in sums} == {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    for digest, name in sums:
        assert hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest, name


def test_tables_and_all_that_makes_them_again_are_in_it(unpacked):
    """Without the lock file nobody could make it again; without the tables nobody could check it."""
    for path in (ROOT / "data").iterdir():
        if path.is_file():
            assert (unpacked / "data" / path.name).read_bytes() == path.read_bytes(), path.name
    for name in ("requirements.txt", "environment.yml", "Makefile", "data/datapackage.json"):
        assert (unpacked / name).read_bytes() == (ROOT / name).read_bytes(), name
    citation = yaml.safe_load((unpacked / "CITATION.cff").read_text("utf8"))
    assert citation["title"] and citation["version"] and citation["authors"]
    built_from = json.loads((unpacked / "volume/html/manifest.json").read_text("utf8"))["tables"]
    for name, digest in built_from.items():
        assert digest == hashlib.sha256((unpacked / "data" / name).read_bytes()).hexdigest(), name


def test_the_essays_as_they_ran_are_in_it(unpacked):
    names = {path.stem for path in (ROOT / "notebooks").glob("*.md")}
    found = {path.stem: nbformat.read(path, 4) for path in (unpacked / "volume/notebooks").glob("*.ipynb")}
    assert set(found) == names
    for name, notebook in found.items():
        nbformat.validate(notebook)
        assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code"), name


def test_the_printed_volume_is_in_it(unpacked):
    (pdf,) = (unpacked / "volume").glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF-") and b"%%EOF" in pdf.read_bytes()[-1024:]
    assert f"volume/{pdf.name}" in (unpacked / "READ-ME-FIRST.txt").read_text("utf8")


def test_it_opens_from_disk_without_a_network(unpacked, visit):
    """In twenty years there is the zip and a browser, and no host of ours: pages, search, sources, figures must be in it."""
    pages = unpacked / "volume" / "html"
    with visit(pages / "index.html", offline=True) as seen:
        seen.page.locator("a[href*='4-the-spy-scare']").first.wait_for(state="attached")  # it hands on to the title page
        assert seen.abroad == [] and seen.errors == []
    with visit(pages / "search.html", offline=True) as seen:
        seen.page.fill("#search-words", "Тухачевский")
        seen.page.wait_for_function("!!window.testimonia.searchIndex")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector("#search-found a")
        assert seen.page.locator("#search-found a").first.get_attribute("href") == "book/register.html#actor-tukhachevskii"
        assert seen.abroad == [] and seen.errors == []
    with visit(pages / "notebooks" / "4-the-spy-scare.html", offline=True) as seen:
        number = seen.page.locator("article a.finding-number").first
        rows = number.get_attribute("data-rows").split()
        number.hover()
        panel = seen.page.get_by_role("dialog")
        panel.wait_for()
        assert panel.locator(f"a[href*='row-{rows[0]}']").count(), "the panel names the rows behind the number"
        seen.page.keyboard.press("Escape")
        seen.page.locator("button[data-figure=fig-who-named-whom]").click()
        chart = seen.page.locator("#fig-who-named-whom .tm-chart")
        chart.locator(".tm-plot svg .lines_marks > path").first.wait_for()
        assert seen.abroad == [] and seen.errors == []
    with visit(pages / "book" / "tables" / "testimonies.html", offline=True) as seen:
        shown = seen.page.locator("tr[id^=row-]").count()
        assert shown == len((unpacked / "data" / "testimonies.csv").read_text("utf8").strip().splitlines()) - 1 > 50
        assert seen.abroad == [] and seen.errors == []
