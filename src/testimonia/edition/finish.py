"""Last touches to the built pages: the same bytes from the same sources, and a few faults of the theme."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

#: Faults of the theme that an accessibility checker reports: a pattern and what stands there instead.
_FAULTS = [
    (re.compile(r'(<button class="btn search-button-field[^>]*?) aria-label="Search"'), r"\1"),
    (re.compile(r'(<summary) aria-label="Toggle hidden content"'), r"\1"),
    (re.compile(r'(<a class="nav-link[^>]*) aria-label="[^"]*"'), r"\1"),
    (re.compile(r'role="doc-biblioentry"'), 'role="listitem"'),
    (re.compile(r"(<thead>\s*<tr[^>]*>\s*)<th></th>"), r"\1<td></td>"),
    (re.compile(r'\s*<meta name="viewport" content="width=device-width, initial-scale=1"\s*/>'), ""),
]


def finish(app, exception) -> None:
    """Mend the pages, and give every notebook offered for download stable cell ids."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    for template in out.glob("_static/*webpack-macros.html"):  # templates of the theme, not pages
        template.unlink()
    for page in out.rglob("*.html"):
        _mend(page)
    for notebook in (out / "_sources").rglob("*.ipynb"):
        _settle(notebook)


def _mend(page: Path) -> None:
    before = text = page.read_text("utf8")
    for pattern, instead in _FAULTS:
        text = pattern.sub(instead, text)
    if text != before:
        _replace(page, text)


def _settle(notebook: Path) -> None:
    content = json.loads(notebook.read_text("utf8"))
    for number, cell in enumerate(content["cells"]):
        cell["id"] = f"cell-{number}"
    _replace(notebook, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def _replace(path: Path, text: str) -> None:
    aside = path.with_name(path.name + ".new")
    aside.write_text(text, "utf8")
    os.replace(aside, path)
