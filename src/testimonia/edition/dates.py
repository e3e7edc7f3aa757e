"""When a page last changed, as the history of the checkout has it.

The date is filled in at the end of every build, also on pages that Sphinx did not write anew. Outside
a checkout there is none; nor where a shallow clone begins after the change, since the first commit
that such a clone knows seems to have changed everything.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from functools import cache
from pathlib import Path

from .light import pages_of

_PLACE = re.compile(r'<span class="last-changed" data-source="([^"]*)">.*?</span>')


def placeholder(app, pagename: str) -> str:
    """Return the place, still empty, where the date of a page will stand; '' for a page without a source."""
    if pagename not in app.env.found_docs:
        return ""
    source = Path(app.env.doc2path(pagename)).relative_to(app.srcdir).as_posix()
    return f'<span class="last-changed" data-source="{source}"></span>'


def last_change(book: Path, source: str) -> dt.date | None:
    """Return the day of the last commit that changed a file, or None where the history does not tell."""
    said = _git(book, "log", "-1", "--format=%H %cs", "--", source).split()
    if len(said) != 2 or said[0] in _beginnings(book):
        return None
    return dt.date.fromisoformat(said[1])


@cache
def _beginnings(book: Path) -> frozenset[str]:
    """Return the commits at which a shallow clone begins; none in a full one."""
    if _git(book, "rev-parse", "--is-shallow-repository").strip() != "true":
        return frozenset()
    where = book / _git(book, "rev-parse", "--git-path", "shallow").strip()
    return frozenset(where.read_text("utf8").split()) if where.is_file() else frozenset()


def _git(book: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=book, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def date_pages(app, exception) -> None:
    """Fill in the dates on every page of the volume."""
    if exception or app.builder.format != "html":
        return
    book = Path(app.srcdir)
    _beginnings.cache_clear()
    for path in pages_of(Path(app.outdir)):
        text = path.read_text("utf8")
        dated = _PLACE.sub(lambda match: _dated(book, match[1]), text)
        if dated != text:
            path.write_text(dated, "utf8")


def _dated(book: Path, source: str) -> str:
    day = last_change(book, source)
    words = f'Last changed <time datetime="{day.isoformat()}">{day.day} {day:%B} {day.year}</time>. ' if day else ""
    return f'<span class="last-changed" data-source="{source}">{words}</span>'
