"""``testimonia new``: a complete small book in a folder of its own, or nothing at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

from ...refusal import Refusal
from ..colophon import build_date
from .filling import PLACEHOLDER, filled
from .wheel import WheelError, wheel

TITLE = f"{PLACEHOLDER}: the title of the book"
AUTHOR = f"{PLACEHOLDER}: the author"


class NewBookError(Refusal):
    """A book that cannot be written; the message says why, and what to do."""


def new_book(folder, title: str = "", author: str = "", say: Callable[[str], None] = lambda line: None) -> Path:
    """Write a new book into ``folder`` and return it; ``say`` is told what takes long.

    Everything is written aside and renamed at the end, so that the folder holds the whole book or
    is as it was. Raises `NewBookError` for a folder that holds something, a place where nothing can
    be written, a full disk, or a title that is more than a line.
    """
    target = Path(folder)
    values = _values(title or TITLE, author or AUTHOR)
    try:
        _refuse_taken(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
        try:
            say("Writing the tables, the essays and the pages")
            for place, content, program in filled(values):
                _write(aside / place, content, program)
            say("Packing the library")
            name, content = wheel()
            _write(aside / "wheels" / name, content, False)
            os.chmod(aside, 0o777 & ~_umask())  # a folder made aside is for its owner alone
            if target.is_dir():  # an empty folder gives way to the full one
                target.rmdir()
            os.replace(aside, target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise NewBookError(f"{target}: {_told(error)}; nothing was written") from error
    except WheelError as error:
        raise NewBookError(str(error)) from error
    return target


def _values(title: str, author: str) -> dict[str, str]:
    for name, text in (("title", title), ("author", author)):
        if not text.strip() or any(unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs"} for letter in text):
            raise NewBookError(f"--{name} {text!r}: not a line of text; give it in one line, between quotation marks")
    date = build_date()
    return {"title": title.strip(), "author": author.strip(), "name": slug(title), "date": date.isoformat(), "year": str(date.year)}


def slug(title: str) -> str:
    """Return a title as a name for files, in plain letters; 'a-book' where nothing is left or nothing was given.

    >>> slug("The Mill, 1651"), slug("Мельница"), slug(TITLE)
    ('the-mill-1651', 'a-book', 'a-book')
    """
    plain = unicodedata.normalize("NFKD", "" if title == TITLE else title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "a-book"


def _refuse_taken(target: Path) -> None:
    if target.is_symlink() or target.exists() and not target.is_dir():
        raise NewBookError(f"{target}: there is a file of this name; name a folder that does not exist, or is empty")
    if target.is_dir() and any(target.iterdir()):
        raise NewBookError(f"{target}: the folder is not empty; name one that does not exist, or is empty")


def _write(path: Path, content: bytes, program: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    if program:
        path.chmod(0o777 & ~_umask())


def _umask() -> int:
    """What the user keeps from others; it can only be read by being set."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _told(error: OSError) -> str:
    return error.strerror or str(error)
