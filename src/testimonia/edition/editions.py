"""Editions side by side: one folder each, and a first page that lists them, so that a citation keeps its page."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from html import escape
from pathlib import Path

import yaml

from ..aside import write_aside
from ..refusal import Refusal
from .colophon import build_date
from .standalone import standalone
from .unfinished import unfinished

#: The edition that moves on; all others stay as they were published.
LATEST = "latest"
RECORD = "editions.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class EditionError(Refusal):
    """An edition that cannot be added; the message says why, and what to do."""


def add_edition(book, site, name: str) -> Path:
    """Copy the built pages of ``book`` into ``site/name``, list all editions in ``site/index.html``; return that page.

    Only the edition of this name is replaced, and only once the new one is complete. Raises
    `EditionError` where the pages are not built, the name is none, or nothing can be written.
    """
    book, site = Path(book), Path(site)
    pages = book / "_build" / "html"
    if not (pages / "manifest.json").is_file():
        raise EditionError(f"{book}: the volume is not built; run `make book`")
    if unfinished(book):
        raise EditionError(f"{book}: the pages were left unfinished; run `make book`")
    if not _NAME.fullmatch(name) or name in (RECORD, "index.html"):
        raise EditionError(f"{name!r}: no name for an edition; write letters, digits, full stops and hyphens, as in v1.0")
    try:
        site.mkdir(parents=True, exist_ok=True)
        _copy(pages, sorted((book / "_build" / "pdf").glob("*.pdf")), site / name)
        editions = {one["name"]: one for one in read_editions(site)} | {name: {"name": name, "date": build_date().isoformat()}}
        kept = [one for one in editions.values() if (site / one["name"]).is_dir()]
        write_aside(site / RECORD, json.dumps(kept, indent=1) + "\n")
        write_aside(site / ".nojekyll", "")  # or GitHub Pages would leave out every folder that begins with an underscore
        write_aside(site / "index.html", _page(_title(book), kept))
    except OSError as error:
        raise EditionError(f"{error.filename or site}: {error.strerror or error}; the other editions are as they were") from error
    return site / "index.html"


def read_editions(site: Path) -> list[dict]:
    """Return name and date of every edition in a folder, as its record has them; [] where there is none yet."""
    record = site / RECORD
    if not record.is_file():
        return []
    try:
        return [{"name": str(one["name"]), "date": str(one["date"])} for one in json.loads(record.read_text("utf8"))]
    except (ValueError, TypeError, KeyError) as error:
        raise EditionError(f"{record}: not a list of editions; restore it, or delete it and publish each edition anew") from error


def _copy(pages: Path, pdfs: list[Path], target: Path) -> None:
    """Copy pages and PDF aside, then put them in the place of what was there."""
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
    old = aside.with_suffix(".old")
    try:
        shutil.copytree(pages, aside, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".buildinfo"))
        for pdf in pdfs:
            shutil.copyfile(pdf, aside / pdf.name)
        os.chmod(aside, 0o755)  # a folder made aside is for its owner alone
        if target.exists():
            os.replace(target, old)
        os.replace(aside, target)
    finally:
        if old.exists() and not target.exists():
            os.replace(old, target)
        for left in (aside, old):
            shutil.rmtree(left, ignore_errors=True)


def _title(book: Path) -> str:
    return str((yaml.safe_load((book / "_config.yml").read_text("utf8")) or {}).get("title", "")) if (book / "_config.yml").is_file() else ""


def in_order(editions: list[dict]) -> list[dict]:
    """Return the editions, the newest first, and the one that moves on before all others.

    >>> [one["name"] for one in in_order([{"name": "v1.9", "date": "1650-02-01"}, {"name": "v1.10", "date": "1650-02-01"}, {"name": "latest", "date": "1650-01-01"}])]
    ['latest', 'v1.10', 'v1.9']
    """
    def key(one: dict):
        return one["name"] == LATEST, one["date"], [int(part) if part.isdigit() else 0 for part in re.split(r"(\d+)", one["name"])]

    return sorted(editions, key=key, reverse=True)


def _page(title: str, editions: list[dict]) -> str:
    def line(one: dict) -> str:
        words = "The latest state, which moves on" if one["name"] == LATEST else f"Edition {escape(one['name'])}"
        return f'<li><a href="{escape(one["name"], True)}/index.html">{words}</a>, {escape(one["date"])}</li>'

    title = title or "This volume"
    lines = "\n".join(map(line, in_order(editions)))
    body = f"<h1>{escape(title)}</h1>\n<p>Editions, the newest first. An edition that has a number stays as it was published; cite it by that number.</p>\n<ul>\n{lines}\n</ul>"
    return standalone(f"{title}: editions", body, f"Every published edition of {title}.")
