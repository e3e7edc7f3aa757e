"""What the build makes of an essay's findings: printed tables, table twins, and the Grounds."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging

from . import build, doubt
from .findings import READINGS
from .roles import finding, row_reference
from .tables import CaseDirective
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
        made = build.table(payload["columns"], payload["cells"], self.options.get("widths"), title=self.options.get("caption", ""), classes=["finding-table"])
        self.options["name"] = name
        self.add_name(made)
        return [made]


class Grounds(CaseDirective):
    """``{grounds}``: the folded block that closes an essay.

    It lists the statements bound to a check, with what was observed and how they fare under each
    doubter's reading; the claims of the article they test; and the tables the essay used.
    """

    def run(self):
        findings = recorded(self.state.document)
        statements = [one for one in findings if one["kind"] == "statement"]
        made: list[nodes.Node] = []
        if statements:
            made += [nodes.rubric("", "Statements checked against the tables"), self._statements(statements)]
        numbers = [one for one in findings if one["kind"] == "number"]
        if numbers:
            made += [nodes.rubric("", "Numbers in the prose"), self._numbers(numbers)]
        made += [nodes.rubric("", "Claims of the article tested here"), self._claims(statements)]
        made += [nodes.rubric("", "Tables used"), self._tables(findings)]
        return build.folded("Grounds: what this essay rests on, and how it moves under doubt", *made, classes="grounds")

    def _statements(self, statements: list[dict]) -> nodes.table:
        readings = list(READINGS)
        rows = [[[build.paragraph(one["says"] or one["name"])], *[_verdict(one, reading) for reading in readings], _hangs(one), self._rows(one["rows"])] for one in statements]
        return build.table(["Statement", *[name.capitalize() for name in readings], "Hangs on", "Rests on"], rows, [28, *[11] * len(readings), 19, 20], ids=[f"check-{one['name']}" for one in statements])

    def _numbers(self, numbers: list[dict]) -> nodes.table:
        readings = list(READINGS)
        rows = [[one["name"].replace("-", " "), *[one["readings"][reading] for reading in readings], _hangs(one), self._rows(one["rows"])] for one in numbers]
        return build.table(["Number", *[name.capitalize() for name in readings], "Hangs on", "Rests on"], rows, [28, *[11] * len(readings), 19, 20], ids=[f"number-{one['name']}" for one in numbers])

    def _rows(self, rows: list[str], limit: int = 8) -> list[nodes.Node]:
        if not rows:
            return [build.paragraph("no single row")]
        made = build.paragraph()
        for number, row in enumerate(rows[:limit]):
            made += build.text(", " if number else "")
            made += row_reference("", "", nodes.Text(row), row=row, classes=["row-mention"])
        if len(rows) > limit:
            made += nodes.Text(f" and {len(rows) - limit} more")
        return [made]

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
            verdicts = "; ".join(f"{one['name']}: {one['shown']}" for one in checks)
            items.append([row_reference("", "", nodes.Text(claim), row=claim, classes=["row-mention"]), nodes.Text(f": {words} ({verdicts})")])
        return build.bullets(items)

    def _tables(self, findings: list[dict]) -> nodes.Node:
        used: dict[str, int] = {}
        for row in sorted({row for one in findings for row in one["rows"]}):
            used[self.case.table_of(row)] = used.get(self.case.table_of(row), 0) + 1
        said = ", ".join(f"{name} ({count} of {len(self.case.tables[name])} rows)" for name, count in sorted(used.items()))
        return build.paragraph(f"{said}." if said else "None.")


def _verdict(one: dict, reading: str) -> str:
    verdict = one["readings"][reading]
    sign = {"holds": "✓ ", "does not hold": "✗ ", "cannot tell": "? "}[verdict]
    return sign + verdict + (f" ({one['observed']})" if one["observed"] and reading == next(iter(one["readings"])) else "")


def _hangs(one: dict) -> list[nodes.Node]:
    return [build.paragraph(line) for line in doubt.in_words(one.get("hangs"))]


def recorded(document: nodes.document) -> list[dict]:
    """Return every finding of the notebook that is being read, in the order it was recorded."""
    if "nb_renderer" not in document:
        return []
    glued = document["nb_renderer"].renderer.nb_client.glue_data
    return [dict(output["metadata"]["testimonia"]) for output in glued.values() if "testimonia" in output.get("metadata", {})]


def keep_findings(app, doctree) -> None:
    """Give every figure its table twin, and hold the prose against what was recorded.

    Runs when a page has been read. A figure without a recorded twin, a statement that is checked
    but that no sentence carries, and a sentence whose check does not hold are warnings, and so
    fail the build; the last names the sentence.
    """
    findings = app.env.testimonia_findings.get(app.env.docname, [])
    if not findings:
        return
    _twins(doctree, {one["name"]: one for one in findings if one["kind"] == "figure"})
    statements = {one["name"]: one for one in findings if one["kind"] == "statement"}
    _hold(doctree, statements)


def _twins(doctree: nodes.document, twins: dict[str, dict]) -> None:
    for figure in list(doctree.findall(nodes.figure)):
        name = next((name for name in figure["names"] if name in twins), None)
        if name is None:
            LOG.warning("a figure has no table twin: record it with findings.figure(figure, name)", location=figure)
            continue
        one = twins[name]
        body = build.table(one["columns"], one["cells"], classes=["twin"])
        at = figure.parent.index(figure) + 1
        figure.parent[at:at] = build.folded("The same as a table", body, classes="twin")


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
