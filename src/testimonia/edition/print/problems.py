"""What can go wrong on the way to the PDF, said so that it can be mended."""

from __future__ import annotations

import re
from pathlib import Path

from ...refusal import Refusal


class PrintError(Refusal):
    """The volume cannot be printed; the message says where the fault lies and what to do."""


def squeezed(text: str) -> str:
    """Return text reduced to its letters and digits, so that a page and its source can be compared.

    >>> squeezed("‘Of *eight* men’")
    'ofeightmen'
    """
    return re.sub(r"[\W_]+", "", text).casefold()


def source_line(book: Path, page: str, words: str) -> int | None:
    """Return the line of a page's source on which words stand, or None if they come from elsewhere."""
    path = next((book / f"{page}{ending}" for ending in (".md", ".ipynb", ".rst") if (book / f"{page}{ending}").is_file()), None)
    if path is None:
        return None
    lines = path.read_text("utf8", errors="replace").splitlines()
    wanted = squeezed(words)
    return next((number for number, line in enumerate(lines, 1) if words in line or (len(wanted) > 3 and wanted in squeezed(line))), None)


def place(book: Path, page: str, *clues: str) -> str:
    """Return 'chapter, line 12' for the first clue found in the source of a page, else the chapter."""
    for clue in clues:
        line = source_line(book, page, clue) if clue.strip() else None
        if line:
            return f"{page}, line {line}"
    return page
