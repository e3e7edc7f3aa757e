"""``{hanging}``: what the findings of the whole volume hang on, counted and listed where the directive stands.

The essays are run one by one and do not know of each other; the volume does. So the
tables are filled in when every page has been read, from what the essays recorded.
"""

from __future__ import annotations

from docutils import nodes

from . import build, doubt
from .tables import CaseDirective


class Place(nodes.General, nodes.Element):
    """Where the tables will stand."""


class Hanging(CaseDirective):
    """``{hanging}``: two tables, how many findings of each essay hang on one deponent or source, and which."""

    def run(self):
        self.env.testimonia_hanging = getattr(self.env, "testimonia_hanging", set()) | {self.env.docname}
        return [Place()]


def pages_to_write(app, env) -> list[str]:
    """Pages that must be written anew because other pages' findings may have changed."""
    return sorted(page for page in getattr(env, "testimonia_hanging", set()) if page in env.found_docs)


def fill(app, doctree, docname: str) -> None:
    """Put the tables in their places."""
    for place in list(doctree.findall(Place)):
        others = {page: found for page, found in sorted(app.env.testimonia_findings.items()) if page != docname}
        place.replace_self([_counted(app, others), *build.folded("Every statement of the other essays that hangs on one deponent or one source", _listed(app, docname, others), classes="hanging")])


def tally(findings: list[dict]) -> list[int]:
    """How many statements there are; how many no single removal moves; how many one deponent, and one source, would move.

    >>> tally([{"kind": "statement", "hangs": {"deponent": None, "source": {"removed": "k"}}}, {"kind": "number", "hangs": None}])
    [1, 0, 0, 1]
    """
    hangs = [one["hangs"] for one in findings if one["kind"] == "statement" and one.get("hangs") is not None]
    by = {way: sum(bool(one.get(way)) for one in hangs) for way in doubt.WITHOUT}
    return [len(hangs), sum(not any(one.values()) for one in hangs), *by.values()]


def _counted(app, pages: dict[str, list[dict]]) -> nodes.table:
    tallies = {page: tally(found) for page, found in pages.items()}
    rows = [[app.env.titles[page].astext(), *map(str, counts)] for page, counts in tallies.items()]
    rows.append(["All", *map(str, (sum(column) for column in zip(*tallies.values())))])
    return build.table(["Essay", "Statements checked", "No single removal moves", "Hang on one deponent", "Hang on one source"], rows, [32, 17, 17, 17, 17], classes=["finding-table"])


def _listed(app, docname: str, pages: dict[str, list[dict]]) -> nodes.table:
    rows = []
    for page, found in pages.items():
        for one in found:
            if one["kind"] == "statement" and any((one.get("hangs") or {}).values()):
                target = f"{app.builder.get_relative_uri(docname, page)}#check-{one['name']}"
                link = nodes.reference("", one["says"] or one["name"], refuri=target, internal=True)
                rows.append([[build.paragraph(link)], [build.paragraph(line) for line in doubt.in_words(one["hangs"])]])
    return build.table(["Statement", "Hangs on"], rows, [55, 45])
