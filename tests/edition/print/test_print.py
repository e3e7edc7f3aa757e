"""A small book printed: what is in the PDF, what is not, and what is said when it cannot be made."""

import builtins
import errno
import gc
import os
import shutil
import subprocess
import sys

import pytest

from testimonia import cli
from testimonia.edition.print import PrintError, make_pdf
from testimonia.edition.print import make as making
from testimonia.edition.print import paging

pytest.importorskip("lxml")
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")


def quiet(line: str) -> None:
    """Say nothing."""


def text_of(pdf, *more: str) -> str:
    """What a reader can copy out of the PDF."""
    return subprocess.run(["pdftotext", *more, pdf, "-"], capture_output=True, text=True, check=True).stdout.replace("\u00a0", " ")


@poppler
def test_the_book_holds_what_the_pages_hold(printed):
    """A sentence, a note, a caption or a row lost in print would never be missed."""
    text = " ".join(text_of(printed).split())
    for said in ["The Lost Crown", "A small book", "Version 1.0 by A. Printer, 2000.", "Who took it?", "корона, ѣ, №", "A note on the day.", "Figure 1.1. The three days.", "§1.1", "Brandt was named. ✓ holds under every reading.", "weber-brandt May 1692 Weber names Brandt.", "Weber 1990, ¶3; n. 2.", "example.org/crown", "About this book"]:
        assert said in text, said
    for gone in ["secret_code", "twin cell", "Navigation", "#", "??", " 000 "]:
        assert gone not in text, gone


@poppler
def test_page_numbers_are_those_of_the_pages(printed):
    """A reference to another page than the one it names sends a reader astray."""
    pages = text_of(printed).split("\f")
    row = next(number for number, page in enumerate(pages, 1) if "weber-brandt May" in " ".join(page.split()))
    essay = next(number for number, page in enumerate(pages, 1) if "Who took it?" in page)
    assert f"(p. {row})" in " ".join(pages[essay - 1].split())
    assert essay % 2 == 1 and pages[essay - 1].split()[-1] == str(essay)
    assert f"{essay}; tables {row}" in " ".join(pages[-2].split())
    contents = text_of(printed, "-layout").split("\f")[4]
    assert [line.split()[-1] for line in contents.splitlines() if "The theft" in line] == [str(essay)]


@pytest.mark.filterwarnings("error")
def test_the_same_book_gives_the_same_bytes_and_leaves_no_file_open(book, printed):
    """An archive compares checksums; a font left open is a warning in every run and an error on some machines."""
    assert make_pdf(book, quiet).read_bytes() == printed.read_bytes()
    gc.collect()


@pytest.mark.parametrize("name, old, new, said", [
    ("_toc.yml", "book/rows", "book/row", "_toc.yml, line 10 names book/row"),
    ("_build/html/essays/1-theft.html", "days.svg", "nights.svg", "essays/1-theft, line 9: the image ../_images/nights.svg"),
    ("_build/html/_images/days.svg", "</svg>", "", "essays/1-theft, line 9: the image ../_images/days.svg of ‘Figure 1.1 The three days.’ is damaged"),
    ("_build/html/essays/1-theft.html", "third day", "third 北 day", "essays/1-theft (at p1-1): no font of the volume has '北' (U+5317 cjk unified ideograph-5317)"),
    ("_build/html/essays/1-theft.html", "#row-weber-brandt\">the row", "#row-weber\">the row", "essays/1-theft, line 11: the link ‘the row says’ leads to #book-rows--row-weber"),
    ("_build/html/essays/1-theft.html", "bd-article", "x", "essays/1-theft: the built page has no text"),
    ("_config.yml", "title: The", "title: [The", "_config.yml cannot be read"),
])  # fmt: skip
def test_what_cannot_be_printed_is_named_and_the_last_pdf_kept(book, last_pdf, edit, name, old, new, said):
    """A message without a place costs an evening."""
    before = last_pdf.read_bytes()
    edit(name, old, new)
    with pytest.raises(PrintError) as caught:
        make_pdf(book, quiet)
    assert said in str(caught.value), str(caught.value)
    assert last_pdf.read_bytes() == before and [path.name for path in last_pdf.parent.iterdir()] == [last_pdf.name]


def test_a_letter_in_the_source_is_named_with_its_line(book, edit):
    """The reader of the message would search the chapter by eye."""
    for name in ("_build/html/essays/1-theft.html", "essays/1-theft.md"):
        edit(name, "third day", "third 北 day")
    with pytest.raises(PrintError, match="essays/1-theft, line 7: no font"):
        make_pdf(book, quiet)


def test_a_full_disk_leaves_the_last_pdf(book, last_pdf, monkeypatch):
    """Half a PDF in place of a whole one would be archived."""
    before, opened = last_pdf.read_bytes(), builtins.open

    class Full:
        """A file on a full disk."""

        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *stop):
            self.file.close()

        def write(self, content):
            self.file.write(content[:1000])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(making, "open", lambda path, *more: Full(opened(path, *more)), raising=False)
    with pytest.raises(PrintError, match="the disk is full; the PDF of the last run is as it was"):
        make_pdf(book, quiet)
    assert last_pdf.read_bytes() == before and len(list(last_pdf.parent.iterdir())) == 1


def test_without_pango_one_line_says_what_to_install_and_the_pages_stay(book, tmp_path_factory):
    """A traceback about libgobject tells nobody what to do."""
    elsewhere = tmp_path_factory.mktemp("without-pango")
    (elsewhere / "weasyprint.py").write_text("raise OSError('cannot load library libgobject-2.0-0')")
    paths = os.pathsep.join([str(elsewhere), *(path for path in sys.path if path)])
    before = {path: path.read_bytes() for path in (book / "_build" / "html").rglob("*.html")}
    ran = subprocess.run([sys.executable, "-m", "testimonia.cli", "build", "--pdf", book], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths})
    (line,) = (ran.stdout + ran.stderr).splitlines()
    assert ran.returncode == 1 and before and {path: path.read_bytes() for path in before} == before
    assert "apt install libpango-1.0-0" in line and "brew install pango" in line and "conda install -c conda-forge pango" in line


@poppler
def test_controls_of_the_screen_are_not_printed(book, edit):
    """A button on paper answers nobody."""
    controls = '<div class="screen-only-switch"><p>Choose a reading</p></div><p class="note screen-only">Click here</p><button>Press</button>'
    edit("_build/html/essays/1-theft.html", "<p><strong>Who took it?", f"{controls}<details><summary>More</summary><p>What is folded</p></details><p><strong>Who took it?")
    text = text_of(make_pdf(book, quiet))
    assert "What is folded" in text and not [gone for gone in ("Choose a reading", "Click here", "Press") if gone in text]


def test_a_book_longer_than_what_is_kept_is_the_same_book(book, printed, monkeypatch):
    """Pages that are set twice to spare memory must be the pages that were counted."""
    monkeypatch.setattr(paging, "KEPT", 0)
    assert make_pdf(book, quiet).read_bytes() == printed.read_bytes()


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_the_file_is_sound(printed):
    """A damaged cross-reference table opens in one viewer and not in the next."""
    said = subprocess.run(["qpdf", "--check", printed], capture_output=True, text=True, check=True).stdout
    assert "No syntax or stream encoding errors found" in said


def test_a_folder_without_a_book_is_told(tmp_path, capsys):
    """The wrong folder is the commonest slip."""
    assert cli.main(["build", str(tmp_path)]) == 1
    assert "_config.yml" in capsys.readouterr().out
    (tmp_path / "_config.yml").write_text("title: x")
    (tmp_path / "_toc.yml").write_text("root: a")
    assert cli.main(["build", "--pdf", str(tmp_path)]) == 1
    assert "run `make html` first" in capsys.readouterr().out
