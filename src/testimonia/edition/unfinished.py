"""A mark beside the pages while they are being written, so that a build that was interrupted is not taken for a volume."""

from __future__ import annotations

from pathlib import Path

_MARK = ".unfinished"


def begin(app) -> None:
    """Set the mark; it stays where the build is interrupted, or fails."""
    if app.builder.format == "html":
        folder = Path(app.outdir).parent
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).write_text("The pages beside this file are being written, or were left unfinished. Build again.\n", "utf8")


def end(app, exception) -> None:
    """Take the mark away, once everything else has been done."""
    if exception is None and app.builder.format == "html":
        (Path(app.outdir).parent / _MARK).unlink(missing_ok=True)


def unfinished(book: Path) -> bool:
    """Return whether the pages of a book were left unfinished.

    >>> unfinished(Path("nowhere"))
    False
    """
    return (book / "_build" / _MARK).exists()
