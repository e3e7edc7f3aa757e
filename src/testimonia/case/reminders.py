"""What a new book was begun with and still has to give up: invented example rows, and words to fill in."""

from .folder import RawCase
from .raw import Column
from .schema import DESCRIPTOR

#: Ids of invented rows begin with this, and what only the author can know is marked with that.
EXAMPLE, PLACEHOLDER = "example-", "FILL IN"


def reminders(raw: RawCase) -> list[str]:
    """One line for all example rows, and one for a description that is still to be filled in.

    >>> from .folder import read_folder
    >>> reminders(read_folder("nowhere"))
    []
    """
    found = []
    counts = {table.table.path: _invented(table.columns["id"]) for table in raw.tables.values() if "id" in table.columns}
    if total := sum(counts.values()):
        files = [path for path, count in counts.items() if count]
        found.append(f"To do: {total} invented example row{'' if total == 1 else 's'} in {', '.join(files) if len(files) < 4 else f'{len(files)} tables'}; replace those whose id begins with '{EXAMPLE}', or delete them")
    if raw.schema and PLACEHOLDER in (raw.folder / DESCRIPTOR).read_text("utf-8-sig"):
        found.append(f"To do: {DESCRIPTOR} still says '{PLACEHOLDER}'; title, description and contributors are yours to write")
    return found


def _invented(ids: Column) -> int:
    """How many ids are those of example rows."""
    if ids.whole is None:
        return sum(str(text).startswith(EXAMPLE) for text in ids.texts)
    import pyarrow.compute as pc

    return pc.sum(pc.starts_with(ids.whole, EXAMPLE)).as_py() or 0
