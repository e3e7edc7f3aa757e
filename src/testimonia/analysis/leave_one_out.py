"""What a result hangs on: the same computation without one deponent, or without one source.

A jackknife over witnesses (J. W. Tukey, Annals of Mathematical Statistics 29, 1958,
614; here it is not used for a standard error, but to name what a result hangs on).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from ..case.citation import CitationError, parse_citations
from ..case.model import Case
from ..case.select import vocabulary
from .lazy import remainder
from .memory import remembering
from .records import shaped
from .tasks import each
from .watching import reading

__all__ = ["leave_one_out", "removals"]

_FOUND = {"removed": "str", "rows": "object", "value": "object", "failed": "bool", "changed": "bool"}


def removals(case, by="deponent") -> dict[str, tuple[str, ...]]:
    """The ids that each removal takes away, by what is removed.

    `by` is 'deponent': all testimonies of one deponent; 'source': all rows of
    observations that cite one work or one archival reference, the article itself (as
    the schema names it) left out; or a mapping of names to ids, which is returned as it
    is. Rows that others refer to (actors, threats) and rows without a date are not
    observations and stay. Raises ValueError for another `by`.

    >>> from testimonia.analysis.example import village
    >>> removals(village())["anna"]
    ('anna-bela', 'anna-clara')
    """
    if isinstance(by, Mapping):
        return {str(name): tuple(ids) for name, ids in by.items()}
    if by == "deponent":
        rows = case.tables.get("testimonies", pd.DataFrame()).reindex(columns=["deponent"])["deponent"].dropna()
        return {str(who): tuple(ids) for who, ids in rows.groupby(rows.to_numpy(), sort=True).groups.items()}
    if by == "source":
        return _by_source(case)
    raise ValueError(f"by is 'deponent', 'source' or a mapping of names to ids; not {by!r}")


def _by_source(case) -> dict[str, tuple[str, ...]]:
    words, article = vocabulary(case.schema), getattr(case.schema, "article", None)
    found: dict[str, dict[str, None]] = {}
    for name, table in case.tables.items():
        if name in words or not {"source", "earliest"} <= set(table.columns):
            continue
        for row, cell in table["source"].dropna().items():
            for key in _keys(cell):
                if key != article:
                    found.setdefault(key, {})[row] = None
    return {key: tuple(rows) for key, rows in sorted(found.items())}


@lru_cache(maxsize=None)
def _keys(cell: str) -> tuple[str, ...]:
    """The works and files that a source cell cites; none where it cannot be read."""
    try:
        return tuple(dict.fromkeys(citation.key for citation in parse_citations(cell)))
    except CitationError:
        return ()


def leave_one_out(case, compute: Callable, by="deponent", n_jobs: int | None = None) -> pd.DataFrame:
    """What `compute` returns without each deponent, or each source, in turn.

    `compute` is a function of a case; `by` as in `removals`. Columns: removed (str),
    rows (tuple of ids taken away), value (whatever is returned, None where it fails),
    failed (bool: it raised an error, so that without these rows nothing can be told),
    changed (bool: it failed, or its value is not that of the whole case). One row for
    each removal, in order of name. An error for the whole case is raised.

    Removals that touch no row that `compute` reads cannot change anything and are not
    computed; of two that take away the same rows of those read, one is. `compute` must
    depend on its case alone. `n_jobs` as in `tasks.each`.

    >>> from testimonia.analysis import named_by
    >>> from testimonia.analysis.example import village
    >>> found = leave_one_out(village(), lambda c: named_by(c)["accused"].iloc[0])
    >>> found.loc[found["changed"], ["removed", "value"]].values.tolist()
    []
    """
    trial = Trial(case, {by if isinstance(by, str) else "given": removals(case, by)})
    whole, (results,) = trial.run(compute, n_jobs)
    table = pd.DataFrame({
        "removed": [one.removed for one in results], "rows": _objects(one.rows for one in results), "value": _objects(one.value for one in results),
        "failed": [one.failed for one in results], "changed": [one.failed or not same(one.value, whole) for one in results],
    })  # fmt: skip
    return shaped(table, _FOUND)


def _objects(values) -> pd.Series:
    """Values as they are: None stays None, a tuple a tuple."""
    values = list(values)
    made = np.empty(len(values), dtype=object)
    for place, value in enumerate(values):
        made[place] = value
    return pd.Series(made, dtype=object)


@dataclass(frozen=True)
class Without:
    """What is left of a result: what was removed, the rows, the value, and whether it failed."""

    removed: str
    rows: tuple[str, ...]
    value: object
    failed: bool


class Trial:
    """Several sets of removals from one case, ready to be tried on many computations.

    The cases that remain are made once, and what is learned of them is kept in `memory`
    (see `remembering`), which others may share. `run` returns the value for the whole case
    and, for each set of removals, what is left of it (a list of Without).

    >>> from testimonia.analysis.example import village
    >>> whole, (left,) = Trial(village(), {"deponent": removals(village())}).run(lambda c: len(c.testimonies))
    >>> whole, [(one.removed, one.value) for one in left]
    (6, [('anna', 4), ('bela', 4), ('clara', 5), ('neighbours', 5)])
    """

    def __init__(self, case, sets: Mapping[str, Mapping[str, tuple[str, ...]]], memory: dict | None = None):
        self.case, self.sets = case, sets
        self._cases: dict[tuple[str, ...], object] = {}
        self._tables: dict[tuple, pd.DataFrame] = {}
        self._memory: dict = {} if memory is None else memory

    def _remaining(self, gone: tuple[str, ...]):
        """The case without these rows; two cases that lack the same rows of a table share it."""
        if gone not in self._cases:
            lacking: dict[str, set[str]] = {}
            for row in gone:
                lacking.setdefault(self.case.table_of(row), set()).add(row)
            self._cases[gone] = remainder(self.case, gone, {name: self._table(name, frozenset(rows)) for name, rows in lacking.items()})
        return self._cases[gone]

    def _table(self, name: str, lacking: frozenset[str]) -> pd.DataFrame:
        if (name, lacking) not in self._tables:
            alone = Case(self.case.folder, self.case.schema, {name: self.case.tables[name]}, self.case.sources)
            self._tables[name, lacking] = alone.without(lacking).tables[name]
        return self._tables[name, lacking]

    def run(self, compute: Callable, n_jobs: int | None = None) -> tuple[object, list[list[Without]]]:
        with remembering(self._memory):
            whole, read = reading(self.case, compute)
        seen = set().union(*read.values())
        gone = {rows: frozenset(rows) & seen for one in self.sets.values() for rows in one.values()}
        # Two removals that take the same of what is read come to the same: one stands for both.
        stands = {part: rows for rows, part in reversed(gone.items()) if part}
        with remembering(self._memory):
            outcomes = each(_attempt, [(compute, self._remaining(rows)) for rows in stands.values()], n_jobs)
        known = dict(zip(stands, outcomes, strict=True)) | {frozenset(): (whole, False)}
        return whole, [[Without(name, rows, *known[gone[rows]]) for name, rows in one.items()] for one in self.sets.values()]


def _attempt(compute: Callable, case) -> tuple[object, bool]:
    try:
        return compute(case), False
    except Exception:  # whatever goes wrong without these rows, nothing can be told without them
        return None, True


def same(a: object, b: object) -> bool:
    """Whether two results are the same; tables and arrays are compared as wholes.

    >>> same((1, float("nan")), (1, float("nan"))), same(pd.Series([1]), pd.Series([2]))
    (True, False)
    """
    if isinstance(a, (pd.DataFrame, pd.Series, pd.Index)):
        return type(a) is type(b) and a.equals(b)
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    try:
        return bool(a == b) or bool(a != a and b != b)  # NaN is not itself
    except (TypeError, ValueError):
        return a is b
