"""How likely a row is to stand: declared ranges for each basis and certainty.

Nobody knows the probability that a row inferred with medium certainty is right. What
can be done is to say between which bounds one would put it, and why, and to report
every result at both bounds and between them, not at one guess.
"""

import numpy as np
import pandas as pd

from .records import shaped

__all__ = ["LEVELS", "chances", "retention"]

LEVELS = ("low", "middle", "high")
_RANGES = {"basis": "str", "certainty": "str", "low": "float64", "middle": "float64", "high": "float64", "rationale": "str"}


def retention(case) -> pd.DataFrame:
    """The declared ranges of the table `retention`: basis, certainty, low, middle, high, rationale.

    The middle is halfway between. Raises ValueError where the case declares none, a
    range is no range of probabilities, or a class is declared twice.

    >>> from testimonia.analysis.example import case_of
    >>> declared = [{"basis": "stated", "certainty": "high", "low": 0.9, "high": 1.0, "rationale": "read off the page"}]
    >>> retention(case_of(retention=declared))["middle"].tolist()
    [0.95]
    """
    table = case.tables.get("retention", pd.DataFrame())
    if table.empty:
        raise ValueError("the case declares no retention ranges; write retention.csv (basis, certainty, low, high, rationale) and describe it in datapackage.json")
    found = shaped(table.assign(middle=(table["low"] + table["high"]) / 2), _RANGES)
    wrong = ~((found["low"] >= 0) & (found["low"] <= found["high"]) & (found["high"] <= 1))
    if wrong.any():
        one = found[wrong].iloc[0]
        raise ValueError(f"retention: {one.basis}, {one.certainty}: {one.low:g} to {one.high:g} is no range of probabilities; write low and high between 0 and 1, the lower first")
    twice = found.duplicated(["basis", "certainty"])
    if twice.any():
        one = found[twice].iloc[0]
        raise ValueError(f"retention: {one.basis}, {one.certainty} is declared twice; remove one")
    return found


def chances(case, rows: pd.DataFrame) -> np.ndarray:
    """The probability that each row stands, at each level (float64, rows × low, middle, high).

    `rows` has basis and certainty. Raises ValueError for a class that is not declared.

    >>> from testimonia.analysis.example import case_of
    >>> declared = [{"basis": "stated", "certainty": "high", "low": 0.5, "high": 1.0, "rationale": "an example"}]
    >>> chances(case_of(retention=declared), pd.DataFrame({"basis": ["stated"], "certainty": ["high"]})).tolist()
    [[0.5, 0.75, 1.0]]
    """
    ranges = retention(case).set_index(["basis", "certainty"])
    classes = pd.MultiIndex.from_arrays([rows["basis"].astype("str"), rows["certainty"].astype("str")])
    places = ranges.index.get_indexer(classes)
    if (places < 0).any():
        raise ValueError(f"retention declares nothing for {', '.join(classes[places < 0][0])}; add a row for this basis and certainty")
    return ranges[list(LEVELS)].to_numpy()[places]
