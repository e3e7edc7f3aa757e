"""Pages made from the case: its tables, its dictionary, the register, the archives, the concordance."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from html import escape

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from . import build, dispute, sources
from .marks import carry
from .roles import row_reference
from .wording import WHEN, absent, appearances, coded, date_in_words, when

LOG = logging.getLogger(__name__)
#: Columns that have a place of their own in a printed row, or that say nothing to a reader.
_PLACED = {"id", "source", "basis", "certainty", "note", "summary", "section", "name", "label", "title", "claim", "rationale"}
_HEADLINE = ("name", "label", "title", "claim", "quantity", "observation")


class CaseDirective(SphinxDirective):
    """A directive that prints part of the case on record."""

    @property
    def case(self):
        """The case that the book is about, as loaded when the build began."""
        return self.env.app.testimonia_case

    def anchor(self, kind: str, key: str) -> str:
        """Return the anchor of a row or paragraph on this page, and remember it."""
        anchor = f"{kind}-{key}"
        self.env.get_domain("case").note(kind, key, self.env.docname, anchor)
        return anchor


class CaseTable(CaseDirective):
    """``{case-table} events``: every row of a table, each with a permanent anchor."""

    required_arguments = 1

    def run(self):
        name = self.arguments[0]
        resource = self.case.schema.tables.get(name)
        if resource is None:
            LOG.warning("no table %r is described in datapackage.json; take this page out of _toc.yml, or describe the table", name, location=self.get_location())
            return []
        frame = self.case.tables[name]
        if frame.empty:
            return [build.paragraph(f"No {name} are on record.")]
        whens = [field.name for field in resource.fields if field.name in WHEN]
        columns = ["Row", *(["When"] if whens else []), "What is recorded", "Source"]
        ids = [self.anchor("row", row) for row in frame.index]
        rows = [self._cells(resource, row, values, whens, anchor) for (row, values), anchor in zip(frame.iterrows(), ids, strict=True)]
        widths = [18, 14, 48, 20] if whens else [18, 60, 22]
        made = build.table(columns, rows, widths, ids=ids, classes=["record", "browsable"])
        for line, (_, values) in zip(next(made.findall(nodes.tbody)), frame.iterrows(), strict=True):
            _carry_days(line, values)
        if whens:
            carry(next(made.findall(nodes.thead))[0][1], data_sort="days")
        return [self._download(name, len(frame)), _tools(name, len(frame)), made]

    def _cells(self, resource, row: str, values: pd.Series, whens: list[str], anchor: str) -> list:
        name = [build.paragraph(build.link(row, anchor), classes=["row-id"])]
        date = [[build.paragraph(when(self.case, row))]] if whens else []
        used = build.paragraph(classes=["used", "coded", "screen-only"])
        used["row"] = row
        return [name, *date, [*self._what(resource, values), *self._fares(resource, row), used], [*self._source(row, values), dispute.beside(row, resource.name)]]

    def _download(self, name: str, count: int) -> nodes.paragraph:
        file = f"{name}.csv"
        link = nodes.reference("", f"Download {file}", refuri=f"{'../' * self.env.docname.count('/')}data/{file}", internal=True, classes=["table-download"])
        carry(link, download=file)
        return build.paragraph(link, f" ({count} row{'' if count == 1 else 's'}, the file as the book reads it)", classes=["screen-only"])

    def _fares(self, resource, row: str) -> list[nodes.Node]:
        """How a claim fares, with a link to the ledger, where the book has one."""
        ledger = self.env.app.testimonia_ledger
        if resource.name != "claims" or ledger is None:
            return []
        from .ledger import claim_link, verdict_mark

        line = next(line for line in ledger.itertuples() if line.claim == row)
        return [build.paragraph("Verdict: ", verdict_mark(line), "; ", claim_link(row, "in the ledger"), classes=["coded"])]

    def _what(self, resource, values: pd.Series) -> list[nodes.Node]:
        made = []
        headline = next((values[name] for name in _HEADLINE if name in values and not absent(values[name])), "")
        if headline:
            made.append(build.paragraph(nodes.strong("", str(headline)) if not isinstance(headline, tuple) else "; ".join(headline)))
        for name in ("summary", "rationale"):
            if name in values and not absent(values[name]):
                made.append(build.paragraph(values[name]))
        codes = "; ".join(coded(self.case, field, values[field.name]) for field in resource.fields if field.name not in _PLACED | set(WHEN) and not absent(values[field.name]) and values[field.name] is not headline)
        if codes:
            made.append(build.paragraph(codes, classes=["coded"]))
        return made or [build.paragraph("")]

    def _source(self, row: str, values: pd.Series) -> list[nodes.Node]:
        made = [build.paragraph(*sources.as_nodes(self.case, row))]
        made.append(build.paragraph(f"{values['basis']}, {values['certainty']} certainty", classes=["coded"]))
        if not absent(values.get("note")):
            made.append(build.paragraph(values["note"], classes=["coded"]))
        return made


def _tools(name: str, count: int) -> nodes.raw:
    """A field that narrows the table which follows down to rows with these words; the script of the page works it.

    >>> "Find in events" in _tools("events", 3).astext()
    True
    """
    field = f'<input type="search" id="filter-{escape(name, True)}" autocomplete="off" />'
    return nodes.raw("", f'<div class="table-tools screen-only"><label for="filter-{escape(name, True)}">Find in {escape(name)}</label>{field}<span role="status">{count} row{"" if count == 1 else "s"}</span></div>', format="html")


def _carry_days(line: nodes.row, values: pd.Series) -> None:
    """Let a row carry its earliest and latest day, by which a page can put dates in order."""
    days = [values[name] for name in ("earliest", "latest", "fate_date_earliest", "fate_date_latest") if name in values and not pd.isna(values[name])]
    if days:
        carry(line, data_days=" ".join(day.date().isoformat() for day in days[:2]))


class Dictionary(CaseDirective):
    """``{case-dictionary}``: every table, column and permitted value, in the words of the schema."""

    def run(self):
        made = []
        for resource in self.case.schema.tables.values():
            section = nodes.section(ids=[f"table-{resource.name}"])
            section += nodes.title("", f"{resource.name.capitalize()}")
            section += build.paragraph(resource.description)
            rows = [[[build.paragraph(nodes.literal("", field.name))], [build.paragraph(_kind(field))], self._meaning(field)] for field in resource.fields]
            section += build.table(["Column", "Holds", "Meaning"], rows, [18, 18, 64], classes=["record"])
            made.append(section)
        return made

    def _meaning(self, field) -> list[nodes.Node]:
        made = [build.paragraph(field.description)]
        if field.labels:
            made.append(build.bullets([[nodes.literal("", str(value)), nodes.Text(f" {says}")] for value, says in field.labels.items()]))
        return made


class Concordance(CaseDirective):
    """``{concordance} FILE``: paragraphs of the article read, with section, opening words and notes."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        with open(path, encoding="utf8", newline="") as file:
            entries = list(csv.DictReader(file))
        ids, rows = [], []
        for entry in entries:
            ids.append(self.anchor("paragraph", entry["paragraph"]))
            mark = entry["paragraph"].replace("n", "note ") if entry["paragraph"].startswith("n") else f"¶{entry['paragraph']}"
            rows.append([mark, entry["section"], f"{entry['opening']} …" if entry["opening"] else entry["remark"], entry["notes"].replace(";", ", ")])
        return [build.table(["Paragraph", "Section of the article", "Opens with", "Notes"], rows, [12, 38, 38, 12], ids=ids, classes=["record"])]


class Register(CaseDirective):
    """``{register} person``: actors of the given types, who they were, their fate, where they appear."""

    required_arguments = 1
    optional_arguments = 9
    option_spec = {"class": directives.class_option}

    def run(self):
        actors = self.case.actors
        wanted = actors[actors["type"].isin(self.arguments)]
        headwords = {actor: _headword(values) for actor, values in wanted.iterrows()}
        order = sorted(headwords, key=lambda actor: headwords[actor].casefold())
        where = appearances(self.case)
        made = nodes.definition_list(classes=["register"])
        for actor in order:
            made += self._entry(actor, wanted.loc[actor], where.get(actor, {}))
        return [made]

    def _entry(self, actor: str, values: pd.Series, appears: dict[str, list[str]]) -> nodes.definition_list_item:
        term = nodes.term("", "", nodes.strong("", _headword(values)), ids=[self.anchor("actor", actor)])
        variants = values["variants"] if isinstance(values["variants"], tuple) else ()
        if variants:
            term += nodes.Text(f" ({', '.join(variants)})")
        body = nodes.definition()
        said = [str(values[name]) for name in ("role",) if not absent(values[name])]
        if not absent(values["fate"]):
            said.append(f"{values['fate']}{' ' + date_in_words(self.case, values['fate_date']) if not absent(values['fate_date']) else ''}")
        body += build.paragraph("; ".join(said) + "." if said else "")
        where = build.paragraph(classes=["coded"])
        for number, (table, rows) in enumerate(sorted(appears.items())):
            where += build.text("; " if number else "")
            where += build.text(f"{table} ")
            where.extend(_row_links(self, rows))
        body += where
        body += build.paragraph(self.case.citation(actor), classes=["coded"])
        return nodes.definition_list_item("", term, body)


def _row_links(directive: CaseDirective, rows: list[str]) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for number, row in enumerate(rows):
        made += build.text(", " if number else "")
        made.append(row_reference("", "", nodes.Text(row), row=row, classes=["row-mention"]))
    return made


class Archives(CaseDirective):
    """``{archives}``: archival references, grouped by archive and fond, with the notes that give them."""

    def run(self):
        frame = self.case.archives
        made = nodes.definition_list(classes=["archives"])
        for (archive, fond), group in frame.groupby(["archive", "fond"], observed=True, sort=False):
            body = nodes.definition()
            for row, values in group.iterrows():
                body += build.paragraph(f"{self.case.sources.short(row)} (article, {', '.join(n.replace('n', 'n. ') for n in values['cited_in'])})")
            made += nodes.definition_list_item("", nodes.term("", f"{archive}, {'f. ' if str(fond).isdigit() else ''}{fond}"), body)
        return [made]


def _kind(field) -> str:
    if field.edtf:
        kind = "date (EDTF)"
    elif field.citations:
        kind = "citations"
    elif field.references:
        kind = f"id in {field.references}"
    elif field.values:
        kind = "one of a list"
    else:
        kind = {"string": "text", "number": "number", "integer": "whole number"}.get(field.type, field.type)
    if field.separator:
        kind = f"several, separated by ‘{field.separator}’: {kind}"
    return kind + (", required" if field.required else "")


def _headword(actor: pd.Series) -> str:
    """Return 'Surname, Given' for a person whose name ends in the surname; other names as they are."""
    given, _, surname = actor["name"].rpartition(" ")
    return f"{surname}, {given}" if actor["type"] == "person" and given and surname[:1].isupper() else actor["name"]
