"""What the browser runs: the bundle, the script beside it, and a page part that needs nothing else."""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from pathlib import Path

from .chart import Interactive, written
from .look import palette_rules

ASSETS = Path(__file__).with_name("assets")
_serial = count(1)


@lru_cache(maxsize=1)
def bundle() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one classic script that leaves ``vegaEmbed`` behind and nothing else.

    The bundle is the one that vl-convert carries: no network, the same bytes on every call.
    """
    import vl_convert

    return f'(()=>{{"use strict";{vl_convert.javascript_bundle("window.vegaEmbed=vegaEmbed;")}}})();\n'


def script() -> str:
    """Return the script of the charts, which brings its style sheet along."""
    style = palette_rules() + (ASSETS / "charts.css").read_text("utf8")
    adding = f'document.head.append(Object.assign(document.createElement("style"),{{textContent:{written(style)}}}));\n'
    return adding + (ASSETS / "charts.js").read_text("utf8")


def html(chart: Interactive) -> str:
    """Return a part of a page with everything in it, folded until it is opened: for a notebook without a network."""
    home = f"testimonia-live-{next(_serial)}"
    starting = (
        f"(()=>{{const home=document.getElementById({written(home)});home.addEventListener('toggle',()=>{{"
        f"if(home.open&&!home.dataset.live){{home.dataset.live=1;testimonia.explore(home,{written(chart.payload())});}}}});}})();"
    )
    libraries = "" if chart.empty else f"<script>window.vegaEmbed||{_inline(bundle())}</script>"
    return (
        f'<details id="{home}"><summary>Explore this figure</summary></details>{libraries}'
        f"<script>if(!(window.testimonia||{{}}).explore){{{_inline(script())}}}</script><script>{starting}</script>"
    )


def _inline(code: str) -> str:
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--")
