"""The whole way from built pages to a PDF in its place."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

from lxml.html import HtmlElement

from . import figures, front, glyphs, index, paging
from .pages import check_references, load
from .problems import PrintError
from .render import Setting
from .volume import Part, Volume, read_volume

def make(book, say=print, out=None) -> Path:
    """Make the PDF of the book in a folder; see ``testimonia.edition.print.make_pdf``."""
    began = time.monotonic()
    volume = read_volume(Path(book))
    target = Path(out) if out else volume.folder / "_build" / "pdf" / f"{volume.name}.pdf"
    setting = Setting(volume)
    say("Setting the chapters")
    elements, mentions = stitch(volume)
    check_references(volume, elements)
    glyphs.check(volume, elements)
    with paging.sparing_memory():
        blocks = paging.settle(volume, elements, setting, mentions, say)
        length = blocks[-1].first + blocks[-1].length - 1
        say(f"Writing {length} pages")
        press = paging.through_the_press(volume, blocks, setting, mentions, say)
        pdf = press.finish(setting.attached(attachments(volume)), setting.identity([block.shown for block in blocks]))
        length = blocks[-1].first + blocks[-1].length - 1
    keep(pdf, target)
    say(f"{length} pages, {target.stat().st_size / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    return target


def stitch(volume: Volume) -> tuple[list[HtmlElement], dict[str, list[str]]]:
    """Return the blocks of the book, each to open on a recto, and where its persons are mentioned."""
    plan: list[tuple[Part | None, HtmlElement]] = []
    for number, part in enumerate(volume.parts):
        if part.leaf:
            plan.append((part, front.leaf(part, number)))
        for entry in part.entries:
            chapter = load(volume, entry)
            figures.number_prefix(chapter)
            if entry.inner and plan:
                plan[-1][1].append(chapter)
                continue
            if part.leaf:
                chapter.set("class", f"{chapter.get('class')} in-part")
            plan.append((part, chapter))
    front.open_book(volume, plan[0][1])
    chapters = [block for _, block in plan]
    registers = [block for block in chapters if block.xpath(".//dl[contains(@class, 'register')]")]
    patterns = {key: pattern for register in registers for key, pattern in index.names(register).items()}
    mentions = index.mark([block for block in chapters if block.get("data-number")], patterns)
    return [front.front(volume, plan), *chapters], mentions


#: How the files of the data folder are described, by their endings.
DESCRIBED = {".csv": "Table {}", ".json": "What every table and column of {} means", ".bib": "Works cited", ".md": "Notes on {}"}


def attachments(volume: Volume) -> list[tuple[Path, str, str]]:
    """Return what travels inside the PDF: every file of the data folder, and the essays as notebooks."""
    made = []
    for path in sorted(volume.data.rglob("*")) if volume.data and volume.data.is_dir() else []:
        name = path.relative_to(volume.data).as_posix()
        if path.is_file() and not any(part.startswith((".", "_")) for part in name.split("/")):
            made.append((path, name.replace("/", "-"), DESCRIBED.get(path.suffix, "Part of the data: {}").format(name.removesuffix(path.suffix))))
    for page in volume.pages:
        executed, written = volume.html / f"{page}.ipynb", volume.folder / f"{page}.md"
        if executed.is_file():
            made.append((executed, executed.name, f"{page} as a notebook, as it was run"))
        elif written.is_file() and written.read_text("utf8").startswith("---\njupytext:"):
            made.append((written, written.name, f"{page} as a notebook (MyST Markdown; jupytext opens it)"))
    return made


def keep(pdf: bytes, target: Path) -> None:
    """Write the PDF aside and put it in its place; on failure the one before it stays."""
    aside = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(aside, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        kept = "; the PDF of the last run is as it was" if target.exists() else ""
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise PrintError(f"the PDF ({len(pdf) / 1e6:.1f} MB) could not be written to {target}: {'the disk is full' if full else error.strerror}{kept}") from error
