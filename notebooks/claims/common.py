"""Who counts as the police, the army, the eight; and the few questions that many checks ask."""

from dataclasses import replace

import testimonia as tm
from testimonia.edition import in_words as say

checks = tm.Checks()

POLICE = ["political-police", "cheka", "gpu", "ogpu", "kiev-ogpu", "nkvd", "ino-nkvd", "special-department-nkvd", "special-departments"]
ARMY = ["red-army", "pur", "military-procuracy", "military-intelligence", "air-force", "navy", "medical-services", "mvo"]
LEADERS = ["stalin", "politburo"]
FOREIGN = ["foreign-agents", "polish-espionage", "german-espionage", "japanese-espionage", "british-threat", "german-link-rumours", "spy-scare-1937"]
ARRESTS_OF_MAY = ["arrest-kork-1937", "arrest-feldman-1937", "arrests-22-may-1937"]
ALARM_OF_MARCH = ["assess-voroshilov-march-1937", "assess-gamarnik-13-march-1937", "assess-budennyi-march-1937", "assess-belov-march-1937"]
PLENUM_ENDS = "1937-03-12"


def eight(case) -> list[str]:
    """The men tried in June 1937."""
    return list(case.events.loc["trial-june-1937", "actors"])


def in_may(case) -> list[str]:
    """Those of them who were arrested in May 1937."""
    return [actor for actors in case.events.loc[ARRESTS_OF_MAY, "actors"] for actor in actors]


def within(case, table: str, start=None, end=None, certainly: bool = True, **where):
    """The rows of one table between two dates, certainly or possibly, that have some values."""
    rows = replace(case, tables={table: case.tables[table]}).between(start, end, certainly).tables[table]
    for column, wanted in where.items():
        rows = rows[rows[column].isin([wanted] if isinstance(wanted, str) else wanted)]
    return rows


def judged(case, start=None, end=None, **where):
    """Judgements certainly within some years; sums over many years by the author are left out."""
    rows = within(case, "assessments", start, end, **where)
    return rows[rows["basis"] != "summary"]


def decided(case, start=None, end=None, actor=("stalin",), **where):
    """Decisions certainly within some years; sums over many years are left out."""
    rows = within(case, "decisions", start, end, actor=actor, **where)
    return rows[rows["basis"] != "summary"]


def charged(rows, charge: str):
    """Which testimonies hold this charge."""
    return rows["charge"].map(lambda charges: charge in charges).astype(bool)


def in_custody(case, accused, start=None, end=None):
    """Testimonies under arrest that name one of some persons, possibly within some dates."""
    return within(case, "testimonies", start, end, certainly=False, accused=accused, custody="yes")


def precede(case, before, after) -> str:
    """Was every row of the first list earlier than every row of the second: yes, no, cannot tell?"""
    return tm.all_before(case, before, after).answer


def value(case, measure: str, column: str = "value") -> float:
    """A stated number."""
    return float(case.measures.loc[measure, column])


def part(some: int, of: int) -> str:
    """A part of a whole, in words: 'none of five'."""
    return f"{say(some) if some else 'none'} of {say(of)}"


def names(case, actors) -> str:
    """Names, in a row."""
    return ", ".join(case.name_of(actor) for actor in actors) or "nobody"
