"""Tables larger than memory: as Parquet, reduced by DuckDB to counts and curves.

DuckDB comes with ``pip install testimonia[scale]``. What it returns is small, and from there on a
table like any other. Dates are read by the same parser as everywhere: each different date once.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from ..analysis import days
from ..case.edtf import unique_bounds

__all__ = ["curves_of_parquet", "parquet_of"]

_CURVES = {"accused": "str", "period": "str", "certainly": "int64", "possibly": "int64"}


@contextlib.contextmanager
def _duckdb(memory: str, threads: int):
    """A DuckDB that keeps to its memory, and puts aside on disk what does not fit."""
    try:
        import duckdb
    except ModuleNotFoundError:
        raise ModuleNotFoundError("tables larger than memory need DuckDB: pip install 'testimonia[scale]'") from None
    if not re.fullmatch(r"[0-9.]+ ?[KMGT]i?B", memory):
        raise ValueError(f"memory is written as '700MB' or '2GB'; not {memory!r}")
    with tempfile.TemporaryDirectory(prefix="testimonia-") as aside, contextlib.closing(duckdb.connect()) as database:
        for name, value in {"memory_limit": memory, "threads": int(threads), "temp_directory": aside, "preserve_insertion_order": False}.items():
            database.execute(f"SET {name} = {_text(str(value))}")
        yield database


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def parquet_of(table: str | Path, target: str | Path, memory: str = "700MB", threads: int = 2) -> Path:
    """Write a CSV table of a case as Parquet, cell by cell as text, and return the path of the file.

    It is written aside and then put in its place. `memory` is what DuckDB may use.
    Raises FileNotFoundError for a table that is not there, ValueError for one that is no
    plain CSV (check the case first: `testimonia check`) and where `memory` is no amount.
    """
    table, target = Path(table), Path(target)
    if not table.is_file():
        raise FileNotFoundError(f"{table}: no such table")
    aside = target.with_name(target.name + ".new")
    with _duckdb(memory, threads) as database:
        read = f"read_csv({_text(str(table))}, all_varchar=true, header=true, delim=',', quote='\"', escape='\"', strict_mode=true)"
        try:
            database.execute(f"COPY (SELECT * FROM {read}) TO {_text(str(aside))} (FORMAT parquet, COMPRESSION zstd)")
            os.replace(aside, target)
        except Exception as error:
            if isinstance(error, OSError):
                raise
            raise ValueError(f"{table}: {str(error).splitlines()[0]}; check the case first") from error
        finally:
            aside.unlink(missing_ok=True)
    return target


def curves_of_parquet(table: str | Path, unit: str = "year", calendar: str = "gregorian", memory: str = "700MB", threads: int = 2) -> pd.DataFrame:
    """How often each accused had been named by the end of each period, from testimonies in Parquet.

    `table` is a Parquet file, or a pattern of several, with the columns accused and date
    (EDTF) of the table of testimonies. Columns: accused, period ('1651', '1651-04' or a
    day, by `unit`), certainly, possibly (int64: the fewest and the most testimonies by
    the end of that period); a row for each period in which a number changes, so that
    the last row of an accused holds his counts. It is `cumulative` with
    ``count="testimonies"``, read off at the ends of periods: an undated testimony is
    possible from the first period on record and certain in none. A testimony whose
    accused is not named counts for '?'. Raises ValueError for another unit, a cell that
    is no date, a file that cannot be read, or where nothing is dated.
    """
    if unit not in days.UNITS:
        raise ValueError(f"unit is {', '.join(days.UNITS)}; not {unit!r}")
    rows = f"read_parquet({_text(str(table))})"
    with _duckdb(memory, threads) as database:
        try:
            texts = [text for (text,) in database.execute(f"SELECT DISTINCT date FROM {rows} WHERE date IS NOT NULL AND date <> '' ORDER BY 1").fetchall()]
        except Exception as error:
            raise ValueError(f"{table}: {str(error).splitlines()[0]}") from error
        database.register("calendar", _periods(texts, unit, calendar))
        found = database.execute(f"""
            WITH told AS (
                SELECT coalesce(nullif(accused, ''), '?') AS accused, low, high, count(*) AS n
                FROM {rows} LEFT JOIN calendar USING (date) GROUP BY ALL
            ), bounds AS (SELECT min(least(low, high)) AS first FROM calendar
            ), steps AS (
                SELECT accused, coalesce(low, first) AS period, n AS possibly, 0 AS certainly FROM told, bounds
                UNION ALL SELECT accused, high, 0, n FROM told WHERE high IS NOT NULL
            ), summed AS (SELECT accused, period, sum(possibly) AS possibly, sum(certainly) AS certainly FROM steps GROUP BY ALL)
            SELECT accused, period,
                CAST(sum(certainly) OVER so_far AS BIGINT) AS certainly, CAST(sum(possibly) OVER so_far AS BIGINT) AS possibly
            FROM summed WINDOW so_far AS (PARTITION BY accused ORDER BY period) ORDER BY accused, period
        """).df()  # fmt: skip
    if found["period"].isna().any():
        raise ValueError(f"{table}: no testimony is dated, so there is no curve")
    label = {number: days.period_label(number, unit) for number in found["period"].unique()}
    found["period"] = found["period"].map(label)
    return found[list(_CURVES)].astype(_CURVES)


def _periods(texts: list[str], unit: str, calendar: str) -> pd.DataFrame:
    """The first and the last period of each date as it is written; missing where an end is open."""
    found = unique_bounds(texts, calendar)[:-1]
    low, high = days.periods(*days.bounds(found), unit)
    known = [pd.array(np.where(days.finite(one), one, 0), dtype="Int64") for one in (low, high)]
    for one, end in zip(known, (low, high), strict=True):
        one[~days.finite(end)] = pd.NA
    return pd.DataFrame({"date": pd.array(texts, dtype="str"), "low": known[0], "high": known[1]})
