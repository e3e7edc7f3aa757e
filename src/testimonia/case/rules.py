"""Sanity rules over a whole case, and the signed exceptions to them."""

import re

from .bookkeeping import cycle, low_above_high, part_of_sum, unexplained, unused
from .findings import Finding
from .folder import RawCase
from .inference import rivals, test_range
from .lives import after_death, custody_before_arrest, one_person, promoted_in_arrest
from .model import Case
from .problems import Problem, near_miss
from .references import cited

RULES = {
    "after-death": after_death,
    "promoted-in-arrest": promoted_in_arrest,
    "custody-before-arrest": custody_before_arrest,
    "one-person": one_person,
    "part-of-sum": part_of_sum,
    "cycle": cycle,
    "low-above-high": low_above_high,
    "rivals": rivals,
    "test-range": test_range,
    "unexplained": unexplained,
    "unused": None,  # needs what is cited, see below
}
_REMEDY = " or sign an exception ({rule}, {row}) in {file}"
_SIGNATURE = re.compile(r".*\S.*\d{4}-\d{2}-\d{2}.*")


def check_rules(raw: RawCase, case: Case) -> list[Problem]:
    """The problems that the rules find and no signed exception excuses, and faulty exceptions.

    >>> from pathlib import Path
    >>> from .schema import Schema
    >>> check_rules(RawCase(Path("."), Schema("empty", {})), Case(Path("."), Schema("empty", {}), {}, None))
    []
    """
    found = [finding for rule in RULES.values() if rule for finding in rule(case)]
    # Where a file could not be read, nobody knows what it used.
    if all(table.usable or not table.present for table in raw.tables.values()):
        keys = cited(raw)
        found += unused(case, keys)
        works = _unused_works(raw, keys)
    else:
        works = []
    excused, faults = _exceptions(raw, case, found, {p.value for p in works})
    kept = [_problem(raw, case, f) for f in found if (f.rule, _row(case, f)) not in excused]
    return kept + [w for w in works if ("unused", w.value) not in excused] + faults


def _row(case: Case, finding: Finding):
    return case.tables[finding.table].index[finding.position]


def _problem(raw: RawCase, case: Case, finding: Finding) -> Problem:
    table = raw.tables[finding.table]
    remedy = finding.remedy
    if "exceptions" in raw.tables:
        path = raw.tables["exceptions"].table.path
        remedy += "," + _REMEDY.format(rule=finding.rule, row=_row(case, finding), file=path)
    return Problem(table.table.path, int(table.rows[finding.position]), finding.column,
                   finding.value, finding.problem, remedy, finding.rule)


def _unused_works(raw: RawCase, keys: set[str]) -> list[Problem]:
    """Works of the bibliography that are marked as cited, or as the article, and are not cited."""
    works = raw.bibliography
    return [
        Problem(raw.schema.bibliography, works.lines.get(key), None, key, "no row cites this work",
                "cite it, or remove its keyword 'cited'", "unused")
        for key in works.with_keyword("cited", "article") if key not in keys
    ]


def _exceptions(raw: RawCase, case: Case, found: list[Finding], works: set):
    """The (rule, row) pairs excused, and the problems of the table of exceptions."""
    table, frame = raw.tables.get("exceptions"), case.tables.get("exceptions")
    if frame is None or not {"rule", "row", "reason", "signed"} <= set(frame.columns):
        return set(), []
    if frame.empty:
        return set(), []
    broken = {(f.rule, _row(case, f)) for f in found} | {("unused", work) for work in works}
    ids = {i for t in case.tables.values() if t.index.name == "id" for i in t.index} | works
    excused, faults = set(), []

    def fault(position, column, value, problem, remedy):
        faults.append(Problem(table.table.path, int(table.rows[position]), column, value, problem, remedy, "exception"))

    signed_rows = frame[["rule", "row", "reason", "signed"]].itertuples(index=False)
    for position, (rule, row, reason, signed) in enumerate(signed_rows):
        if not all(isinstance(cell, str) for cell in (rule, row, reason, signed)):
            continue  # the empty cell is reported already, and an unsigned exception excuses nothing
        if rule not in RULES:
            fault(position, "rule", rule, "no such rule", near_miss(rule, RULES, "write one of: " + ", ".join(RULES)))
        elif row not in ids:
            fault(position, "row", row, "no row has this id", near_miss(row, ids, "write the id of a row"))
        elif not _SIGNATURE.fullmatch(signed):
            fault(position, "signed", signed, "not signed and dated",
                  "write who accepted it and when, as in 'editors 2026-01-31'")
        elif (rule, row) in excused:
            fault(position, "row", row, "the exception is there twice", "remove one")
        elif (rule, row) not in broken:
            fault(position, "row", row, f"the exception excuses nothing: this row keeps the rule {rule}", "remove it")
        else:
            excused.add((rule, row))
    return excused, faults
