"""A small book, as its HTML build would leave it: a title page, an essay with a note, a figure and tables, a page of rows."""

import shutil
import textwrap
from pathlib import Path

import pytest

from testimonia.edition.print import make_pdf

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="300pt" height="120pt" viewBox="0 0 300 120"><path d="M 0 0 L 300 120" style="stroke: #000"/></svg>'

TITLE = '<section id="t"><h1>The Lost Crown<a class="headerlink" href="#t">#</a></h1><p>Begin with <a class="reference internal" href="essays/1-theft.html">the theft</a>.</p></section>'

ESSAY = """
<section id="theft"><h1><span class="section-number">1. </span>The theft<a class="headerlink" href="#theft">#</a></h1>
<p><strong>Who took it?</strong></p>
<p class="numbered-paragraph" id="p1-1">Anna Weber named Brandt (корона, ѣ, №) on the third day,<a class="footnote-reference brackets" href="#n1" id="id1">1</a> as
<a class="row-mention reference internal" href="../book/rows.html#row-weber-brandt">the row says</a>.<sup class="bound"><a class="bound-mark reference internal" href="#check-named">✓</a></sup><a class="paragraph-number reference internal" href="#p1-1">§1.1</a></p>
<div class="cell tag_hide-input docutils container"><details class="admonition hide above-input"><summary>Show code</summary><pre>secret_code()</pre></details>
<div class="cell_output"><figure id="fig-days"><picture><source media="(max-width: 640px)" srcset="../_images/narrow.svg"><img alt="Three days and who spoke on each of them" src="../_images/days.svg"></picture>
<figcaption><p><span class="caption-number">Figure 1.1 </span><span class="caption-text">The three days.</span></p></figcaption></figure>
<details class="folded twin"><summary>The same as a table</summary><table class="twin table"><tbody><tr><td>twin cell</td></tr></tbody></table></details></div></div>
<p class="numbered-paragraph" id="p1-2">It ends here, says <span class="bibtex-citation">(<a class="reference internal" href="../book/register.html#actor-brandt">Weber, 1990</a>)</span> at <a class="reference external" href="https://example.org/crown">a page elsewhere</a>.<a class="paragraph-number reference internal" href="#p1-2">§1.2</a></p>
<aside class="footnote-list brackets"><aside class="footnote brackets" id="n1"><span class="label"><span class="fn-bracket">[</span><a href="#id1">1</a><span class="fn-bracket">]</span></span><p>A note on the day.</p></aside></aside>
<details class="folded grounds"><summary>Grounds</summary><p class="rubric">Statements</p><div class="pst-scrollable-table-container"><table class="case-table table"><thead><tr><th>Statement</th><th>Everything</th><th>Stated only</th><th>Rests on</th></tr></thead>
<tbody><tr id="check-named"><td><p>Brandt was named</p></td><td><p>✓ holds</p></td><td><p>✓ holds</p></td><td><p><a class="row-mention reference internal" href="../book/rows.html#row-weber-brandt">weber-brandt</a></p></td></tr></tbody></table></div></details></section>"""

ROWS = """
<section id="rows"><h1>Rows</h1><div class="pst-scrollable-table-container"><table class="case-table record table"><thead><tr><th>Row</th><th>When</th><th>What</th><th>Source</th></tr></thead><tbody>
<tr id="row-weber-brandt"><td><p class="row-id"><a class="reference internal" href="#row-weber-brandt">weber-brandt</a></p></td><td><p>May 1692</p></td><td><p><strong>Weber names Brandt</strong></p><p class="coded">Charge: theft</p></td><td><p>Weber 1990, ¶3; Weber 1990, n. 2</p></td></tr>
</tbody></table></div></section>"""

REGISTER = """
<section id="register"><h1>Register</h1><dl class="register"><dt id="actor-brandt"><strong>Brandt, Emil</strong></dt><dd><p>Goldsmith.</p>
<p class="coded">testimonies <a class="row-mention reference internal" href="rows.html#row-weber-brandt">weber-brandt</a></p></dd></dl>
<table class="case-table facts table"><tbody><tr><td>Version</td><td>1.0</td></tr><tr><td>Commit</td><td>abc</td></tr><tr><td>Date</td><td>2000-01-02</td></tr></tbody></table></section>"""

CONFIG = """
title: The Lost Crown
author: A. Printer
sphinx:
  config:
    language: en-GB
    testimonia_print: {subtitle: A small book, opening: About this book, colophon: "Version {version} by {author}, {year}."}
"""

TOC = """
format: jb-book
root: book/title
parts:
  - caption: The argument
    numbered: 1
    chapters:
      - file: essays/1-theft
  - caption: The record
    chapters:
      - file: book/rows
      - file: book/register
"""


def page(body: str) -> str:
    """A built page of the theme, with its navigation."""
    return f"<!DOCTYPE html><html><body><nav>Navigation</nav><article class='bd-article'>{body}</article></body></html>"


def write(folder: Path) -> Path:
    """Write a small book that has been built as HTML, and return its folder."""
    files = {
        "_config.yml": CONFIG, "_toc.yml": TOC, "data/rows.csv": "id\nweber-brandt\n", "data/references.bib": "",
        "essays/1-theft.md": "---\njupytext: x\n---\n\n# The theft\n\nAnna Weber named Brandt (корона, ѣ, №) on the third day.\n\nThe three days.\n\nBrandt was named, as the row says.\n",
        "_build/html/book/title.html": page(TITLE), "_build/html/essays/1-theft.html": page(ESSAY), "_build/html/book/rows.html": page(ROWS),
        "_build/html/book/register.html": page(REGISTER), "_build/html/_images/days.svg": SVG, "_build/html/_images/narrow.svg": SVG,
    }  # fmt: skip
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), "utf8")
    return folder


@pytest.fixture
def book(tmp_path):
    """The folder of a small book that has been built as HTML."""
    return write(tmp_path)


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    """The small book in print, made once for every test that only reads it."""
    with pytest.MonkeyPatch.context() as clock:
        clock.delenv("SOURCE_DATE_EPOCH", raising=False)
        return make_pdf(write(tmp_path_factory.mktemp("printed")), lambda line: None)


@pytest.fixture
def last_pdf(book, printed):
    """The PDF of the last run, where the next will be put."""
    target = book / printed.relative_to(printed.parents[2])
    target.parent.mkdir(parents=True)
    shutil.copy(printed, target)
    return target


@pytest.fixture
def edit(book):
    """Replace words in a built page or another file of the book."""

    def change(name: str, old: str, new: str):
        path = book / name
        text = path.read_text("utf8")
        assert old in text
        path.write_text(text.replace(old, new), "utf8")

    return change


@pytest.fixture(autouse=True)
def no_clock_from_outside(monkeypatch):
    """The small book takes its date from its own colophon, whatever edition the suite is run for."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
