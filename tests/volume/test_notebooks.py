"""The essays as notebooks with their outputs: what a student opens who cannot run anything."""

import json
import re

import nbformat
import pytest

from .conftest import ROOT

ESSAYS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.md"))


@pytest.fixture(params=ESSAYS)
def notebook(request, html):
    path = html / "notebooks" / f"{request.param}.ipynb"
    content = nbformat.read(path, 4)
    nbformat.validate(content)
    return content, path.read_text("utf8")


def test_every_cell_has_run(notebook):
    cells = [cell for cell in notebook[0].cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)) and cells
    assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]


def test_figures_and_tables_are_in_it(notebook):
    """Not the prose alone: the drawings and the numbers that the prose speaks of."""
    kinds = {mime for cell in notebook[0].cells for output in cell.get("outputs", []) for mime in output.get("data", {})}
    assert "text/html" in kinds and kinds & {"image/svg+xml", "image/png"}


def test_nothing_of_the_machine_that_made_it(notebook):
    """The same bytes wherever it is built, and nobody's folders in it."""
    text = notebook[1]
    assert not re.search(r"/(?:home|root|tmp|work|Users|private)/|site-packages|[A-Z]:\\\\", text)
    assert str(ROOT) not in text and "papermill.record" not in text
    assert {cell["id"] for cell in json.loads(text)["cells"]} == {f"cell-{n}" for n in range(1, len(notebook[0].cells) + 1)}


def test_its_prose_is_plain_text(notebook, manifest, request):
    """Opened where nothing knows MyST, it must say ‘eight commanders’ and not the name of a variable."""
    prose = [cell.source for cell in notebook[0].cells if cell.cell_type == "markdown"]
    assert not [line for text in prose for line in text.splitlines() if re.search(r"\{[a-z:-]+\}[` \n]|^(?:```|:::)\{", line)]
    essay = request.node.callspec.params["notebook"]
    source = (ROOT / "notebooks" / f"{essay}.md").read_text("utf8")
    used = re.findall(r"\{glue:text\}`([^`]+)`", source)
    numbers = {one["name"]: one["shown"] for one in manifest["pages"][f"notebooks/{essay}"] if one["kind"] == "number"}
    assert used and all(numbers[name] in "\n".join(prose) for name in used)


def test_the_page_offers_it(essays):
    for path, soup in essays.items():
        assert soup.find("a", href=f"{path.stem}.ipynb"), path.name
