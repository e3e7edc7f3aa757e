"""The Sphinx extension: what happens when, in the order of a build."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.errors import ConfigError
from sphinx.util import logging

from .. import __version__
from ..case.load import CaseError, load
from . import assets, citing, domain, essay, finish, forge, freshness, hanging, manifest, narrow, numbering, paragraphs, roles, tables
from .colophon import Colophon

LOG = logging.getLogger(__name__)


def register(app) -> dict:
    """Connect directives, roles and events, and declare the extension safe for parallel reading."""
    citing.offer_style()
    app.add_config_value("testimonia_data", "data", "env")
    app.add_config_value("testimonia_version", "", "env")
    app.add_config_value("testimonia_print", {}, "")  # read by testimonia.edition.print
    app.add_domain(domain.CaseDomain)
    app.add_role("row", roles.Row())
    app.add_role("para", roles.Paragraph())
    app.add_role("holds", roles.Holds())
    app.setup_extension("myst_nb")  # its glue role must exist before ours takes its place
    app.add_role_to_domain("glue", "text", roles.Number(), override=True)
    for name, directive in {"case-table": tables.CaseTable, "case-dictionary": tables.Dictionary, "concordance": tables.Concordance, "register": tables.Register, "archives": tables.Archives, "colophon": Colophon, "finding-table": essay.FindingTable, "grounds": essay.Grounds, "hanging": hanging.Hanging}.items():
        app.add_directive(name, directive)
    app.connect("config-inited", freshness.set_cache, priority=900)
    app.connect("config-inited", forge.point_buttons, priority=900)
    app.connect("builder-inited", _open_case, priority=100)
    app.connect("builder-inited", assets.add_assets)
    app.connect("env-before-read-docs", freshness.execute_ahead)
    app.connect("env-purge-doc", _forget)
    app.connect("doctree-read", _collect, priority=100)
    app.connect("doctree-read", essay.keep_findings, priority=200)
    app.connect("doctree-read", manifest.note_sentences, priority=300)
    app.add_node(hanging.Place)
    app.connect("env-get-updated", hanging.pages_to_write)
    app.connect("doctree-resolved", hanging.fill, priority=400)
    app.connect("env-get-updated", numbering.renumber, priority=900)
    app.connect("doctree-resolved", domain.resolve_mentions)
    app.connect("build-finished", freshness.report_run_times)
    app.connect("doctree-resolved", paragraphs.number_paragraphs, priority=800)
    app.connect("build-finished", narrow.offer_narrow, priority=700)
    app.connect("build-finished", manifest.write_manifest, priority=800)
    app.connect("build-finished", finish.finish, priority=900)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _open_case(app) -> None:
    """Load the case once; a folder that is not a case ends the build with every problem named."""
    try:
        app.testimonia_case = load(Path(app.srcdir) / app.config.testimonia_data)
    except CaseError as error:
        raise ConfigError(f"the tables cannot be read as a case\n{error}") from error
    for name in ("testimonia_findings", "testimonia_sentences"):
        if not hasattr(app.env, name):
            setattr(app.env, name, {})


def _forget(app, env, docname: str) -> None:
    env.testimonia_findings.pop(docname, None)
    env.testimonia_sentences.pop(docname, None)


def _collect(app, doctree) -> None:
    """Take the findings of the page just read from the outputs that myst-nb kept for it."""
    env = app.env
    keys = getattr(env, "nb_metadata", {}).get(env.docname, {}).get("glue", [])
    path = Path(env.mystnb_config.output_folder) / f"{env.docname}.glue.json"
    if keys and path.is_file():
        outputs = json.loads(path.read_text("utf8"))
        env.testimonia_findings[env.docname] = [outputs[key]["metadata"]["testimonia"] for key in keys if "testimonia" in outputs[key].get("metadata", {})]
