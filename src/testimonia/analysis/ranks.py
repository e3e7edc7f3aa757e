"""Who is most named, when rows may fall: the stability of a ranking.

Each row of testimony stands with a probability that follows from its basis and
certainty (`retention`), by itself or together with the other rows of its statement.
The ranking is computed again in every replicate. This is a simulation over declared
ranges and not a bootstrap: rows are removed, never drawn twice.
"""

import numpy as np
import pandas as pd

from .naming import UNITS
from .records import name_and_type, records, shaped
from .retention import LEVELS, chances
from .tasks import each, seeds, sizes

__all__ = ["rank_stability"]

#: A batch of a simulation holds at most so many numbers at a time, so that memory stays bounded.
CELLS = 2**21
_STABILITY = {
    "retention": "str", "accused": "str", "name": "str", "count": "int64", "expected": "float64", "first": "float64",
    "alone": "float64", "top": "float64", "rank_low": "int64", "rank_high": "int64",
}  # fmt: skip


def rank_stability(case, count="statements", top=3, most=10, together=False, draws=10_000, seed=0, n_jobs=None) -> pd.DataFrame:
    """How often each of the most named remains so, over the declared retention ranges.

    Columns: retention ('low', 'middle', 'high'), accused, name, count (how many
    different `count` name him on record: 'statements', 'deponents' or 'testimonies'),
    expected (mean over replicates), first (probability that nobody is named more), alone
    (that everybody is named less), top (that fewer than `top` others are named more),
    rank_low, rank_high (the middle nine tenths of his ranks; those named equally share
    the better rank). One row for each of the `most` named on record at each level, the
    ranks being among all accused.

    Rows stand or fall independently of each other, or, with `together`, those of one
    statement by one draw. Independent rows need not be drawn one by one: those of one
    accused that stand with one probability are a binomial variate, which is exact and
    does not grow with the number of rows. The result depends on `seed` and not on the
    number of workers; `n_jobs` as in `tasks.each`. Raises ValueError for another
    `count`, or where `retention` does.

    >>> from testimonia.analysis.example import village
    >>> sure = [{"basis": "stated", "certainty": "high", "low": 0.5, "high": 1.0, "rationale": "an example"}]
    >>> case = village()
    >>> case = case.with_tables({"retention": pd.DataFrame(sure), "testimonies": case.testimonies.assign(basis="stated", certainty="high")})
    >>> rank_stability(case).query("retention == 'high'")[["accused", "first", "rank_high"]].values.tolist()
    [['anna', 1.0, 1], ['bela', 0.0, 2], ['clara', 0.0, 3]]
    """
    if count not in UNITS:
        raise ValueError(f"count is one of {', '.join(UNITS)}; not {count!r}")
    rows = records(case, "testimonies").reset_index(names="row")
    if rows.empty:
        return shaped({}, _STABILITY)
    given = case.tables["testimonies"].reindex(columns=["basis", "certainty"])
    chance = chances(case, given)
    accused, people = pd.factorize(rows["accused"], sort=True)
    units = pd.factorize(rows[UNITS[count]])[0]
    on_record = pd.DataFrame({"accused": accused, "unit": units}).drop_duplicates().groupby("accused").size()
    followed = np.lexsort((np.arange(len(people)), -on_record.to_numpy()))[:most]
    statements = pd.factorize(rows["statement"])[0]
    draw = _Together(accused, units, chance, statements) if together else _Apart(accused, units, chance)
    parts = each(_chunk, [(draw, one, size, followed, top) for one, size in zip(seeds(seed), sizes(draws), strict=True)], n_jobs)
    names = name_and_type(case, people)[0]
    found = []
    for level, name in enumerate(LEVELS):
        sums, ranks = sum(part[0][level] for part in parts), np.concatenate([part[1][level] for part in parts])
        low, high = np.quantile(ranks, [0.05, 0.95], axis=0, method="inverted_cdf")
        for place, who in enumerate(followed):
            found.append((name, people[who], names[who], on_record[who], *(sums[:, place] / draws), low[place], high[place]))
    return shaped(found, _STABILITY)


class _Apart:
    """Counts when every row stands or falls by itself."""

    def __init__(self, accused, units, chance):
        # A unit has named the accused unless all of its rows have fallen.
        table = pd.DataFrame({"accused": accused, "unit": units, **{level: np.log1p(-np.minimum(chance[:, n], 1 - 1e-16)) for n, level in enumerate(LEVELS)}})
        fallen = table.groupby(["accused", "unit"])[list(LEVELS)].sum()
        stands = (-np.expm1(fallen)).round(12).where(fallen > -36, 1.0)  # log(1e-16) is about −36.8: certain
        grouped = stands.assign(n=1).groupby(["accused", *LEVELS])["n"].sum().reset_index()
        self.n, self.chance = grouped["n"].to_numpy(), grouped[list(LEVELS)].to_numpy()
        self.starts = np.flatnonzero(np.diff(grouped["accused"].to_numpy(), prepend=-1))
        self.width = len(grouped)

    def counts(self, rng, size: int, level: int) -> np.ndarray:
        drawn = rng.binomial(self.n, self.chance[:, level], size=(size, self.width))
        return np.add.reduceat(drawn, self.starts, axis=1)


class _Together:
    """Counts when the rows of a statement stand or fall by one draw."""

    def __init__(self, accused, units, chance, statements):
        order = np.lexsort((units, accused))
        self.chance, self.statements = chance[order], statements[order]
        accused, units = accused[order], units[order]
        new_accused = np.diff(accused, prepend=-1) != 0
        self.units = np.flatnonzero(new_accused | (np.diff(units, prepend=-1) != 0))
        self.starts = np.flatnonzero(new_accused[self.units])
        self.width = max(len(order), int(statements.max()) + 1)

    def counts(self, rng, size: int, level: int) -> np.ndarray:
        luck = rng.random((size, int(self.statements.max()) + 1))
        stands = luck[:, self.statements] < self.chance[:, level]
        named = np.logical_or.reduceat(stands, self.units, axis=1)
        return np.add.reduceat(named.astype(np.int64), self.starts, axis=1)


def _chunk(draw, seed, size: int, followed: np.ndarray, top: int):
    """Sums of count, first, alone and top, and all ranks, of those followed, at each level."""
    sums, ranks = np.zeros((len(LEVELS), 4, len(followed))), [[] for _ in LEVELS]
    for level, source in enumerate(seed.spawn(len(LEVELS))):
        rng, left = np.random.default_rng(source), size
        while left:
            now = min(left, max(1, CELLS // draw.width))
            counts = draw.counts(rng, now, level)
            mine, more, ties = _standing(counts, followed)
            sums[level] += [column.sum(axis=0) for column in (mine, (more == 0) & (mine > 0), (more == 0) & (ties == 1) & (mine > 0), (more < top) & (mine > 0))]
            ranks[level].append((more + 1).astype(np.int32))
            left -= now
    return sums, [np.concatenate(part) if part else np.empty((0, len(followed)), np.int32) for part in ranks]


def _standing(counts: np.ndarray, followed: np.ndarray):
    """Count of each one followed, how many are named more often, and how many as often (himself included)."""
    highest = int(counts.max(initial=0)) + 1
    lines = np.arange(len(counts))[:, None]
    places = (counts + lines * (highest + 1)).ravel()
    histogram = np.bincount(places, minlength=len(counts) * (highest + 1)).reshape(len(counts), highest + 1)
    above = histogram[:, ::-1].cumsum(axis=1)[:, ::-1]
    mine = counts[:, followed]
    return mine, above[lines, mine + 1], histogram[lines, mine]
