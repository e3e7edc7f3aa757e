"""``{dispute-trial} ROW COLUMN VALUE``: what the claims of the book would say if one cell were otherwise.

The tables are copied, the cell is changed in the copy, and every check is run on it, with everything
recorded. Numbers and sentences need the essays themselves; ``testimonia diff`` has those too.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import tempfile
from pathlib import Path

import pandas as pd
from docutils import nodes
from sphinx.util import logging

from ..analysis.claims import ClaimError
from ..case.load import CaseError, load
from . import build, freshness
from .ledger import claim_link
from .record import downloads
from .roles import row_reference
from .tables import CaseDirective
from .verdicts import told

LOG = logging.getLogger(__name__)


def with_cell(case, folder: Path, row: str, column: str, value: str):
    """Write the tables of ``case`` into ``folder`` with one cell changed, and return the case there.

    Raises KeyError for a row that is in no table, ValueError for a column that its table has not, and
    `CaseError` where the new value is none that the column may hold.
    """
    for path in downloads(case):
        shutil.copyfile(path, folder / path.name)
    table = folder / case.schema.tables[case.table_of(row)].path
    with open(table, encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    if column not in head or "id" not in head:
        raise ValueError(f"{table.name} has no column {column!r}")
    for line in lines:
        if line[head.index("id")] == row:
            line[head.index(column)] = value
    with open(table, "w", encoding="utf8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *lines])
    return load(folder)


def moved(before: pd.DataFrame, after: pd.DataFrame) -> list[tuple]:
    """Return the lines of two ledgers that differ in verdict or in what was observed, as pairs.

    >>> line = {"claim": "hail", "verdict": "borne out", "observed": "two"}
    >>> [(old.observed, new.observed) for old, new in moved(pd.DataFrame([line]), pd.DataFrame([line | {"observed": "three"}]))]
    [('two', 'three')]
    """
    pairs = zip(before.itertuples(), after.itertuples(), strict=True)
    return [(old, new) for old, new in pairs if (old.verdict, old.observed) != (new.verdict, new.observed)]


class Trial(CaseDirective):
    """``{dispute-trial} ROW COLUMN VALUE``: the cell, what it would become, and each claim that moves."""

    required_arguments = 3
    final_argument_whitespace = True

    def run(self):
        row, column, value = self.arguments
        ledger, checks = self.env.app.testimonia_ledger, self.env.app.testimonia_checks
        if ledger is None:
            return [build.paragraph("This book has no checks to try it on: testimonia_claims in its settings says where they are.")]
        try:
            was = self.case.row(row)[column]
            other = freshness.kept(self.env.app, f"trial-{hashlib.sha256(repr(self.arguments).encode()).hexdigest()[:12]}", lambda: self._tried(row, column, value, checks))
        except (KeyError, ValueError, CaseError, ClaimError) as error:
            LOG.warning("the trial of %s cannot be made: %s", row, error, location=self.get_location())
            return []
        pairs = moved(ledger, other)
        self.env.note_dependency(str(self.case.folder / self.case.schema.tables[self.case.table_of(row)].path))
        what = build.paragraph("In the row ", row_reference("", "", nodes.Text(row), row=row, classes=["row-mention"]), f" the column {column} says ", nodes.literal("", ";".join(was) if isinstance(was, tuple) else str(was)), "; in the trial it says ", nodes.literal("", value), ".")
        many = f"Of {len(ledger)} claims {len(pairs)} move{'s' if len(pairs) == 1 else ''}" if pairs else f"None of the {len(ledger)} claims moves"
        made = [what, build.paragraph(f"{many}.")]
        if pairs:
            rows = [[[build.paragraph(claim_link(old.claim, old.words))], _told(old), _told(new)] for old, new in pairs]
            made.append(build.table(["Claim", "As it stands", "In the trial"], rows, [40, 30, 30], classes=["record"]))
        return made

    def _tried(self, row: str, column: str, value: str, checks) -> pd.DataFrame:
        """The ledger of the tables with the one cell changed."""
        with tempfile.TemporaryDirectory() as folder:
            return checks.run(with_cell(self.case, Path(folder), row, column, value))


def _told(line) -> list[nodes.Node]:
    return [build.paragraph(f"{told(line.verdict)}: {line.observed}")]
