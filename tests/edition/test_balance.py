"""{balance}: the table of weights in a small book, and the data of its form."""

import json
import re

from testimonia.edition.balance import controls

from .test_extension import book  # noqa: F401  (a fixture)

ESSAY = """---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3, language: python}}
---
# Essay

```{{code-cell}} ipython3
import testimonia as tm
from testimonia.edition import Findings, offer_balance
case = tm.load("data")
findings = Findings(case, "essay")
offer_balance(findings, "motive", "quarrel", {{"no_talk_of_mill": lambda case: {absent}}})
```

```{{balance}} {contest}
:caption: What weighs.
```
"""


def data(page: str) -> dict:
    """What the page hands to its script."""
    return json.loads(re.search(r'<script type="application/json" class="balance-data">(.*?)</script>', page)[1])


def test_the_table_prints_what_was_recorded(book):  # noqa: F811
    """Whoever reads without scripts sees each weight, its side and its range."""
    out, warnings = book(essay=ESSAY.format(contest="motive", absent="True"), weights="# Weights\n\n```{case-table} weights\n```\n")
    page = (out / "essay.html").read_text("utf8")
    assert "What weighs." in page and "1 to 4" in page and "−12 to −1.5" in page and "(an absence)" in page
    assert 'href="weights.html#row-weight-letter"' in page
    told = data(page)
    assert (told["hypothesis"], told["rival"]) == ("An old quarrel", "The bad harvest")
    assert [(one["low"], one["high"], one["stands"][0]) for one in told["observations"]] == [(-4, -1, True), (-12, -1.5, True)]
    assert "no balance" not in warnings


def test_what_a_reading_sets_aside_is_told_to_the_page(book):  # noqa: F811
    """The form follows the reading switch by these marks."""
    out, _ = book(essay=ESSAY.format(contest="motive", absent="False"))
    told = data((out / "essay.html").read_text("utf8"))
    assert [one["stands"] for one in told["observations"]][1] == [False, False, False]


def test_a_balance_that_no_cell_records_is_named(book):  # noqa: F811
    """A typing error in the contest must not leave a hole in the page."""
    _, warnings = book(essay=ESSAY.format(contest="motif", absent="True"))
    assert "no balance of 'motif' is recorded" in warnings


def test_a_label_cannot_end_the_script():
    """The text of a cell stays text."""
    hostile = "</script><img src=x onerror=alert(1)><!--<script>"
    made = controls({"contest": "a", "hypothesis": hostile, "rival": hostile, "priors": [0, 0], "observations": [{"label": hostile}]})
    assert made.count("</script>") == 1 and "<!--" not in made
    assert data(made)["hypothesis"] == hostile
