"""From the first naming to the arrest, when days are uncertain and rows may fall."""

import numpy as np
import pandas as pd

from . import days
from .order import dated
from .ranks import CELLS
from .records import known, name_and_type, records, shaped
from .retention import LEVELS, chances
from .tasks import each, seeds, sizes

__all__ = ["lag_replicates"]

_LAGS = {
    "retention": "str", "accused": "str", "name": "str", "low": "Int64", "median": "Int64", "high": "Int64",
    "named_first": "float64", "same_day": "float64", "arrested_first": "float64", "unnamed": "float64", "undated": "int64",
}  # fmt: skip


def lag_replicates(case, accused, events_kind="arrest", confidence=0.95, draws=10_000, seed=0, n_jobs=None) -> pd.DataFrame:
    """Days from the first naming to the first event of a kind, as an interval with probabilities.

    In every replicate each happening falls on a day of its interval, all days being
    equally likely, testimonies of one statement on the same day; and each testimony
    stands with its declared chance (`retention`). Events are taken to have happened.

    Columns: retention ('low', 'middle', 'high'), accused, name, low, median, high (Int64,
    days; the limits hold the middle `confidence` of the replicates in which there is a
    lag), named_first, same_day, arrested_first (shares of those), unnamed (share of all
    replicates in which no dated testimony is left), undated (rows with an open end,
    which have no days to draw from and are left out). One row for each of `accused` at each
    level; missing where there is no dated testimony or event. Independent of the number
    of workers (`n_jobs` as in `tasks.each`). Raises KeyError for an unknown actor,
    ValueError where `retention` does.

    >>> from testimonia.analysis.example import village
    >>> sure = [{"basis": "stated", "certainty": "high", "low": 1.0, "high": 1.0, "rationale": "an example"}]
    >>> case = village()
    >>> case = case.with_tables({"retention": pd.DataFrame(sure), "testimonies": case.testimonies.assign(basis="stated", certainty="high")})
    >>> lag_replicates(case, ["anna"])[["low", "high", "named_first"]].values.tolist()[0]
    [124, 153, 1.0]
    """
    people = known(case, accused)
    rows = records(case, "testimonies")
    rows = rows[rows["accused"].isin(people)]
    named = _Drawn(case, rows.index, pd.factorize(rows["accused"])[0] if rows.empty else pd.Categorical(rows["accused"], categories=people).codes)
    chance = chances(case, case.rows("testimonies", named.rows)) if len(named.rows) else np.empty((0, len(LEVELS)))
    events = records(case, "events")
    events = events[events["kind"] == events_kind].explode("actors")
    events = events[events["actors"].isin(people)]
    befell = _Drawn(case, events.index, pd.Categorical(events["actors"], categories=people).codes)
    tasks = [(named, befell, chance, len(people), one, size) for one, size in zip(seeds(seed), sizes(draws), strict=True)]
    lags = np.concatenate(each(_chunk, tasks, n_jobs), axis=1)
    undated = np.bincount(named.left_out, minlength=len(people))
    names, tail = name_and_type(case, people)[0], (1 - confidence) / 2
    found = []
    for level, name in enumerate(LEVELS):
        for who, actor in enumerate(people):
            drawn = lags[level, :, who]
            there = drawn[np.abs(drawn) < days.END // 2]
            limits = [pd.NA] * 3 if not len(there) else np.quantile(there, [tail, 0.5, 1 - tail], method="inverted_cdf")
            signs = [(there > 0), (there == 0), (there < 0)]
            shares = [part.mean() if len(there) else np.nan for part in signs]
            found.append((name, actor, names[who], *limits, *shares, (drawn < -days.END // 2).mean(), undated[who]))
    return shaped(found, _LAGS)


class _Drawn:
    """Rows that have days to draw from: to whom each belongs, and the bounds of its occasion."""

    def __init__(self, case, ids, who):
        found = dated(case, list(dict.fromkeys(ids))).reindex(list(ids))
        low, high = days.bounds(found)
        bounded = days.finite(low) & days.finite(high)
        who = np.asarray(who, dtype="int64")
        self.left_out = who[~bounded]
        order = np.argsort(who[bounded], kind="stable")
        self.rows, self.who = found.index[bounded][order], who[bounded][order]
        occasions = pd.MultiIndex.from_arrays([found["occasion"].to_numpy()[bounded], low[bounded], high[bounded]])
        code, self.occasions = pd.factorize(occasions)
        self.code = code[order]
        self.low = np.array([one[1] for one in self.occasions], dtype="int64")
        self.span = np.array([one[2] - one[1] + 1 for one in self.occasions], dtype="int64")
        self.starts = np.flatnonzero(np.diff(self.who, prepend=-1))

    def draw(self, rng, size: int) -> np.ndarray:
        """A day for every row in every replicate; rows of one occasion share theirs."""
        luck = rng.random((size, len(self.low)))
        return (self.low + np.floor(luck * self.span).astype("int64"))[:, self.code]

    def firsts(self, drawn: np.ndarray, people: int) -> np.ndarray:
        """The first day of each person in every replicate, END where there is none."""
        found = np.full((len(drawn), people), days.END)
        if len(self.starts):
            found[:, self.who[self.starts]] = np.minimum.reduceat(drawn, self.starts, axis=1)
        return found


def _chunk(named: _Drawn, befell: _Drawn, chance: np.ndarray, people: int, seed, size: int) -> np.ndarray:
    """Lags (level × replicate × person): far above nought without an event, far below without a naming."""
    rng, parts = np.random.default_rng(seed), []
    batch = max(1, CELLS // max(1, len(named.rows), len(befell.rows)))
    while size:
        now = min(size, batch)
        said, luck = named.draw(rng, now), rng.random((now, len(named.rows)))
        arrests = befell.firsts(befell.draw(rng, now), people)
        lag = []
        for level in range(len(LEVELS)):
            first = named.firsts(np.where(luck < chance[:, level], said, days.END), people)
            known_lag = np.where(arrests == days.END, days.END, arrests - np.where(first == days.END, 0, first))
            lag.append(np.where(first == days.END, -days.END, known_lag))
        parts.append(np.stack(lag))
        size -= now
    return np.concatenate(parts, axis=1) if parts else np.empty((len(LEVELS), 0, people), "int64")
