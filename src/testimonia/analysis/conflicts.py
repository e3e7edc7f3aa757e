"""Where a record is at odds with itself, found by rule.

The tables hold what an account says, both readings where it says two things. These
rules find such places without being told where they are. A rule reports only what
the dates and numbers leave no way out of; what it finds is a place to be read, and
often two statements that can both be right in a narrower sense.
"""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..case.bookkeeping import part_of_sum
from ..case.citation import CitationError, parse_citations
from . import days
from .merging import affiliates
from .records import shaped

__all__ = ["RULES", "conflicts"]

_FOUND = {"rule": "str", "row": "str", "against": "object", "says": "str"}
_FIRST = re.compile(r"(?<!among )\bthe first\b(?! (?:\w+ )?(?:day|week|month|year|half|part|third)s?\b)", re.IGNORECASE)
_BOTH = re.compile(r"both readings", re.IGNORECASE)
_ONCE = ("execution", "death")
Found = Iterator[tuple[str, tuple[str, ...], str]]


def conflicts(case, rules=None) -> pd.DataFrame:
    """The places where the record contradicts itself, or a scheme of its own has exceptions.

    Columns: rule, row (id), against (tuple of the ids that it is at odds with), says (a
    sentence). `rules` are names of RULES, by default all: 'first' (a first that is not
    the first), 'two dates' (for what happens once), 'two numbers' (for one quantity,
    population and period), 'nought' (none, and yet some), 'exceptions' (a summary and
    what it does not cover), 'both ways' (one actor, one threat, one time, opposite
    signs), 'parts' (more than their whole), 'marked' (the coder's note says that both
    readings are coded). In order of rule, then as the tables have them. Raises KeyError
    for another rule.

    >>> from testimonia.analysis.example import case_of
    >>> counts = [{"id": "few", "period": "1651", "quantity": "cows lost, by the priest", "population": "village", "value": 2, "unit": "cows"},
    ...           {"id": "many", "period": "1651", "quantity": "cows lost, by the judge", "population": "village", "value": 9, "unit": "cows"}]
    >>> conflicts(case_of(measures=counts))[["rule", "row", "against"]].values.tolist()
    [['two numbers', 'few', ('many',)]]
    """
    wanted = list(RULES) if rules is None else [rules] if isinstance(rules, str) else list(rules)
    for rule in wanted:
        if rule not in RULES:
            raise KeyError(f"no such rule: {rule!r}; rules are {', '.join(RULES)}")
    return shaped([(rule, *found) for rule in wanted for found in RULES[rule](case)], _FOUND)


def _table(case, name: str, *columns: str) -> pd.DataFrame:
    """A table with these columns, complete, with the first and last day of every row as `first` and `last`."""
    rows = case.tables.get(name, pd.DataFrame())
    rows = rows.reindex(columns=list(dict.fromkeys([*rows.columns, "earliest", "latest", "source", "basis", "note", *columns])))
    first, last = days.bounds(rows)
    return rows.assign(first=first, last=last)


def _apart(a, b) -> bool:
    """Whether two rows certainly fell on different days, one wholly before the other."""
    return a["last"] < b["first"] or b["last"] < a["first"]


def _overlap(a, b) -> bool:
    bounded = all(days.BEGINNING < row[end] < days.END for row in (a, b) for end in ("first", "last"))
    return bounded and not _apart(a, b)


def _keys(source) -> tuple[frozenset, frozenset]:
    """Places of the account (key and locator) and other works or files that a row cites."""
    try:
        cited = parse_citations(source) if isinstance(source, str) else []
    except CitationError:
        cited = []
    return frozenset((c.key, c.locator) for c in cited), frozenset(c.key for c in cited)


def not_the_first(case) -> Found:
    """A claim of 'the first …', and a certainly earlier row like those that it speaks of.

    The rows that a claim speaks of are those that cite a place that it cites, and every
    work or file that it cites. Like one another are testimonies against one accused
    with the same custody, judgements by one assessor of one threat that raise it, and
    events of one kind that befell the same actors.
    """
    like = {"testimonies": ("accused", "custody"), "assessments": ("assessor", "threat"), "events": ("kind", "actors")}
    claims = _table(case, "claims", "claim")
    claims = claims[claims["claim"].map(lambda words: isinstance(words, str) and bool(_FIRST.search(words))).astype(bool)]
    for claim, source in claims["source"].items():
        places, works = _keys(source)
        for name, columns in like.items():
            rows = _table(case, name, *columns, "level").dropna(subset=list(columns))
            if name == "assessments":
                rows = rows[(rows["level"] > 0).to_numpy(bool, na_value=False)]
            cited = [_keys(source) for source in rows["source"]]
            spoken_of = np.array([bool(places & p) and works <= w for p, w in cited], dtype=bool)
            meant = rows[spoken_of].to_dict("records")
            others = rows[~spoken_of].to_dict("index").items() if meant else ()
            earlier = [o for o, row in others if any(_alike(one, row, columns) and row["last"] < one["first"] for one in meant)]
            if earlier:
                yield claim, tuple(earlier), "called the first, and others of the same kind are certainly earlier"


def _alike(one, other, columns: tuple[str, ...]) -> bool:
    return all(one[column] == other[column] for column in columns)


def two_dates(case) -> Found:
    """What happens to a person once, dated twice; one statement on two days; one title with two dates."""
    events = _table(case, "events", "kind", "title", "actors")
    long = events[["kind", "title", "actors", "first", "last"]].explode("actors").reset_index(names="row")
    once = long[long["kind"].isin(_ONCE)].dropna(subset=["actors"])
    actors = _table(case, "actors", "fate", "fate_date_earliest", "fate_date_latest")
    dead = actors[actors["fate"].notna() & (actors["fate"] != "survived")]
    low, high = days.bounds(dead, "fate_date_earliest", "fate_date_latest")
    fates = pd.DataFrame({"actors": dead.index, "row": dead.index, "first": low, "last": high})
    yield from _disjoint(pd.concat([once, fates], ignore_index=True), "actors", "happens once and has two dates")
    said = _table(case, "testimonies", "statement").reset_index(names="row")
    yield from _disjoint(said.dropna(subset=["statement"]), "statement", "one statement with two dates")
    titled = long.assign(key=long["title"].astype("str").str.casefold() + "|" + long["actors"].astype("str")).dropna(subset=["title"])
    yield from _disjoint(titled, "key", "one title and one person with two dates")


def _disjoint(rows: pd.DataFrame, by: str, says: str) -> Found:
    told = set()
    again = rows[rows.duplicated(by, keep=False)]
    for _, group in again.groupby(by, sort=False):
        members = group.to_dict("records")
        for i, one in enumerate(members):
            against = tuple(dict.fromkeys(other["row"] for other in members[i + 1 :] if _apart(one, other) and other["row"] != one["row"]))
            if against and (one["row"], against) not in told:
                told.add((one["row"], against))
                yield one["row"], against, says


def _range(row) -> tuple[float, float]:
    """The numbers that a measure allows; a range without an upper end is open upwards."""
    value, low, high = (float(row[c]) if pd.notna(row[c]) else None for c in ("value", "low", "high"))
    least = low if low is not None else value if value is not None else -np.inf
    most = high if high is not None else value if value is not None else np.inf
    return least, most


def two_numbers(case) -> Found:
    """Two numbers for one quantity of one population in overlapping periods.

    What follows a comma in `quantity` says whose number it is, and does not make
    another quantity of it.
    """
    rows = _table(case, "measures", "quantity", "population", "unit", "value", "low", "high").dropna(subset=["quantity"])
    quantity = rows["quantity"].astype("str").str.split(",").str[0].str.casefold()
    for _, group in rows.groupby([quantity, rows["population"].astype("str").str.casefold(), rows["unit"].astype("str")], sort=False):
        members = list(group.to_dict("index").items())
        for i, (row, one) in enumerate(members):
            against = [o for o, other in members[i + 1 :] if _overlap(one, other) and days_shared(one, other) > 1 and _exclude(_range(one), _range(other))]
            if against:
                yield row, tuple(against), "two numbers for one quantity and period"


def days_shared(one, other) -> int:
    """How many days two intervals share (periods that only touch share their boundary day).

    >>> days_shared({"first": 1, "last": 5}, {"first": 5, "last": 9})
    1
    """
    return int(min(one["last"], other["last"]) - max(one["first"], other["first"]) + 1)


def _exclude(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return a[1] < b[0] or b[1] < a[0]


def nought(case) -> Found:
    """None of a population, and some of the same population in an overlapping period."""
    rows = _table(case, "measures", "population", "value", "low", "high", "unit").dropna(subset=["population"])
    population = rows["population"].astype("str").str.casefold()
    for row, one in rows[rows["value"] == 0].iterrows():
        same = rows[(population == population[row]) & (rows["unit"] != one["unit"])]
        against = [o for o, other in same.iterrows() if _overlap(one, other) and _range(other)[0] > 0]
        if against:
            yield row, tuple(against), "none is counted, and yet some of the same population in the same years"


def exceptions(case) -> Found:
    """A row that sums up years, and rows certainly within them that point the other way.

    Of the same actor, speaking himself or through one who speaks for him, whatever the
    threat; or of one who belongs to him, on the same threat.
    """
    judged = _table(case, "assessments", "assessor", "institution", "threat", "level")
    yield from _exceptions(case, judged, ("assessor", "institution"), np.sign(judged["level"].astype("float64")))
    decided = _table(case, "decisions", "actor", "threat", "direction")
    yield from _exceptions(case, decided, ("actor",), decided["direction"].astype("object").map({"escalation": 1.0, "restraint": -1.0}))


def _exceptions(case, rows: pd.DataFrame, who: tuple[str, ...], sign: pd.Series) -> Found:
    known = set(case.tables.get("actors", pd.DataFrame()).index)
    for row, one in rows[rows["basis"] == "summary"].to_dict("index").items():
        speaker = one[who[0]]
        if speaker not in known or not abs(sign[row]) > 0:
            continue
        speaks = rows[list(who)].eq(speaker).any(axis=1)
        belongs = rows[list(who)].isin(affiliates(case, speaker)).any(axis=1) & (rows["threat"] == one["threat"])
        within = (rows["first"] >= one["first"]) & (rows["last"] <= one["last"])
        against = rows.index[(speaks | belongs) & within & (rows["basis"] != "summary") & (sign == -sign[row])]
        if len(against):
            yield row, tuple(against), "a summary of years with exceptions"


def both_ways(case) -> Found:
    """One actor on one threat at times that overlap, once in one direction and once in the other."""
    judged = _table(case, "assessments", "assessor", "threat", "level")
    yield from _both_ways(judged, ["assessor", "threat"], np.where(judged["level"].fillna(0) > 0, 1, -1), judged["level"].notna())
    decided = _table(case, "decisions", "actor", "direction", "threat")
    yield from _both_ways(decided, ["actor", "threat"], np.where(decided["direction"] == "escalation", 1, -1), decided["direction"].notna())


def _both_ways(rows: pd.DataFrame, by: list[str], side, there) -> Found:
    rows = rows.assign(side=side)[there & (rows["basis"] != "summary")].dropna(subset=by)
    for _, group in rows.groupby(by, sort=False, observed=True):
        members = list(group.to_dict("index").items())
        for i, (row, one) in enumerate(members):
            against = [o for o, other in members[i + 1 :] if other["side"] != one["side"] and _overlap(one, other)]
            if against:
                yield row, tuple(against), "one actor, one threat, one time, two directions"


def parts(case) -> Found:
    """Parts that are together more than their whole (the sanity rule of the same name)."""
    for found in part_of_sum(case):
        rows = case.tables["measures"]
        whole = rows.index[found.position]
        yield whole, tuple(rows.index[rows["part_of"] == whole]), f"{found.problem}, more than {found.value}"


def marked(case) -> Found:
    """Rows whose note says that both readings are coded, with the marked rows of the same paragraphs."""
    for name in case.tables:
        rows = _table(case, name)
        noted = rows[np.array([isinstance(note, str) and bool(_BOTH.search(note)) for note in rows["note"]], dtype=bool)]
        places = {row: _keys(source)[0] for row, source in noted["source"].items()}
        for i, row in enumerate(places):
            against = tuple(other for other in list(places)[i + 1 :] if places[row] & places[other])
            if against or not any(places[row] & places[other] for other in list(places)[:i]):
                yield row, against, "the note says that both readings are coded"


RULES = {
    "first": not_the_first, "two dates": two_dates, "two numbers": two_numbers, "nought": nought,
    "exceptions": exceptions, "both ways": both_ways, "parts": parts, "marked": marked,
}  # fmt: skip
