"""Figures to explore: their charts beside the volume, fetched when a reader first asks for one.

A page before that carries a button and nothing else. Charts, bundle and script lie in
``_static/lazy`` as classic scripts, so that they can be read from disk as over http.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from docutils import nodes

#: Set while a volume is being built: figures are then not shown live in the outputs of the essays.
BUILDING = "TESTIMONIA_BUILD"


def announce(app, config) -> None:
    """Tell the kernels of the essays, which inherit the environment, that a volume is being built."""
    os.environ[BUILDING] = "1"


def building() -> bool:
    """Return whether this runs within the build of a volume."""
    return os.environ.get(BUILDING) == "1"


class Live:
    """A figure with its chart to explore below it, as a notebook shows them; everything else is the figure's."""

    def __init__(self, figure, chart):
        self.figure, self.chart = figure, chart

    def __getattr__(self, name: str):
        return getattr(self.figure, name)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/html": self.figure._repr_svg_() + self.chart._repr_html_(), "text/plain": repr(self.chart)}


def offer_buttons(app, doctree, docname: str) -> None:
    """Put a button under every figure of the page that can be explored."""
    offered = {one["name"]: one["explore"] for one in app.env.testimonia_findings.get(docname, []) if one["kind"] == "figure" and one.get("explore")}
    for figure in list(doctree.findall(nodes.figure)):
        name = next((name for name in figure["names"] if name in offered), None)
        if name and app.builder.format == "html":
            at = figure.parent.index(figure) + 1
            figure.parent.insert(at, nodes.raw("", _button(figure["ids"][0], file_name(name, offered[name])), format="html"))


def _button(figure: str, file: str) -> str:
    return f'<div class="explore screen-only"><button type="button" class="explore-start" data-figure="{figure}" data-chart="{file}">Explore this figure</button></div>'


def file_name(name: str, script: str) -> str:
    """Return the name of a chart's file, which changes with what is in it.

    >>> file_name("fig-a", "chart")
    'chart-fig-a-c1e0fc3f7e.js'
    """
    return f"chart-{name}-{hashlib.sha256(script.encode()).hexdigest()[:10]}.js"


def write_charts(app, exception) -> None:
    """Write the charts of the volume, and the bundle and the script that they need, to ``_static/lazy``."""
    if exception or app.builder.format != "html":
        return
    charts = {file_name(one["name"], one["explore"]): one["explore"] for findings in app.env.testimonia_findings.values() for one in findings if one["kind"] == "figure" and one.get("explore")}
    if not charts:
        return
    from ..interactive import live

    lazy = Path(app.outdir) / "_static" / "lazy"
    lazy.mkdir(parents=True, exist_ok=True)
    for old in lazy.glob("chart-*.js"):
        if old.name not in charts:
            old.unlink()
    for name, text in {**charts, "vega.js": live.bundle(), "charts.js": live.script()}.items():
        aside = lazy / f"{name}.new"
        aside.write_text(text, "utf8")
        os.replace(aside, lazy / name)
