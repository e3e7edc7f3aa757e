"""The readings of a doubter: what is kept of a case when less of it is believed."""

from __future__ import annotations

from collections.abc import Callable

#: Tables that say who and what is spoken of. A doubter's reading drops evidence, never these.
REFERENCE = ("actors", "threats", "archives", "claims", "hypotheses", "predictions", "weights", "retention", "exceptions")

EVERYTHING = "everything recorded"

#: The readings under which every finding is computed: a name, and what is kept.
READINGS: dict[str, Callable] = {
    EVERYTHING: lambda case: case,
    "stated only": lambda case: _keeping_reference(case, case.with_basis("stated")),
    "high certainty only": lambda case: _keeping_reference(case, case.with_certainty("high")),
}

#: What a reading sets aside, for a sentence about rows.
SET_ASIDE = {"stated only": "not stated in the source", "high certainty only": "not of high certainty"}


def _keeping_reference(case, reading):
    """Return ``reading`` with the reference tables of ``case`` put back."""
    kept = {name: case.tables[name] for name in REFERENCE if name in case.tables}
    return reading.with_tables(kept)
