"""Figures to explore: their charts beside the volume, fetched when a reader first asks for one.

A page before that carries a button and nothing else. Charts, bundle and script lie in
``_static/lazy`` as classic scripts, so that they can be read from disk as over http.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from docutils import nodes

from ..aside import write_aside
from .live import BUILDING
from .views import unpack


def announce(app, config) -> None:
    """Tell the kernels of the essays, which inherit the environment, that a volume is being built."""
    app.testimonia_building_before = os.environ.get(BUILDING)
    os.environ[BUILDING] = "1"


def fall_silent(app, exception) -> None:
    """Leave the environment as it was: a notebook run after the build, from the same process, is run by hand."""
    if app.testimonia_building_before is None:
        os.environ.pop(BUILDING, None)
    else:
        os.environ[BUILDING] = app.testimonia_building_before


def offer_buttons(app, doctree, docname: str) -> None:
    """Put a button under every figure of the page that can be explored."""
    offered = {one["name"]: one["explore"] for one in _explorable(app.env.testimonia_findings.get(docname, []))}
    for figure in list(doctree.findall(nodes.figure)):
        name = next((name for name in figure["names"] if name in offered), None)
        if name and app.builder.format == "html":
            button = nodes.raw("", _button(figure["ids"][0], file_name(name, offered[name])), format="html")
            below = figure.next_node(descend=False, siblings=True)
            if isinstance(below, nodes.container) and "apparatus" in below["classes"]:
                below.insert(0, button)
            else:
                figure.parent.insert(figure.parent.index(figure) + 1, button)


def _explorable(findings: list[dict]) -> list[dict]:
    return [one for one in findings if one["kind"] == "figure" and one.get("explore")]


def _button(figure: str, file: str) -> str:
    return f'<div class="explore screen-only"><button type="button" class="explore-start" data-figure="{figure}" data-chart="{file}">Explore this figure</button></div>'


def file_name(name: str, script: str) -> str:
    """Return the name of a chart's file, which changes with what is in it.

    >>> file_name("fig-a", "chart")
    'chart-fig-a-cc57fc1903.js'
    """
    return f"chart-{name}-{hashlib.sha256(script.encode()).hexdigest()[:10]}.js"


def write_charts(app, exception) -> None:
    """Write the charts of the volume, and the bundle and the script that they need, to ``_static/lazy``."""
    if exception or app.builder.format != "html":
        return
    charts = {file_name(one["name"], one["explore"]): unpack(one["explore"]).decode() for findings in app.env.testimonia_findings.values() for one in _explorable(findings)}
    if not charts:
        return
    from ..interactive import live

    lazy = Path(app.outdir) / "_static" / "lazy"
    lazy.mkdir(parents=True, exist_ok=True)
    for old in lazy.glob("chart-*.js"):
        if old.name not in charts:
            old.unlink()
    for name, text in {**charts, "vega.js": live.bundle(), "charts.js": live.script()}.items():
        write_aside(lazy / name, text)
