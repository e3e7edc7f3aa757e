"""The files of a new book, as templates in this package, and how they are filled in.

In the folder ``template`` a leading ``dot-`` stands for a dot, and an ending ``.template`` for nothing,
so that neither git nor a test runner takes a template for the thing itself. ``<<title>>`` is replaced by the
title as Markdown, ``<<title|quoted>>`` by the title as YAML and JSON quote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

TEMPLATE = Path(__file__).with_name("template")
#: Marks whatever nobody but the author of the new book can know.
PLACEHOLDER = "FILL IN"
_TOKEN = re.compile(r"<<(\w+)(\|quoted)?>>")
_PROGRAMS = {"postBuild"}


def place(template: str) -> str:
    """Return where the file of a template stands in the new book.

    >>> place("dot-github/workflows/book.yml"), place("tests/test_tables.py.template")
    ('.github/workflows/book.yml', 'tests/test_tables.py')
    """
    parts = [f".{part.removeprefix('dot-')}" if part.startswith("dot-") else part for part in template.split("/")]
    return "/".join(parts).removesuffix(".template")


def fill(text: str, values: dict[str, str]) -> str:
    r"""Return a template with its tokens replaced; raises KeyError for one that has no value.

    >>> fill("<<title>>: <<title|quoted>>", {"title": 'A *"Plot"*'})
    'A \\*"Plot"\\*: "A *\\"Plot\\"*"'
    """
    return _TOKEN.sub(lambda match: json.dumps(values[match[1]], ensure_ascii=False) if match[2] else as_markdown(values[match[1]]), text)


def as_markdown(text: str) -> str:
    r"""Return text so that Markdown prints it as it is.

    >>> as_markdown("Anna [and] `Bela`")
    'Anna \\[and\\] \\`Bela\\`'
    """
    return re.sub(r"([\\`*_\[\]<>{}$|])", r"\\\1", text)


def filled(values: dict[str, str]) -> Iterator[tuple[str, bytes, bool]]:
    """Yield every file of a new book: its place, its content, and whether it is a program.

    >>> sorted(place for place, _, program in filled({"title": "t", "author": "a", "name": "t", "date": "1650-01-01", "year": "1650"}) if program)
    ['postBuild']
    """
    for path in sorted(TEMPLATE.rglob("*")):
        name = path.relative_to(TEMPLATE).as_posix()
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".DS_Store":
            text = path.read_text("utf8")
            yield place(name), (text if name == "requirements.txt" else fill(text, values)).encode("utf8"), name in _PROGRAMS
