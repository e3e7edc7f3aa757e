"""A small case whose rows may fall, and every way in which they can: the oracle for the replicates."""

import itertools

import pandas as pd

from testimonia.analysis.example import case_of

PEOPLE = ("anna", "bela", "clara", "dora")


def declared(**chances) -> list[dict]:
    """Retention ranges by certainty: high=(0.9, 1.0)."""
    return [{"basis": "stated", "certainty": name, "low": low, "high": high, "rationale": "an example"} for name, (low, high) in chances.items()]


def naming(*rows, chances=None, events=()):
    """A case of testimonies (deponent, accused, certainty, date, statement), rows numbered r0, r1 …"""
    table = [
        {"id": f"r{n}", "deponent": deponent, "accused": accused, "certainty": certainty, "basis": "stated",
         "date": date, "statement": statement, "charge": (), "custody": "yes"}
        for n, (deponent, accused, certainty, date, statement) in enumerate(rows)
    ]  # fmt: skip
    chances = chances or {"high": (0.8, 1.0), "low": (0.2, 0.6)}
    people = [{"id": one, "name": one.title(), "type": "person"} for one in PEOPLE]
    return case_of(actors=people, testimonies=table, retention=declared(**chances), events=list(events))


def worlds(case, level: str, together: bool = False):
    """Every set of rows that can stand, with its probability at one level of the ranges."""
    rows = case.testimonies
    ranges = pd.DataFrame(case.tables["retention"]).set_index("certainty")
    ends = ranges.loc[rows["certainty"], ["low", "high"]].to_numpy()
    chance = {"low": ends[:, 0], "high": ends[:, 1], "middle": ends.mean(axis=1)}[level]
    if not together:
        for kept in itertools.product([False, True], repeat=len(rows)):
            yield kept, float(pd.Series([p if k else 1 - p for p, k in zip(chance, kept)]).prod())
        return
    # Rows of one statement share one draw: what stands is whatever has a chance above it.
    statements = list(dict.fromkeys(rows["statement"]))
    cuts = sorted({0.0, 1.0, *chance})
    pieces = list(zip(cuts[:-1], cuts[1:]))
    for chosen in itertools.product(pieces, repeat=len(statements)):
        luck = dict(zip(statements, chosen))
        kept = tuple(luck[s][1] <= p for s, p in zip(rows["statement"], chance))
        yield kept, float(pd.Series([high - low for low, high in chosen]).prod())
