"""The claims of a work and how they fare: loaded, run under every reading, and printed as a ledger.

A book says in its settings where its checks are (``testimonia_claims``, a module or a package that
holds a ``checks``); a book without the setting has no ledger.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from docutils import nodes

from ..analysis.arguing import argument, outline
from ..analysis.claims import VERDICTS, paragraphs, totals
from . import build, freshness
from .marks import carry
from .roles import paragraph_reference, row_reference
from .tables import CaseDirective
from .verdicts import ledger_of, load_checks, told


class ledger_reference(nodes.Inline, nodes.TextElement):
    """A mention of a claim, resolved to its place in the ledger; plain words in a book without one."""


def open_ledger(app) -> None:
    """Run the checks when the case has been loaded, once for every state of tables, library and checks."""
    from sphinx.errors import ConfigError

    app.testimonia_checks = app.testimonia_ledger = None
    claims = app.testimonia_case.tables.get("claims")
    if not app.config.testimonia_claims or claims is None or claims.empty:  # a book that makes no claims leaves out the table, and nothing else
        return
    try:
        app.testimonia_checks = load_checks(Path(app.srcdir) / app.config.testimonia_claims)
        app.testimonia_ledger = freshness.kept(app, "ledger", lambda: ledger_of(app.testimonia_case, app.testimonia_checks))
    except (ValueError, RuntimeError) as error:
        raise ConfigError(f"the claims cannot be checked\n{error}") from error


def verdict_mark(line) -> nodes.inline:
    """Return a verdict as a page shows it: sign and word, following the reading, with its rows."""
    mark = nodes.inline("", told(line.verdict), classes=["verdict", "claim-verdict", f"verdict-{line.verdict.replace(' ', '-')}"])
    carry(mark, rows=line.rows, readings={reading: told(verdict) for reading, verdict in line.readings.items()})
    return mark


def claim_link(claim: str, words: str = "") -> ledger_reference:
    """Return a mention of a claim that becomes a link to the ledger."""
    made = ledger_reference("", "", claim=claim, classes=["claim-mention"])
    made += nodes.Text(words or claim)
    return made


def resolve_claims(app, doctree, docname: str) -> None:
    """Turn mentions of claims into links to the ledger, where the book has one."""
    homes = app.env.get_domain("case").data["claim"]
    for node in list(doctree.findall(ledger_reference)):
        home = homes.get(node["claim"])
        if home is None:
            node.replace_self(nodes.inline("", node.astext(), classes=node["classes"]))
            continue
        anchor = node.get("anchor", home[1])
        page = "" if home[0] == docname else app.builder.get_relative_uri(docname, home[0])
        uri = f"{page}#{anchor}" if anchor else page
        node.replace_self(nodes.reference("", node.astext(), refuri=uri, internal=True, classes=node["classes"]))


class Ledger(CaseDirective):
    """``{claims-ledger}``: totals by verdict, then every claim by section of the work, and how it fares."""

    def run(self):
        ledger = self.env.app.testimonia_ledger
        if ledger is None:
            return [build.paragraph("No claims are on record, or the book has no checks: testimonia_claims in its settings says where they are.")]
        note_sources(self.env, self.config.testimonia_claims)
        made = [nodes.rubric("", "How the claims fare"), *_totals(ledger)]
        labels = self._sections()
        for section in labels:
            lines = ledger[ledger["section"] == section]
            if len(lines):
                part = nodes.section(ids=[f"claims-of-{section}"])
                part += nodes.title("", labels[section])
                part += self._table(lines)
                made.append(part)
        return made

    def _sections(self) -> dict[str, str]:
        field = self.case.schema.tables["claims"].field("section")
        known = self.case.claims["section"].astype(str).unique() if field is None or not field.labels else field.labels
        return {str(name): (field.labels or {}).get(name, str(name)) if field else str(name) for name in known}

    def _table(self, lines: pd.DataFrame) -> nodes.table:
        ids = [self.anchor("claim", line.claim) for line in lines.itertuples()]
        rows = [[self._claim(line), self._verdict(line), self._observed(line)] for line in lines.itertuples()]
        return build.table(["Claim", "Verdict", "What was observed"], rows, [38, 16, 46], ids=ids, classes=["record", "ledger"])

    def _claim(self, line) -> list[nodes.Node]:
        where = build.paragraph(f"{line.kind}; ", classes=["coded"])
        where += _listed([_paragraph(mark) for mark in _in_order(paragraphs(self.case.row(line.claim)["source"]))])
        made = [build.paragraph(line.words), where]
        if line.supports:
            supports = build.paragraph("supports ", classes=["coded"])
            supports += _listed([claim_link(claim) for claim in line.supports])
            made.append(supports)
        made.append(build.paragraph("in the tables: ", _row(line.claim), classes=["coded"]))
        return made

    def _verdict(self, line) -> list[nodes.Node]:
        made = [build.paragraph(verdict_mark(line))]
        if line.would_be and line.would_be != line.verdict:
            made.append(build.paragraph(f"by its own paragraph: {line.would_be}", classes=["coded"]))
        return made

    def _observed(self, line) -> list[nodes.Node]:
        if not line.check:
            return [build.paragraph(line.why_not)]
        said = re.sub(r"(?<!\w)-(?=\d)", "−", line.observed)
        made = [self._asked(line), build.paragraph(said[:1].upper() + said[1:] + ".")]
        rests = build.paragraph(f"{len(line.rows)} rows, {len(line.elsewhere)} from other paragraphs: ", classes=["coded"])
        rests += _listed([_row(row) for row in line.rows[:6]])
        if len(line.rows) > 6:
            rests += nodes.Text(f" and {len(line.rows) - 6} more")
        return [*made, rests, *self._source(line)]

    def _asked(self, line) -> nodes.paragraph:
        """Return the name of the check and the first sentence of what it says it asks."""
        asks = (inspect.getdoc(self.env.app.testimonia_checks.by_claim[line.claim]) or "").split("\n\n")[0]
        return build.paragraph(nodes.literal(line.check, line.check), f": {' '.join(asks.split())}" if asks else "", classes=["asked"])

    def _source(self, line) -> list[nodes.Node]:
        text = inspect.getsource(self.env.app.testimonia_checks.by_claim[line.claim])
        code = nodes.literal_block(text, text.rstrip(), language="python", classes=["check"])
        return build.folded(f"The check: {line.check}", code, classes="check-source screen-only")


class Outline(CaseDirective):
    """``{argument-outline} claim``: the argument under a claim as a nested list, each with its verdict."""

    required_arguments = 1

    def run(self):
        ledger = self.env.app.testimonia_ledger
        if ledger is None:
            return []
        note_sources(self.env, self.config.testimonia_claims)
        graph, lines = argument(self.case, ledger), {line.claim: line for line in ledger.itertuples()}
        top = nodes.bullet_list(classes=["argument-outline"])
        lists = [top]
        for level, claim, repeated in outline(graph, self.arguments[0]):
            del lists[level + 1 :]
            line, data = lines[claim], graph.nodes[claim]
            said = build.paragraph(verdict_mark(line), " ", claim_link(claim, line.words))
            if repeated and data["below"]:
                said += nodes.Text(" (its reasons stand above)")
            item = nodes.list_item("", said)
            lists[level] += item
            under = nodes.bullet_list()
            lists.append(under)
            item += under
        for empty in [one for one in top.findall(nodes.bullet_list) if not one.children]:
            empty.parent.remove(empty)
        return [top]


def note_sources(env, setting: str) -> None:
    """Have Sphinx read the page again when a check changes."""
    path = Path(env.srcdir) / setting
    for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
        env.note_dependency(str(file))


def _totals(ledger: pd.DataFrame) -> list[nodes.Node]:
    counts = totals(ledger)
    beyond = int(counts.loc[counts["verdict"] == VERDICTS[5], "claims"].sum())
    rows = [[told(line.verdict), _meaning(line.verdict), str(line.claims)] for line in counts[counts["reason"] == ""].itertuples() if line.verdict != VERDICTS[5]]
    rows.append([told(VERDICTS[5]), "No table of dated facts can test it; by reason:", str(beyond)])
    rows += [["", line.reason, str(line.claims)] for line in counts[counts["verdict"] == VERDICTS[5]].itertuples()]
    rows.append(["All", "", str(len(ledger))])
    return [build.table(["Verdict", "What it means", "Claims"], rows, [24, 62, 14], classes=["ledger-totals"])]


def _meaning(verdict: str) -> str:
    return {
        "borne out": "The tables show what the claim leads one to expect, on rows from other paragraphs too.",
        "qualified": "They show a part of it and not another, or show it with an exception.",
        "not borne out": "They show something else.",
        "cannot tell": "Their dates, or what is missing from them, leave it open.",
        "restates itself": "They agree with it, but every row comes from the claim’s own paragraph.",
    }[verdict]


def _in_order(marks: Iterable[str]) -> list[str]:
    return sorted(marks, key=lambda mark: (int(re.sub(r"\D", "", mark) or 0), mark))


def _paragraph(mark: str) -> nodes.Node:
    if not mark.startswith("¶"):
        return nodes.Text(mark)
    made = paragraph_reference(mark, mark, paragraph=mark[1:], classes=["paragraph-mention"])
    return made


def _row(row: str) -> row_reference:
    made = row_reference("", "", row=row, classes=["row-mention"])
    made += nodes.Text(row)
    return made


def _listed(members: list[nodes.Node]) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for number, member in enumerate(members):
        made += [nodes.Text(", "), member] if number else [member]
    return made
