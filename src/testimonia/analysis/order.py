"""Which came first, as far as the dates allow an answer.

A happening fell on some day between its earliest and its latest. 'yes' and 'no' are
given only where every day that the record allows gives that answer; otherwise the
answer is 'cannot tell'. The relations of intervals are those of J. F. Allen,
'Maintaining knowledge about temporal intervals', Communications of the ACM 26 (1983);
only days are compared, so two happenings of one day are not before one another.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import days
from .records import shaped

__all__ = ["Verdict", "all_before", "before", "first", "order"]

_PAIRS = {
    "a": "str", "b": "str", "verdict": "str", "gap_min": "Int64", "gap_max": "Int64",
    "a_earliest": "datetime64[s]", "a_latest": "datetime64[s]",
    "b_earliest": "datetime64[s]", "b_latest": "datetime64[s]",
}  # fmt: skip
_FIRST = {"row": "str", "earliest": "datetime64[s]", "latest": "datetime64[s]", "can_be_first": "bool",
          "first": "str", "alone": "str"}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """An answer ('yes', 'no' or 'cannot tell') and the pairs of rows that decide it.

    `pairs` has the columns of `order`. A verdict is neither true nor false, since
    'cannot tell' is neither: ask for its `answer`.

    >>> Verdict("yes", shaped({}, _PAIRS)).answer
    'yes'
    """

    answer: str
    pairs: pd.DataFrame

    def __bool__(self):
        raise TypeError("a verdict may be 'cannot tell'; compare its .answer with 'yes' or 'no'")

    def __str__(self) -> str:
        return self.answer


def before(a, b) -> str:
    """Whether `a` was on an earlier day than `b`: 'yes', 'no' or 'cannot tell'.

    Each is a pair (earliest, latest) of dates or EDTF strings, None or NaT where that
    end is not known, or a row of a table that has these columns. The same known day is
    'no'. Raises ValueError for an interval that ends before it begins.

    >>> before(("1651-04-03", "1651-04-03"), ("1651-04-10", "1651-04-20"))
    'yes'
    >>> before(("1651-04-03", None), ("1651-04-10", "1651-04-20"))
    'cannot tell'
    """
    (a_first, a_last), (b_first, b_last) = _interval(a), _interval(b)
    return str(verdicts(a_first, a_last, b_first, b_last))


def verdicts(a_first, a_last, b_first, b_last) -> np.ndarray:
    """`before` for arrays of day numbers, which may broadcast against each other (str).

    >>> verdicts(np.array([1, 5]), np.array([2, 5]), 3, 5).tolist()
    ['yes', 'no']
    """
    return np.select([np.less(a_last, b_first), np.greater_equal(a_first, b_last)], ["yes", "no"], "cannot tell")


def order(case, ids_a, ids_b) -> pd.DataFrame:
    """Every row of `ids_a` against every row of `ids_b`: is a before b?

    Columns: a, b (ids of rows of any dated table), verdict ('yes', 'no', 'cannot
    tell'), gap_min and gap_max (days from a to b, Int64, negative where b is earlier,
    missing where an end is unknown), a_earliest, a_latest, b_earliest, b_latest
    (datetime64[s]). Testimonies of one statement were given on one occasion, so
    neither is before the other. Raises KeyError for an unknown id, ValueError for a
    row of a table without dates.

    >>> from testimonia.analysis.example import village
    >>> order(village(), "arrest-anna", ["anna-bela", "clara-anna"])[["b", "verdict", "gap_min", "gap_max"]].values.tolist()
    [['anna-bela', 'yes', 7, 7], ['clara-anna', 'no', -153, -124]]
    """
    return pairs_of(dated(case, ids_a), dated(case, ids_b))


def pairs_of(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """`order` for rows that `dated` has found.

    >>> from testimonia.analysis.example import village
    >>> pairs_of(dated(village(), "arrest-anna"), dated(village(), "anna-bela"))["verdict"].tolist()
    ['yes']
    """
    first_a, last_a = (ends.repeat(len(b)) for ends in days.bounds(a))
    first_b, last_b = (np.tile(ends, len(a)) for ends in days.bounds(b))
    occasion_a, occasion_b = a["occasion"].to_numpy().repeat(len(b)), np.tile(b["occasion"].to_numpy(), len(a))
    together = (occasion_a == occasion_b) & (first_a == first_b) & (last_a == last_b)
    verdict = np.where(together, "no", verdicts(first_a, last_a, first_b, last_b))
    gap_min, gap_max = days.gaps(first_b, last_a), days.gaps(last_b, first_a)
    gap_min[together], gap_max[together] = 0, 0
    pairs = {
        "a": a.index.repeat(len(b)), "b": b.index[np.tile(np.arange(len(b)), len(a))],
        "verdict": pd.array(verdict.astype(object), dtype="str"), "gap_min": gap_min, "gap_max": gap_max,
        "a_earliest": days.dates(first_a), "a_latest": days.dates(last_a),
        "b_earliest": days.dates(first_b), "b_latest": days.dates(last_b),
    }  # fmt: skip
    return shaped(pairs, _PAIRS)


def first(case, ids) -> pd.DataFrame:
    """Which of the rows was first?

    Columns: row, earliest, latest (datetime64[s]), can_be_first (bool: there are days
    within the dates on which no other row is earlier), first ('yes' where no other can
    be earlier, 'no' where another is certainly earlier), alone (the same, with nobody
    on the same day). In order of earliest, then latest. Raises as `order` does.

    >>> from testimonia.analysis.example import village
    >>> first(village(), ["arrest-anna", "clara-anna"])[["row", "first", "alone"]].values.tolist()
    [['clara-anna', 'yes', 'yes'], ['arrest-anna', 'no', 'no']]
    """
    rows = dated(case, ids)
    low, high = days.bounds(rows)
    rows = rows.iloc[np.lexsort((high, low))]
    low, high = days.bounds(rows)
    # Rows of one occasion fell on one day: they are not each other's rivals for being first.
    occasions = pd.DataFrame({"occasion": rows["occasion"].to_numpy(), "low": low, "high": high})
    group = occasions.groupby(["occasion", "low", "high"], sort=False)
    place, size = group.ngroup().to_numpy(), group["low"].transform("size").to_numpy()
    once = occasions.drop_duplicates()
    others_low, others_high = (_others_min(once[end].to_numpy())[place] for end in ("low", "high"))
    is_first = np.select([high <= others_low, others_high < low], ["yes", "no"], "cannot tell")
    # A row without any rival is alone, even if its own end is as far away as theirs.
    single = (size == 1) & ((high < others_low) | (len(once) == 1))
    alone = np.select([single, (others_high <= low) | (size > 1)], ["yes", "no"], "cannot tell")
    found = {"row": rows.index, "earliest": days.dates(low), "latest": days.dates(high),
             "can_be_first": is_first != "no", "first": is_first, "alone": alone}  # fmt: skip
    return shaped(found, _FIRST)


def all_before(case, ids_a, ids_b) -> Verdict:
    """Was every row of `ids_a` on an earlier day than every row of `ids_b`?

    The `pairs` of the verdict are those that decide it: for 'yes' the closest (all
    others are further apart), for 'no' the pairs that are certainly not so, otherwise
    those that cannot be told. With nothing on one side the answer is 'cannot tell',
    not an empty 'yes'. Raises as `order` does.

    >>> from testimonia.analysis.example import village
    >>> all_before(village(), ["clara-anna"], ["arrest-anna", "arrest-bela"]).answer
    'yes'
    """
    pairs = order(case, ids_a, ids_b)
    for answer in ("no", "cannot tell"):
        if (pairs["verdict"] == answer).any():
            return Verdict(answer, pairs[pairs["verdict"] == answer].reset_index(drop=True))
    if pairs.empty:
        return Verdict("cannot tell", pairs)
    return Verdict("yes", pairs[pairs["gap_min"] == pairs["gap_min"].min()].reset_index(drop=True))


def dated(case, ids) -> pd.DataFrame:
    """Rows of any table by id: earliest, latest, occasion (testimonies share one by statement).

    Raises KeyError for an unknown id, ValueError for a row without a date column.

    >>> from testimonia.analysis.example import village
    >>> dated(village(), "anna-bela")["occasion"].tolist()
    ['anna-first']
    """
    wanted = [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))
    tables: dict[str, list[int]] = {}
    for place, row in enumerate(wanted):
        tables.setdefault(case.table_of(row), []).append(place)
    bounds = np.empty((2, len(wanted)), "datetime64[s]")
    occasions = np.array(wanted, dtype=object)
    for table, places in tables.items():
        there = set(case.columns(table))
        if "earliest" not in there:
            raise ValueError(f"{wanted[places[0]]} is a row of {table}, which has no dates")
        rows = case.rows(table, [wanted[place] for place in places], [name for name in ("earliest", "latest", "statement") if name in there])
        bounds[:, places] = rows["earliest"].to_numpy(), rows["latest"].to_numpy()
        if "statement" in rows:
            known = rows["statement"].notna().to_numpy()
            occasions[places] = np.where(known, rows["statement"].astype(object).to_numpy(), occasions[places])
    return pd.DataFrame({"earliest": bounds[0], "latest": bounds[1], "occasion": pd.array(occasions, dtype="str")}, index=pd.Index(wanted, dtype="str", name="id"))


def _interval(value) -> tuple[int, int]:
    earliest, latest = (value["earliest"], value["latest"]) if isinstance(value, pd.Series) else value
    low, high = days.day(earliest, "lower"), days.day(latest, "upper")
    if low > high:
        raise ValueError(f"{earliest} to {latest} ends before it begins; give the earliest day, then the latest")
    return low, high


def _others_min(values: np.ndarray) -> np.ndarray:
    """For each value, the least of all the others (END for a value alone)."""
    padded = np.append(values, [days.END, days.END])
    least, second = np.partition(padded, 1)[:2]
    return np.where(values == least, second, least)
