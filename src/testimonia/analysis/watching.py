"""Which rows of a case a computation reads.

What a function of the case returns can depend on nothing but what it reads. A removal
that touches no row that was read therefore changes nothing, and need not be tried:
that is a proof, not a guess, as long as the function reads nothing but its case and
does not depend on chance. Whatever cannot be followed counts as read in full.
"""

from contextlib import contextmanager

from ..case.model import Case

__all__ = ["reading", "repeated", "watched"]

# Methods that keep or drop each row of a table by that row alone. Rows that they drop
# have no part in what follows, and dropping commutes with any removal.
_BY_ROW = ("between", "where", "with_certainty", "with_basis", "of_plot", "without")


def reading(case: Case, compute) -> tuple[object, dict[str, set[str]]]:
    """What `compute` returns for the case, and the ids of the rows it read, by table.

    Raises whatever `compute` raises.

    >>> from testimonia.analysis.example import village
    >>> found, read = reading(village(), lambda c: len(c.where("testimonies", deponent="anna").testimonies))
    >>> found, {table: sorted(rows) for table, rows in read.items()}
    (2, {'testimonies': ['anna-bela', 'anna-clara']})
    """
    watch = _Watch()
    double = _watched(case, watch)
    double.double_of = case
    return compute(double), watch.read


def watched(case: Case) -> Case | None:
    """The case of which this is the watched double; None for any other, and for a part of one.

    >>> from testimonia.analysis.example import village
    >>> case = village()
    >>> reading(case, lambda c: (watched(c) is case, watched(c.where("events", kind="arrest"))))[0], watched(case)
    ((True, None), None)
    """
    return case.double_of if isinstance(case, _Watched) else None


def repeated(case: Case, read: dict[str, set[str]]) -> None:
    """Note on a watched case rows that a computation reads whose result is already known.

    >>> from testimonia.analysis.example import village
    >>> reading(village(), lambda c: repeated(c, {"events": {"arrest-anna"}}))[1]
    {'events': {'arrest-anna'}}
    """
    for table, ids in read.items():
        case.tables.watch.saw(table, ids)


class _Watch:
    """What has been read so far; quiet while tables are only handed on."""

    def __init__(self):
        self.read: dict[str, set[str]] = {}
        self.silent = 0

    @contextmanager
    def quiet(self):
        self.silent += 1
        try:
            yield
        finally:
            self.silent -= 1

    def saw(self, table: str, ids) -> None:
        if not self.silent:
            self.read.setdefault(table, set()).update(ids)


class _Tables(dict):
    """Tables that tell the watch when they are looked at."""

    def __init__(self, tables: dict, watch: _Watch):
        super().__init__(tables)
        self.watch = watch

    def _seen(self, name: str) -> None:
        if super().__contains__(name):
            self.watch.saw(name, super().__getitem__(name).index)

    def __getitem__(self, name):
        self._seen(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self._seen(name)
        return super().get(name, default)

    def items(self):
        for name in self:
            self._seen(name)
        return super().items()

    def values(self):
        for name in self:
            self._seen(name)
        return super().values()


class _Watched(Case):
    """A case that notes what is asked of it; its parts note it too."""

    double_of: Case | None = None

    def with_tables(self, tables):
        with self.tables.watch.quiet():
            made = super().with_tables(tables)
        return _watched(made, self.tables.watch)

    def table_of(self, row):
        # A row that is not there cannot be removed, so only one that is there counts as read.
        with self.tables.watch.quiet():
            table = super().table_of(row)
        self.tables.watch.saw(table, [row])
        return table

    def row(self, row):
        table = self.table_of(row)
        with self.tables.watch.quiet():
            return self.tables[table].loc[row]

    def columns(self, table):
        with self.tables.watch.quiet():  # a removal of rows leaves the columns as they are
            return super().columns(table)

    def rows(self, table, ids, columns=None):
        with self.tables.watch.quiet():
            found = super().rows(table, ids, columns)
        self.tables.watch.saw(table, found.index)
        return found


def _by_row(name: str):
    def method(self, *args, **more):
        with self.tables.watch.quiet():
            return getattr(Case, name)(self, *args, **more)

    return method


for _name in _BY_ROW:
    setattr(_Watched, _name, _by_row(_name))


def _watched(case: Case, watch: _Watch) -> _Watched:
    return _Watched(case.folder, case.schema, _Tables(dict(case.tables), watch), case.sources)
