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
_WORDS = {"summary", "note", "title", "source", "section", "name", "label", "variants", "claim", "quantity", "population", "date", "period", "span", "statement", "section", "place", "duress", "retracted", "joint"}
_YEARS = (-12, -2, -1, 1, 2, 12)
_SCALES = (-1.0, 0.01, 0.3, 3.0, 100.0)


def disturbed(case, rows, rng: np.random.Generator, kind: str, column: str = ""):
    """A case in which some rows are disturbed; ``kind`` is 'left out', 'moved', 'blurred', 'scaled' or 'recoded'.

    Rows are recoded in one column, where their table has it.

    >>> from testimonia.analysis.example import village
    >>> disturbed(village(), ["arrest-anna"], np.random.default_rng(0), "left out").events.index.tolist()
    ['arrest-bela']
    """
    if kind == "left out":
        return case.without(rows)
    tables: dict[str, list[str]] = {}
    for row in rows:
        tables.setdefault(case.table_of(row), []).append(row)
    changed = {name: _changed(case.tables[name].copy(), ids, rng, kind, column) for name, ids in tables.items()}
    return case.with_tables(changed)


def _changed(table: pd.DataFrame, ids, rng, kind: str, column: str) -> pd.DataFrame:
    if kind == "recoded":
        return _recoded(table, ids, rng, column) if column in table else table
    if kind == "scaled":
        return _scaled(table, ids, rng)
    years = 365 * int(rng.choice(_YEARS))
    for end, days in {"earliest": years if kind == "moved" else -3650, "latest": years if kind == "moved" else 3650}.items():
        if end in table:
            table.loc[ids, end] = (table.loc[ids, end] + pd.Timedelta(days=days)).astype("datetime64[s]")
    return table


def _recoded(table: pd.DataFrame, ids, rng, column: str) -> pd.DataFrame:
    """Give the rows another value of the column; a place on a scale is turned to its other side."""
    if pd.api.types.is_numeric_dtype(table[column]):
        table.loc[ids, column] = -table.loc[ids, column]
        return table
    known = list(table[column].cat.categories) if isinstance(table[column].dtype, pd.CategoricalDtype) else list(dict.fromkeys(table[column].dropna()))
    other = [value for value in known if value not in set(table.loc[ids, column].dropna())] or known
    value = other[int(rng.integers(len(other)))] if other else None
    for row in ids if other else ():
        table.at[row, column] = value
    return table


def _scaled(table: pd.DataFrame, ids, rng) -> pd.DataFrame:
    """Multiply the numbers of the rows; a zero, which no factor moves, becomes the hundredfold of one."""
    factor = float(rng.choice(_SCALES))
    for column in table.columns:
        if pd.api.types.is_float_dtype(table[column]):
            values = table.loc[ids, column]
            table.loc[ids, column] = (values * factor).mask(values == 0, 100.0)
    return table


def _codes(table: pd.DataFrame) -> list[str]:
    return [name for name in table.columns if name not in _WORDS and not pd.api.types.is_datetime64_any_dtype(table[name])]


def _attempts(case, rows: tuple[str, ...], rng, rounds: int) -> Iterator[tuple[list[str], str, str]]:
    """Yield what to disturb and how: all rows, each table's, single ones, a random part; over and over."""
    places = {row: case.table_of(row) for row in rows}
    for _ in range(rounds):
        groups = [[row for row in rows if places[row] == name] for name in dict.fromkeys(places.values())]
        singles = [[rows[int(rng.integers(len(rows)))]] for _ in range(3)]
        part = [row for row in rows if rng.random() < 0.5] or list(rows)
        for chosen in [list(rows), *groups, *singles, part]:
            for kind in ("moved", "scaled", "blurred", "left out"):
                yield chosen, kind, ""
            columns = dict.fromkeys(name for row in chosen for name in _codes(case.tables[places[row]]))
            yield from ((chosen, "recoded", column) for column in columns)


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
    for rows, kind, column in _attempts(case, seen.rows, rng, rounds) if seen.rows else ():
        tries += 1
        try:
            found = checks.see(claim, disturbed(case, rows, rng, kind, column)).verdict
        except ClaimError:
            continue
        if found != seen.verdict:
            return (*head, found, f"{kind} {column}".strip(), tuple(rows), tries)
    return (*head, "", "", (), tries)
