"""Figures to explore: recorded with their essay, shown live in a notebook, fetched on demand in the volume."""

import os

import pytest

import testimonia as tm
from testimonia.edition.explore import file_name
from testimonia.edition.findings import Findings
from testimonia.edition.live import BUILDING, Live
from testimonia.edition.readings import READINGS
from testimonia.edition.views import unpack

from .test_extension import book  # noqa: F401 (a fixture)


@pytest.fixture
def outputs(monkeypatch):
    """What findings would attach to the cells of a notebook."""
    kept = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata: kept.append(metadata["testimonia"]))
    return kept


def recorded(case):
    """Record a figure of judgements that can be explored; return what the cell would show."""
    return Findings(case, "essay").figure(
        lambda rows, narrow: tm.figures.trajectories(rows, narrow=narrow), "fig-a", of=tm.perception, explore=lambda rows: tm.interactive.trajectories(rows),
    )


def test_a_notebook_shows_the_chart_below_its_figure(village_case, outputs, monkeypatch):
    """A re-runner without the volume must be able to explore as well, and still have the figure."""
    monkeypatch.delenv(BUILDING, raising=False)
    shown = recorded(village_case)
    assert isinstance(shown, Live) and len(shown.testimonia_data)
    page = shown._repr_mimebundle_()["text/html"]
    assert page.index("<svg") < page.index("Explore this figure")


def test_a_build_keeps_the_chart_out_of_the_page(village_case, outputs, monkeypatch):
    """A megabyte of library in every output would make the volume slow for all."""
    monkeypatch.setenv(BUILDING, "1")
    assert not isinstance(recorded(village_case), Live)
    script = unpack(outputs[0]["explore"]).decode()
    assert '"fig-a"' in script and len(script) < 200_000


def test_the_chart_knows_the_readings_and_cites_as_the_volume_does(village_case, outputs, monkeypatch):
    """A mark must disappear with its row, and its tip must name the source in words."""
    monkeypatch.setenv(BUILDING, "1")
    made = {}
    Findings(village_case, "essay").figure(
        lambda c, narrow: tm.figures.network(tm.testimony_graph(c), narrow=narrow), "fig-n", explore=lambda c: made.setdefault("chart", tm.interactive.network(tm.testimony_graph(c))),
    )
    for row in made["chart"].records()["rows"]:
        assert row["kept"] == [row["row"] in make(village_case).testimonies.index for make in READINGS.values()]
        assert row["tip"].endswith(village_case.citation(row["row"]))


ESSAY = """---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# Essay

```{code-cell} ipython3
---
mystnb:
  figure: {name: fig-a, caption: Judgements.}
  image: {alt: Judgements over time.}
---
import testimonia as tm
from testimonia.edition import Findings
case = tm.load("data")
Findings(case, "essay").figure(lambda rows, narrow: tm.figures.trajectories(rows, narrow=narrow), "fig-a", of=tm.perception, explore=tm.interactive.trajectories)
```
"""


def test_a_page_has_a_button_and_the_chart_lies_beside_it(book):  # noqa: F811
    """The button must name a file that is there, and the page itself must ask for none of it."""
    out, _ = book(essay=ESSAY)
    page = (out / "essay.html").read_text("utf8")
    lazy = {path.name for path in (out / "_static/lazy").iterdir()}
    (chart,) = [name for name in lazy if name.startswith("chart-fig-a-")]
    assert f'data-figure="fig-a" data-chart="{chart}"' in page
    assert {"vega.js", "charts.js"} <= lazy and "vega.js" not in page and "charts.js" not in page


def test_after_a_build_a_notebook_is_run_by_hand_again(book, monkeypatch):  # noqa: F811
    """Whoever builds the volume and then opens an essay from the same process must find its figures live."""
    monkeypatch.delenv(BUILDING, raising=False)
    book(essay=ESSAY)
    assert BUILDING not in os.environ


def test_the_name_of_a_chart_changes_with_its_data():
    """A browser that kept an old chart under the same name would show old evidence."""
    assert file_name("fig-a", "one") != file_name("fig-a", "two")
