"""What the volume is and what is in it, read from ``_config.yml``, ``_toc.yml`` and the built colophon."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import lxml.html
import yaml

from ..unfinished import unfinished
from .problems import PrintError


@dataclass(frozen=True)
class Entry:
    """One page of the contents: its name, whether it is a section of the page before it, and its line in ``_toc.yml``."""

    page: str
    inner: bool = False
    line: int | None = None


@dataclass(frozen=True)
class Part:
    """Chapters under a caption; ``leaf`` says whether the caption has a leaf of its own."""

    caption: str
    entries: tuple[Entry, ...]
    leaf: bool = False


@dataclass(frozen=True)
class Volume:
    """A book about to be printed."""

    folder: Path
    html: Path
    title: str
    author: str
    language: str
    parts: tuple[Part, ...]
    said: dict = field(default_factory=dict)    # testimonia_print in _config.yml
    facts: dict = field(default_factory=dict)   # version, commit, date of the HTML build
    data: Path | None = None

    @property
    def pages(self) -> list[str]:
        """Every page, in the order of the contents."""
        return [entry.page for part in self.parts for entry in part.entries]

    @property
    def name(self) -> str:
        """The title as a file name."""
        return slug(self.title)

    @property
    def when(self) -> dt.datetime:
        """The moment of the edition: that of ``SOURCE_DATE_EPOCH``, else midnight of the colophon's date."""
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        try:
            return dt.datetime.fromisoformat(self.facts.get("Date", "")).replace(tzinfo=dt.UTC)
        except ValueError:
            return dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def slug(name: str) -> str:
    """Return a name as an anchor or file name.

    >>> slug("notebooks/4-the-lost-crown")
    'notebooks-4-the-lost-crown'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def contents(toc: dict, text: str = "") -> tuple[Part, ...]:
    """Return the parts of a table of contents; the root page is a part without a caption.

    >>> toc = {"root": "title", "parts": [{"caption": "One", "numbered": 1, "chapters": [{"file": "a", "sections": [{"file": "b"}]}]}]}
    >>> [(part.caption, part.leaf, [(e.page, e.inner) for e in part.entries]) for part in contents(toc)]
    [('', False, [('title', False)]), ('One', True, [('a', False), ('b', True)])]
    """
    lines = text.splitlines()

    def entry(page: str, inner: bool) -> Entry:
        return Entry(page, inner, next((n for n, line in enumerate(lines, 1) if re.search(rf"[:-]\s*(file:\s*)?{re.escape(page)}\s*(#.*)?$", line)), None))

    def walk(items, inner=False):
        for item in items or []:
            if "file" in item:
                yield entry(item["file"].removesuffix(".md"), inner)
            yield from walk(item.get("sections"), True)

    parts, numbered = [Part("", (entry(toc["root"], False),))], False
    for part in toc.get("parts", [toc] if {"chapters", "sections"} & toc.keys() else []):
        numbered = numbered or bool(part.get("numbered"))
        parts.append(Part(part.get("caption") or "", tuple(walk(part.get("chapters") or part.get("sections"))), numbered and bool(part.get("caption"))))
    return tuple(parts)


def read_volume(folder: Path) -> Volume:
    """Return the volume in a folder that has been built as HTML; ``PrintError`` names what is missing."""
    folder = Path(folder).resolve()
    config, toc = (_yaml(folder / name) for name in ("_config.yml", "_toc.yml"))
    if "root" not in toc:
        raise PrintError("_toc.yml names no root page")
    html = folder / "_build" / "html"
    if unfinished(folder):
        raise PrintError("the pages were left unfinished; build them again")
    if not (html / f"{toc['root']}.html").is_file():
        raise PrintError(f"the HTML volume is not built in {html}: run `make html` first")
    parts = contents(toc, (folder / "_toc.yml").read_text("utf8"))
    for one in (one for part in parts for one in part.entries):
        if not (html / f"{one.page}.html").is_file():
            line = f", line {one.line}" if one.line else ""
            raise PrintError(f"a chapter is missing: _toc.yml{line} names {one.page}, and {html.name}/{one.page}.html was not built. Run `make html`, or take the chapter out of _toc.yml")
    sphinx = (config.get("sphinx") or {}).get("config") or {}
    said = sphinx.get("testimonia_print") or {}
    return Volume(
        folder, html, str(config.get("title", folder.name)), str(config.get("author", "")), str(sphinx.get("language") or config.get("language") or "en"),
        parts, said, _facts(html, parts), folder / sphinx.get("testimonia_data", "data"),
    )  # fmt: skip


def _yaml(path: Path) -> dict:
    try:
        return yaml.safe_load(path.read_text("utf8")) or {}
    except FileNotFoundError:
        raise PrintError(f"{path} does not exist: name the folder that holds the book") from None
    except yaml.YAMLError as error:
        raise PrintError(f"{path} cannot be read: {error}") from error


def _facts(html: Path, parts: tuple[Part, ...]) -> dict[str, str]:
    """Return version, commit and date as the built colophon states them, so that both editions agree."""
    for page in (one.page for part in parts for one in part.entries):
        path = html / f"{page}.html"
        if 'class="case-table facts' in (text := path.read_text("utf8")):
            table = lxml.html.fromstring(text).xpath("//table[contains(@class, 'facts')]")[0]
            rows = [[" ".join(cell.text_content().split()) for cell in row.xpath("./td")] for row in table.xpath(".//tr")]
            return {row[0]: row[1] for row in rows if len(row) == 2}
    return {}
