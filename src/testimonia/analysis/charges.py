"""With what people were charged, over time."""

import numpy as np
import pandas as pd

from . import days
from .records import known, one_of, records, shaped

__all__ = ["charges_over_time"]

_SHARES = {
    "period": "str", "start": "datetime64[s]", "end": "datetime64[s]", "charge": "str", "certainly": "int64",
    "possibly": "int64", "of_certainly": "int64", "of_possibly": "int64", "share": "float64",
    "share_low": "float64", "share_high": "float64",
}  # fmt: skip


def charges_over_time(case, by: str = "month", accused=None, plot=None) -> pd.DataFrame:
    """The share of testimonies that bring each charge, period by period.

    Columns: period (EDTF), start, end (datetime64[s], its first and last day), charge;
    certainly, possibly (testimonies, that is rows, with this charge that certainly or
    possibly fall in the period); of_certainly, of_possibly (the same of all
    testimonies, charged or not); share (certainly / of_certainly, NaN where that is
    0); share_low, share_high (the least and the greatest share that the dates allow if
    the period has any testimony, NaN where it can have none).
    A testimony with two charges counts for both, so shares may add up to more than 1.
    An undated testimony is possible in every period.

    `by` is 'day', 'month' or 'year'; periods run without gaps from the first to the last
    on record. `accused` and `plot` keep one or several. Raises ValueError for another
    `by`, KeyError for an unknown accused.

    >>> from testimonia.analysis.example import village
    >>> charges_over_time(village(), by="year").query("period == '1651' and charge == 'pact'")[["certainly", "share_high"]].values.tolist()
    [[2.0, 0.6]]
    """
    rows = records(case, "testimonies")
    if accused is not None:
        rows = rows[one_of(rows["accused"], known(case, accused))]
    if plot is not None:
        rows = rows[one_of(rows["plot"], plot)]
    low, high = days.periods(*days.bounds(rows), by)
    on_record = np.concatenate([low, high])[days.finite(np.concatenate([low, high]))]
    charges = list(dict.fromkeys(charge for cell in rows["charge"] for charge in cell))
    if not len(on_record) or not charges:
        return shaped({}, _SHARES)
    start, size = int(on_record.min()), int(on_record.max() - on_record.min()) + 1
    low, high = np.maximum(low, start) - start, np.minimum(high, start + size - 1) - start
    # An end that is not known is no proof that all lies within one period, unless there is only one.
    sure = (low == high) & ~(rows["earliest"].isna() | rows["latest"].isna()).to_numpy()
    of_certainly, of_possibly = _counts(low, high, sure, size)
    parts = []
    for charge in charges:
        mine = one_of(rows["charge"], charge)
        certainly, possibly = _counts(low[mine], high[mine], sure[mine], size)
        others, others_possibly = of_certainly - certainly, of_possibly - possibly
        parts.append(
            pd.DataFrame(
                {
                    "place": np.arange(size), "charge": charge, "certainly": certainly, "possibly": possibly,
                    "of_certainly": of_certainly, "of_possibly": of_possibly,
                    "share": _ratio(certainly, of_certainly),
                    # Fewest of this charge among most of the others, and the other way round.
                    "share_low": _least(certainly, possibly, others_possibly),
                    "share_high": 1 - _least(others, others_possibly, possibly),
                }
            )
        )  # fmt: skip
    table = pd.concat(parts).sort_values("place", kind="stable")
    unit = f"datetime64[{days.UNITS[by]}]"
    first = (table["place"].to_numpy() + start).astype(unit)
    table["period"] = first.astype(str)
    table["start"], table["end"] = first.astype("datetime64[s]"), ((first + 1).astype("datetime64[D]") - 1).astype("datetime64[s]")
    return shaped(table, _SHARES)


def _counts(low, high, sure, size: int) -> tuple[np.ndarray, np.ndarray]:
    """How many intervals certainly and possibly fall in each of `size` periods."""
    certainly = np.bincount(low[sure], minlength=size)
    change = np.bincount(low, minlength=size + 1)[: size + 1] - np.bincount(high + 1, minlength=size + 1)[: size + 1]
    return certainly, change.cumsum()[:size]


def _ratio(part, whole) -> np.ndarray:
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)


def _least(certainly, possibly, others_possibly) -> np.ndarray:
    """The least share: of the worlds in which the period has any testimony."""
    least = _ratio(certainly, certainly + others_possibly)
    # Only this charge is possible here: if there is any testimony, all of it brings the charge.
    return np.where((certainly + others_possibly == 0) & (possibly > 0), 1.0, least)
