"""The state of a volume: by what it was made, from what, and how its statements fare; and the page for lost readers."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from ..aside import write_aside
from .colophon import MAKERS, build_date, library_version
from .findings import READINGS
from .forge import commit
from .manifest import checksums
from .numbering import chapter_number
from .standalone import standalone

_VERDICTS = ("holds", "does not hold", "cannot tell")


def status_page(app):
    """Yield the status page, for Sphinx to write in the look of the others. It holds nothing that two builds of one state would tell differently."""
    if app.builder.format == "html":
        yield "status", {"title": "State of this volume", "body": body(app)}, "page.html"


def body(app) -> str:
    """Return the status page as HTML."""
    book, case = Path(app.srcdir), app.testimonia_case
    facts = [("Version", app.config.testimonia_version or library_version("testimonia")), ("Commit", commit(book) or "not built from a checkout"), ("Checked on", build_date().isoformat())]
    sums = [(name, str(len(case.tables[name.removesuffix(".csv")])) if name.removesuffix(".csv") in case.tables and name.endswith(".csv") else "", digest) for name, digest in checksums(case.folder).items()]
    return "".join([
        "<h1>State of this volume</h1>",
        "<p>Every statement of the essays that is bound to a check was put to the tables when these pages were made; a statement that does not hold for everything recorded stops the making.</p>",
        table(["", ""], facts, heads=True),
        "<h2>Statements and numbers, essay by essay</h2>", *_verdicts(app),
        "<h2>Tables</h2>", table(["File", "Rows", "SHA-256"], sums),
        "<h2>Libraries</h2>", table(["Library", "Version"], [(name, library_version(name)) for name in MAKERS]),
    ])  # fmt: skip


def _verdicts(app):
    """Yield one table for each reading: of every essay its statements by verdict, and its numbers."""
    essays = {page: findings for page, findings in sorted(app.env.testimonia_findings.items()) if chapter_number(page) is not None}
    for reading in READINGS:
        rows = []
        for page, findings in essays.items():
            verdicts = [one["readings"][reading] for one in findings if one["kind"] == "statement"]
            numbers = [one for one in findings if one["kind"] == "number"]
            changed = sum(one["readings"][reading] != one["shown"] for one in numbers)
            rows.append((app.env.titles[page].astext(), *(str(verdicts.count(verdict)) for verdict in _VERDICTS), str(len(numbers)), str(changed)))
        if rows:
            total = ("All essays", *(str(sum(int(row[at]) for row in rows)) for at in range(1, 6)))
            yield f"<h3>{escape(reading.capitalize())}</h3>"
            yield table(["Essay", *(verdict.capitalize() for verdict in _VERDICTS), "Numbers", "Different from everything recorded"], [*rows, total])


def table(columns, rows, heads: bool = False) -> str:
    """Return a table as HTML, every cell as text; with ``heads`` the first column heads its row and there is no head above.

    >>> table(["a"], [("<b>",)])
    '<div class="pst-scrollable-table-container"><table class="table facts"><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table></div>'
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    above = "" if heads else f"<thead><tr>{head}</tr></thead>"
    made = []
    for first, *others in rows:
        lead = f'<th scope="row">{escape(first)}</th>' if heads else f"<td>{escape(first)}</td>"
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
        made.append(f"<tr>{lead}{cells}</tr>")
    return f'<div class="pst-scrollable-table-container"><table class="table facts">{above}<tbody>{"".join(made)}</tbody></table></div>'


_LOST = """<h1>There is no page at this address</h1>
<p>It may have been moved in a later edition of {title}, or the address has a slip of the pen. You can start from one of these:</p>
<ul>
{links}
</ul>
<script>
(function () {{ // this page may be shown for an address of any depth: find where the volume begins
  var base = {base}, folders = {folders}, path = location.pathname, at = -1;
  if (location.protocol === "file:") return;
  for (var i = 0; i < folders.length; i++) {{ var found = path.indexOf("/" + folders[i] + "/"); if (found >= 0 && (at < 0 || found < at)) at = found; }}
  var root = base || (at >= 0 ? path.slice(0, at + 1) : /\\.(github|gitlab)\\.io$/.test(location.hostname) && path.split("/").length > 2 ? "/" + path.split("/")[1] + "/" : "/");
  document.querySelectorAll("a").forEach(function (link) {{ link.href = root + link.getAttribute("href"); }});
}})();
</script>"""


def write_lost(app, exception) -> None:
    """Write ``404.html``: a page that needs nothing beside it, so that a host can show it for any address.

    Also ``index.html``, which leads to the first page and says so to those whom it does not lead.
    """
    if exception or app.builder.format != "html":
        return
    out, config = Path(app.outdir), app.config
    first, title, language = f"{config.root_doc}.html", config.project or config.html_title, (config.language or "en").replace("_", "-")
    links = "\n".join(f'<li><a href="{page}">{escape(words)}</a></li>' for page, words in ((first, title), ("search.html", "Search"), ("genindex.html", "Index"), ("status.html", "State of this volume")) if (out / page).is_file())
    folders = sorted({page.split("/")[0] for page in app.env.found_docs if "/" in page})
    base = json.dumps(config.html_baseurl.rstrip("/") + "/" if config.html_baseurl else "").replace("</", "<\\/")
    lost = _LOST.format(title=escape(title), links=links, base=base, folders=json.dumps(folders))
    write_aside(out / "404.html", standalone(f"Page not found — {title}", lost, f"There is no page at this address in {title}.", language))
    if config.root_doc != "index":
        begin = f'<h1>{escape(title)}</h1>\n<p><a href="{first}">The volume begins here</a>.</p>'
        write_aside(out / "index.html", standalone(title, begin, f"{title}: the first page", language, head=f'<meta http-equiv="refresh" content="0; url={first}" />\n'))
