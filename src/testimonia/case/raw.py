"""A table as it was read: strings, before anything is made of them.

Every column is kept as codes into its unique strings, so that each check and each
conversion looks at a string once, however many rows repeat it.
"""

from dataclasses import dataclass, field

import numpy as np

from .calendars import plain_days
from .problems import Problem
from .schema import Table


@dataclass
class Column:
    """A column as codes (int32, -1 where the cell is empty) into unique strings.

    `whole` holds the cells, row by row, as Arrow keeps them where the file was read by columns, and
    `clear` names the rules of single cells that are then known to find nothing in them.

    >>> Column(np.array([0, -1, 0], "int32"), np.array(["yes"], object)).rows_of([0]).tolist()
    [0, 2]
    """

    codes: np.ndarray
    texts: np.ndarray
    whole: object = None
    clear: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Number of cells.

        >>> Column(np.array([0, -1], "int32"), np.array(["a"], object)).size
        2
        """
        return len(self.codes)

    @property
    def empty(self) -> np.ndarray:
        """Positions of the rows whose cell is empty.

        >>> Column(np.array([0, -1], "int32"), np.array(["a"], object)).empty.tolist()
        [1]
        """
        return np.flatnonzero(self.codes < 0)

    def rows_of(self, codes) -> np.ndarray:
        """Positions of the rows whose value is among the unique values at `codes`.

        >>> Column(np.array([1, 0], "int32"), np.array(["a", "b"], object)).rows_of([1]).tolist()
        [0]
        """
        wanted = np.zeros(len(self.texts) + 1, bool)  # the last slot answers for -1
        wanted[list(codes)] = True
        return np.flatnonzero(wanted[self.codes])

    def strings(self) -> np.ndarray:
        """The cells, row by row, as an object array with None for an empty one.

        >>> Column(np.array([0, -1], "int32"), np.array(["a"], object)).strings().tolist()
        ['a', None]
        """
        return np.append(self.texts, None)[self.codes]

    def days(self, calendar: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The unique strings that are plain days, see `plain_days`: looked for once, though asked for twice.

        >>> Column(np.array([0], "int32"), np.array(["1651-05-08"], object)).days("gregorian")[0].tolist()
        [0]
        """
        if calendar not in (kept := self.__dict__.setdefault("_days", {})):
            kept[calendar] = plain_days(self.texts, calendar)
        return kept[calendar]


@dataclass
class RawTable:
    """A table as read: columns by name, the record number of each row, and problems.

    `usable` is False where the file could not be read at all, so that nobody
    reports every reference to it as broken.

    >>> RawTable(Table("actors", "actors.csv", ())).size
    0
    """

    table: Table
    columns: dict[str, Column] = field(default_factory=dict)
    rows: np.ndarray = field(default_factory=lambda: np.empty(0, "int64"))
    problems: list[Problem] = field(default_factory=list)
    usable: bool = True
    present: bool = True
    absent: set[str] = field(default_factory=set)  # columns that the header lacks
    nothing_hidden: bool = False  # whether the whole file is known to hold no invisible character

    @property
    def size(self) -> int:
        """Number of rows.

        >>> RawTable(Table("actors", "actors.csv", ()), rows=np.array([2, 3])).size
        2
        """
        return len(self.rows)

    def fault(self, rule, problem, remedy, row=None, column=None, value=None) -> None:
        """Note one problem of this file; `row` is a record number.

        >>> raw = RawTable(Table("actors", "actors.csv", ()))
        >>> raw.fault("file", "empty", "write a header")
        >>> print(raw.problems[0])
        actors.csv: empty; write a header
        """
        row = None if row is None else int(row)
        self.problems.append(Problem(self.table.path, row, column, value, problem, remedy, rule))

    def fault_values(self, rule, column, faults) -> None:
        """Note a problem for every row that holds one of the faulty unique values.

        `faults` maps the position of a unique value to (problem, remedy).

        >>> cells = Column(np.array([0, 0]), np.array(["?"], object))
        >>> raw = RawTable(Table("t", "t.csv", ()), {"c": cells}, np.array([2, 3]))
        >>> raw.fault_values("type", "c", {0: ("not a number", "write digits")})
        >>> [p.row for p in raw.problems]
        [2, 3]
        """
        if not faults:
            return
        cells = self.columns[column]
        for position in cells.rows_of(faults):
            code = cells.codes[position]
            self.fault(rule, *faults[code], self.rows[position], column, cells.texts[code])


def empty_columns(table: Table, size: int = 0) -> dict[str, Column]:
    """Columns of a table in which every cell is empty.

    >>> empty_columns(Table("t", "t.csv", ()))
    {}
    """
    return {name: Column(np.full(size, -1, "int32"), np.empty(0, object)) for name in table.columns}
