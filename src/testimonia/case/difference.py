"""What changed in the tables between two versions of a case: rows added, removed, altered, cell by cell.

Cells are compared as they were typed, so that ``1.0`` for ``1`` or a reordered list is a change.
Rows are matched by id; in a table without ids, by their whole content.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from .folder import RawCase, read_folder
from .load import FATAL, CaseError
from .problems import in_order
from .raw import RawTable
from .references import check_ids


@dataclass(frozen=True)
class Change:
    """One change: ``kind`` is added, removed or altered; ``column``, ``old`` and ``new`` are of an altered cell.

    ``old`` and ``new`` are the texts of the cell, '' where it is empty.

    >>> print(Change("testimonies", "anna-bela-1692", "altered", "certainty", "high", "low"))
    anna-bela-1692  certainty: high → low
    >>> print(Change("actors", "clara", "added"))
    clara  added
    """

    table: str
    row: str
    kind: str
    column: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        if self.kind != "altered":
            return f"{self.row}  {self.kind}"
        return f"{self.row}  {self.column}: {self.old or '(empty)'} → {self.new or '(empty)'}"

    def as_dict(self) -> dict[str, str]:
        """The fields as a dictionary, for JSON.

        >>> Change("actors", "clara", "added").as_dict()["kind"]
        'added'
        """
        return asdict(self)


def compare(old: str | Path, new: str | Path) -> list[Change]:
    """Return every change from the case in one folder to the case in another, by table, then in the order of the rows.

    A table or a column that only one of them has counts as empty in the other. Raises `CaseError`
    where either folder cannot be read without loss.

    >>> compare("nowhere", "nowhere")
    Traceback (most recent call last):
    ...
    testimonia.case.load.CaseError: nowhere: no such folder; name the folder that holds datapackage.json
    """
    before, after = _read(old), _read(new)
    names = dict.fromkeys([*before.tables, *after.tables])
    return [change for name in names for change in _compare(name, before.tables.get(name), after.tables.get(name))]


def _read(folder: str | Path) -> RawCase:
    raw = read_folder(folder)
    if raw.schema:
        check_ids(raw)
    fatal = in_order(problem for problem in raw.problems if problem.rule in FATAL)
    if fatal:
        raise CaseError(fatal)
    return raw


def _rows(table: RawTable | None) -> dict[str, dict[str, str]]:
    """Rows by id, or by their content (and its repetition) where there are no ids."""
    if table is None or not table.size:
        return {}
    columns = {name: [cell or "" for cell in column.strings()] for name, column in table.columns.items()}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    if "id" in columns:
        return {row.pop("id"): row for row in rows}
    seen: Counter = Counter()
    keyed = {}
    for row in rows:
        content = ", ".join(cell for cell in row.values() if cell)
        seen[content] += 1
        keyed[content if seen[content] == 1 else f"{content} ({seen[content]})"] = row
    return keyed


def _compare(name: str, old: RawTable | None, new: RawTable | None) -> list[Change]:
    before, after = _rows(old), _rows(new)
    changes = [Change(name, row, "removed") for row in before if row not in after]
    for row, cells in after.items():
        if row not in before:
            changes.append(Change(name, row, "added"))
            continue
        columns = dict.fromkeys([*before[row], *cells])
        changed = [(column, before[row].get(column, ""), cells.get(column, "")) for column in columns]
        changes += [Change(name, row, "altered", column, was, now) for column, was, now in changed if was != now]
    return changes
