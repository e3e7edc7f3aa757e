"""Loading a case."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from ..refusal import Refusal
from .build import frame
from .cells import check_cells
from .citation import Sources
from .folder import RawCase, read_folder
from .model import Case
from .problems import Problem, in_order
from .references import check_ids, check_missing_tables

# What keeps a folder from being read as a case without loss. All else that `check`
# reports (references, sources, sanity) leaves a case that can be looked at.
FATAL = frozenset(
    {"folder", "schema", "file", "encoding", "delimiter", "header", "quoting", "ragged-row",
     "type", "enum", "date", "id", "empty-member"}
)  # fmt: skip


class CaseError(Refusal):
    """A folder that cannot be read as a case; `problems` says everything that is in the way.

    >>> CaseError([Problem("actors.csv", None, None, None, "missing", "add it", "file")])
    CaseError('actors.csv: missing; add it')
    """

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def load(folder: str | Path) -> Case:
    """The case in a folder; raises `CaseError` where it cannot be read without loss.

    `check` reports more: a case that loads may still hold rows that refer to nothing.

    >>> load("nowhere")
    Traceback (most recent call last):
    ...
    testimonia.case.load.CaseError: nowhere: no such folder; name the folder that holds datapackage.json
    """
    raw, case = read_folder(folder), None
    with _looked_through(raw):
        if raw.schema and not _fatal(raw):
            case = build(raw)
    if fatal := _fatal(raw):
        raise CaseError(fatal)
    return case


def read(folder: str | Path) -> RawCase:
    """The case as it lies in its folder, with every problem of single cells, ids and missing tables.

    >>> read("nowhere").schema is None
    True
    """
    raw = read_folder(folder)
    with _looked_through(raw):
        return raw


@contextmanager
def _looked_through(raw: RawCase) -> Iterator[None]:
    """Note the problems of single cells before what stands under it, and those of ids and missing tables after.

    A million ids are compared in the meantime.
    """
    if not raw.schema:
        yield
        return
    with ThreadPoolExecutor(1) as other:
        ids = other.submit(check_ids, raw)
        for table in raw.tables.values():
            check_cells(table, raw.schema.calendar)
        yield
        ids.result()
    check_missing_tables(raw)


def _fatal(raw: RawCase) -> list[Problem]:
    return in_order(problem for problem in raw.problems if problem.rule in FATAL)


def build(raw: RawCase) -> Case:
    """The case made of what could be read."""
    tables = {name: frame(table, raw.schema.calendar) for name, table in raw.tables.items()}
    archives = tables.get("archives", pd.DataFrame())
    archives = archives[~archives.index.duplicated()]  # `check` builds damaged cases too
    return Case(raw.folder, raw.schema, tables, Sources(raw.bibliography, archives))
