"""One door for all formats: written aside in the same folder, then renamed, so that nothing is half there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from ..case.model import Case
from ..refusal import Refusal
from . import database, graph, packages

#: Each format: what writes it, the ending of its file ('' for a folder), and what it is for.
FORMATS: dict[str, tuple[Callable[[Case, Path], None], str, str]] = {
    "graphml": (graph.graphml, ".graphml", "the network, for networkx, igraph, yEd, Cytoscape"),
    "gexf": (graph.gexf, ".gexf", "the network through time (GEXF 1.3), for Gephi"),
    "gephi": (graph.gephi, "", "nodes.csv and edges.csv, for Gephi's importer"),
    "palladio": (graph.palladio, "", "testimonies.csv and people.csv, for Palladio"),
    "sqlite": (database.sqlite, "", "a SQLite database with metadata for Datasette"),
    "ro-crate": (packages.ro_crate, "", "the tables described for an archive"),
    "frictionless": (packages.frictionless, "", "the tables as a Data Package with checksums"),
}


class ExportError(Refusal):
    """An export that cannot be made; the message says why, and what would do."""


def export(case: Case, to: str, target: str | Path) -> Path:
    """Write a case in one of the ``FORMATS`` to a file or a new folder, and return its path.

    A file that is there is replaced when the new one is complete. A folder is replaced only if it
    holds nothing but an earlier export of the same names. Raises `ExportError` for another format,
    a folder that holds something else, or a place that cannot be written.

    >>> export(None, "excel", "x")
    Traceback (most recent call last):
    ...
    testimonia.exchange.export.ExportError: no such format: 'excel'; one of graphml, gexf, gephi, palladio, sqlite, ro-crate, frictionless
    """
    if to not in FORMATS:
        raise ExportError(f"no such format: {to!r}; one of {', '.join(FORMATS)}")
    write, ending, _ = FORMATS[to]
    target = Path(target)
    if "testimonies" not in case.tables and to in ("graphml", "gexf", "gephi", "palladio"):
        raise ExportError(f"{case.folder}: there is no table of testimonies, and so no network to write as {to}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as aside:
            made = Path(aside) / target.name
            write(case, made)
            _put(made, target, ending)
    except OSError as error:
        raise ExportError(f"{error.filename or target}: {error.strerror or error}; nothing was written") from error
    except sqlite3.Error as error:  # it does not hand on what the system said
        raise ExportError(f"{target}: {error}; nothing was written") from error
    return target


def _put(made: Path, target: Path, ending: str) -> None:
    if ending:
        if target.is_dir():
            raise ExportError(f"{target}: a folder of that name is there; name a file")
        os.replace(made, target)
        return
    if target.exists():
        others = {path.name for path in target.iterdir()} - {path.name for path in made.iterdir()} if target.is_dir() else {target.name}
        if others:
            raise ExportError(f"{target}: there is something else there ({sorted(others)[0]}); name a new folder")
        os.replace(target, made.parent / "earlier")
    shutil.move(made, target)
