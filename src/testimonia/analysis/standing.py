"""Who named whom, counted in pairs: the network of testimony at any size, without a graph object."""

import numpy as np
import pandas as pd

from . import days
from .memory import remembered
from .records import calendar, name_and_type, one_of, records, shaped

__all__ = ["pairs", "standing"]

_PAIRS = {
    "deponent": "str", "accused": "str", "testimonies": "int64", "statements": "int64",
    "first_earliest": "datetime64[s]", "first_latest": "datetime64[s]",
}  # fmt: skip
_STANDING = {
    "actor": "str", "name": "str", "type": "str", "in_degree": "int64", "out_degree": "int64", "in_strength": "int64",
    "out_strength": "int64", "pagerank": "float64", "component": "int64", "core": "Int64", "betweenness": "float64", "self_accused": "bool",
}  # fmt: skip
WEIGHTS = ("statements", "testimonies")


@remembered("testimonies")
def pairs(case, as_of=None, mode="certainly", plot=None, charge=None, custody=None, medium=None, certainty=None) -> pd.DataFrame:
    """One row for each deponent and accused: what `collapse(testimony_graph(...))` has on its edges.

    Columns: deponent, accused, testimonies (rows), statements (occasions; int64),
    first_earliest, first_latest (datetime64[s]: bounds of the first, NaT where they are
    not known). Arguments as in `testimony_graph`. In order of the record.

    >>> from testimonia.analysis.example import village
    >>> pairs(village(), as_of="1650")[["deponent", "accused", "statements"]].values.tolist()
    [['clara', 'anna', 1]]
    """
    rows = records(case, "testimonies")
    kept = np.ones(len(rows), bool)
    for column, values in {"plot": plot, "charge": charge, "custody": custody, "medium": medium, "certainty": certainty}.items():
        if values is not None:
            kept &= one_of(rows[column], values)
    low, high = days.bounds(rows)
    kept &= days.within(low, high, days.day(as_of, "upper", calendar(case)), mode)
    deponent, accused = rows["deponent"].to_numpy()[kept], rows["accused"].to_numpy()[kept]
    people = pd.unique(np.concatenate([deponent, accused]))
    where = pd.Index(people)
    # One number for each pair, and then for each pair and statement: what is sorted is numbers, not names.
    codes = where.get_indexer(deponent).astype("int64") * len(people) + where.get_indexer(accused)
    pair, found = pd.factorize(codes)
    statement, statements = pd.factorize(rows["statement"].to_numpy()[kept])
    occasions = pd.unique(pair.astype("int64") * max(len(statements), 1) + statement) // max(len(statements), 1)
    first, last = np.full(len(found), days.END), np.full(len(found), days.END)
    np.minimum.at(first, pair, low[kept])
    np.minimum.at(last, pair, high[kept])
    return shaped({
        "deponent": people[found // max(len(people), 1)], "accused": people[found % max(len(people), 1)],
        "testimonies": np.bincount(pair, minlength=len(found)), "statements": np.bincount(occasions, minlength=len(found)),
        "first_earliest": days.dates(first), "first_latest": days.dates(last),
    }, _PAIRS)  # fmt: skip


def standing(case, found: pd.DataFrame | None = None, weight: str = "statements", core: bool = False, sources: int | None = 0, seed: int = 0) -> pd.DataFrame:
    """How central each actor is to the naming, for cases of any size; the most named first.

    Columns: actor, name, type, in_degree, out_degree, in_strength, out_strength,
    pagerank and self_accused as in `centrality`; component (int64: the number of the
    part of the network he belongs to, whichever way the edges run, 0 being the largest);
    core (Int64: Seidman 1983, missing unless `core` is asked for); betweenness (missing
    with ``sources=0``; exact with None; otherwise estimated from so many actors drawn
    with `seed`). `found` is a table of `pairs`, by default all of the case; `weight` is
    'statements' or 'testimonies'. Raises ValueError for another weight.

    >>> from testimonia.analysis.example import village
    >>> standing(village())[["actor", "in_degree", "component"]].values.tolist()[0]
    ['anna', 3, 0]
    """
    if weight not in WEIGHTS:
        raise ValueError(f"weight is 'statements' or 'testimonies', not {weight!r}")
    found = pairs(case) if found is None else found
    if found.empty:
        return shaped({}, _STANDING)
    from scipy import sparse  # here: the import is slow, and few essays ask for it

    from .sparse import betweenness, components, cores, pagerank

    deponent, accused = found["deponent"].to_numpy(), found["accused"].to_numpy()
    people = pd.unique(np.concatenate([deponent, accused]))
    where = pd.Index(people)
    u, v = where.get_indexer(deponent), where.get_indexer(accused)
    amount, size = found[weight].to_numpy(), len(people)
    graph = sparse.csr_array((amount.astype(float), (u, v)), shape=(size, size))
    names, types = name_and_type(case, people)
    selves = np.zeros(size, bool)
    selves[u[u == v]] = True
    table = shaped({
        "actor": people, "name": names, "type": types,
        "in_degree": np.bincount(v, minlength=size), "out_degree": np.bincount(u, minlength=size),
        "in_strength": np.bincount(v, amount, size).astype("int64"), "out_strength": np.bincount(u, amount, size).astype("int64"),
        "pagerank": pagerank(graph), "component": components(graph),
        "core": cores(graph) if core else pd.array([pd.NA] * size, dtype="Int64"),
        "betweenness": np.full(size, np.nan) if sources == 0 else betweenness(graph, sources, seed), "self_accused": selves,
    }, _STANDING)  # fmt: skip
    return shaped(table.sort_values(["in_degree", "in_strength", "actor"], ascending=[False, False, True]), _STANDING)
