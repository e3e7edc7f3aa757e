"""Ctrl-C, really sent: nothing half-written is left, and what was done is not done again."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from testimonia.edition.fork import new_book

from ...test_house import ROOT

COMMAND = [sys.executable, "-m", "testimonia.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


def heed() -> None:
    """Have a command heed Ctrl-C even where the tests themselves run in the background of a shell, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*words, **more) -> subprocess.Popen:
    return subprocess.Popen([*COMMAND, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT, start_new_session=True, preexec_fn=heed, **more)


def interrupt(process: subprocess.Popen) -> str:
    """Send to a command and all it started what a terminal sends on Ctrl-C; return what it said."""
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=120)
    return said


@pytest.mark.slow
def test_a_new_book_is_whole_or_not_there(tmp_path):
    """At whatever moment it is interrupted."""
    caught, begun = 0, time.monotonic()
    start("new", tmp_path / "whole").communicate()
    takes = time.monotonic() - begun    # a busy machine takes longer, and is to be caught at work as well
    for number, wait in enumerate(takes * share for share in (0.3, 0.6, 0.75, 0.85, 0.95)):
        place = tmp_path / str(number)
        place.mkdir()
        process = start("new", place / "book")
        time.sleep(wait)
        said = interrupt(process)
        left = [path.name for path in place.iterdir()]
        assert left in ([], ["book"]), left
        if left:
            assert (place / "book" / "wheels").is_dir() and (place / "book" / "tests").is_dir()
        elif process.returncode == 130:
            assert "Traceback" not in said
            caught += 1
    assert caught, "never caught at work"


@pytest.mark.slow
@pytest.mark.parametrize("words", [["check"], ["export", "--to", "sqlite"], ["export", "--to", "ro-crate"]], ids=lambda words: words[-1])
def test_check_and_export_leave_nothing(words, tmp_path):
    """A table of a hundred thousand rows, so that there is something to interrupt."""
    book = new_book(tmp_path / "book", "A book")
    path = book / "data" / "testimonies.csv"
    head, first, *_ = path.read_text("utf8").splitlines()
    path.write_text("\n".join([head, *(first.replace("example-bela-anna", f"example-{number}") for number in range(100_000))]) + "\n", "utf8")
    for wait in (0.5, 1.0, 1.5, 2.0, 3.0):
        out = tmp_path / f"out-{wait}"
        process = start(words[0], book / "data", *words[1:], *(["--out", out] if words[0] == "export" else []))
        time.sleep(wait)
        interrupt(process)
        if process.returncode:
            assert not out.exists()
        assert [one.name for one in tmp_path.iterdir() if one.name not in ("book", *(f"out-{w}" for w in (0.5, 1.0, 1.5, 2.0, 3.0)))] == []


@pytest.mark.slow
def test_a_build_that_is_interrupted_goes_on_where_it_was(tmp_path):
    """The essays that had run are not run again, and what was left is not taken for a volume."""
    book = new_book(tmp_path / "book", "A book")
    process = start("build", "--html", book)
    ran = set()
    for line in process.stdout:
        if found := re.match(r"ran (\S+) in", re.sub(r"\x1b\[[0-9;]*m", "", line)):
            ran.add(found[1])
            break
    assert ran, "no essay was reported"
    os.killpg(process.pid, signal.SIGINT)
    process.stdout.read()
    assert process.wait(120) != 0
    assert (book / "_build/.unfinished").exists() and not (book / "_build/html/manifest.json").exists()
    for words in (["export", book, "--sealed", "--out", tmp_path / "x.zip"], ["build", "--pdf", book], ["publish", tmp_path / "site", "--edition", "v1", "--book", book]):
        refused = subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, env=ENVIRONMENT)
        assert refused.returncode == 1 and ("unfinished" in refused.stdout or "not built" in refused.stdout), refused.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["book"]
    again = subprocess.run([*COMMAND, "build", "--html", str(book)], capture_output=True, text=True, env=ENVIRONMENT, timeout=300)
    assert again.returncode == 0, again.stdout[-2000:] + again.stderr[-2000:]
    essays = {path.stem for path in (book / "notebooks").glob("*.md")}
    later = set(re.findall(r"ran (\S+) in", re.sub(r"\x1b\[[0-9;]*m", "", again.stdout + again.stderr)))
    assert later and later <= essays - ran, "an essay that had run was run again"
    assert not (book / "_build/.unfinished").exists() and (book / "_build/html/manifest.json").exists()
    assert list(Path(book / "_build").rglob("*.new")) == []
    shutil.rmtree(book)
