"""What an essay hands to ``{balance}``: the weights of a contest, and under which readings each stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..analysis.weighing import PRIORS
from ..analysis.weights import weights


def offer_balance(findings, contest: str, hypothesis: str | None = None, absences: Mapping[str, Callable] | None = None, priors: tuple[float, float] = PRIORS) -> None:
    """Record the weights of a contest for ``{balance} contest`` to print and to be moved on the page.

    `findings` are those of the essay; `hypothesis` is the one for which a positive weight speaks,
    `absences` the checks of the absences, `priors` the range of prior odds (decibans) from which
    the reader sets out. Raises what ``analysis.weights`` raises, and ValueError where the contest
    is not between two hypotheses.
    """
    table = weights(findings.case, contest, hypothesis, absences)
    pairs = table[["hypothesis", "rival"]].drop_duplicates()
    if len(pairs) != 1:
        raise ValueError(f"the weights of {contest!r} are between {len(pairs)} pairs of hypotheses; a balance on the page is between two")
    standing = [weights(case, contest, hypothesis, absences)["stands"].tolist() for case in findings.readings.values()]
    label = findings.case.tables["hypotheses"]["label"]
    observations = [
        {"id": row.weight, "label": row.label, "group": row.group, "test": row.test, "low": row.low, "high": row.high,
         "favours": label[row.favours], "turned": row.favours != row.hypothesis, "absence": row.kind == "absence", "stands": [bool(stands) for stands in under]}
        for row, under in zip(table.itertuples(), zip(*standing, strict=True), strict=True)
    ]  # fmt: skip
    rows = list(dict.fromkeys([*table["weight"], *(row for rows in table["rows"] for row in rows)]))
    one, other = (label[pairs.iloc[0][side]] for side in ("hypothesis", "rival"))
    entry = {"name": f"balance-{contest}", "contest": contest, "hypothesis": one, "rival": other, "priors": list(priors), "observations": observations, "rows": rows}
    findings._emit(f"balance:{contest}", "balance", entry, contest)
