"""``{balance} contest``: the weights of a contest as a table, and on screen a balance the reader can move."""

from __future__ import annotations

import json
from html import escape

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging

from . import build
from .roles import finding, row_reference
from .tables import CaseDirective

LOG = logging.getLogger(__name__)
_COLUMNS = ["Observation", "Favours", "Group", "Test", "Weight, decibans"]


class Balance(CaseDirective):
    """``{balance} motive``: the weights that the essay recorded for this contest with `offer_balance`.

    Prints a table with a caption. On screen a button follows it, which fetches
    ``lazy/balance.js`` and opens a form: observations and groups on or off, the prior, and how
    groups are counted. Without scripts, and in print, the table stands alone.
    """

    required_arguments = 1
    option_spec = {"caption": directives.unchanged_required, "widths": directives.positive_int_list}

    def run(self):
        contest = self.arguments[0]
        payload = finding(self.state.document, f"balance:{contest}")
        if payload is None:
            LOG.warning("no balance of %r is recorded in this essay: call offer_balance in a cell before", contest, location=self.get_location())
            return []
        rows = [self._cells(one) for one in payload["observations"]]
        made = build.table(_COLUMNS, rows, self.options.get("widths", [40, 22, 12, 14, 12]), title=self.options.get("caption", ""), classes=["finding-table", "weights"])
        self.options["name"] = f"tab-balance-{contest}"
        self.add_name(made)
        opening = f'<div class="balance" data-contest="{escape(contest, True)}" data-rows="{escape(" ".join(payload["rows"]), True)}">'
        return [nodes.raw("", opening, format="html"), made, nodes.raw("", controls(payload) + "</div>", format="html")]

    def _cells(self, one: dict) -> list:
        words = build.paragraph(row_reference("", "", nodes.Text(one["label"]), row=one["id"], classes=["weight-label"]))
        if one["absence"]:
            words += nodes.Text(" (an absence)")
        return [[words], one["favours"], one["group"].replace("-", " "), one["test"], written(one)]


def written(one: dict) -> str:
    """The range of a weight for the hypothesis it favours, as the table prints it.

    >>> written({"low": -3.0, "high": 1.0, "turned": True})
    '−1 to 3'
    """
    low, high = (-one["high"], -one["low"]) if one["turned"] else (one["low"], one["high"])
    return f"{low + 0.0:g} to {high + 0.0:g}".replace("-", "−")


def controls(payload: dict) -> str:
    """The hidden part of the page: what the form is made of, and the button that opens it.

    >>> "</script><b>" in controls({"contest": "a", "hypothesis": "</script><b>", "rival": "", "priors": [], "observations": []})
    False
    """
    told = {key: payload[key] for key in ("contest", "hypothesis", "rival", "priors", "observations")}
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    button = '<button type="button" class="balance-open">Move the weights and the prior</button>'
    return f'<script type="application/json" class="balance-data">{data}</script><div class="balance-controls screen-only" hidden>{button}</div>'
