"""What a browser is given: the same bytes every time, nothing from elsewhere, and nothing before it is wanted."""

import re
import subprocess
import sys

import pytest

from testimonia.interactive import live

SCRIPT = """
import hashlib, testimonia as tm
from testimonia.interactive import live
case = tm.load("tests/fixtures/village")
charts = [tm.interactive.network(tm.testimony_graph(case)), tm.interactive.timeline(tm.timeline(case)), tm.interactive.calendar(case.events, case.testimonies)]
print(hashlib.sha256("".join([live.bundle(), live.script(), *(chart.script("fig") for chart in charts)]).encode()).hexdigest())
"""


def test_bundle_and_charts_are_the_same_on_every_run(request):
    """Two builds of one volume would otherwise differ, and nobody could tell what had changed."""
    root = request.config.rootpath
    seen = {subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(root / "src"), "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")}
    assert len(seen) == 1 and len(seen.pop()) == 65


def test_the_bundle_leaves_one_name_behind():
    """A name of the bundle that spilled into the page could break another script."""
    assert live.bundle().startswith('(()=>{"use strict";') and re.search(r"window\.vegaEmbed=[\w$]+;\}\)\(\);\n$", live.bundle())
    assert not re.search(r"^\s*(?:import|export)\b", live.bundle(), re.M), "a module could not be read from disk"


def test_the_library_without_a_chart_does_not_load_altair():
    """Whoever reads tables on a server has no use for a drawing library, and may not have it."""
    code = "import sys, testimonia as tm; tm.load; assert not {'altair', 'vl_convert', 'matplotlib'} & set(sys.modules), 'loaded'"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", ["timeline", "network", "calendar", "trajectories"])
def test_a_notebook_needs_no_network(charts, name):
    """In an archive, on a train, the chart in a notebook must work as it stands."""
    text = charts[name]._repr_html_()
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|import\s*\(\s*["']http|fetch\(["']http""", text)
    assert text.startswith("<details") and "<summary>Explore this figure</summary>" in text
    assert text.count("</script>") == text.count("<script>") == 3
    assert charts[name]._repr_mimebundle_()["text/html"].startswith("<details")
