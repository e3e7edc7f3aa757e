"""A small book of the village case whose tables have been tampered with, built once for all tests that read it."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

VILLAGE = Path(__file__).resolve().parents[1] / "fixtures" / "village"

#: What somebody may have typed into a cell: markup, quotes, a very long text, marks that turn the writing round, a formula.
HOSTILE = {
    "hail-1650": """<script>window.harmed = 1</script><img src=x onerror="window.harmed = 2"> "quoted" 'twice' </script>""",
    "arrest-anna": "x" * 10_000,
    "arrest-bela": "\u202eturned round\u202c and \u200fmarked",
    "trial-1651": '=HYPERLINK("http://elsewhere.example";"Anna")',
}
CONF = """
extensions = ["myst_nb", "sphinxcontrib.bibtex", "testimonia.edition"]
bibtex_bibfiles = ["data/references.bib"]
bibtex_default_style = "plain"
root_doc = "index"
html_theme = "basic"
testimonia_data = "data"
nb_execution_mode = "cache"
numfig = True
"""
PAGES = {
    "1-the-mill": """---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# The mill

```{code-cell} ipython3
import matplotlib.pyplot as plt
import pandas as pd
import testimonia as tm
from testimonia.edition import Findings
case = tm.load("data")
findings = Findings(case, "mill")
findings.number("happenings", lambda c: (len(c.events), c.events.index))
findings.number("hail", lambda c: (1, ["hail-1650"]))
findings.holds("taken", lambda c: (True, ["arrest-anna", "arrest-bela"], "seen"), says="two were taken")
findings.show()
```

There were {glue:text}`happenings` happenings, as Anna Varga and old Orsó knew.
Hail fell {glue:text}`hail` time, and a reeve came {cite:p}`kovacs1999`.
Two were taken.{holds}`taken`

Then came {row}`the arrest <arrest-anna>`.
The reeve wrote to Dóra Kiss, and old Ilona Sipos to `Gergely Sipos`.[^note]
In the end Gergely Sipos came.

```{code-cell} ipython3
---
mystnb:
  figure:
    name: fig-mill
    caption: "The mill."
  image:
    alt: "A line."
---
figure, axes = plt.subplots()
plt.close(figure)
findings.figure(figure, "fig-mill", rows=["arrest-anna", "hail-1650"], twin=pd.DataFrame({"a": [1]}))
```

```{grounds}
```

[^note]: A note with *markup* of its author and {row}`hail-1650`.
""",
    "events": "# Events\n\n```{case-table} events\n```\n",
    "actors": "# Actors\n\n```{case-table} actors\n```\n",
    "register": "# Register\n\n```{register} person institution group\n```\n",
    "glossary": "# Glossary\n\n```{glossary}\nreeve\n  A *small* officer.\n\ncourt, upper\n  Nobody mentions it.\n```\n",
    "bibliography": "# Bibliography\n\n```{bibliography}\n:all:\n```\n",
}


class SmallBook:
    """Folder of a built book, its warnings, its parsed pages, and what somebody had typed into its tables."""

    hostile = HOSTILE

    def __init__(self, folder: Path, warnings: str):
        self.folder, self.out, self.warnings = folder, folder / "_build/html", warnings

    def page(self, name: str) -> BeautifulSoup:
        """Return a page, parsed."""
        return BeautifulSoup((self.out / f"{name}.html").read_text("utf8"), "lxml")


def tamper(table: Path) -> None:
    """Write what `HOSTILE` says into the summaries of a table, and markup into a title."""
    with open(table, encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["summary"] = HOSTILE.get(row["id"], row["summary"])
        if row["id"] == "hail-1650":
            row["title"] = "<b>Hail</b>"
    with open(table, "w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="session")
def small_book(tmp_path_factory) -> SmallBook:
    """The book, built once."""
    return build_small_book(tmp_path_factory.mktemp("small-book"))


def build_small_book(folder: Path) -> SmallBook:
    """Build the book in a folder and return it."""
    shutil.copytree(VILLAGE, folder / "data")
    tamper(folder / "data" / "events.csv")
    names = "\n".join(PAGES)
    for name, text in {"index": f"# Book\n\n```{{toctree}}\n{names}\n```\n", **PAGES}.items():
        (folder / f"{name}.md").write_text(text, "utf8")
    (folder / "conf.py").write_text(CONF, "utf8")
    warnings = io.StringIO()
    with docutils_namespace():
        Sphinx(folder, folder, folder / "_build/html", folder / "_build/.doctrees", "html", status=None, warning=warnings).build()
    return SmallBook(folder, re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()))
