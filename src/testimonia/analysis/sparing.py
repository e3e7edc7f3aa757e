"""What need not be computed anew for a case that lacks a few rows of another.

What a function of a case returns depends on the rows it reads (`watching`). Asked of many
cases that each lack rows of one, as when witnesses are left out one at a time, it need be
computed only once for every different loss among the rows that it reads; for a loss
among others it returns what it returns for the whole.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from .lazy import Remainder
from .memory import frozen, handed_out, recall, remembers
from .watching import reading, repeated, watched

__all__ = ["by_rows_read", "spared"]


def by_rows_read(function: Callable) -> Callable:
    """Mark a function of a case, and of arguments, that returns the same whenever what it reads of the case is the same.

    As with `memory.remembered`, nothing is kept but while somebody is `remembering`.

    >>> @by_rows_read
    ... def spoken(case, deponent):
    ...     return len(case.where("testimonies", deponent=deponent).testimonies)
    >>> from testimonia.analysis.example import village
    >>> spoken(village(), "anna")
    2
    """

    @functools.wraps(function)
    def asked(case, *args, **more):
        key = (function, frozen(args), frozen(more))
        return handed_out(spared(key, (args, more), case, lambda one: function(one, *args, **more)))

    return asked


def spared(key: tuple, keep: object, case, compute: Callable):
    """What `compute` returns for a case, found without computing where that is certain.

    `key` tells `compute` from other computations; `keep` is what must live as long as the key.

    >>> from testimonia.analysis.example import village
    >>> spared(("events",), None, village(), lambda case: len(case.events))
    2
    """
    if not remembers():
        return compute(case)
    whole = watched(case) or (case.whole if isinstance(case, Remainder) else None)
    if whole is None:
        return recall((*key, id(case)), (case, keep), lambda: compute(case))
    try:
        found, read = recall((*key, "read", id(whole)), (whole, keep), lambda: reading(whole, compute))
    except Exception:  # for the whole it fails; what it reads until then is not known
        return compute(case)
    if watched(case):
        repeated(case, read)
        return found
    lost = frozenset().union(*(case.lost & rows for rows in read.values()))
    return recall((*key, id(whole), lost), (whole, keep), lambda: compute(case)) if lost else found
