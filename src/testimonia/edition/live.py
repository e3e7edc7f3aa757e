"""Figures in a notebook that is run by hand: with the chart to explore below them."""

from __future__ import annotations

import os

#: Set while a volume is being built: figures are then not shown live in the outputs of the essays.
BUILDING = "TESTIMONIA_BUILD"


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
