"""The sealed copy: one file that a librarian keeps, and that opens in twenty years."""

import hashlib
import json
import os
import zipfile

import pytest

from testimonia import cli
from testimonia.edition.manifest import checksums
from testimonia.edition.sealed import SealError, seal

from ..conftest import VILLAGE


@pytest.fixture
def book(tmp_path):
    """A book of the village, built as far as sealing looks."""
    import shutil

    folder = tmp_path / "book"
    shutil.copytree(VILLAGE, folder / "data")
    (folder / "_config.yml").write_text("title: A Village Quarrel\n", "utf8")
    (folder / "README.md").write_text("Make it again.\n", "utf8")
    (folder / "_build/html/notebooks").mkdir(parents=True)
    (folder / "_build/html/index.html").write_text("<!doctype html><title>x</title>", "utf8")
    (folder / "_build/html/notebooks/1-a.ipynb").write_text("{}", "utf8")
    (folder / "_build/html/manifest.json").write_text(json.dumps({"tables": checksums(folder / "data"), "pages": {}}), "utf8")
    (folder / "_build/pdf").mkdir()
    (folder / "_build/pdf/a-village-quarrel.pdf").write_bytes(b"%PDF-1.7")
    (folder / ".venv").mkdir()
    (folder / ".venv/secret").write_text("x")
    return folder


def test_everything_is_in_it_once(book, tmp_path):
    with zipfile.ZipFile(seal(book, tmp_path / "x.zip", say=lambda line: None)) as archive:
        names = [name.split("/", 1)[1] for name in archive.namelist()]
        root = archive.namelist()[0].split("/")[0]
        sums = dict(reversed(line.split("  ")) for line in archive.read(f"{root}/SHA256SUMS").decode().splitlines())
        assert len(names) == len(set(names)) and {"volume/html/index.html", "volume/a-village-quarrel.pdf", "volume/notebooks/1-a.ipynb", "data/testimonies.csv", "data/datapackage.json", "README.md", "READ-ME-FIRST.txt"} < set(names)
        assert set(sums) == set(names) - {"SHA256SUMS"}
        for name, digest in sums.items():
            assert hashlib.sha256(archive.read(f"{root}/{name}")).hexdigest() == digest
    assert not any(name.startswith((".venv", "_build")) for name in names)


def test_the_same_edition_gives_the_same_bytes(book, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    one = seal(book, tmp_path / "a.zip", say=lambda line: None).read_bytes()
    os.utime(book / "README.md", (1, 1))
    assert seal(book, tmp_path / "b.zip", say=lambda line: None).read_bytes() == one


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda book: (book / "_config.yml").unlink(), "no book here"),
        (lambda book: (book / "_build/html/manifest.json").unlink(), "the volume is not built"),
        (lambda book: (book / "_build/pdf/a-village-quarrel.pdf").unlink(), "the PDF is not built"),
        (lambda book: (book / "data/actors.csv").write_text("id\n", "utf8"), "other tables"),
        (lambda book: os.utime(book / "_build/pdf/a-village-quarrel.pdf", (1, 1)), "older than the pages"),
    ],
)
def test_what_is_not_built_is_not_sealed(book, tmp_path, spoil, said, capsys):
    """A sealed copy of yesterday's pages with today's tables would be believed for twenty years."""
    spoil(book)
    with pytest.raises(SealError, match=said):
        seal(book, tmp_path / "x.zip")
    assert cli.main(["export", str(book), "--sealed", "--out", str(tmp_path / "x.zip")]) == 1
    assert not list(tmp_path.glob("x.zip*"))


def test_a_full_disk_leaves_nothing(book, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(SealError, match="No space left"):
        seal(book, tmp_path / "x.zip")
    assert not list(tmp_path.glob("x.zip*"))
