"""The extension at work on a small book of the village case: what a page shows, and what stops the build."""

import io
import json
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

CONF = """
extensions = ["myst_nb", "sphinxcontrib.bibtex", "testimonia.edition"]
bibtex_bibfiles = ["data/references.bib"]
root_doc = "index"
html_theme = "basic"
testimonia_data = "data"
nb_execution_mode = "cache"
numfig = True
"""
ESSAY = """---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3, language: python}}
---
# Essay

```{{code-cell}} ipython3
import pandas as pd
import testimonia as tm
from testimonia.edition import Findings
case = tm.load("data")
findings = Findings(case, "essay")
findings.number("rows", lambda c: (30000, c.events.index))
findings.holds("held", lambda c: ({truth}, c.events.index, "seen"), says="it holds")
findings.table(pd.DataFrame({{"said": ["<script>alert(1)</script>"]}}), "tab-said")
findings.show()
```

There are {{glue:text}}`rows` of them.
This much is certain.{marker}

```{{finding-table}} tab-said
:caption: What was said.
```

```{{grounds}}
```
"""


@pytest.fixture
def book(tmp_path, village):
    """A function that builds pages over the village case and returns the output folder and the warnings."""
    shutil.copytree(village, tmp_path / "data")

    def build(**pages):
        names = "\n".join(name for name in pages if name != "index")
        index = f"# Book\n\n```{{toctree}}\n{names}\n```\n"
        for name, text in {"index": index, **pages}.items():
            (tmp_path / f"{name}.md").write_text(text, "utf8")
        (tmp_path / "conf.py").write_text(CONF, "utf8")
        warnings = io.StringIO()
        with docutils_namespace():
            app = Sphinx(tmp_path, tmp_path, tmp_path / "_build/html", tmp_path / "_build/.doctrees", "html", status=None, warning=warnings)
            app.build()
        return tmp_path / "_build/html", re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue())

    return build


def test_markup_in_a_cell_is_shown_as_text(book, tmp_path):
    """A script in somebody's table must never run in a reader's browser."""
    table = tmp_path / "data/events.csv"
    lines = table.read_text("utf8").splitlines()
    header = lines[0].split(",")
    cells = lines[1].split(",")
    cells[header.index("title")] = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    table.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", "utf8")
    out, warnings = book(events="# Events\n\n```{case-table} events\n```\n")
    page = (out / "events.html").read_text("utf8")
    assert "<script>alert" not in page and "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" in table.read_text("utf8"), "the table itself stays as it was"


def test_a_mention_of_a_row_is_a_link_and_an_unknown_one_a_warning(book):
    """A reader follows a row to its table; a typing error must not pass for a source."""
    first = next(line.split(",")[0] for line in (book.__closure__[0].cell_contents / "data/events.csv").read_text("utf8").splitlines()[1:])
    out, warnings = book(events="# Events\n\n```{case-table} events\n```\n", prose=f"# Prose\n\nSee {{row}}`{first}` and {{row}}`the words <{first}>`.\n\nNot {{row}}`no-such-row`.\n")
    page = (out / "prose.html").read_text("utf8")
    assert page.count(f'href="events.html#row-{first}"') == 2 and "the words" in page
    assert "prose.md" in warnings and "no table has a row 'no-such-row'" in warnings


def test_an_essay_prints_what_was_computed(book):
    """A number in prose is the number of the cell, thousands and all, and text stays text."""
    out, warnings = book(essay=ESSAY.format(truth="True", marker="{holds}`held`"))
    page = (out / "essay.html").read_text("utf8")
    assert "30,000" in page and "(30, 0)" not in page
    assert 'href="#check-held"' in page and 'id="check-held"' in page
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "no longer bear out" not in warnings and "bound to no sentence" not in warnings


def test_marks_carry_their_finding_rows_and_readings(book):
    """Without these a reader could open no number, and no switch could change one."""
    out, _ = book(essay=ESSAY.format(truth="True", marker="{holds}`held`"), events="# Events\n\n```{case-table} events\n```\n")
    page = BeautifulSoup((out / "essay.html").read_text("utf8"), "lxml")
    number, mark, table = page.select_one("a.finding-number"), page.select_one("a.bound-mark"), page.select_one("table.finding-table")
    assert (number["href"], number["data-finding"], number.get_text()) == ("#number-rows", "rows", "30,000")
    assert page.find(id="number-rows") and json.loads(number["data-readings"]) == ["30,000"] * 3
    assert json.loads(mark["data-readings"])[0] == "holds" and mark["data-rows"] == number["data-rows"]
    assert table["data-finding"] == "tab-said"
    rows = number["data-rows"].split()
    tables = (out / "events.html").read_text("utf8")
    assert len(rows) > 3 and all(f'id="row-{row}"' in tables for row in rows)
    assert [cell["data-reading"] for cell in page.find(id="number-rows").select("td[data-finding=rows]")] == ["0", "1", "2"]


def test_a_false_statement_is_named_with_its_sentence(book):
    """The build must say which sentence of the book the tables have turned against."""
    _, warnings = book(essay=ESSAY.format(truth="False", marker="{holds}`held`"))
    assert re.search(r"essay\.md:\d+: WARNING: the tables no longer bear out 'held', which says: “This much is certain\.” Observed: seen\.", warnings)


def test_a_check_without_a_sentence_and_a_sentence_without_a_check(book):
    """A check nobody reads and a mark nothing stands behind are both faults."""
    _, warnings = book(essay=ESSAY.format(truth="True", marker="{holds}`another`"))
    assert "no check 'another' is recorded" in warnings
    assert "the check 'held' is bound to no sentence" in warnings


def test_a_folder_that_is_no_case_ends_the_build_in_words(book, tmp_path):
    """A forker with a broken table needs the table's name, not a traceback."""
    from sphinx.errors import ConfigError

    (tmp_path / "data/events.csv").write_text("id;title\n", "utf8")
    with pytest.raises(ConfigError, match=r"events\.csv"):
        book(prose="# Prose\n")
