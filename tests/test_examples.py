"""The worked second case: made as from `testimonia new`, and as sound as the first."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import testimonia as tm
from testimonia.edition.fork import filling

from .test_house import ROOT, make, targets

SALEM = ROOT / "examples" / "salem"
#: Files of a new book that an example keeps as they are.
KEPT = ["tests/test_tables.py", "tests/test_volume.py", "book/tables.md", "book/dictionary.md", "book/claims.md", "book/register.md", "book/disputing.md"]


def test_its_tables_are_sound():
    """An example with a fault in it would be copied."""
    report = tm.check(SALEM / "data")
    assert report.ok and report.reminders == [], str(report)
    assert {name for name, count in report.counts.items() if count} >= {"actors", "events", "testimonies"}


@pytest.mark.parametrize("name", KEPT)
def test_it_is_laid_out_as_a_new_book(name):
    """Who learns from the example must find the same files in a book of their own."""
    template = filling.TEMPLATE / (name + ".template" if name.endswith(".py") else name)
    assert (SALEM / name).read_text("utf8") == template.read_text("utf8")


def test_it_is_made_by_the_commands_of_a_new_book():
    """A copy of the Makefile would be mended in one place and not in the other."""
    assert targets(SALEM) == targets(filling.TEMPLATE) >= {"book", "test", "check", "diff"}
    assert "jupyter-book build" in make("--dry-run", "--always-make", "html", "VENV=../../.venv", where=SALEM).stdout


def test_its_columns_are_those_of_a_new_book():
    theirs = tm.load(SALEM / "data").schema.tables
    package = yaml.safe_load(re.sub(r"<<(\w+)(\|quoted)?>>", lambda match: '"x"' if match[2] else "x", (filling.TEMPLATE / "data/datapackage.json").read_text("utf8")))
    assert {name: table.columns for name, table in theirs.items()} == {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]}


def test_nothing_is_left_to_fill_in_and_nothing_is_made_up():
    """An address, a page or a DOI that does not exist would be cited."""
    for path in SALEM.rglob("*"):
        if path.is_file() and "_build" not in path.parts and path.suffix in {".md", ".yml", ".bib", ".cff", ".csv"}:
            text = path.read_text("utf8")
            assert "FILL IN" not in text and "example-" not in text, path.name
            assert not re.search(r"10\.\d{4}/|https?://", text), path.name
    assert not re.search(r"\[\d", (SALEM / "data/testimonies.csv").read_text("utf8")), "no page is cited that nobody looked up"


def test_its_days_are_julian():
    """29 February of that year falls on 10 March of ours."""
    case = tm.load(SALEM / "data")
    assert case.schema.calendar == "julian"
    assert str(case.events.loc["complaint-29-february", "earliest"].date()) == "1692-03-10"


@pytest.mark.slow
def test_it_is_built_and_tests_itself(tmp_path):
    """The volume, its PDF and its own tests, within a minute or two."""
    book = Path(shutil.copytree(SALEM, tmp_path / "salem", ignore=shutil.ignore_patterns("_build")))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TZ": "UTC", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1795392000"}
    for command in (["-m", "testimonia.cli", "build", "."], ["-m", "pytest", "-q", "-o", "cache_dir=_build/.pytest_cache", "tests"]):
        done = subprocess.run([sys.executable, *command], cwd=book, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert (book / "_build/pdf/salem-1692.pdf").read_bytes()[:5] == b"%PDF-"
    words = " ".join(re.sub(r"<[^>]+>", " ", (book / "_build/html/notebooks/1-the-first-month.html").read_text("utf8")).split())
    assert "the longest possible wait is two days" in words
