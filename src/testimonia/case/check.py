"""Checking a case: everything that is wrong with a folder, in one run."""

from dataclasses import dataclass, field
from pathlib import Path

from .load import build, read
from .problems import Problem, in_order
from .references import check_references, check_sources
from .reminders import reminders
from .rules import check_rules


@dataclass(frozen=True)
class Report:
    """What `check` found: `problems` by file, row and column, `counts` of rows by table.

    `reminders` are not faults: what a new book was begun with and still has to give up.

    >>> Report([], {"actors": 2}).ok
    True
    """

    problems: list[Problem]
    counts: dict[str, int]
    reminders: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def __str__(self) -> str:
        if self.problems:
            return "\n".join(map(str, self.problems))
        width = max(map(len, self.counts), default=0)
        return "\n".join(f"{name:<{width}}  {count:>7}" for name, count in self.counts.items())


def check(folder: str | Path) -> Report:
    """Check the case in a folder; returns a `Report` and raises nothing for a damaged one.

    >>> print(check("nowhere"))
    nowhere: no such folder; name the folder that holds datapackage.json
    """
    raw = read(folder)
    found: list[Problem] = []
    if raw.schema:
        check_references(raw)
        check_sources(raw)
        found = check_rules(raw, build(raw))
    counts = {name: table.size for name, table in raw.tables.items()}
    return Report(in_order([*raw.problems, *found]), counts, reminders(raw))
