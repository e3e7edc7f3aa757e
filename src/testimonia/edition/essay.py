"""What the build makes of an essay's findings: printed tables, bound figures, and the Grounds."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging

from ..analysis.claims import VERDICTS
from . import build, doubt, parts
from .findings import EVERYTHING, READINGS
from .ledger import claim_link, note_sources, verdict_mark
from .marks import carry
from .roles import finding, row_reference
from .tables import CaseDirective
from .verdicts import told
from .wording import has_row

LOG = logging.getLogger(__name__)


class FindingTable(CaseDirective):
    """``{finding-table} name``: a table recorded by the essay, captioned and numbered as a table."""

    required_arguments = 1
    option_spec = {"caption": directives.unchanged_required, "widths": directives.positive_int_list}

    def run(self):
        name = self.arguments[0]
        payload = finding(self.state.document, f"table:{name}")
        if payload is None:
            LOG.warning("no table %r is recorded in this essay", name, location=self.get_location())
            return []
        views = parts.full([payload, *payload["views"]])
        made = parts.table(views, self.options.get("widths"), title=self.options.get("caption", ""), classes=["finding-table"])
        carry(made, finding=name, rows=payload["rows"])
        self.options["name"] = name
        self.add_name(made)
        return [made, *parts.reasons(views)]


class Grounds(CaseDirective):
    """``{grounds}``: the folded block that closes an essay.

    It lists the statements bound to a check, with what was observed and how they fare under each
    doubter's reading; the claims of the article they test; and the tables the essay used.
    """

    def run(self):
        findings = recorded(self.state.document)
        self._listed: dict[tuple[str, ...], str] = {}
        statements = [one for one in findings if one["kind"] == "statement"]
        made: list[nodes.Node] = []
        if statements:
            made += [nodes.rubric("", "Statements checked against the tables"), self._statements(statements)]
        numbers = [one for one in findings if one["kind"] == "number"]
        if numbers:
            made += [nodes.rubric("", "Numbers in the prose"), self._numbers(numbers)]
        made += [nodes.rubric("", "Claims of the article tested here"), self._claims(statements)]
        made += self._section(findings)
        made += [nodes.rubric("", "Tables used"), self._tables(findings)]
        file = f"{self.env.docname.rpartition('/')[2]}.ipynb"
        made.append(build.paragraph("This essay as a notebook, with everything it printed: ", nodes.reference("", file, refuri=file, internal=True, classes=["download"]), ".", classes=["screen-only"]))
        return build.folded("Grounds: what this essay rests on, and how it moves under doubt", *made, classes="grounds")

    def _statements(self, statements: list[dict]) -> nodes.table:
        readings = list(READINGS)
        rows = [[[build.paragraph(one["says"] or one["name"])], *[_verdict(one, reading) for reading in readings], _hangs(one), self._rows(one["rows"])] for one in statements]
        made = build.table(["Statement", *[name.capitalize() for name in readings], "Hangs on", "Rests on"], rows, [28, *[11] * len(readings), 19, 20], ids=[f"check-{one['name']}" for one in statements])
        return _carrying(made, statements)

    def _numbers(self, numbers: list[dict]) -> nodes.table:
        readings = list(READINGS)
        rows = [[one["name"].replace("-", " "), *[one["readings"][reading] for reading in readings], _hangs(one), self._rows(one["rows"])] for one in numbers]
        made = build.table(["Number", *[name.capitalize() for name in readings], "Hangs on", "Rests on"], rows, [28, *[11] * len(readings), 19, 20], ids=[f"number-{one['name']}" for one in numbers])
        return _carrying(made, numbers)

    def _rows(self, rows: list[str], limit: int = 8) -> list[nodes.Node]:
        if not rows:
            return [build.paragraph("no single row")]
        made = build.paragraph()
        for number, row in enumerate(rows[:limit]):
            made += build.text(", " if number else "")
            made += row_reference("", "", nodes.Text(row), row=row, classes=["row-mention"])
        if len(rows) <= limit:
            return [made]
        made += nodes.Text(f" and {len(rows) - limit} more")
        if anchor := self._listed.get(tuple(rows)):
            return [made, build.paragraph(build.link(f"All {len(rows)} rows", anchor), classes=["screen-only"])]
        self._listed[tuple(rows)] = f"rows-{len(self._listed) + 1}"
        return [made, *all_rows(f"All {len(rows)} rows", rows, self._listed[tuple(rows)])]

    def _claims(self, statements: list[dict]) -> nodes.Node:
        tested = {claim: [one for one in statements if claim in one["claims"]] for one in statements for claim in one["claims"]}
        if not tested:
            return build.paragraph("None of the statements above tests a single claim of the article.")
        items = []
        for claim, checks in tested.items():
            words = self.case.row(claim)["claim"] if has_row(self.case, claim) else ""
            if not words:
                LOG.warning("a check names a claim %r that is in no table", claim, location=self.get_location())
                continue
            items.append([row_reference("", "", nodes.Text(claim), row=claim, classes=["row-mention"]), nodes.Text(f": {words} ("), *_verdicts(checks), nodes.Text(")"), *self._fares(claim)])
        return build.bullets(items)

    def _fares(self, claim: str) -> list[nodes.Node]:
        """The verdict of the ledger on a claim, linked; nothing in a book without a ledger."""
        ledger = self.env.app.testimonia_ledger
        if ledger is None:
            return []
        line = next(line for line in ledger.itertuples() if line.claim == claim)
        return [nodes.Text(" In the ledger: "), verdict_mark(line), nodes.Text(" ("), claim_link(claim, "how"), nodes.Text(").")]

    def _section(self, findings: list[dict]) -> list[nodes.Node]:
        """Every claim of the essay's section, by its verdict in the ledger."""
        ledger = self.env.app.testimonia_ledger
        if ledger is None or not findings:
            return []
        note_sources(self.env, self.config.testimonia_claims)
        lines = ledger[ledger["section"] == findings[0]["essay"]]
        groups = [(verdict, list(lines[lines["verdict"] == verdict].itertuples())) for verdict in VERDICTS]
        items = [[nodes.strong("", f"{told(verdict)} ({len(ones)}): "), *_joined(claim_link(one.claim, one.claim.removeprefix("claim-").replace("-", " ")) for one in ones)] for verdict, ones in groups if ones]
        return [nodes.rubric("", "Claims of this section in the ledger"), build.bullets(items)] if items else []

    def _tables(self, findings: list[dict]) -> nodes.Node:
        used: dict[str, int] = {}
        for row in sorted({row for one in findings for row in one["rows"]}):
            used[self.case.table_of(row)] = used.get(self.case.table_of(row), 0) + 1
        said = ", ".join(f"{name} ({count} of {len(self.case.tables[name])} rows)" for name, count in sorted(used.items()))
        return build.paragraph(f"{said}." if said else "None.")


def _joined(members) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for member in members:
        made += [nodes.Text(", "), member] if made else [member]
    return made


def _carrying(table: nodes.table, findings: list[dict]) -> nodes.table:
    """Let each line carry its rows, and the cells of the readings their finding and the number of the reading they show."""
    for row, one in zip(next(table.findall(nodes.tbody)).children, findings, strict=True):
        carry(row, rows=one["rows"])
        for number, cell in enumerate(row.children[1 : 1 + len(READINGS)]):
            carry(cell, finding=one["name"], data_reading=str(number))
    return table


def _verdicts(checks: list[dict]) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for number, one in enumerate(checks):
        made.append(nodes.Text(f"{'; ' if number else ''}{one['name']}: "))
        verdict = nodes.inline("", one["shown"], classes=["verdict"])
        carry(verdict, finding=one["name"], rows=one["rows"], readings=one["readings"])
        made.append(verdict)
    return made


def _verdict(one: dict, reading: str) -> str:
    verdict = one["readings"][reading]
    sign = {"holds": "✓ ", "does not hold": "✗ ", "cannot tell": "? "}[verdict]
    return sign + verdict + (f" ({one['observed']})" if one["observed"] and reading == EVERYTHING else "")


def _hangs(one: dict) -> list[nodes.Node]:
    return [build.paragraph(line) for line in doubt.in_words(one.get("hangs"))]


def recorded(document: nodes.document) -> list[dict]:
    """Return every finding of the notebook that is being read, in the order it was recorded."""
    if "nb_renderer" not in document:
        return []
    glued = document["nb_renderer"].renderer.nb_client.glue_data
    return [dict(output["metadata"]["testimonia"]) for output in glued.values() if "testimonia" in output.get("metadata", {})]


def keep_findings(app, doctree) -> None:
    """Bind every figure to what was recorded of it, and hold the prose against what was recorded.

    Runs when a page has been read. A figure without a recorded twin, a statement that is checked
    but that no sentence carries, and a sentence whose check does not hold are warnings, and so
    fail the build; the last names the sentence.
    """
    findings = app.env.testimonia_findings.get(app.env.docname, [])
    if not findings:
        return
    _bind_figures(doctree, {one["name"]: one for one in findings if one["kind"] == "figure"})
    statements = {one["name"]: one for one in findings if one["kind"] == "statement"}
    _hold(doctree, statements)


def _bind_figures(doctree: nodes.document, recorded: dict[str, dict]) -> None:
    for figure in list(doctree.findall(nodes.figure)):
        name = next((name for name in figure["names"] if name in recorded), None)
        if name is None:
            LOG.warning("a figure has no table twin: record it with findings.figure(figure, name)", location=figure)
            continue
        one = recorded[name]
        carry(figure, finding=name, rows=one["rows"])
        if one["rows"]:
            at = figure.parent.index(figure) + 1
            figure.parent[at:at] = all_rows(rows_behind(one["rows"]), one["rows"], f"rows-{name}")
            figure += _opening(one)


def rows_behind(rows: list[str]) -> str:
    """Return the words that open the rows of a figure.

    >>> rows_behind(["letter-1"])
    'The row behind this figure'
    """
    return "The row behind this figure" if len(rows) == 1 else f"The {len(rows)} rows behind this figure"


def _opening(one: dict) -> nodes.legend:
    link = nodes.reference("", rows_behind(one["rows"]), refuri=f"#rows-{one['name']}", internal=True, classes=["rows-behind"])
    return nodes.legend("", build.paragraph(link, classes=["screen-only"]), classes=["screen-only"])


def all_rows(summary: str, rows: list[str], anchor: str = "") -> list[nodes.Node]:
    """Return every row as a link, folded under a summary; for the screen only.

    There may be hundreds: their links carry nothing but their address.
    """
    listed = build.paragraph(ids=[anchor] if anchor else [])
    for number, row in enumerate(rows):
        listed += build.text(", " if number else "")
        listed += row_reference("", "", nodes.Text(row), row=row)
    return build.folded(summary, listed, classes="all-rows screen-only")


def _hold(doctree: nodes.document, statements: dict[str, dict]) -> None:
    from .roles import sentence_around

    bound = {}
    for mark in doctree.findall(lambda node: isinstance(node, nodes.reference) and "bound-mark" in node["classes"]):
        bound[mark["finding"]] = sentence_around(mark)
        one = statements[mark["finding"]]
        if one["shown"] != "holds":
            observed = f" Observed: {one['observed']}." if one["observed"] else ""
            LOG.warning("the tables no longer bear out %r, which says: “%s”%s", one["name"], bound[one["name"]], observed, location=mark)
    for name in statements.keys() - bound.keys():
        LOG.warning("the check %r is bound to no sentence: write {holds}`%s` after it", name, name, location=doctree)
