"""The manifest of a build: from each number, statement and figure to its sentence, rows and sources."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from docutils import nodes

from ..aside import write_aside
from .roles import sentence_around


def note_sentences(app, doctree) -> None:
    """Remember, for each finding, the sentences of this page that use it."""
    sentences: dict[str, list[str]] = {}
    for node in doctree.findall(lambda node: isinstance(node, nodes.Element) and "finding" in node.attributes):
        sentences.setdefault(node["finding"], []).append(sentence_around(node))
    for figure in doctree.findall(nodes.figure):
        caption = " ".join(node.astext() for node in figure.findall(nodes.caption))
        for name in figure["names"]:
            sentences.setdefault(name, []).append(caption)
    app.env.testimonia_sentences[app.env.docname] = sentences


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every table, the schema and the bibliography of a case."""
    files = sorted(path for path in folder.iterdir() if path.suffix in {".csv", ".json", ".bib"})
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def manifest(app) -> dict:
    """Return findings by page, each with its sentences, rows and formatted sources, and checksums."""
    case, env = app.testimonia_case, app.env
    pages = {}
    for page, findings in sorted(env.testimonia_findings.items()):
        sentences = env.testimonia_sentences.get(page, {})
        pages[page] = [_entry(case, one, sentences.get(one["name"], [])) for one in findings]
    made = {"title": app.config.project or app.config.html_title, "tables": checksums(case.folder), "pages": pages}
    return made if app.testimonia_ledger is None else made | {"claims": {line["claim"]: _claim(case, line) for line in app.testimonia_ledger.to_dict("records")}}


def _claim(case, line: dict) -> dict:
    """Return a claim as a finding is recorded, so that two builds can be compared."""
    kept = {"kind": "claim", "name": line["claim"], "shown": line["verdict"], "says": line["words"], "sentences": []}
    kept |= {key: line[key] for key in ("check", "would_be", "readings", "observed", "why_not")}
    return kept | {"rows": [{"id": row, "source": case.citation(row)} for row in line["rows"]]}


def _entry(case, one: dict, sentences: list[str]) -> dict:
    kept = {key: one[key] for key in ("kind", "name", "shown", "readings", "says", "claims", "observed", "hangs", "columns", "cells") if key in one}
    return kept | {"sentences": sentences, "rows": [{"id": row, "source": case.citation(row)} for row in one["rows"]]}


def write_manifest(app, exception) -> None:
    """Write ``manifest.json`` beside the built pages, aside first so that it is never half-written."""
    if exception or app.builder.format != "html":
        return
    write_aside(Path(app.outdir) / "manifest.json", json.dumps(manifest(app), ensure_ascii=False, indent=1, sort_keys=True) + "\n")
