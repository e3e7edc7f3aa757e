"""The sealed copy: the whole edition in one zip that opens without a network, and can be made again.

Its root is the project itself (tables, essays, library, lock file, citation), so that nothing is
there twice; ``volume/`` holds what was made from it: the pages, the PDF, the essays as they ran.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import yaml

from ..refusal import Refusal
from .colophon import build_date
from .manifest import checksums
from .unfinished import unfinished

_LEFT_OUT = {"_build", "site", ".venv", ".git", "__pycache__", ".pytest_cache", ".hypothesis", "dist", "node_modules"}
_FIRST = """{title}: the sealed copy of {day}

Open  volume/html/index.html  in any browser: it needs no network.
      volume/{pdf}  is the same volume in print.
      data/  holds the tables (CSV, UTF-8), described in {data}/datapackage.json.
      volume/notebooks/  holds the essays with everything they printed.
      The rest is what all this was made from; README.md says how to make it again.

SHA256SUMS lists every file: `sha256sum --check SHA256SUMS` tells whether one has changed.
"""


class SealError(Refusal):
    """A volume that cannot be sealed; the message says why, and what to do."""


def seal(folder, out=None, say=print) -> Path:
    """Write the sealed copy of the book in ``folder`` and return its path.

    ``out`` is a file, or a folder (one that is there, or a name that ends in a slash); by default the title
    and version of the book in the present folder. Raises
    `SealError` where the pages or the PDF are not built, or were built from other tables.
    """
    book = Path(folder)
    config, data = _config(book)
    pdf = _built(book, data)
    name = f"{_slug(str(config.get('title') or book.resolve().name))}-{_version(config)}"
    target = Path(out or f"{name}.zip")
    if out and (str(out).endswith(("/", os.sep)) or target.is_dir()):
        target = target / f"{name}.zip"
    files = {path.relative_to(book).as_posix(): path for path in project_files(book)}
    files |= {f"volume/html/{path.relative_to(book / '_build/html').as_posix()}": path for path in sorted((book / "_build/html").rglob("*")) if path.is_file() and not path.name.startswith(".")}
    files |= {f"volume/notebooks/{path.name}": path for path in sorted((book / "_build/html").rglob("*.ipynb"))}
    files[f"volume/{pdf.name}"] = pdf
    say(f"Sealing {len(files)} files")
    first = _FIRST.format(title=config.get("title", name), day=build_date().isoformat(), pdf=pdf.name, data=data.relative_to(book).as_posix())
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(target.name + ".new")
        try:
            _write(aside, name, files, first)
            os.replace(aside, target)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise SealError(f"{error.filename or target}: {error.strerror}; nothing was written") from error
    return target


def project_files(book: Path) -> list[Path]:
    """Return the files of the project: those git knows, or all but what is built, hidden or installed."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=book, capture_output=True, text=True) if (book / ".git").exists() else None
    if listed is not None and listed.returncode == 0:
        found = [book / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in book.rglob("*") if not _LEFT_OUT & set(path.relative_to(book).parts) and path.suffix not in {".pyc", ".zip"}]
    return sorted(path for path in found if path.is_file())


def _write(target: Path, name: str, files: dict[str, Path], first: str) -> None:
    """Write the zip: one date, one mode, names in order, so that the same edition gives the same bytes."""
    sums = {"READ-ME-FIRST.txt": hashlib.sha256(first.encode()).hexdigest()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(_entry(f"{name}/READ-ME-FIRST.txt"), first)
        for place, path in sorted(files.items()):
            content = path.read_bytes()
            sums[place] = hashlib.sha256(content).hexdigest()
            archive.writestr(_entry(f"{name}/{place}", os.access(path, os.X_OK)), content)
        archive.writestr(_entry(f"{name}/SHA256SUMS"), "".join(f"{digest}  {place}\n" for place, digest in sorted(sums.items())))


def _entry(name: str, runs: bool = False) -> zipfile.ZipInfo:
    day = max(build_date(), dt.date(1980, 1, 1))  # zip knows no earlier day
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
    entry.external_attr = (0o100755 if runs else 0o100644) << 16
    return entry


def _config(book: Path) -> tuple[dict, Path]:
    if not (book / "_config.yml").is_file():
        raise SealError(f"{book}: no book here; name the folder that holds _config.yml")
    config = yaml.safe_load((book / "_config.yml").read_text("utf8")) or {}
    return config, book / (config.get("sphinx", {}).get("config", {}).get("testimonia_data") or "data")


def _built(book: Path, data: Path) -> Path:
    """Return the PDF, if pages and PDF are there and of these tables."""
    manifest = book / "_build/html/manifest.json"
    pdfs = sorted((book / "_build/pdf").glob("*.pdf"))
    if unfinished(book):
        raise SealError(f"{book}: the pages were left unfinished; run `make book`")
    if not manifest.is_file() or not pdfs:
        raise SealError(f"{book}: {'the PDF' if manifest.is_file() else 'the volume'} is not built; run `make book`")
    if json.loads(manifest.read_text("utf8"))["tables"] != checksums(data):
        raise SealError(f"{book}: the volume was built from other tables than those in {data}; run `make book`")
    if pdfs[0].stat().st_mtime < manifest.stat().st_mtime:
        raise SealError(f"{pdfs[0]}: older than the pages; run `make book`")
    return pdfs[0]


def _version(config: dict) -> str:
    from .. import __version__

    return str(config.get("sphinx", {}).get("config", {}).get("testimonia_version") or __version__)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "volume"
