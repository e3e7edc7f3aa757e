"""Claims of a work, put to the tables: checks are registered, run and reported.

A check is a small function of a case. It says what it observed, on which rows that rests,
and how the claim fares. It asks of a causal claim only what a cause would require, that it
came before its effect and went with it: a cause is never a row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from ..aside import write_aside
from ..case.citation import CitationError, parse_citations

__all__ = ["Checks", "ClaimError", "Seen", "keep_ledger", "together", "totals", "unmatched"]

#: How a claim can fare, in the order in which a reader is told.
VERDICTS = ("borne out", "qualified", "not borne out", "cannot tell", "restates itself", "beyond the tables")
#: What a check can find; the other verdicts are given by the ledger.
FOUND = VERDICTS[:4]
#: Verdicts that rest on something other than the claim's own paragraph and decide something.
TESTED = VERDICTS[:3]

COLUMNS = ["claim", "words", "kind", "section", "check", "verdict", "would_be", "observed", "rows", "elsewhere", "why_not", "supports"]


class ClaimError(RuntimeError):
    """A check that failed or answered with something that is no answer; the message names it."""


@dataclass(frozen=True)
class Seen:
    """What a check saw: a verdict, the ids of the rows it rests on, and words made from numbers.

    ``told_in`` names the paragraphs that tell what is tested, where rows are put together from
    several paragraphs and only these speak to the point.

    >>> Seen("borne out", ["a", "a", "b"], "two letters").rows
    ('a', 'b')
    """

    verdict: str
    rows: tuple[str, ...]
    words: str
    told_in: frozenset[str] = frozenset()

    def __post_init__(self):
        object.__setattr__(self, "rows", tuple(dict.fromkeys(str(row) for row in self.rows)))
        object.__setattr__(self, "told_in", frozenset(self.told_in))
        if self.verdict not in FOUND:
            raise ValueError(f"no such verdict: {self.verdict!r}; a check finds {', '.join(FOUND)}")


def together(*parts: object) -> str:
    """The verdict on a claim of several parts, each a truth value or 'yes', 'no', 'cannot tell' (or None).

    All parts true: borne out. Some true: qualified. None true: not borne out where one is
    false, cannot tell where none can be decided.

    >>> together(True, "yes"), together(True, "no"), together(False, None), together("cannot tell"), together(None, True)
    ('borne out', 'qualified', 'not borne out', 'cannot tell', 'qualified')
    """
    answers = [part if isinstance(part, str) else "cannot tell" if part is None else "yes" if part else "no" for part in parts]
    if answers and all(answer == "yes" for answer in answers):
        return "borne out"
    if "yes" in answers:
        return "qualified"
    return "not borne out" if "no" in answers else "cannot tell"


class Checks:
    """The checks of a case, by the name of their function.

    >>> from testimonia.analysis.example import case_of
    >>> checks = Checks()
    >>> @checks.of("claim-hail")
    ... def hail_fell(case):
    ...     return Seen(together(len(case.events) > 0), case.events.index, f"{len(case.events)} hailstorm")
    >>> case = case_of(claims=[{"id": "claim-hail", "claim": "Hail fell.", "source": "kovacs1999[¶2]"}],
    ...                events=[{"id": "hail", "date": "1650-06", "source": "kovacs1999[¶1]"}])
    >>> checks.run(case)[["check", "verdict", "observed"]].values.tolist()
    [['hail_fell', 'borne out', '1 hailstorm']]
    """

    def __init__(self):
        self.by_claim: dict[str, Callable] = {}

    def of(self, claim: str) -> Callable:
        """A decorator: the function below it checks this claim. Raises ValueError for a second check."""

        def register(function: Callable) -> Callable:
            taken = {check.__name__ for check in self.by_claim.values()}
            if claim in self.by_claim or function.__name__ in taken:
                raise ValueError(f"a second check {function.__name__!r} of {claim!r}: one claim, one check, one name")
            self.by_claim[claim] = function
            return function

        return register

    def __len__(self) -> int:
        return len(self.by_claim)

    @property
    def names(self) -> dict[str, str]:
        """The name of every check, by claim.

        >>> Checks().names
        {}
        """
        return {claim: check.__name__ for claim, check in self.by_claim.items()}

    def see(self, claim: str, case) -> Seen:
        """What the check of a claim sees in a case; raises ClaimError, naming the check, where it fails."""
        check = self.by_claim[claim]
        try:
            seen = check(case)
        except Exception as error:
            raise ClaimError(f"the check {check.__name__!r} of {claim!r} failed: {type(error).__name__}: {error}") from error
        if not hasattr(seen, "told_in"):
            raise ClaimError(f"the check {check.__name__!r} of {claim!r} returned {type(seen).__name__}; it should return a Seen")
        return seen

    def run(self, case, strict: bool = True) -> pd.DataFrame:
        """The ledger: every claim of the case and how it fares, one row each, in the order of the table.

        Columns: claim (id), words, kind, section, check, verdict (one of VERDICTS), would_be (what
        the check found), observed, rows and elsewhere (tuples of row ids: those it rests on, and
        those of them that come from other paragraphs than the claim's own), why_not, supports.

        A check whose rows all come from the claim's own paragraphs restates the claim where it
        agrees with it, and its verdict is 'restates itself'. A paragraph cannot bear itself out,
        though its own numbers can contradict it and its own dates leave it open: those verdicts
        stand. Raises ClaimError for a check that fails, or for one that rests on rows that no
        table has; with ``strict=False``, as under a doubter's reading, such a check cannot tell.
        """
        claims = case.tables.get("claims")
        if claims is None or claims.empty:
            return pd.DataFrame(columns=COLUMNS)
        return pd.DataFrame([self._line(case, claim, row, strict) for claim, row in claims.iterrows()], columns=COLUMNS)

    def _line(self, case, claim: str, row: pd.Series, strict: bool) -> dict:
        text = lambda name: str(row[name]) if isinstance(row.get(name), str) else ""
        line = {"claim": claim, "words": text("claim"), "kind": text("kind"), "section": text("section"), "check": "", "would_be": "",
                "observed": "", "rows": (), "elsewhere": (), "why_not": text("why_not"), "supports": tuple(row.get("supports") or ())}  # fmt: skip
        if claim not in self.by_claim:
            return line | {"verdict": VERDICTS[5]}
        line["check"] = self.by_claim[claim].__name__
        try:
            seen = self.see(claim, case)
            own = paragraphs(text("source"))
            elsewhere = self._elsewhere(case, claim, seen, own)
        except ClaimError:
            if strict:
                raise
            return line | {"verdict": "cannot tell", "would_be": "cannot tell"}
        verdict = VERDICTS[4] if not elsewhere and seen.verdict in FOUND[:2] else seen.verdict
        return line | {"verdict": verdict, "would_be": seen.verdict, "observed": seen.words, "rows": seen.rows, "elsewhere": elsewhere}

    def _elsewhere(self, case, claim: str, seen: Seen, own: frozenset[str]) -> tuple[str, ...]:
        try:
            told = {row: seen.told_in or paragraphs(_source(case.tables[case.table_of(row)], row)) for row in seen.rows}
        except KeyError as error:
            raise ClaimError(f"the check {self.by_claim[claim].__name__!r} rests on a row that no table has: {error.args[0]}") from error
        return tuple(row for row, places in told.items() if places - own)


def _source(table: pd.DataFrame, row: str) -> object:
    return table.at[row, "source"] if "source" in table else None


@lru_cache(maxsize=4096)
def paragraphs(source: object) -> frozenset[str]:
    """The paragraphs (¶n) that a source cell cites; all that it cites, where no locator is a paragraph.

    >>> sorted(paragraphs("kovacs1999[¶3];kovacs1999[n2];szabo2001[12]")), sorted(paragraphs("szabo2001[12]"))
    (['¶3'], ['szabo2001[12]'])
    """
    try:
        cited = parse_citations(source) if isinstance(source, str) and source else []
    except CitationError:
        return frozenset()
    marked = frozenset(one.locator for one in cited if one.locator and one.locator.startswith("¶"))
    return marked or frozenset(f"{one.key}[{one.locator}]" for one in cited)


def totals(ledger: pd.DataFrame) -> pd.DataFrame:
    """How many claims fare how: verdict, reason (why none can be checked, '' otherwise), claims.

    In the order of VERDICTS; every verdict has a line, also where it has no claim.

    >>> from testimonia.analysis.example import case_of
    >>> totals(Checks().run(case_of(claims=[{"id": "c", "claim": "He was afraid.", "why_not": "A motive."}]))).tail(1).values.tolist()
    [['beyond the tables', 'A motive.', 1]]
    """
    lines = [(verdict, "", int((ledger["verdict"] == verdict).sum())) for verdict in VERDICTS[:5]]
    reasons = ledger.loc[ledger["verdict"] == VERDICTS[5], "why_not"].value_counts(sort=False)
    ranked = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    return pd.DataFrame([*lines, *((VERDICTS[5], reason, int(count)) for reason, count in ranked)], columns=["verdict", "reason", "claims"])


def unmatched(case, checks: Checks) -> list[str]:
    """What does not fit between the table of claims and the registered checks, a sentence each.

    Every claim has either a check or a reason why there is none, and never both; the name in the
    table is that of the function.

    >>> from testimonia.analysis.example import case_of
    >>> unmatched(case_of(claims=[{"id": "c", "check": "", "why_not": ""}]), Checks())
    ["claims: 'c' has neither a check nor a reason why not; give it one of them"]
    """
    found, names = [], checks.names
    for claim, row in case.tables["claims"].iterrows():
        named, reason = (row[name] if isinstance(row.get(name), str) else "" for name in ("check", "why_not"))
        if bool(named) == bool(reason):
            found.append(f"claims: {claim!r} has {'both' if named else 'neither'} a check {'and' if named else 'nor'} a reason why not; give it one of them")
        if named != names.get(claim, ""):
            found.append(f"claims: {claim!r} names the check {named!r}; registered is {names.get(claim, '')!r}")
    return found + [f"checks: {name!r} checks {claim!r}, which is no claim of the table" for claim, name in names.items() if claim not in case.tables["claims"].index]


def keep_ledger(ledger: pd.DataFrame, path: str | Path) -> Path:
    """Write a ledger as JSON or CSV, by the ending of the path, and return the path.

    Lists are JSON arrays, or joined by ';'. Written aside first, so that it is never half-written.
    Raises ValueError for another ending.
    """
    path = Path(path)
    if path.suffix == ".json":
        text = json.dumps(ledger.to_dict("records"), ensure_ascii=False, indent=1) + "\n"
    elif path.suffix == ".csv":
        text = ledger.map(lambda value: ";".join(value) if isinstance(value, tuple) else value).to_csv(index=False, lineterminator="\n")
    else:
        raise ValueError(f"{path.name}: a ledger is written as .json or .csv")
    write_aside(path, text)
    return path


def tally(verdicts: Iterable[str]) -> dict[str, int]:
    """How often each verdict of VERDICTS occurs, in their order.

    >>> tally(["borne out", "borne out"])["borne out"]
    2
    """
    verdicts = list(verdicts)
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}
