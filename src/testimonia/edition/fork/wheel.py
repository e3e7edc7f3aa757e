"""The library as a wheel, made from the library that is running: it is on no index, and a book must carry it.

From a source tree and from an installed wheel come the same bytes: the files of the package, the metadata
of the installation without its long description, one date, one order. The format is that of the
*Binary distribution format* (PEP 427) and of *Recording installed projects* (PEP 376).
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from email.message import Message
from pathlib import Path

NAME = "testimonia"
PACKAGE = Path(__file__).resolve().parents[2]
_DATE = (2020, 1, 1, 0, 0, 0)
#: What of the metadata a new book's library keeps: how it is called and what it needs.
_KEPT = ("Metadata-Version", "Name", "Version", "Summary", "License-Expression", "Requires-Python", "Requires-Dist", "Provides-Extra")


class WheelError(ValueError):
    """The running library cannot be packed; the message says why, and what to do."""


def wheel() -> tuple[str, bytes]:
    """Return the file name of the wheel and its content; raises `WheelError` where the library is not installed.

    >>> name, content = wheel()
    >>> name.endswith("-py3-none-any.whl") and content == wheel()[1]
    True
    """
    try:
        installed = importlib.metadata.distribution(NAME)
    except importlib.metadata.PackageNotFoundError as error:
        raise WheelError(f"{NAME} runs here without being installed, so that what it needs is not known; run `pip install -e .` in its folder") from error
    home = f"{NAME}-{installed.version}.dist-info"
    files = {f"{NAME}/{path}": content for path, content in _package(installed).items()}
    files |= {f"{home}/METADATA": _metadata(installed), f"{home}/WHEEL": f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: true\nTag: py3-none-any\n".encode()}
    files[f"{home}/entry_points.txt"] = f"[console_scripts]\n{NAME} = {NAME}.cli:main\n".encode()
    files |= {f"{home}/licenses/{name}": content for name, content in _licences(installed).items()}
    return f"{NAME}-{installed.version}-py3-none-any.whl", _packed(files, f"{home}/RECORD")


def _package(installed) -> dict[str, bytes]:
    """The files of the package: those that the installation records, or, run from a source tree, those that lie there."""
    recorded = [Path(file.locate()).resolve() for file in installed.files or [] if file.parts[0] == NAME]
    paths = [path for path in recorded if path.is_relative_to(PACKAGE)] or list(PACKAGE.rglob("*"))
    kept = [path for path in paths if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".") and path.suffix != ".pyc"]
    return {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in kept}


def _metadata(installed) -> bytes:
    given: Message = installed.metadata
    lines = [f"{name}: {' '.join(value.split())}" for name in _KEPT for value in sorted(given.get_all(name) or [])]
    licences = sorted(given.get_all("License-File") or [])
    return ("\n".join([*lines, *(f"License-File: {name}" for name in licences)]) + "\n").encode()


def _licences(installed) -> dict[str, bytes]:
    """The library's own licence, which travels with it."""
    found = {}
    for name in sorted(installed.metadata.get_all("License-File") or []):
        text = installed.read_text(f"licenses/{name}") or installed.read_text(name)
        if text is not None:
            found[name] = text.encode()
    return found


def _packed(files: dict[str, bytes], record: str) -> bytes:
    lines = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in sorted(files.items())]
    files = dict(sorted(files.items())) | {record: ("\n".join([*lines, f"{record},,"]) + "\n").encode()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
