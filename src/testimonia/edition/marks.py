"""What a mark on a page carries for the scripts: which finding it shows, and on which rows that rests.

docutils prints ids and classes and nothing else. Here any node may hold further attributes in
``node["carries"]``, a dictionary from name to text; on a page they stand on the node's own tag,
and every other builder passes over them.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterable

from docutils import nodes

from .readings import READINGS


def carry(node: nodes.Element, *, finding: str = "", rows: Iterable[str] = (), readings: dict[str, str] | None = None, **more: str) -> None:
    """Give a node the attributes of a mark: ``data-finding``, ``data-rows``, ``data-readings`` and others by name.

    >>> mark = nodes.inline("", "two")
    >>> carry(mark, finding="accused", rows=["t-1", "t-2"], readings={"everything recorded": "two", "stated only": "one"})
    >>> mark["carries"]
    {'data-finding': 'accused', 'data-rows': 't-1 t-2', 'data-readings': '["two", "one"]'}
    """
    carried = dict(node.get("carries", {}))
    if finding:
        carried["data-finding"] = finding
    if rows := list(rows):
        carried["data-rows"] = " ".join(rows)
    if readings:
        carried["data-readings"] = json.dumps(_in_order(readings), ensure_ascii=False)
    node["carries"] = carried | {name.replace("_", "-"): value for name, value in more.items()}


def _in_order(readings: dict[str, str]) -> list[str]:
    """Return what is shown under each reading in the order of ``READINGS``, which a notebook's outputs do not keep.

    >>> _in_order({"everything recorded": "three", "high certainty only": "one", "stated only": "two"})
    ['three', 'two', 'one']
    """
    order = {name: number for number, name in enumerate(READINGS)}
    return [readings[name] for name in sorted(readings, key=lambda name: order.get(name, -1))]


class CarryingTranslator:
    """Prints on a node's tag what it carries; mixed into whatever translator the theme has chosen."""

    def starttag(self, node, tagname, *args, **attributes):
        """Return the start tag of docutils with the attributes that the node carries."""
        carried = {} if isinstance(node, dict) else node.get("carries", {})
        return super().starttag(node, tagname, *args, **carried, **attributes)


def extend_translator(app) -> None:
    """Mix ``CarryingTranslator`` into the translator of an HTML builder, after the theme has put in its own."""
    if app.builder.format != "html":
        return
    chosen = app.registry.translators.get(app.builder.name) or app.builder.default_translator_class
    made = types.new_class("CarryingHTMLTranslator", (CarryingTranslator, chosen))
    app.set_translator(app.builder.name, made, override=True)
