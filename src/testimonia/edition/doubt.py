"""What each finding hangs on: the same computation without one deponent, or without one source."""

from __future__ import annotations

import math
from collections.abc import Callable

from ..analysis.leave_one_out import Trial, Without, removals

#: What is left out, one at a time, and the word for it.
WITHOUT = {"deponent": "deponent", "source": "source"}
NOTHING = "nothing single"
UNTRIED = "not tried"


class Doubts:
    """The removals from one case, ready to be tried on every finding of an essay; `memory` as in `Trial`.

    >>> from testimonia.analysis.example import village
    >>> doubts = Doubts(village())
    >>> found = doubts.hangs_on(lambda case: len(case.testimonies), value=lambda made: made, shown=str)
    >>> found["deponent"]["becomes"], found["deponent"]["others"], found["source"]
    ('4', 3, None)
    """

    def __init__(self, case, memory: dict | None = None):
        self.case = case
        self.trial = Trial(case, {by: removals(case, by) for by in WITHOUT}, memory)

    def hangs_on(self, compute: Callable, value: Callable, shown: Callable) -> dict | None:
        """For deponents and for sources: the removal that moves the finding most, or None where none does.

        ``value`` takes the value from what ``compute`` returns, ``shown`` makes it the text
        that the page would print. Each entry has removed (id or key), label (for print),
        becomes (the text without it) and others (how many further removals move it too).
        None stands for the whole where the computation cannot be tried on parts of the case.
        """
        try:
            whole, found = self.trial.run(compute)
        except Exception:  # it is no function of a case's rows alone, so leaving rows out would say nothing
            return None
        before = value(whole)
        made = {}
        for by, results in zip(WITHOUT, found, strict=True):
            moved = [(_shift(before, None if one.failed else value(one.value)), one) for one in results if _text(one, value, shown) != shown(before)]
            made[by] = self._entry(by, moved, value, shown)
        return made

    def _entry(self, by: str, moved: list[tuple[float, Without]], value: Callable, shown: Callable) -> dict | None:
        if not moved:
            return None
        _, most = max(moved, key=lambda one: one[0])  # the first of equals, which are in order of name
        return {"removed": most.removed, "label": self._label(by, most.removed), "becomes": _text(most, value, shown), "others": len(moved) - 1}

    def _label(self, by: str, removed: str) -> str:
        if by == "source":
            return self.case.sources.short(removed)
        return str(self.case.names.get(removed, removed))


def _text(one: Without, value: Callable, shown: Callable) -> str:
    if one.failed:
        return "cannot tell"
    left = value(one.value)
    return "cannot tell" if left is None else shown(left)


def _shift(before: object, after: object) -> float:
    """How far a removal moves a finding: a number by its share, a verdict or a text by one, no answer least of these."""
    if after is None or isinstance(after, str) and after == "cannot tell":
        return 0.5
    if isinstance(before, (bool, str)) or isinstance(after, (bool, str)):
        return 1.0
    try:
        return abs(float(after) - float(before)) / max(abs(float(before)), 1e-12) if math.isfinite(float(after)) else 0.5
    except (TypeError, ValueError):
        return 1.0


def in_words(hangs: dict | None) -> list[str]:
    """What a finding hangs on, a line for each kind of removal that moves it; None is what was not tried.

    >>> in_words({"deponent": {"label": "Anna Varga", "becomes": "does not hold", "others": 2}, "source": None})
    ['without Anna Varga: would not hold; also without 2 other deponents']
    """
    if hangs is None:
        return [UNTRIED]
    lines = []
    for by, word in WITHOUT.items():
        one = hangs.get(by)
        if one:
            becomes = {"does not hold": "would not hold"}.get(one["becomes"], one["becomes"])
            more = f"; also without {one['others']} other {word}{'' if one['others'] == 1 else 's'}" if one["others"] else ""
            lines.append(f"without {one['label']}: {becomes}{more}")
    return lines or [NOTHING]
