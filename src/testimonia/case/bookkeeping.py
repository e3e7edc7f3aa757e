"""Rules of the record itself: sums, circles, ranges, notes, and rows that serve nothing."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from .findings import Finding, has
from .model import Case


def part_of_sum(case: Case) -> Iterator[Finding]:
    """The parts of a measure, in its own unit, do not add up to more than it.

    A part counts at the least it can be, the whole at the most it can be.

    >>> from .example import two_letters
    >>> list(part_of_sum(two_letters()))
    []
    """
    if not has(case, "measures", "part_of", "value", "low", "high", "unit"):
        return
    rows = case.tables["measures"]
    rows = rows[~rows.index.duplicated()]
    least = rows[["value", "low"]].min(axis=1).fillna(0)
    most = rows[["value", "high"]].max(axis=1)
    same_unit = rows["part_of"].map(rows["unit"]) == rows["unit"]
    sums = least[same_unit].groupby(rows.loc[same_unit, "part_of"]).sum()
    places = {row: place for place, row in enumerate(case.tables["measures"].index)}
    for whole, total in sums.items():
        if total > most[whole]:
            yield Finding("part-of-sum", "measures", places[whole], "value", f"{most[whole]:g}",
                          f"its parts add up to {total:g}", "correct a number, or the part_of of a row")


def cycle(case: Case) -> Iterator[Finding]:
    """Nothing is part of itself, above itself or a reason for itself, however far round.

    >>> from .example import two_letters
    >>> list(cycle(two_letters()))
    []
    """
    for name, table in case.schema.tables.items():
        for field in table.fields:
            # Persons and institutions may belong to one another; the others are ladders.
            if field.references == name and name != "actors" and has(case, name, field.name):
                yield from _cycles(case.tables[name], name, field.name)


def _cycles(frame: pd.DataFrame, table: str, column: str) -> Iterator[Finding]:
    import networkx as nx  # here: most tables have no such column, and the import is slow

    above = frame[column].explode().dropna()
    graph = nx.DiGraph(zip(above.index, above, strict=True))
    places = {row: place for place, row in reversed(list(enumerate(frame.index)))}
    for ring in nx.strongly_connected_components(graph):
        start = min((row for row in ring if row in places), key=places.get, default=None)
        if start is None or (len(ring) == 1 and not graph.has_edge(start, start)):
            continue
        path = [start] if len(ring) == 1 else _around(nx, graph, start, ring)
        yield Finding("cycle", table, places[start], column, path[-1 if len(path) == 1 else 1],
                      "a circle: " + " → ".join([*path, start]), "remove one of the links")


def _around(nx, graph, start, ring) -> list[str]:
    """The shortest way from a row back to itself within its ring."""
    inner = graph.subgraph(ring)
    ways = [nx.shortest_path(inner, after, start) for after in inner.successors(start)]
    return [start, *min(ways, key=lambda way: (len(way), way))[:-1]]


def low_above_high(case: Case) -> Iterator[Finding]:
    """A range runs from its lower to its higher end, and a stated value lies in it.

    >>> from .example import two_letters
    >>> list(low_above_high(two_letters()))
    []
    """
    for table, frame in case.tables.items():
        if not {"low", "high"} <= set(frame.columns) or frame.empty:
            continue
        reversed_range = frame["low"] > frame["high"]
        for position in np.flatnonzero(reversed_range):
            yield Finding("low-above-high", table, position, "low", f"{frame['low'].iloc[position]:g}",
                          f"above high ({frame['high'].iloc[position]:g})", "exchange low and high")
        if "value" in frame.columns:
            outside = (frame["value"] < frame["low"]) | (frame["value"] > frame["high"])
            for position in np.flatnonzero(outside & ~reversed_range):
                yield Finding("low-above-high", table, position, "value", f"{frame['value'].iloc[position]:g}",
                              "outside the range from low to high", "correct the number or the range")


def unexplained(case: Case) -> Iterator[Finding]:
    """Whatever is not read off the page (`basis`) or not sure (`certainty`) has a note.

    The first value that the schema lists for each of the two is the one that needs none.

    >>> from .example import two_letters
    >>> [f.column for f in unexplained(two_letters())]
    ['basis', 'certainty']
    """
    for name, table in case.schema.tables.items():
        if not has(case, name, "note"):
            continue
        for column in ("basis", "certainty"):
            field = table.field(column)
            if not field or not field.values:
                continue
            frame = case.tables[name]
            said = frame[column]
            if isinstance(said.dtype, pd.CategoricalDtype):
                said = said.cat.codes.to_numpy()
                other = (said >= 0) & (said != frame[column].cat.categories.get_loc(field.values[0]))
            else:
                other = (said.notna() & (said != field.values[0])).to_numpy()
            bare = other & frame["note"].isna().to_numpy()
            for position in np.flatnonzero(bare):
                yield Finding("unexplained", name, position, column, str(frame[column].iloc[position]),
                              "without a note", f"say why in the note, or write {field.values[0]}")


def unused(case: Case, cited: set[str]) -> Iterator[Finding]:
    """Every actor, threat and archival reference is used by some row of another, or its own, table.

    >>> from .example import two_letters
    >>> list(unused(two_letters(), set()))
    []
    """
    used: dict[str, set] = {"actors": set(), "threats": set(), "archives": set(cited)}
    for name, table in case.schema.tables.items():
        for field in table.fields:
            if field.references in used and has(case, name, field.name):
                values = case.tables[name][field.name].dropna().unique()  # few, however many rows there are
                used[field.references].update(member for cell in values for member in cell) if field.separator else used[field.references].update(values)
    for name, ids in used.items():
        frame = case.tables.get(name)
        if frame is None or frame.index.name != "id":
            continue
        for position, row in enumerate(frame.index.tolist()):
            if row not in ids and pd.notna(row):
                yield Finding("unused", name, position, "id", row,
                              "no row refers to it", "remove it, or the row that should refer to it is missing")
