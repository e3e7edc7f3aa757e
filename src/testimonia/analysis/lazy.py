"""A case of which parts are made only when they are looked at.

Filters of a case treat each table by itself and each row by itself. So a table that
nobody looks at need not be filtered, and the same table is filtered the same way once.
"""

from __future__ import annotations

from ..case.model import Case
from .memory import frozen, recall

__all__ = ["Remainder", "lazy", "remainder"]

_FILTERS = ("between", "with_certainty", "with_basis", "of_plot", "without")


def lazy(case: Case) -> Case:
    """The same case, slower to act: it returns what the case would return.

    >>> from testimonia.analysis.example import village
    >>> lazy(village()).where("testimonies", deponent="anna").testimonies.index.tolist()
    ['anna-bela', 'anna-clara']
    """
    return _Lazy(case.folder, case.schema, _Tables(case.tables), case.sources)


def remainder(whole: Case, lost, tables: dict) -> Remainder:
    """A lazy case that lacks the rows `lost` of another; `tables` are those of its tables that differ.

    >>> from testimonia.analysis.example import village
    >>> case = village()
    >>> left = remainder(case, ["anna-bela"], {"testimonies": case.testimonies.drop("anna-bela")})
    >>> left.whole is case, left.lost, len(left.testimonies)
    (True, frozenset({'anna-bela'}), 5)
    """
    made = Remainder(whole.folder, whole.schema, _Tables({**whole.tables, **tables}), whole.sources)
    made.whole, made.lost = whole, frozenset(lost)
    return made


class _Pending:
    """A table still to be filtered: what there is, and how."""

    def __init__(self, case: Case, name: str, frame, method: str, args: tuple, more: dict):
        self.case, self.name, self.frame, self.method, self.args, self.more = case, name, frame, method, args, more

    def made(self):
        frame = self.frame.made() if isinstance(self.frame, _Pending) else self.frame
        key = (self.method, self.name, id(frame), frozen(self.args), frozen(self.more))
        return recall(key, (frame, self.args, self.more), lambda: self._filter(frame))

    def _filter(self, frame):
        alone = Case(self.case.folder, self.case.schema, {self.name: frame}, self.case.sources)
        return getattr(alone, self.method)(*self.args, **self.more).tables[self.name]


class _Tables(dict):
    """Tables, some of them pending until they are asked for."""

    def __getitem__(self, name):
        value = super().__getitem__(name)
        if isinstance(value, _Pending):
            value = value.made()
            self[name] = value
        return value

    def get(self, name, default=None):
        return self[name] if name in self else default

    def values(self):
        return [self[name] for name in self]

    def items(self):
        return [(name, self[name]) for name in self]


class _Lazy(Case):
    """See `lazy`."""

    def with_tables(self, tables):
        made = _Tables(self.tables)
        made.update(tables)
        return _Lazy(self.folder, self.schema, made, self.sources)

    def where(self, table, **conditions):
        pending = _Pending(self, table, self.tables[table], "where", (table,), conditions)
        return self.with_tables({table: pending.made()})


class Remainder(_Lazy):
    """What is left of a whole case that has lost some rows, and nothing else; a part of it is no remainder."""

    whole: Case
    lost: frozenset[str]


def _later(name: str):
    def method(self, *args, **more):
        made = _Tables()
        for table in self.tables:
            made[table] = _Pending(self, table, dict.__getitem__(self.tables, table), name, args, more)
        return _Lazy(self.folder, self.schema, made, self.sources)

    return method


for _name in _FILTERS:
    setattr(_Lazy, _name, _later(_name))
