"""The Sphinx extension: what happens when, in the order of a build."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.errors import ConfigError
from sphinx.util import logging

from .. import __version__
from ..case.load import CaseError, load
from . import (
    apparatus, assets, balance, brief, citing, dates, dispute, domain, essay, executed, explore, finish, forge, freshness, hanging, ledger, light, manifest, marks, mentions, metadata, numbering, paragraphs,
    pictures, record, roles, search, sentences, status, switch, tables, trial, unfinished, uses,
)  # fmt: skip
from .colophon import Colophon

LOG = logging.getLogger(__name__)


def register(app) -> dict:
    """Connect directives, roles and events, and declare the extension safe for parallel reading."""
    citing.offer_style()
    app.add_config_value("testimonia_data", "data", "env")
    app.add_config_value("testimonia_version", "", "env")
    app.add_config_value("testimonia_claims", "", "env")  # where the checks of the claims are, if there are any
    app.add_config_value("testimonia_dispute", "book/disputing", "env")  # the page that says how to dispute a row
    app.add_config_value("testimonia_print", {}, "")  # read by testimonia.edition.print
    app.add_domain(domain.CaseDomain)
    app.add_role("row", roles.Row())
    app.add_role("para", roles.Paragraph())
    app.add_role("holds", roles.Holds())
    app.setup_extension("myst_nb")  # its glue role must exist before ours takes its place
    app.add_role_to_domain("glue", "text", roles.Number(), override=True)
    for name, directive in {"case-table": tables.CaseTable, "case-dictionary": tables.Dictionary, "concordance": tables.Concordance, "register": tables.Register, "archives": tables.Archives, "colophon": Colophon, "finding-table": essay.FindingTable, "grounds": essay.Grounds, "claims-ledger": ledger.Ledger, "argument-outline": ledger.Outline, "balance": balance.Balance, "hanging": hanging.Hanging, "dispute-trial": trial.Trial, "in-brief": brief.InBrief}.items():
        app.add_directive(name, directive)
    app.connect("config-inited", freshness.set_cache, priority=900)
    app.connect("config-inited", explore.announce)
    app.connect("config-inited", forge.point_buttons, priority=900)
    app.connect("config-inited", light.offer_templates, priority=900)
    app.connect("builder-inited", unfinished.begin, priority=50)
    app.connect("builder-inited", _open_case, priority=100)
    app.connect("builder-inited", ledger.open_ledger, priority=110)
    app.connect("builder-inited", dispute.note_forge)
    app.connect("builder-inited", assets.add_assets)
    app.connect("builder-inited", assets.forget_places, priority=950)
    app.connect("builder-inited", marks.extend_translator, priority=900)
    app.connect("builder-inited", switch.add_early)
    app.connect("builder-inited", search.use_own)
    app.connect("html-collect-pages", search.search_page)
    app.connect("html-collect-pages", status.status_page)
    app.connect("env-before-read-docs", freshness.execute_ahead)
    app.connect("env-purge-doc", _forget)
    app.connect("doctree-read", _collect, priority=100)
    app.connect("doctree-read", essay.keep_findings, priority=200)
    app.connect("doctree-read", manifest.note_sentences, priority=300)
    app.connect("doctree-read", uses.note_uses, priority=400)
    app.add_node(hanging.Place)
    app.connect("env-get-updated", hanging.pages_to_write)
    app.connect("doctree-resolved", hanging.fill, priority=400)
    app.connect("env-get-updated", numbering.renumber, priority=900)
    app.connect("env-get-updated", mentions.refresh, priority=950)
    app.connect("env-get-updated", uses.list_uses, priority=950)
    app.connect("doctree-resolved", domain.resolve_mentions)
    app.connect("doctree-resolved", ledger.resolve_claims)
    app.connect("doctree-resolved", dispute.resolve)
    app.connect("doctree-resolved", uses.show_uses)
    app.connect("doctree-resolved", mentions.link_first_mentions, priority=700)
    app.connect("html-page-context", switch.add_switch, priority=900)
    app.connect("build-finished", freshness.report_run_times)
    app.connect("doctree-resolved", apparatus.add_apparatus, priority=600)
    app.connect("doctree-resolved", sentences.wrap_bound_sentences, priority=750)
    app.connect("doctree-resolved", paragraphs.number_paragraphs, priority=800)
    app.connect("build-finished", pictures.write_pictures, priority=700)
    app.connect("build-finished", executed.write_executed, priority=750)
    app.connect("build-finished", record.write_record, priority=750)
    app.connect("build-finished", manifest.write_manifest, priority=800)
    app.connect("html-page-context", metadata.describe_page)
    app.connect("html-page-context", light.ask_for_little, priority=950)
    app.connect("build-finished", metadata.write_citations, priority=850)
    app.connect("build-finished", status.write_lost, priority=850)
    app.connect("build-finished", dates.date_pages, priority=860)
    app.connect("build-finished", finish.finish, priority=900)
    app.connect("doctree-resolved", explore.offer_buttons, priority=850)
    app.connect("build-finished", search.write_index, priority=940)
    app.connect("build-finished", light.lighten, priority=950)
    app.connect("build-finished", explore.write_charts, priority=960)  # after the style sheet is cut to the words of the volume's own scripts
    app.connect("build-finished", explore.fall_silent)
    app.connect("build-finished", unfinished.end, priority=1000)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _open_case(app) -> None:
    """Load the case once; a folder that is not a case ends the build with every problem named."""
    try:
        app.testimonia_case = load(Path(app.srcdir) / app.config.testimonia_data)
    except CaseError as error:
        raise ConfigError(f"the tables cannot be read as a case\n{error}") from error
    for name in ("testimonia_findings", "testimonia_sentences", "testimonia_uses"):
        if not hasattr(app.env, name):
            setattr(app.env, name, {})


def _forget(app, env, docname: str) -> None:
    env.testimonia_findings.pop(docname, None)
    env.testimonia_sentences.pop(docname, None)
    env.testimonia_uses.pop(docname, None)


def _collect(app, doctree) -> None:
    """Take the findings of the page just read from the outputs that myst-nb kept for it."""
    env = app.env
    keys = getattr(env, "nb_metadata", {}).get(env.docname, {}).get("glue", [])
    path = Path(env.mystnb_config.output_folder) / f"{env.docname}.glue.json"
    if keys and path.is_file():
        outputs = json.loads(path.read_text("utf8"))
        env.testimonia_findings[env.docname] = [outputs[key]["metadata"]["testimonia"] for key in keys if "testimonia" in outputs[key].get("metadata", {})]
