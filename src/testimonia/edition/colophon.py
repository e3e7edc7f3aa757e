"""The colophon: by what the volume was made, from what, and when."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from docutils import nodes

from . import build
from .forge import commit, repository
from .manifest import checksums
from .tables import CaseDirective

#: What a reader would need to know to make the volume again.
MAKERS = ("testimonia", "pandas", "numpy", "scipy", "networkx", "matplotlib", "jupyter-book", "sphinx", "myst-nb", "sphinx-book-theme")


class Colophon(CaseDirective):
    """``{colophon}``: version, commit, date, versions of the libraries and checksums of the tables."""

    def run(self):
        facts = build.table(["", ""], [[name, [build.paragraph(value)]] for name, value in self._facts()], [30, 70], classes=["facts"])
        versions = build.table(["Library", "Version"], [[name, library_version(name)] for name in MAKERS], [50, 50])
        sums = build.table(["File", "Rows", "SHA-256"], [[name, self._count(name), [build.paragraph(nodes.literal("", digest))]] for name, digest in checksums(self.case.folder).items()], [22, 8, 70])
        return [facts, nodes.rubric("", "Libraries"), versions, nodes.rubric("", "Tables"), sums]

    def _facts(self):
        book = Path(self.env.srcdir)
        found = repository(book)
        yield "Version", edition_version(self.config)
        yield "Commit", commit(book) or "not built from a checkout"
        yield "Date", build_date().isoformat()
        yield "Repository", found.url if found else "none published yet"
        yield "Python", platform.python_version()

    def _count(self, name: str) -> str:
        table = self.case.tables.get(name.removesuffix(".csv")) if name.endswith(".csv") else None
        return "" if table is None else str(len(table))


def build_date() -> dt.date:
    """Return the day of the edition: ``SOURCE_DATE_EPOCH`` where it is set, today otherwise."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.date.today()


def edition_version(config) -> str:
    """Return the version of the volume: its own where it states one, else that of the library."""
    return config.testimonia_version or library_version("testimonia")


def library_version(name: str) -> str:
    """Return the version of an installed library, or 'not installed'."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
