"""Last touches to the built pages: the same bytes from the same sources, and a few faults of the theme."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

from ..aside import write_aside

#: Faults of the theme that an accessibility checker reports: a pattern and what stands there instead.
_FAULTS = [
    (re.compile(r'(<button class="btn search-button-field[^>]*?) aria-label="Search"'), r"\1"),
    (re.compile(r'(<summary) aria-label="Toggle hidden content"'), r"\1"),
    (re.compile(r'(<a class="nav-link[^>]*) aria-label="[^"]*"'), r"\1"),
    (re.compile(r'role="doc-biblioentry"'), 'role="listitem"'),
    (re.compile(r"(<thead>\s*<tr[^>]*>\s*)<th></th>"), r"\1<td></td>"),
    (re.compile(r'(<div class="sidebar-primary-items__start sidebar-primary__section")>'), r'\1 role="navigation" aria-label="Volume">'),
    (re.compile(r'(<a class="(?:current )?reference internal" href="[^"]*">([^<]*)</a>\s*<details[^>]*>\s*<summary)(?=><span class="toctree-toggle")'), r'\1 aria-label="Pages under \2"'),
    (re.compile(r'<div id="ethical-ad-placement"[^>]*>\s*</div>'), ""),
    (re.compile(r'(<button class="btn dropdown-toggle" type="button" data-bs-toggle="dropdown" aria-expanded="false" aria-label=")None"'), r'\1More"'),
]
_IMAGE = re.compile(r"<img\b(?![^>]*\bloading=)([^>]*)>")
_SOURCE = re.compile(r'\bsrc="([^"]+)"')
_SIZE = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)(pt|px)?"[^>]*?\bheight="([\d.]+)(pt|px)?"', re.DOTALL)


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
    text = _IMAGE.sub(lambda match: _patient(match, page), text)
    if text != before:
        write_aside(page, text)


def _patient(image: re.Match, page: Path) -> str:
    """Return an image that is fetched when a reader comes near it and keeps its place until then."""
    source = _SOURCE.search(image[1])
    size = "" if re.search(r"\b(?:width|height)=", image[1]) else _size(page.parent / source[1].split("?")[0]) if source else ""
    return f'<img loading="lazy" decoding="async"{size}{image[1]}>'


def _size(file: Path) -> str:
    """Return the width and height of an SVG or PNG file as attributes, in CSS pixels; '' if they cannot be read."""
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        head = opened.read(2048)
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        width, height = struct.unpack(">II", head[16:24])
    elif match := _SIZE.search(head.decode("utf8", errors="replace")):
        width, height = (round(float(value) * (4 / 3 if unit == "pt" else 1)) for value, unit in (match.group(1, 2), match.group(3, 4)))
    else:
        return ""
    return f' width="{width}" height="{height}"'


def _settle(notebook: Path) -> None:
    content = json.loads(notebook.read_text("utf8"))
    for number, cell in enumerate(content["cells"]):
        cell["id"] = f"cell-{number}"
    write_aside(notebook, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
