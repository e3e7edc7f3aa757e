"""The chapter *Fork this book*: every command in it is run, in its order, by somebody who has only the chapter."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from testimonia.edition.fork import filling

from .test_house import ROOT, targets

CHAPTER = ROOT / "book" / "fork.md"


@dataclass
class Block:
    """A fenced block of the chapter, with what the comment above it says of its test."""

    kind: str
    text: str
    note: str


def blocks() -> list[Block]:
    found = re.findall(r"(?:^% test: ([^\n]+)\n)?^```(\w+)\n(.*?)^```$", CHAPTER.read_text("utf8"), re.M | re.S)
    return [Block(kind, text, note) for note, kind, text in found]


def commands() -> list[str]:
    return [line for block in blocks() if block.kind == "sh" for line in block.text.splitlines()]


def test_every_block_is_of_a_kind_that_is_tried():
    """A command that nobody runs is a command that does not work."""
    assert {block.kind for block in blocks()} == {"sh", "text", "bibtex"} and len(commands()) >= 14
    assert [block.text for block in blocks() if block.kind in ("text", "bibtex") and not re.match(r"adds data/|was said", block.note)] == []


def test_every_command_named_exists():
    """Also those that stand in the middle of a sentence."""
    theirs = targets(filling.TEMPLATE)
    text = CHAPTER.read_text("utf8")
    named = set(re.findall(r"\bmake ([a-z-]+)", "\n".join([*commands(), *re.findall(r"`(make [^`]+)`", text)])))
    assert named and named <= targets() | theirs
    for path in re.findall(r"`((?:data|notebooks|book|\.github|examples)/[\w./-]+)`", text):
        assert (ROOT / path).exists() or (filling.TEMPLATE / path.replace(".github", "dot-github")).exists(), path


@pytest.mark.slow
def test_a_historian_follows_the_chapter(tmp_path, record_property):
    """From `testimonia new` to an opened PDF, in a fresh environment, and on to an edition."""
    here = tmp_path / "this-book"
    (here / ".venv" / "bin").mkdir(parents=True)
    (here / "Makefile").write_text("setup:\n\t@true\n")  # that it sets up .venv is tested with fresh clones
    door = here / ".venv" / "bin" / "testimonia"
    door.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m testimonia.cli "$@"\n')
    door.chmod(0o755)
    ours = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "SOURCE_DATE_EPOCH", "PYTHONPATH", "VIRTUAL_ENV"}
    clean = {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("PYTEST_")}
    clean |= {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "test"), ("EMAIL", "test@example.org"))}
    case, place, said, began, opened = tmp_path / "my-case", here, "", None, None
    for block in blocks():
        if block.note.startswith("adds "):
            path = case / block.note.removeprefix("adds ")
            text = path.read_text("utf8")
            head, _, rows = block.text.partition("\n")
            if path.suffix == ".csv":
                assert text.startswith(head + "\n"), f"the header of {path.name} is not that of the chapter"
            path.write_text(text + (rows if path.suffix == ".csv" else f"\n{block.text}"), "utf8")
            continue
        if block.note == "was said":
            assert [line for line in block.text.splitlines() if line not in said.splitlines()] == [], said
            continue
        if block.note.startswith("corrects "):
            path = case / block.note.removeprefix("corrects ")
            path.write_text(path.read_text("utf8").replace(",1 March 1692,", ",1692-03-01,").replace(",sara-good,", ",sarah-good,"), "utf8")
        for line in block.text.splitlines():
            if line.startswith("cd "):
                place = (place / line.removeprefix("cd ")).resolve()
                continue
            if " new " in line:
                began = time.monotonic()
            done = subprocess.run(["bash", "-c", line], cwd=place, env=clean, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=1200)
            said = done.stdout + done.stderr
            assert (done.returncode != 0) == (block.note == "fails"), f"{line}\n{said[:3000]}…{said[-1500:]}"
            if line == "make book" and opened is None:
                (pdf,) = (case / "_build" / "pdf").glob("*.pdf")
                assert pdf.read_bytes()[:5] == b"%PDF-" and (case / "_build/html/index.html").is_file()
                opened = time.monotonic() - began
                record_property("seconds from testimonia new to the PDF", round(opened))
                print(f"\nfrom `testimonia new` to the PDF: {opened:.0f} s")
    assert opened and "Nothing has changed" not in said
    assert (case / "site/v0.1.0/index.html").is_file() and list((case / "_build/sealed").glob("*.zip"))
    assert "tituba" in (case / "_build/html/book/tables/testimonies.html").read_text("utf8")
    assert case.parent == tmp_path and not (case / "src").exists(), "the new book needs nothing from here"
