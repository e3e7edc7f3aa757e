"""What the pages fetch when a reader first opens a mark: the rows of the volume, its terms and its works.

Two classic scripts in ``_static/lazy``, so that they can be read from disk as over http: a page
assigns nothing and fetches nothing until it is touched.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from docutils import nodes

from ..aside import write_aside
from . import dispute, sources
from .findings import READINGS
from .wording import absent, coded, has_row, when

_HEADLINES = ("name", "label", "title", "claim", "observation", "quantity")
_WORDS = ("summary", "rationale")
_UNSAID = {"id", "type", "source", "basis", "certainty", "note", "section", *_HEADLINES, *_WORDS}


def record(app) -> dict:
    """Return every row in the words of the page, and where each of its sources stands.

    ``tables`` are pairs of a name and a page; ``sources`` pairs of a text and an address ('' where
    there is none); ``rows`` map an id to: number of the table, when, heading, words, who, numbers of
    the sources, basis, certainty, and a digit for each reading, 1 where the row is kept. ``dispute``
    is the address at which a row is disputed, with ``{row}`` and ``{table}`` in it, '' where there is none.
    """
    case, env = app.testimonia_case, app.env
    homes = env.get_domain("case").data["row"]
    kept = [make(case) for make in READINGS.values()]
    tables: dict[str, str] = {}
    cited: dict[tuple[str, str], int] = {}
    rows = {}
    for table in case.schema.tables.values():
        for row in case.tables[table.name].index:
            if row not in homes:
                continue
            tables.setdefault(table.name, _page(app, homes[row][0]))
            at = [cited.setdefault((text, _address(app, citation)), len(cited)) for text, citation in sources.citations(case, row)]
            dated = "" if any(field.name == "fate_date" for field in table.fields) else when(case, row)  # the day of a death is not the day of a person
            rows[row] = [list(tables).index(table.name), dated, *said(case, table, row), at, *_trust(case.row(row)), "".join("01"[has_row(reading, row)] for reading in kept)]
    return {"tables": list(tables.items()), "sources": [list(pair) for pair in cited], "rows": rows, "dispute": dispute.form(app)}


def said(case, table, row: str) -> tuple[str, str, str]:
    """Return heading, words and people of a row; '' for what it does not have."""
    values = case.row(row)
    heading = next((values[name] for name in _HEADLINES if name in values and not absent(values[name])), "")
    words = next((str(values[name]) for name in _WORDS if name in values and not absent(values[name])), "")
    who = [coded(case, field, values[field.name]) for field in table.fields if field.references == "actors" and not absent(values[field.name])]
    if not words:
        words = "; ".join(coded(case, field, values[field.name]) for field in table.fields if field.name not in _UNSAID and field.references != "actors" and not absent(values[field.name]))
    return "; ".join(heading) if isinstance(heading, tuple) else str(heading), words, "; ".join(who)


def _trust(values) -> tuple[str, str]:
    return tuple("" if absent(values.get(name)) else str(values[name]) for name in ("basis", "certainty"))


def _page(app, docname: str) -> str:
    return app.builder.get_target_uri(docname)


def _address(app, citation) -> str:
    home = sources.home(app.env, app.testimonia_case, citation) if citation else None
    return f"{_page(app, home[0])}#{home[1]}" if home else ""


def previews(app) -> dict[str, list[str]]:
    """Return heading and text of every term of the glossary and every work, by address within the volume."""
    from pybtex.plugin import find_plugin

    plain = find_plugin("pybtex.backends", "plaintext")()
    found = {}
    pages = sorted({page for (kind, _), (page, _) in app.env.get_domain("std").objects.items() if kind == "term"})
    for page in pages:
        for item in app.env.get_doctree(page).findall(nodes.definition_list_item):
            terms = [child for child in item.children if isinstance(child, nodes.term)]
            text = " ".join(child.astext() for child in item.children if isinstance(child, nodes.definition))
            found |= {f"{_page(app, page)}#{name}": [term.astext(), text] for term in terms for name in term["ids"]}
    for work in sources.listed(app.env):
        text = work.formatted_entry.text.render(plain).replace("\\url ", "")
        found[f"{_page(app, work.bibliography_key.docname)}#{work.citation_id}"] = ["", " ".join(text.split())]
    return found


def as_script(name: str, content: object) -> str:
    r"""Return a classic script that hands content to the pages; nothing in it can close its tag.

    >>> as_script("record", {"a": "</script>"})
    'testimonia.record={"a":"<\\/script>"};\n'
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return f"testimonia.{name}={text};\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def write_record(app, exception) -> None:
    """Write both scripts, and the tables themselves for download, unchanged, into ``data``."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    folder = out / "_static" / "lazy"
    for name, content in (("record", record(app)), ("previews", previews(app))):
        write_aside(folder / f"{name}.js", as_script(name, content))
    (out / "data").mkdir(exist_ok=True)
    for path in downloads(app.testimonia_case):
        shutil.copyfile(path, out / "data" / path.name)


def downloads(case) -> list[Path]:
    """Return the files of a case that are offered for download: tables, schema, bibliography."""
    return sorted(path for path in case.folder.iterdir() if path.suffix in {".csv", ".json", ".bib"})
