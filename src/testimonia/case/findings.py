"""What a sanity rule finds: a row that cannot be right."""

from dataclasses import dataclass

from .model import Case


@dataclass(frozen=True)
class Finding:
    """One row that breaks a rule; `position` counts the rows of the table from 0.

    >>> Finding("cycle", "claims", 0, "supports", "a", "supports itself", "remove it").rule
    'cycle'
    """

    rule: str
    table: str
    position: int
    column: str
    value: str | None
    problem: str
    remedy: str


def has(case: Case, table: str, *columns: str) -> bool:
    """Whether the case has the table with these columns, and a row in it.

    >>> from pathlib import Path
    >>> from .schema import Schema
    >>> has(Case(Path("."), Schema("empty", {}), {}, None), "events", "kind")
    False
    """
    frame = case.tables.get(table)
    return frame is not None and len(frame) > 0 and all(c in frame.columns for c in columns)
