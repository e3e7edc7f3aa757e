"""What changed between two versions of a case, and what that did to the volume made from it.

The rows are compared in the tables themselves; numbers, statements, claims, figures and sentences
in the manifests of the two builds. A manifest made from other tables than those beside it would
tell of a change that is none, and is refused.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from ..case.difference import Change, compare
from ..refusal import Refusal
from .manifest import checksums

MANIFEST = Path("_build/html/manifest.json")


class DifferenceError(Refusal):
    """Two versions that cannot be compared; the message says why, and what to do."""


@dataclass(frozen=True)
class Version:
    """One version: the folder of its tables, and the manifest of its build (empty where there is none)."""

    data: Path
    manifest: dict


@dataclass(frozen=True)
class Move:
    """One finding that moved: number, statement, claim, figure or table, and the sentences it stands in.

    ``old`` and ``new`` are what is shown, None where that version has no such finding; ``because``
    says what moved where that is the same in both; ``rows`` are those it now rests on.

    >>> print(Move("notebooks/1-the-village", "number", "named", "seven", "eight", ("She named eight.",)))
    number named: seven → eight
        “She named eight.”
    """

    page: str
    kind: str
    name: str
    old: str | None
    new: str | None
    sentences: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.old == self.new:
            what = f"{self.new}, as before, but {'; '.join(self.because)}"
        else:
            what = f"{'absent' if self.old is None else self.old} → {'absent' if self.new is None else self.new}"
        return "\n".join([f"{self.kind} {self.name}: {what}", *(f"    “{sentence}”" for sentence in self.sentences)])


@dataclass(frozen=True)
class Difference:
    """All that changed: ``changes`` of rows, ``moves`` of findings (None where a build is missing, and ``unbuilt`` says which)."""

    changes: list[Change]
    moves: list[Move] | None
    unbuilt: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """The difference as plain data, for JSON.

        >>> Difference([], []).as_dict()
        {'rows': [], 'volume': [], 'not_built': []}
        """
        moves = None if self.moves is None else [asdict(move) for move in self.moves]
        return {"rows": [change.as_dict() for change in self.changes], "volume": moves, "not_built": list(self.unbuilt)}

    def __str__(self) -> str:
        lines = []
        for table, changes in _grouped(self.changes, "table").items():
            lines += [f"{table}.csv: {_counted(changes)}", *(f"  {change}" for change in changes)]
        lines = lines or ["The tables are the same."]
        if self.moves is None:
            return "\n".join([*lines, "", f"What this does to the volume cannot be said: not built: {', '.join(self.unbuilt)}."])
        for page, moves in _grouped(self.moves, "page").items():
            lines += ["", page, *(f"  {line}" for move in moves for line in str(move).splitlines())]
        return "\n".join([*lines, *([] if self.moves else ["", "Nothing in the volume moved."])])


def difference(old: str | Path, new: str | Path) -> Difference:
    """Compare two versions, each the folder of a case or of a book.

    Raises `CaseError` where tables cannot be read, `DifferenceError` where a volume was built from
    other tables than those that lie beside it.
    """
    before, after = version(old), version(new)
    changes = compare(before.data, after.data)
    unbuilt = tuple(str(folder) for folder, one in ((old, before), (new, after)) if not one.manifest)
    return Difference(changes, None if unbuilt else moved(before.manifest, after.manifest), unbuilt)


def version(folder: str | Path) -> Version:
    """Return tables and manifest of a folder: a book with its ``_config.yml``, or a case, whose book may lie around it."""
    folder = Path(folder)
    for book in (folder, *folder.resolve().parents[:2]):
        data = _data_of(book)
        if data is not None and (book == folder or data.resolve() == folder.resolve()):
            return Version(data, _manifest(book, data))
    return Version(folder, {})


def _data_of(book: Path) -> Path | None:
    config = book / "_config.yml"
    if not config.is_file():
        return None
    try:
        said = yaml.safe_load(config.read_text("utf8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DifferenceError(f"{config}: cannot be read ({error}); mend it") from error
    return book / (said.get("sphinx", {}).get("config", {}).get("testimonia_data") or "data")


def _manifest(book: Path, data: Path) -> dict:
    path = book / MANIFEST
    if not path.is_file():
        return {}
    try:
        manifest = json.loads(path.read_text("utf8"))
        built_from = manifest["tables"]
    except (ValueError, KeyError, TypeError) as error:
        raise DifferenceError(f"{path}: not a manifest of a volume ({error}); build the volume again") from error
    if data.is_dir() and built_from != checksums(data):
        raise DifferenceError(f"{path}: the volume was built from other tables than those in {data}; build it again")
    return manifest


def moved(old: dict, new: dict) -> list[Move]:
    """Return the findings that differ between two manifests, page by page in the order of the newer.

    >>> one = {"kind": "number", "name": "named", "shown": "two", "readings": {"stated only": "two"}, "sentences": ["She named two."], "rows": []}
    >>> other = one | {"shown": "three", "sentences": ["She named three."]}
    >>> print(*moved({"pages": {"1": [one]}}, {"pages": {"1": [other]}}))
    number named: two → three
        “She named three.”
    """
    moves = []
    for page in dict.fromkeys([*new["pages"], *old["pages"]]):
        before, after = _by_key(old, page), _by_key(new, page)
        moves += [_move(page, before.get(key), after.get(key)) for key in dict.fromkeys([*after, *before])]
    before, after = old.get("claims", {}), new.get("claims", {})
    moves += [_move("the claims", before.get(key), after.get(key)) for key in dict.fromkeys([*after, *before])]
    return [move for move in moves if move is not None]


def _by_key(manifest: dict, page: str) -> dict[tuple[str, str], dict]:
    return {(one["kind"], one["name"]): one for one in manifest["pages"].get(page, [])}


def _move(page: str, old: dict | None, new: dict | None) -> Move | None:
    because = _because(old, new) if old and new else []
    if old and new and not because:
        return None
    one = new or old
    rows = tuple(row["id"] for row in one.get("rows", []))
    return Move(page, one["kind"], one["name"], _shown(old), _shown(new, old), tuple(one.get("sentences", [])), tuple(because), rows)


def _because(old: dict, new: dict) -> list[str]:
    """Return in what two records of one finding differ, in words."""
    was, now = old.get("readings", {}), new.get("readings", {})
    ids = [[row["id"] for row in one.get("rows", [])] for one in (old, new)]
    found = ["what is shown"] if any(old.get(key) != new.get(key) for key in ("shown", "cells", "observed")) else []
    found += [f"under ‘{name}’: {was[name]} → {now[name]}" for name in now if name in was and was[name] != now[name]]
    found += ["it rests on other rows"] if ids[0] != ids[1] else ["its rows cite other sources"] if old.get("rows") != new.get("rows") else []
    return found + (["its sentence was rewritten"] if old.get("sentences") != new.get("sentences") else [])


def _shown(one: dict | None, before: dict | None = None) -> str | None:
    """Return what a finding shows; of a figure or table, its rows, and how many of them were not there before."""
    if one is None:
        return None
    if "cells" not in one:
        return one.get("shown", "")
    fresh = sum(row not in before.get("cells", []) for row in one["cells"]) if before else 0
    return f"{len(one['cells'])} rows" + (f", {fresh} of them new or different" if fresh else "")


def _grouped(items: list, name: str) -> dict[str, list]:
    groups: dict[str, list] = {}
    for item in items:
        groups.setdefault(getattr(item, name), []).append(item)
    return groups


def _counted(changes: list[Change]) -> str:
    rows = {kind: len({change.row for change in changes if change.kind == kind}) for kind in ("added", "removed", "altered")}
    return ", ".join(f"{count} row{'' if count == 1 else 's'} {kind}" for kind, count in rows.items() if count)
