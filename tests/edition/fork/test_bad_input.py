"""What a fork will do wrong: each ends in a clear line, and nothing is lost."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import testimonia as tm
from testimonia import cli
from testimonia.case.load import CaseError
from testimonia.edition.fork import new_book

from ...test_house import ROOT


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    return new_book(tmp_path_factory.mktemp("fork") / "book", "A book")


@pytest.fixture
def data(written, tmp_path) -> Path:
    """The tables of a new book, to be damaged at will."""
    return Path(shutil.copytree(written / "data", tmp_path / "data"))


def problems(folder: Path, capsys) -> list[str]:
    assert cli.main(["check", str(folder)]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return said.out.splitlines()


@pytest.mark.parametrize("table", ["transmissions", "decisions", "assessments", "measures", "predictions", "weights", "retention", "archives"])
def test_a_table_to_which_no_row_refers_may_be_left_out(table, data, capsys):
    """Nobody should have to keep an empty file for what the case does not have."""
    (data / f"{table}.csv").unlink()
    if table == "archives":  # the rows that cite it must not
        path = data / "testimonies.csv"
        path.write_text(path.read_text("utf8").replace(";example-vas-1-2-31", "").replace(";example-vas-1-2-32", ""), "utf8")
    assert cli.main(["check", str(data)]) == 0, capsys.readouterr().out
    assert tm.load(data).tables[table].empty


@pytest.mark.parametrize(("table", "user"), [("actors", "testimonies.csv"), ("threats", "events.csv"), ("hypotheses", "predictions.csv")])
def test_a_table_to_which_rows_refer_is_missed(table, user, data, capsys):
    """Every reference would be reported in place of the one fault."""
    header = (data / f"{table}.csv").read_text("utf8").splitlines()[0]
    (data / f"{table}.csv").unlink()
    (line,) = [line for line in problems(data, capsys) if line.startswith(f"{table}.csv: the table is missing")]
    assert "refers to it" in line and line.endswith(header)
    with pytest.raises(CaseError, match="the table is missing"):
        tm.load(data)


def test_an_unknown_column_is_named_with_the_one_meant(data, capsys):
    """A column with a slip in its name would be lost without a word."""
    path = data / "testimonies.csv"
    path.write_text(path.read_text("utf8").replace(",custody,", ",custdy,", 1), "utf8")
    said = problems(data, capsys)
    assert any(line.startswith("testimonies.csv:1") and "custdy" in line and "did you mean 'custody'" in line for line in said), said
    path.write_text(path.read_text("utf8").replace(",custdy,", ",custody,", 1).replace("note\n", "note,mood\n", 1), "utf8")
    assert any("mood" in line and "remove it, or add it to datapackage.json" in line for line in problems(data, capsys))


@pytest.mark.parametrize("version", [2, 0, "1", None, True, [1]])
def test_another_version_of_the_schema_is_refused(version, data, capsys):
    """Columns that have changed their meaning would be read as if they had not."""
    path = data / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf8")) | {"testimonia": version}), "utf8")
    said = problems(data, capsys)
    assert len(said) == 2 and said[0].startswith("datapackage.json: ") and "this library reads version 1" in said[0]
    with pytest.raises(CaseError, match="another version of the schema"):
        tm.load(data)


def test_a_schema_that_says_no_version_is_the_first(data):
    path = data / "datapackage.json"
    package = json.loads(path.read_text("utf8"))
    del package["testimonia"]
    path.write_text(json.dumps(package), "utf8")
    assert tm.check(data).ok


@pytest.mark.parametrize("command", [["check"], ["export", "--to", "graphml", "--out", "x.graphml"]])
def test_a_folder_that_is_no_case(command, tmp_path, capsys, monkeypatch):
    """A slip in a path is the commonest mistake of all."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters").mkdir()
    assert cli.main([command[0], "letters", *command[1:]]) == 1
    assert "not a case; a case is a folder with a datapackage.json" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


@pytest.mark.parametrize("command", [["build", "letters"], ["build", "--pdf", "letters"], ["export", "--sealed", "letters"], ["publish", "site", "--edition", "v1", "--book", "letters"], ["diff", "letters", "letters"]])
def test_a_folder_that_is_no_book(command, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters").mkdir()
    assert cli.main(command) == 1
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1 and "letters" in said.out and "Traceback" not in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_a_build_on_damaged_tables_says_what_is_wrong(written, tmp_path):
    """The reader of the log would see a traceback of Sphinx, and not the row."""
    book = Path(shutil.copytree(written, tmp_path / "book"))
    path = book / "data" / "events.csv"
    path.write_text(path.read_text("utf8").replace("1651-04-03", "3 April 1651"), "utf8")
    done = subprocess.run([sys.executable, "-m", "testimonia.cli", "build", "--html", str(book)], capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    said = done.stdout + done.stderr
    assert done.returncode == 1 and "events.csv:2:date: '3 April 1651'" in said and "was not built" in said
    assert not (book / "_build/html/manifest.json").exists()


def test_a_build_in_a_read_only_folder_says_so(written, tmp_path):
    """A copy on a stick that is write-protected: one line, and what to do."""
    book = Path(shutil.copytree(written, tmp_path / "book"))
    for path in (book, *book.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    code = "import os, sys, tempfile, pathlib\nfrom testimonia import cli\nos.chdir(sys.argv[1])\nos.geteuid() == 0 and os.setuid(65534)\nsys.exit(cli.main(['build', '.']))"
    done = subprocess.run([sys.executable, "-c", code, book], capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    for path in (book, *book.rglob("*")):
        path.chmod(0o755)
    assert (done.returncode, done.stderr) == (1, "") and done.stdout.startswith(".: Permission denied; the volume is made in _build"), done.stdout + done.stderr
    assert not (book / "_build").exists()


# --- a disk that is full ------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """A file system with room for a megabyte; where none can be mounted, the tests that write at the level of the system stand in."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_new_book_on_a_full_disk(small_disk, capsys):
    """The library alone is larger than this disk."""
    assert cli.main(["new", str(small_disk / "book")]) == 1
    assert capsys.readouterr().out == f"{small_disk / 'book'}: No space left on device; nothing was written\n"
    assert list(small_disk.iterdir()) == []


def test_a_build_on_a_full_disk_says_so(small_disk, written, capsys):
    """The pages would be cut off in the middle of a word."""
    book = small_disk / "book"
    book.mkdir()
    shutil.copyfile(written / "_config.yml", book / "_config.yml")
    filler = os.open(small_disk / "filler", os.O_CREAT | os.O_WRONLY)
    with pytest.raises(OSError):
        while True:
            os.write(filler, bytes(1024))
    os.close(filler)
    assert cli.main(["build", str(book)]) == 1
    assert "No space left on device; the volume is made in _build" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["graphml", "gexf", "sqlite", "ro-crate", "frictionless", "palladio", "gephi"])
def test_an_export_on_a_full_disk(form, small_disk, data, capsys):
    """Half an export would be opened as a whole one, and what was there before would be gone."""
    target = small_disk / f"case-{form}"
    filler = os.open(small_disk / "filler", os.O_CREAT | os.O_WRONLY)
    with pytest.raises(OSError) as full:
        while True:
            os.write(filler, bytes(1024))
    os.close(filler)
    assert full.value.errno == errno.ENOSPC
    assert cli.main(["export", str(data), "--to", form, "--out", str(target)]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err and len(said.out.splitlines()) == 1, said.out
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
