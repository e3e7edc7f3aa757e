"""Links that an account states in words, as that one arrest led to another, tied to the rows that date them."""

import pandas as pd

from .records import known, shaped

__all__ = ["stated_links"]

_LINKS = {
    "origin": "str", "recipient": "str", "wording": "str", "earliest": "datetime64[s]", "latest": "datetime64[s]",
    "basis": "str", "certainty": "str",
}  # fmt: skip
_NAMING = ("actors", "accused", "recipient", "subject")


def stated_links(case, links) -> pd.DataFrame:
    """Links between actors with the dates of the rows that bear them out, for `cascade`.

    `links` has for each link origin, recipient, row and wording: two actors, the row
    (an event, testimony or transmission) in which the account says that the recipient
    was reached, and what kind of words it uses ('cause', 'implied', whatever suits).
    A link that leads to a group, and the row names the group, is a link like any other.

    Returns a DataFrame indexed by the ids of the rows, in the order given: origin,
    recipient, wording, earliest, latest (datetime64[s]), basis, certainty (of the row).
    Raises KeyError for an actor or row that there is not, ValueError for a row that
    does not name the recipient: a link without a row to stand on is nobody's.

    >>> from testimonia.analysis.example import village
    >>> stated_links(village(), [("anna", "bela", "arrest-bela", "cause")])[["origin", "recipient", "latest"]].values.tolist()
    [['anna', 'bela', Timestamp('1651-04-25 00:00:00')]]
    """
    found, rows = [], []
    for origin, recipient, row, wording in links:
        known(case, [origin, recipient])
        record = case.row(row)
        if recipient not in _named(record):
            raise ValueError(f"{row} does not name {recipient}; a link to {recipient} needs a row that does")
        found.append({"origin": origin, "recipient": recipient, "wording": wording, **record.reindex(["earliest", "latest", "basis", "certainty"])})
        rows.append(row)
    return shaped(found, _LINKS).set_axis(pd.Index(rows, dtype="str", name="id"), axis=0)


def _named(record: pd.Series) -> set[str]:
    """Everybody whom a row names as befallen, accused, reached or spoken of."""
    cells = [record[column] for column in _NAMING if column in record.index]
    return {one for cell in cells for one in (cell if isinstance(cell, tuple) else (cell,))}
