"""A check that no change of its rows can turn checks nothing: disturb the rows and see.

Rows are left out, moved in time, or given another value of their own column; numbers are
scaled. Everything follows from a seed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from .claims import ClaimError, Checks

__all__ = ["disturbed", "wavering"]

#: Columns that name or describe a row: changing them says nothing of what happened.
_WORDS = {"summary", "note", "title", "source", "section", "name", "label", "variants", "claim", "quantity", "population", "date", "period", "span", "statement"}
_YEARS = (-12, -2, -1, 1, 2, 12)
_SCALES = (-1.0, 0.01, 0.3, 3.0, 100.0)


def disturbed(case, rows, rng: np.random.Generator, kind: str):
    """A case in which some rows are disturbed; ``kind`` is 'left out', 'moved', 'blurred', 'recoded' or 'scaled'.

    >>> from testimonia.analysis.example import village
    >>> disturbed(village(), ["arrest-anna"], np.random.default_rng(0), "left out").events.index.tolist()
    ['arrest-bela']
    """
    if kind == "left out":
        return case.without(rows)
    change = {"moved": _moved, "blurred": _blurred, "recoded": _recoded, "scaled": _scaled}[kind]
    tables: dict[str, list[str]] = {}
    for row in rows:
        tables.setdefault(case.table_of(row), []).append(row)
    return case.with_tables({name: change(case.tables[name].copy(), ids, rng) for name, ids in tables.items()})


def _moved(table: pd.DataFrame, ids, rng) -> pd.DataFrame:
    years = pd.Timedelta(days=365 * int(rng.choice(_YEARS)))
    for column in ("earliest", "latest"):
        if column in table:
            table.loc[ids, column] = (table.loc[ids, column] + years).astype("datetime64[s]")
    return table


def _blurred(table: pd.DataFrame, ids, rng) -> pd.DataFrame:
    for column, sign in (("earliest", -1), ("latest", 1)):
        if column in table:
            table.loc[ids, column] = (table.loc[ids, column] + sign * pd.Timedelta(days=3650)).astype("datetime64[s]")
    return table


def _recoded(table: pd.DataFrame, ids, rng) -> pd.DataFrame:
    """Give every row another value of one column, taken from the column or, for a scale, from its other side."""
    columns = [name for name in table.columns if name not in _WORDS and not pd.api.types.is_datetime64_any_dtype(table[name])]
    column = str(rng.choice(columns))
    if pd.api.types.is_numeric_dtype(table[column]):
        table.loc[ids, column] = -table.loc[ids, column]
        return table
    known = list(table[column].cat.categories) if isinstance(table[column].dtype, pd.CategoricalDtype) else list(dict.fromkeys(table[column].dropna()))
    other = [value for value in known if value not in set(table.loc[ids, column].dropna())] or known
    if other:
        value = other[int(rng.integers(len(other)))]
        for row in ids:
            table.at[row, column] = value
    return table


def _scaled(table: pd.DataFrame, ids, rng) -> pd.DataFrame:
    factor = float(rng.choice(_SCALES))
    for column in table.columns:
        if pd.api.types.is_float_dtype(table[column]):
            table.loc[ids, column] = table.loc[ids, column] * factor
    return table


def _attempts(rows: tuple[str, ...], tables: dict[str, str], rng, rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Yield what to disturb: one table's rows, single rows and random parts, each kind in turn, over and over."""
    for _ in range(rounds):
        groups = [[row for row in rows if tables[row] == name] for name in dict.fromkeys(tables.values())]
        singles = [[rows[int(rng.integers(len(rows)))]] for _ in range(4)]
        part = [row for row in rows if rng.random() < 0.5] or list(rows)
        for chosen in [*groups, *singles, part]:
            for kind in ("recoded", "moved", "scaled", "blurred", "left out", "recoded"):
                yield kind, chosen


def wavering(case, checks: Checks, seed: int = 0, rounds: int = 12) -> pd.DataFrame:
    """Whether each check can change its mind: claim, check, verdict, becomes, by, rows, tries.

    The rows on which a check rests are disturbed until what it finds is something else; ``becomes``
    is that verdict, ``by`` the kind of disturbance and ``rows`` the rows disturbed. A check that merely
    breaks has not changed its mind. ``becomes`` is '' where no attempt succeeded. Seeded: the
    same case and seed give the same answer.

    >>> from testimonia.analysis.claims import Seen
    >>> from testimonia.analysis.example import village
    >>> checks = Checks()
    >>> @checks.of("never")
    ... def always(case):
    ...     return Seen("borne out", ["arrest-anna"], "")
    >>> wavering(village(), checks)["becomes"].tolist()
    ['']
    """
    lines = [_one(case, checks, claim, np.random.default_rng([seed, place]), rounds) for place, claim in enumerate(checks.by_claim)]
    return pd.DataFrame(lines, columns=["claim", "check", "verdict", "becomes", "by", "rows", "tries"])


def _one(case, checks: Checks, claim: str, rng, rounds: int) -> tuple:
    seen, tries = checks.see(claim, case), 0
    head = (claim, checks.names[claim], seen.verdict)
    tables = {row: case.table_of(row) for row in seen.rows}
    for kind, rows in _attempts(seen.rows, tables, rng, rounds) if seen.rows else ():
        tries += 1
        try:
            found = checks.see(claim, disturbed(case, rows, rng, kind)).verdict
        except ClaimError:
            continue
        if found != seen.verdict:
            return (*head, found, kind, tuple(rows), tries)
    return (*head, "", "", (), tries)
