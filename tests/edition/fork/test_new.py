"""A new book: whole or not there, the same every time, and with nothing of any other case in it."""

import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest
import yaml

import testimonia as tm
from testimonia import cli
from testimonia.edition.fork import NewBookError, filling, new, new_book, wheel

from ...test_house import LOCK, ROOT, WORDS_OF_THE_CASE, persons

FORK_LOCK = filling.TEMPLATE / "requirements.txt"


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """A new book, written once."""
    return new_book(tmp_path_factory.mktemp("fork") / "mill", "The Mill", "The Mill Society")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_its_tables_are_sound_and_hold_two_examples_each(book):
    """A forker would begin by looking for a fault that is ours."""
    report = tm.check(book / "data")
    assert report.ok, str(report)
    counts = dict(report.counts)
    assert counts.pop("exceptions") == 0 and set(counts.values()) == {2}
    assert "28 invented example rows" in report.reminders[0]


def test_every_example_is_marked_as_invented(book):
    """An invented row that is taken for evidence would be worse than none."""
    for path in (book / "data").glob("*.csv"):
        for row in csv.DictReader(io.StringIO(path.read_text("utf8"))):
            assert row["id"].startswith("example-") and ("note" not in row or "nvented" in row["note"]), f"{path.name}: {row['id']}"


def test_it_has_every_table_and_column_of_the_volume(book):
    """A table that the library has learnt since would be missing from every new book."""
    def shape(path):
        tables = json.loads(path.read_text("utf8"))["resources"]
        return {table["name"]: (
            [(field["name"], field["type"], field.get("format")) for field in table["schema"]["fields"]],
            {part: table["schema"].get(part) for part in ("primaryKey", "foreignKeys", "uniqueKeys", "missingValues")},
        ) for table in tables}  # fmt: skip

    assert shape(book / "data" / "datapackage.json") == shape(ROOT / "data" / "datapackage.json")


def test_nothing_in_it_speaks_of_another_case(book):
    """Somebody's inquisition would open with somebody else's purge."""
    pattern = re.compile("|".join([*map(re.escape, WORDS_OF_THE_CASE), r"Suspected", *(rf"\b{re.escape(name)}\b" for name in persons())]))
    found = []
    for name, content in contents(book).items():
        if name == "requirements.txt":  # digits of checksums
            continue
        if name.endswith(".whl"):
            archive = zipfile.ZipFile(io.BytesIO(content))
            texts = {f"{name}/{entry}": archive.read(entry) for entry in archive.namelist() if not entry.endswith((".ttf", "OFL.txt")) and "OFL" not in entry and "/licenses/" not in entry}
            words = re.compile("|".join(map(re.escape, {*WORDS_OF_THE_CASE} - {"1937"})))  # which may be among the digits of a checksum
        else:
            texts, words = {name: content}, pattern
        found += [f"{place}: {match[0]}" for place, text in texts.items() if (match := words.search(text.decode("utf8")))]
    assert found == []


def test_the_licence_of_the_library_travels_with_it(book):
    """The licence of the library asks for nothing but that."""
    archive = zipfile.ZipFile(next((book / "wheels").glob("*.whl")))
    (licence,) = [name for name in archive.namelist() if "/licenses/" in name]
    assert archive.read(licence).startswith(b"MIT License")


def test_two_new_books_are_the_same(book, tmp_path):
    """A difference between two copies could not be told from a change of somebody's."""
    assert contents(new_book(tmp_path / "again", "The Mill", "The Mill Society")) == contents(book)


def test_its_files_are_what_they_say(book):
    """A slip in one of them would be found by the first reader of the fork."""
    citation = yaml.safe_load((book / "CITATION.cff").read_text("utf8"))
    citation["date-released"] = citation["date-released"].isoformat()
    jsonschema.Draft7Validator(json.loads((ROOT / "tests/schemas/cff-1.2.0.json").read_text("utf8"))).validate(citation)
    config = yaml.safe_load((book / "_config.yml").read_text("utf8"))
    assert config["title"] == "The Mill" and config["author"] == "The Mill Society"
    toc = yaml.safe_load((book / "_toc.yml").read_text("utf8"))
    files = [toc["root"], *(one["file"] for part in toc["parts"] for chapter in part["chapters"] for one in [chapter, *chapter.get("sections", [])])]
    assert [file for file in files if not (book / f"{file}.md").is_file()] == []
    assert {path.stem for path in (book / "book/tables").glob("*.md")} == set(tm.load(book / "data").schema.tables) - {"exceptions"}
    assert os.access(book / "postBuild", os.X_OK) and not os.access(book / "README.md", os.X_OK)
    subprocess.run(["sh", "-n", book / "postBuild"], check=True)


@pytest.mark.parametrize("target", ["book", "html", "pdf", "test", "check", "sealed", "site", "clean", "help", "setup"])
def test_make_understands(book, target):
    done = subprocess.run(["make", "--dry-run", target], cwd=book, capture_output=True, text=True, timeout=60, env={name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"})
    assert done.returncode == 0 and "warning" not in done.stderr, done.stderr


def test_make_diff_outside_git_says_what_is_wanted(book):
    """Git's own words would not tell a historian what to do."""
    done = subprocess.run(["make", "diff", f"VENV={book}", "-o", f"{book}/.ready"], cwd=book, capture_output=True, text=True, timeout=60, env={**os.environ, "GIT_CEILING_DIRECTORIES": "/", "GIT_DIR": str(book / "none")})
    assert done.returncode and "commit your work with git first" in done.stdout and "fatal" not in done.stderr


def test_its_lock_is_ours_as_far_as_it_goes():
    """A fork would be tested with one version here and run with another there."""
    rows = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\\n]+)", FORK_LOCK.read_text("utf8"), re.M)
    assert len(rows) > 100 and {"jupyter-book", "weasyprint", "pandas", "pytest", "jupyterlab"} <= {name for name, _ in rows}
    assert [name for name, version in rows if LOCK.get(name, ("",))[0] != version] == [], "run `make lock`"
    entries = [entry for entry in re.split(r"\n(?=\S)", FORK_LOCK.read_text("utf8")) if not entry.startswith("#")]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("essay", sorted(filling.TEMPLATE.glob("notebooks/*.md")), ids=lambda path: path.stem)
def test_its_essays_keep_the_frame(essay):
    """A reader finds the question, the record, the reading and its limits in the same place in every essay."""
    text = essay.read_text("utf8")
    assert re.search(r"^# [^\n]+\n\n\*\*[^\n]+\?\*\*$", text, re.M), "the question opens the essay"
    heads = re.findall(r"^## (.+)$", text, re.M)
    assert heads[0] == "What the record holds" and heads[-2:] == ["What we make of it", "What would change our mind"]
    assert text.rstrip().endswith("```{grounds}\n```")
    assert "{holds}" in text and "{glue:text}" in text and "findings.figure(" in text


def test_without_title_and_author_it_says_what_to_fill_in(tmp_path):
    """An author who was made up would be cited."""
    made = new_book(tmp_path / "bare")
    assert "FILL IN" in (made / "CITATION.cff").read_text("utf8") and yaml.safe_load((made / "_config.yml").read_text("utf8"))["author"] == new.AUTHOR
    assert any("datapackage.json still says" in line for line in tm.check(made / "data").reminders)


@pytest.mark.parametrize("title", ['A "Plot" of 1650: <b>what</b> they said', "Мельница и ведьмы", "50 % of $X$ [sic] {braces} \\ back", "#1 *starred*", "O'Brien's Case: yes"])
def test_any_title_is_kept(title, tmp_path):
    """A title with a colon or a quotation mark would break every file it stands in."""
    made = new_book(tmp_path / "titled", title, "Anna & Béla: a pair")
    assert yaml.safe_load((made / "_config.yml").read_text("utf8"))["title"] == title
    assert yaml.safe_load((made / "CITATION.cff").read_text("utf8"))["authors"] == [{"name": "Anna & Béla: a pair"}]
    assert json.loads((made / "data/datapackage.json").read_text("utf8"))["contributors"][0]["title"] == "Anna & Béla: a pair"
    assert tm.check(made / "data").ok
    assert yaml.safe_load((made / "environment.yml").read_text("utf8"))["name"]


@pytest.mark.parametrize("option", ["two\nlines", " ", "bell\a"])
def test_a_title_that_is_no_line_is_refused(option, tmp_path):
    with pytest.raises(NewBookError, match="not a line of text"):
        new_book(tmp_path / "book", option)
    assert list(tmp_path.iterdir()) == []


# --- where nothing may be written ------------------------------------------------------------------


def test_a_folder_that_holds_something_is_left_alone(tmp_path, capsys):
    """Somebody's work would be overwritten."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "notes.txt").write_text("mine")
    assert cli.main(["new", str(tmp_path / "work")]) == 1
    said = capsys.readouterr().out
    assert said.count("\n") == 1 and "the folder is not empty" in said
    assert contents(tmp_path) == {"work/notes.txt": b"mine"}


def test_an_empty_folder_is_taken(tmp_path):
    """A folder made beforehand is what most people would begin with."""
    (tmp_path / "empty").mkdir()
    assert (new_book(tmp_path / "empty") / "Makefile").is_file() and [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_a_file_of_that_name_is_left_alone(tmp_path):
    (tmp_path / "name").write_text("mine")
    with pytest.raises(NewBookError, match="there is a file of this name"):
        new_book(tmp_path / "name")
    assert (tmp_path / "name").read_text() == "mine"


def test_a_read_only_folder_is_told(tmp_path):
    """One line, and not a page of traceback; root may write everywhere, so another user tries."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut").chmod(0o555)
    # The folder is entered, and the library read, by whoever runs the tests; only then does the other user write.
    code = "import os, sys\nfrom testimonia import cli\nimport testimonia.edition.fork.new\nos.chdir(sys.argv[1])\nos.geteuid() == 0 and os.setuid(65534)\nsys.exit(cli.main(['new', 'book']))"
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "shut"], capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    assert (done.returncode, done.stdout) == (1, "book: Permission denied; nothing was written\n"), done.stdout + done.stderr
    assert list((tmp_path / "shut").iterdir()) == []


@pytest.mark.parametrize("at", [0, 10, 40])
def test_a_full_disk_leaves_nothing(at, tmp_path, monkeypatch, capsys):
    """Half a book would be taken for a whole one."""
    count = iter(range(1000))
    write = new._write

    def full(*arguments):
        if next(count) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(*arguments)

    monkeypatch.setattr(new, "_write", full)
    assert cli.main(["new", str(tmp_path / "book")]) == 1
    assert capsys.readouterr().out == f"{tmp_path / 'book'}: No space left on device; nothing was written\n"
    assert list(tmp_path.iterdir()) == []


def test_interruption_leaves_nothing(tmp_path, monkeypatch):
    """Ctrl-C while the library is being packed."""
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(new, "wheel", interrupted)
    assert cli.main(["new", str(tmp_path / "book")]) == 130
    assert list(tmp_path.iterdir()) == []


# --- the wheel --------------------------------------------------------------------------------------


def test_the_wheel_holds_the_package_and_can_be_installed(book, tmp_path):
    """The library is on no index: a wheel that lacks a file cannot be mended by the forker."""
    (path,) = (book / "wheels").glob("*.whl")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", tmp_path / "site", path], check=True, capture_output=True)
    here = {file.relative_to(ROOT / "src/testimonia").as_posix() for file in (ROOT / "src/testimonia").rglob("*") if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")}
    there = {file.relative_to(tmp_path / "site/testimonia").as_posix() for file in (tmp_path / "site/testimonia").rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    assert there == here
    # a fork of the fork: the installed library packs the same wheel again
    code = "import sys; sys.path.insert(0, sys.argv[1]); from testimonia.edition.fork import wheel; sys.stdout.buffer.write(wheel.wheel()[1])"
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "site"], capture_output=True, check=True, env=clean)
    again, first = zipfile.ZipFile(io.BytesIO(done.stdout)), zipfile.ZipFile(path)
    assert [name for name in first.namelist() if "RECORD" not in name and "METADATA" not in name and first.read(name) != again.read(name)] == []
    assert again.namelist() == first.namelist()


def test_a_library_that_is_not_installed_says_so(monkeypatch, tmp_path, capsys):
    """What the fork must install would be unknown."""
    def missing(name):
        raise wheel.importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(wheel.importlib.metadata, "distribution", missing)
    assert cli.main(["new", str(tmp_path / "book")]) == 1
    assert "pip install -e ." in capsys.readouterr().out and list(tmp_path.iterdir()) == []


def test_a_hub_and_a_container_open_its_essays_as_ours(book):
    """What is mended for the readers of this volume would stay broken for those of a fork."""
    install = re.compile(r"^python -m pip install .*$", re.M)
    assert install.sub("", (book / "postBuild").read_text("utf8")) == install.sub("", (ROOT / "postBuild").read_text("utf8"))
    assert install.search((book / "postBuild").read_text("utf8"))[0].endswith("wheels/testimonia-*.whl")
    ours, theirs = (json.loads((folder / ".devcontainer/devcontainer.json").read_text("utf8")) for folder in (ROOT, book))
    assert ours | {"name": "The Mill"} == theirs
    ours, theirs = (yaml.safe_load((folder / "environment.yml").read_text("utf8"))["dependencies"] for folder in (ROOT, book))
    assert ours == theirs
