"""What stands under a figure of a small book: words, table, files, tables used; and figures with nothing to show."""

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup

from .test_extension import book  # noqa: F401

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
```

```{{code-cell}} ipython3
---
mystnb:
  figure:
    name: fig-a
    caption: "Numbers of the village. Read it from the left."
  image:
    alt: "Points on a scale."
---
{cell}
```
"""
HOSTILE = '''def sizes(c):
    return pd.DataFrame({"row": c.testimonies.index, "label": ["<script>alert(1)</script>", *["=1+1, \\u200fабв"] * (len(c.testimonies) - 1)], "when": "", "value": 4.0, "low": None, "high": None})

findings.figure(lambda rows, narrow: tm.figures.magnitudes(rows, narrow=narrow), "fig-a", of=sizes, twin=lambda drawn: drawn[["row", "label"]])'''
EMPTY = '''none = lambda c: pd.DataFrame({name: [] for name in ("label", "when", "value", "low", "high")})
findings.figure(lambda rows, narrow: tm.figures.magnitudes(rows, narrow=narrow), "fig-a", of=none)'''
STILL = '''sheet = tm.figures.magnitudes(pd.DataFrame({"label": ["sheep"], "when": [""], "value": [4], "low": [None], "high": [None]}))
findings.figure(sheet, "fig-a", rows=case.testimonies.index)'''


@pytest.fixture
def under(book):  # noqa: F811
    """A function that builds an essay with one figure and returns the page, what stands under the figure, the folder and the warnings."""

    def build(cell):
        out, warnings = book(essay=ESSAY.format(cell=cell))
        page = BeautifulSoup((out / "essay.html").read_text("utf8"), "lxml")
        return page, page.select_one("figure").find_next_sibling(class_="apparatus"), out, warnings

    return build


def test_hostile_cells_are_text_in_words_table_and_file(under):
    """A script in a table must not run from under a figure; the CSV stays raw."""
    page, beneath, out, _ = under(HOSTILE)
    raw = (out / "essay.html").read_text("utf8")
    assert "<script>alert(1)" not in raw and "<script>alert(1)</script>" in beneath.select_one(".twin").get_text()
    assert "<script>alert(1)</script>" in beneath.select_one(".told").get_text()
    file = next(link["href"] for link in beneath.select(".figure-files a") if link.get_text() == "CSV")
    rows = list(csv.reader(io.StringIO((out / file).read_bytes().decode("utf8"), newline="")))
    assert rows[1][1] == "<script>alert(1)</script>" and rows[2][1] == "=1+1, \u200fабв"
    assert "Figure 1 in" in beneath.select_one(".citation-sentence").get_text() or "Figure 1." in beneath.select_one(".citation-sentence").get_text()


def test_a_reading_that_sets_rows_aside_has_its_own_picture_table_and_word_of_caution(under):
    """What is left out must be left out of all of them alike."""
    page, beneath, out, _ = under(HOSTILE)
    views = json.loads(page.select_one("figure")["data-views"])
    changed = next(number for number, view in enumerate(views) if view != views[0])
    assert all((out / file).is_file() for view in views for file in view)
    gone = [row for row in beneath.select(".twin tbody tr[data-in]") if str(changed) not in row["data-in"].split()]
    assert gone and beneath.select_one(f'.caution[data-in~="{changed}"]').get_text().startswith(("One row", f"{len(gone)} rows"))


def test_a_figure_with_nothing_to_show_says_so(under):
    """A chart without data looks broken unless it speaks."""
    _, beneath, out, warnings = under(EMPTY)
    assert beneath.select_one(".told").get_text() == "Nothing is shown: no row is left to draw."
    assert "table twin" not in warnings and not beneath.select(".twin tbody tr")


def test_a_figure_that_does_not_follow_says_so(under):
    """Under a doubter's reading it would otherwise be taken to have followed."""
    page, beneath, _, _ = under(STILL)
    line = beneath.select_one(".missing-view")
    assert line["data-in"] == "1 2" and "whatever is believed" in line.get_text() and not page.select_one("figure").has_attr("data-views")
    assert "testimonies.csv" in beneath.select_one("details.used").get_text()
