"""A file is written beside its place and then put there, so that nobody finds half of it."""

import os
from pathlib import Path


def write_aside(path: str | Path, content: str | bytes) -> None:
    """Write a file, text as UTF-8 with its line ends as they are; its folder is made if it is not there.

    Raises OSError where it cannot be written; what was there before is then as it was, and nothing else is left.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_aside(Path(folder) / "new" / "note.txt", "Béla")
    ...     [(path.name, path.read_bytes().decode()) for path in (Path(folder) / "new").iterdir()]
    [('note.txt', 'Béla')]
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".new")
    try:
        aside.write_bytes(content.encode("utf8") if isinstance(content, str) else content)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
