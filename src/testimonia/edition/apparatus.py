"""What stands under every figure: the same in words and as a table, the files, the tables used, how to cite it.

It is made when a page is written, since only then are the number of the figure and the names of its
pictures known; none of it is printed.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

from docutils import nodes

from ..aside import write_aside
from . import build, parts
from .colophon import build_date, edition_version
from .figure_citation import FigureCitation
from .manifest import checksums
from .marks import carry
from .pictures import OFFERED, Files, files


def add_apparatus(app, doctree, docname: str) -> None:
    """Put under every recorded figure of a page what a reader needs to check it, take it away and cite it."""
    if app.builder.format != "html":
        return
    recorded = {one["name"]: one for one in app.env.testimonia_findings.get(docname, []) if one["kind"] == "figure"}
    for figure in list(doctree.findall(nodes.figure)):
        name = next((name for name in figure["names"] if name in recorded), None)
        if name is None:
            continue
        one, place = recorded[name], _Place(app, docname, figure)
        made = [names for names, _ in files(one)]
        if one["follows"] and len(parts.alike(made)) > 1:
            carry(figure, data_views=json.dumps(_choices(one, made, place), ensure_ascii=False))
        at = figure.parent.index(figure) + 1
        beneath = _beneath(app, one, made, place)
        beneath.children[-1:-1] = _rows_behind(figure.parent, at)
        figure.parent[at:at] = [beneath]


def _rows_behind(parent: nodes.Element, at: int) -> list[nodes.Node]:
    """Take the folded list of rows that follows the figure out of its place, if there is one."""
    following = parent.children[at : at + 3]
    if not (following and isinstance(following[0], nodes.raw) and "all-rows" in following[0].astext()):
        return []
    del parent.children[at : at + 3]
    for node in following:
        node.parent = None
    return following


class _Place:
    """Where a figure stands: the page, the way to the root of the volume, the figure's number and own picture."""

    def __init__(self, app, docname: str, figure: nodes.figure):
        self.root = "../" * docname.count("/")
        numbers = app.env.toc_fignumbers.get(docname, {}).get("figure", {})
        found = next((numbers[key] for key in figure["ids"] if key in numbers), ())
        self.number = ".".join(map(str, found))
        self.anchor = next((key for key in figure["ids"] if key in numbers), figure["ids"][0])
        self.address = f"{app.config.html_baseurl.rstrip('/')}/{docname}.html#{self.anchor}" if app.config.html_baseurl else ""
        self.caption = " ".join(" ".join(node.astext() for node in figure.findall(nodes.caption)).split())
        image = next(figure.findall(nodes.image))
        self.image = f"_images/{app.env.images[image['uri']][1]}" if image["uri"] in app.env.images else ""

    def address_of(self, path: str) -> str:
        """Return the way from the page to a file of the volume, for an attribute."""
        return escape(self.root + path, True)

    def offered(self, app, ending: str) -> str:
        """Return the name under which a reader's machine keeps a file."""
        words = f"{app.config.project} figure {self.number}".lower()
        return f"{re.sub(r'[^a-z0-9]+', '-', words).strip('-')}.{ending}"


def _choices(one: dict, made: list[Files], place: _Place) -> list:
    """Return for every reading [wide, narrow] as addresses from the page, or the reason why there is no picture."""
    chosen = []
    for view, names in zip(parts.full(one["views"]), made, strict=True):
        wide = names.wide or place.image
        chosen.append(view["missing"] if "missing" in view else [place.root + wide, place.root + (names.narrow or wide)])
    return chosen


def _beneath(app, one: dict, made: list[Files], place: _Place) -> nodes.container:
    views = parts.full(one["views"])
    beneath = nodes.container(classes=["apparatus", "screen-only"])
    if one["follows"]:
        beneath += [*parts.reasons(views), *parts.caution(views)]
    else:
        beneath += parts.belong(build.paragraph("This figure shows everything recorded, whatever is believed.", classes=["missing-view"]), parts.ALL[1:])
    if any(view.get("says") for view in views):
        said = [parts.belong(build.paragraph(" ".join(says), classes=["told"]), readings) for says, readings in parts.alike([view.get("says", []) for view in views]) if says]
        beneath += build.folded("In words", *said, classes="telling")
    beneath += build.folded("The same as a table", parts.table(views, classes=["twin"]), classes="twin")
    beneath += build.folded("Tables used", _tables(app, one), classes="used")
    beneath += build.folded("Cite", *_citation(app, one, place), classes="cited")
    beneath += _downloads(app, one, made, place)
    return beneath


def _tables(app, one: dict) -> nodes.Node:
    """Return the tables that hold the figure's rows, each with how many of them and the checksum of its file."""
    case, sums = app.testimonia_case, _sums(app)
    used: dict[str, int] = {}
    for row in one["rows"]:
        used[case.table_of(row)] = used.get(case.table_of(row), 0) + 1
    items = []
    for name, count in sorted(used.items()):
        digest = sums.get(f"{name}.csv", "")
        words = f"{name}.csv, {count} of {len(case.tables[name])} rows, SHA-256 "
        items.append([nodes.Text(words), nodes.raw("", f'<code class="checksum" title="{digest}">{digest[:12]}</code>', format="html")])
    return build.bullets(items) if items else build.paragraph("The figure rests on no single row.")


def _sums(app) -> dict[str, str]:
    if not hasattr(app, "testimonia_sums"):
        app.testimonia_sums = checksums(app.testimonia_case.folder)
    return app.testimonia_sums


def citation(app, one: dict, place: _Place) -> FigureCitation:
    """Return how the figure is cited in this volume."""
    return FigureCitation(app.config.author, build_date().year, place.caption, place.number, app.config.project, edition_version(app.config), place.anchor, place.address)


def _citation(app, one: dict, place: _Place) -> list[nodes.Node]:
    cited = citation(app, one, place)
    entry = nodes.literal_block(cited.bibtex(), cited.bibtex(), language="text", classes=["bibtex"])
    file = f"{OFFERED}/{one['name']}.bib"
    write_aside(Path(app.outdir) / file, f"{cited.bibtex()}\n".encode())
    link = nodes.raw("", f'<a href="{place.address_of(file)}" download="{escape(place.offered(app, "bib"), True)}">BibTeX</a>', format="html")
    return [build.paragraph(cited.sentence(), classes=["citation-sentence"]), entry, build.paragraph("Download ", link)]


def _downloads(app, one: dict, made: list[Files], place: _Place) -> nodes.paragraph:
    line = build.paragraph(classes=["figure-files"])
    for names, readings in parts.alike(made):
        offered = {"SVG": (names.wide or (place.image if 0 in readings else ""), "svg"), "PNG": (names.png, "png"), "CSV": (names.table, "csv")}
        links = [f'<a href="{place.address_of(path)}" download="{escape(place.offered(app, ending), True)}">{kind}</a>' for kind, (path, ending) in offered.items() if path]
        if links:
            line += parts.belong(nodes.inline("", "", nodes.raw("", f"Download {' '.join(links)}", format="html"), classes=["files"]), readings)
    return line

