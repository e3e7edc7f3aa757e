"""The same question put to many cases that share most of their tables: answered once.

Only while somebody asks for it (`remembering`), and only for cases whose tables nobody
alters in place meanwhile. A result is known by the tables it was made of, not by the
case, so that what is learned of one reduced case serves the next.
"""

import functools
from collections.abc import Hashable, Iterable
from contextlib import contextmanager

import networkx as nx
import pandas as pd

__all__ = ["remembered", "remembering", "remembers"]

_memory: dict | None = None


@contextmanager
def remembering(memory: dict):
    """Within this context, results of `remembered` functions are kept in `memory` and found there.

    >>> from testimonia.analysis import named_by
    >>> from testimonia.analysis.example import village
    >>> case, memory = village(), {}
    >>> with remembering(memory):
    ...     named_by(case).equals(named_by(case)), len(memory) > 0
    (True, True)
    """
    global _memory
    before, _memory = _memory, memory
    try:
        yield
    finally:
        _memory = before


def remembers() -> bool:
    """Whether anybody is `remembering` just now.

    >>> with remembering({}):
    ...     remembers()
    True
    """
    return _memory is not None


def remembered(*tables: str):
    """Mark a function of a case that reads these tables, its schema and nothing else.

    >>> @remembered("events")
    ... def count(case):
    ...     return len(case.tables["events"])
    >>> from testimonia.analysis.example import village
    >>> with remembering({}):
    ...     count(village())
    2
    """

    def mark(function):
        @functools.wraps(function)
        def asked(case, *args, **more):
            if _memory is None or hasattr(case.tables, "watch"):  # of a watched case it must be seen what is read
                return function(case, *args, **more)
            # The tables are kept with the result, so that no other can take their place in memory.
            made_of = [dict.get(case.tables, name) if type(case.tables) is dict else case.tables.get(name) for name in tables]
            key = (function, *map(id, made_of), frozen(args), frozen(more))
            return handed_out(recall(key, (made_of, args, more), lambda: function(case, *args, **more)))

        return asked

    return mark


def recall(key: tuple, keep: object, make):
    """The remembered result for a key, or what `make` makes of it; always the same object.

    >>> recall(("sum",), None, lambda: 3)
    3
    """
    if _memory is None:
        return make()
    if key not in _memory:
        _memory[key] = (keep, make())
    return _memory[key][1]


def frozen(value: object) -> Hashable:
    """A value as part of a key: equal for equal arguments, tables by identity.

    >>> frozen(["anna", {"x": [1]}])
    ('anna', (('x', (1,)),))
    """
    if isinstance(value, dict):
        return tuple((key, frozen(one)) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(map(frozen, value))
    if isinstance(value, (pd.DataFrame, pd.Series, pd.Index)) or not isinstance(value, Hashable):
        return tuple(frozen(one) for one in value) if isinstance(value, Iterable) and not hasattr(value, "dtypes") else ("object", id(value))
    return value


def handed_out(value):
    """A table or graph as a copy that may be altered; anything else as it is.

    >>> handed_out(3)
    3
    """
    if isinstance(value, (pd.DataFrame, pd.Series)):
        return value.copy(deep=False)
    return value.copy() if isinstance(value, nx.Graph) else value
