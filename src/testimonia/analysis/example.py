"""A small invented case, for the examples in these pages and for trying things out."""

from pathlib import Path

import pandas as pd

from ..case.edtf import bounds
from ..case.model import Case
from ..case.schema import Schema

__all__ = ["case_of", "village", "wager"]

_DATES = ("date", "span", "period")


def case_of(**tables) -> Case:
    """A case made of rows written down here and now, without a folder or a schema.

    Each table is a list of dictionaries with the columns of the tables on disk; dates
    are EDTF, lists are tuples. Raises EdtfError for a date that is none.

    >>> case_of(events=[{"id": "hail", "date": "1650-06"}]).events.loc["hail", "latest"]
    Timestamp('1650-06-30 00:00:00')
    """
    return Case(Path("."), Schema("example", {}), {name: _table(rows) for name, rows in tables.items()}, None)


def _table(rows: list[dict]) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    for column in table.columns.intersection(_DATES):
        found = bounds(table[column])
        table["earliest"], table["latest"] = found["earliest"], found["latest"]
    return table.set_index("id") if "id" in table else table


def _testimony(row, date, deponent, accused, charge=("milk_theft",), statement=None, custody="yes") -> dict:
    return {"id": row, "date": date, "statement": statement or row, "deponent": deponent, "accused": accused,
            "charge": charge, "custody": custody, "plot": "milk-theft"}  # fmt: skip


def village() -> Case:
    """A village and its witch trial in 1650 and 1651; every row is invented.

    >>> len(village().testimonies)
    6
    """
    people = [("anna", "Anna Varga", "person"), ("bela", "Béla Orsó", "person"), ("clara", "Clara Tóth", "person"),
              ("emil", "Emil Balogh", "person"), ("court", "The district court", "institution"),
              ("neighbours", "Several neighbours", "group")]  # fmt: skip
    return case_of(
        actors=[{"id": i, "name": name, "type": kind} for i, name, kind in people],
        threats=[
            {"id": "milk-theft", "label": "The milk theft", "locus": "internal", "span": "1650-11/1651-07", "parent": "witchcraft"},
            {"id": "witchcraft", "label": "Witchcraft", "locus": "both", "span": "1649/1651-07"},
        ],
        events=[
            {"id": "arrest-anna", "date": "1651-04-03", "title": "Arrest of Anna", "kind": "arrest", "actors": ("anna",), "threat": "milk-theft"},
            {"id": "arrest-bela", "date": "1651-04-20/1651-04-25", "title": "Arrest of Béla", "kind": "arrest", "actors": ("bela",), "threat": "milk-theft"},
        ],
        assessments=[
            {"id": "emil-1650", "date": "1650-11", "assessor": "emil", "institution": "court", "threat": "milk-theft", "level": -1, "stance": "downplays", "forum": "closed"},
            {"id": "talk-1651", "date": "1651-03", "assessor": "neighbours", "threat": "milk-theft", "level": 2, "stance": "inflates", "forum": "public"},
            {"id": "emil-1651", "date": "1651-06-20/1651-06-30", "assessor": "emil", "institution": "court", "threat": "milk-theft", "level": 2, "stance": "warns", "forum": "closed"},
        ],
        decisions=[{"id": "wait", "date": "1650-12", "actor": "emil", "direction": "restraint", "strength": 1, "threat": "milk-theft"}],
        testimonies=[
            _testimony("clara-anna", "1650-11", "clara", "anna", custody="no"),
            _testimony("neighbours-anna", "1651-03", "neighbours", "anna", custody="no"),
            _testimony("anna-bela", "1651-04-10", "anna", "bela", statement="anna-first"),
            _testimony("anna-clara", "1651-04-10", "anna", "clara", ("pact",), statement="anna-first"),
            _testimony("bela-anna", "1651-05-02", "bela", "anna", ("pact", "milk_theft")),
            _testimony("bela-bela", "1651-05-02/..", "bela", "bela", ("pact",)),
        ],
        transmissions=[
            {"id": "talk", "date": "1650-11", "origin": "clara", "recipient": "neighbours", "channel": "rumour", "subject": ("anna",)},
            {"id": "complaint", "date": "1651-03", "origin": "neighbours", "recipient": "court", "channel": "letter", "subject": ("anna",)},
            {"id": "question", "date": "1651-06", "origin": "court", "recipient": "clara", "channel": "conversation", "subject": ("anna",)},
        ],
    )  # fmt: skip


def wager() -> Case:
    """Two rival reasons for an accusation in the village, and three weights between them; all invented.

    >>> len(wager().weights)
    3
    """
    def weight(row, observation, hypothesis, rival, group, low, high):
        return {"id": row, "observation": observation, "hypothesis": hypothesis, "rival": rival, "group": group,
                "test": "straw in the wind", "low": low, "high": high, "rationale": "A guess.", "source": "kovacs1999[¶1]"}

    return village().with_tables(case_of(
        hypotheses=[{"id": "harvest", "label": "The bad harvest", "contest": "motive"}, {"id": "quarrel", "label": "An old quarrel", "contest": "motive"}],
        weights=[
            weight("after-hail", ("clara-anna", "talk-1651"), "harvest", "quarrel", "timing", 1.0, 4.0),
            weight("old-quarrel", ("anna-bela",), "quarrel", "harvest", "words", 1.0, 5.0),
            weight("no-mill", ("no_talk_of_mill",), "harvest", "quarrel", "words", 0.0, 3.0),
        ],
    ).tables)  # fmt: skip
