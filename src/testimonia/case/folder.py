"""A case as it lies in its folder, before anything is made of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from .bibliography import Bibliography
from .problems import Problem
from .raw import RawTable
from .reading import is_large, read_table
from .schema import DESCRIPTOR, Schema, SchemaError, Table


@dataclass
class RawCase:
    """Schema, raw tables and bibliography of a folder, and the problems met so far.

    `schema` is None where the folder is no case at all.

    >>> read_folder("nowhere").schema is None
    True
    """

    folder: Path
    schema: Schema | None = None
    tables: dict[str, RawTable] = field(default_factory=dict)
    bibliography: Bibliography = field(default_factory=lambda: Bibliography({}))
    own_problems: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Every problem met in reading, of the folder, its tables and its bibliography.

        >>> print(read_folder("nowhere").problems[0])
        nowhere: no such folder; name the folder that holds datapackage.json
        """
        of_tables = [problem for raw in self.tables.values() for problem in raw.problems]
        return [*self.own_problems, *of_tables, *self.bibliography.problems]


def read_folder(folder: str | Path) -> RawCase:
    """Read the files of a case; nothing raises for a damaged folder.

    >>> read_folder("nowhere").tables
    {}
    """
    raw = RawCase(Path(folder))
    try:
        fault = _not_a_case(raw.folder)
    except (OSError, ValueError) as error:  # a name too long, a NUL byte, no permission
        fault = (f"cannot be opened ({error})", "name a folder that you may read")
    if fault:
        raw.own_problems.append(Problem(str(folder), None, None, None, *fault, "folder"))
        return raw
    try:
        raw.schema = Schema.read(raw.folder / DESCRIPTOR)
    except SchemaError as error:
        raw.own_problems.extend(error.problems)
        return raw
    raw.bibliography = Bibliography.read(raw.folder / raw.schema.bibliography)
    raw.tables = _read_tables(raw.folder, raw.schema.tables)
    return raw


def _read_tables(folder: Path, tables: dict[str, Table]) -> dict[str, RawTable]:
    with ThreadPoolExecutor(2) as threads:
        # While the columns of one large table are put together, the next is read.
        begun = {name: threads.submit(read_table, folder, table) for name, table in tables.items() if is_large(folder / table.path)}
        return {name: begun[name].result() if name in begun else read_table(folder, table) for name, table in tables.items()}


def _not_a_case(folder: Path) -> tuple[str, str] | None:
    if not folder.exists():
        return "no such folder", f"name the folder that holds {DESCRIPTOR}"
    if not folder.is_dir():
        return "not a folder", f"name the folder that holds {DESCRIPTOR}"
    if not (folder / DESCRIPTOR).exists():
        return "not a case", f"a case is a folder with a {DESCRIPTOR} that describes its tables"
    return None
