"""Editions side by side: a citation of an old one must still lead to the page that was cited."""

import errno
import json
import os
import shutil

import pytest
from bs4 import BeautifulSoup

from testimonia import cli
from testimonia.edition import editions
from testimonia.edition.editions import EditionError, add_edition


@pytest.fixture
def book(tmp_path):
    """A book whose pages are built, as far as publishing looks at them."""
    pages = tmp_path / "book" / "_build" / "html"
    pages.mkdir(parents=True)
    (tmp_path / "book" / "_config.yml").write_text("title: 'The <b>Mill</b> & the Fire'\n", "utf8")
    (pages / "manifest.json").write_text("{}")
    (pages / "index.html").write_text("first")
    (tmp_path / "book/_build/pdf").mkdir()
    (tmp_path / "book/_build/pdf/the-mill.pdf").write_bytes(b"%PDF-1.7")
    return tmp_path / "book"


def test_an_edition_stays_when_another_is_added(book, tmp_path):
    """The page that was cited would be gone."""
    site = tmp_path / "site"
    add_edition(book, site, "v1.0")
    (book / "_build/html/index.html").write_text("second")
    add_edition(book, site, "v1.1")
    add_edition(book, site, "latest")
    assert [(site / name / "index.html").read_text() for name in ("v1.0", "v1.1", "latest")] == ["first", "second", "second"]
    assert (site / "v1.0" / "the-mill.pdf").read_bytes() == b"%PDF-1.7" and (site / ".nojekyll").exists()
    soup = BeautifulSoup((site / "index.html").read_text("utf8"), "lxml")
    assert [link["href"] for link in soup.select("a")] == ["latest/index.html", "v1.1/index.html", "v1.0/index.html"]
    assert all((site / link["href"]).is_file() for link in soup.select("a"))
    assert soup.h1.get_text() == "The <b>Mill</b> & the Fire", "a title is text"
    assert {path.name for path in site.iterdir()} == {"v1.0", "v1.1", "latest", "index.html", "editions.json", ".nojekyll"}


def test_the_moving_edition_is_replaced_whole(book, tmp_path):
    """A page that was taken out would live on."""
    site = tmp_path / "site"
    (book / "_build/html/old.html").write_text("old")
    add_edition(book, site, "latest")
    (book / "_build/html/old.html").unlink()
    add_edition(book, site, "latest")
    assert not (site / "latest/old.html").exists() and len(json.loads((site / "editions.json").read_text())) == 1


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "with space", "index.html", "x" * 3 + "\n"])
def test_a_name_that_is_none_is_refused(name, book, tmp_path):
    """A slip in a tag would write outside the folder."""
    with pytest.raises(EditionError, match="no name for an edition"):
        add_edition(book, tmp_path / "site", name)
    assert not (tmp_path / "site").exists()


def test_a_full_disk_leaves_the_other_editions(book, tmp_path, monkeypatch, capsys):
    """A full disk in the middle of publishing would take down what was published."""
    site = tmp_path / "site"
    add_edition(book, site, "latest")
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    def full(*arguments, **named):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(editions.shutil, "copytree", full)
    assert cli.main(["publish", str(site), "--edition", "latest", "--book", str(book)]) == 1
    assert "No space left on device; the other editions are as they were" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("what", ["not built", "unfinished"])
def test_only_whole_pages_are_published(what, book, tmp_path):
    """Half a volume would be published as an edition."""
    if what == "unfinished":
        (book / "_build/.unfinished").write_text("")
    else:
        shutil.rmtree(book / "_build/html")
    with pytest.raises(EditionError, match=what):
        add_edition(book, tmp_path / "site", "v1")


def test_a_damaged_list_is_told(book, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/editions.json").write_text("[{]")
    with pytest.raises(EditionError, match="not a list of editions"):
        add_edition(book, tmp_path / "site", "v1")
