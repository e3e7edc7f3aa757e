"""What part of what was said in each period had a certain quality, counted by occasion."""

import pandas as pd

from . import days
from .rates import share


def shares(frame: pd.DataFrame, categories: dict[str, pd.Series], periods: dict[str, tuple], occasion: str | None = None) -> pd.DataFrame:
    """The share of rows of each category in each period.

    `frame` is a dated table (earliest, latest); `categories` maps a name to a bool
    Series on its index; `periods` maps a name to (first, last) as EDTF or dates. With
    `occasion`, rows with the same value of that column are one (an occasion is of a
    category if any of its rows is). A row counts in a period only if it certainly
    falls within it; `undecided` says how many may.

    Columns: category, period, count, total, share (float64, NaN where total is 0), low,
    high (95 % limits of Clopper and Pearson, Biometrika 26, 1934), undecided (int64),
    rows (tuple of ids counted). Raises EdtfError for a period that is no date.

    >>> from testimonia.analysis.example import village
    >>> said = village().testimonies
    >>> held = shares(said, {"in custody": said["custody"] == "yes"}, {"all": ("1650", "1652")})
    >>> held[["count", "total"]].values.tolist()
    [[3, 5]]
    """
    first, last = days.bounds(frame)
    units = frame[occasion] if occasion else pd.Series(frame.index, index=frame.index)
    found = []
    for period, (start, end) in periods.items():
        since, until = days.day(start, "lower"), days.day(end, "upper")
        within = (first >= since) & (last <= until)
        touching = (first <= until) & (last >= since) & ~within
        for category, marked in categories.items():
            hit = within & marked.reindex(frame.index).to_numpy(bool)
            count, total = units[hit].nunique(), units[within].nunique()
            part = share(count, total) if total else None
            found.append(
                {"category": category, "period": period, "count": count, "total": total,
                 "share": part.share if part else float("nan"), "low": part.low if part else float("nan"), "high": part.high if part else float("nan"),
                 "undecided": units[touching].nunique(), "rows": tuple(frame.index[hit])}
            )  # fmt: skip
    return pd.DataFrame(found, columns=["category", "period", "count", "total", "share", "low", "high", "undecided", "rows"])
