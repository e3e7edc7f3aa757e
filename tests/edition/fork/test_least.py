"""A case with the fewest tables: who is spoken of, what happened, who accused whom."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from testimonia.edition.fork import new_book

from ...test_house import ROOT

NEEDLESS = "threats assessments decisions transmissions measures claims hypotheses predictions weights retention archives".split()


def leave_out(book: Path) -> None:
    """Do what the README of a new book says: the file, its page, its line; and what referred to it."""
    contents = (book / "_toc.yml").read_text("utf8").replace("      - file: notebooks/2-what-was-feared\n", "")
    (book / "notebooks/2-what-was-feared.md").unlink()
    for table in NEEDLESS:
        (book / "data" / f"{table}.csv").unlink()
        (book / "book/tables" / f"{table}.md").unlink()
        contents = contents.replace(f"          - file: book/tables/{table}\n", "")
    (book / "_toc.yml").write_text(contents, "utf8")
    for path in (book / "data/events.csv", book / "data/testimonies.csv"):
        with open(path, encoding="utf8", newline="") as file:
            rows = [row | {column: "" for column in ("threat", "plot") if column in row} | {"source": row["source"].split(";")[0]} for row in csv.DictReader(file)]
        with open(path, "w", encoding="utf8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    works = (book / "data/references.bib").read_text("utf8")
    (book / "data/references.bib").write_text(works[: works.index("@article")], "utf8")


@pytest.mark.slow
def test_a_book_of_three_tables_is_built_and_printed(tmp_path):
    """Whoever has no judgements and no decisions has a book all the same."""
    book = new_book(tmp_path / "book", "Three tables")
    leave_out(book)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TZ": "UTC", "PYTHONHASHSEED": "0"}
    for command in (["-m", "testimonia.cli", "check", "data"], ["-m", "testimonia.cli", "build", "."], ["-m", "pytest", "-q", "-o", "cache_dir=_build/.pytest_cache", "tests"]):
        done = subprocess.run([sys.executable, *command], cwd=book, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert (book / "_build/pdf/three-tables.pdf").is_file()
