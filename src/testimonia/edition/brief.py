"""``{in-brief}``: at the head of an essay, what the work argues there, what was checked, what was found, and a count.

The first three are the essay's own paragraphs, with its numbers and bound statements in them. The
count is made here, from the ledger and the essay's checks, so that nobody can type it.
"""

from __future__ import annotations

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging

from ..analysis.claims import VERDICTS, tally
from . import build
from .essay import recorded
from .ledger import claim_link, note_sources
from .marks import carry
from .readings import EVERYTHING, READINGS
from .tables import CaseDirective
from .verdicts import told

LOG = logging.getLogger(__name__)

#: How each of the three paragraphs begins; its text goes on from there.
HEADS = ("The article argues", "We checked", "We found")
COUNT = "The count:"


class InBrief(CaseDirective):
    """``{in-brief}``: three paragraphs, which go on from ``HEADS``, in this order; the count follows them.

    Counted are the claims of the essay's section of the work, by verdict, and of the essay's checked
    statements those that hold; both follow the reading. ``:claims: all`` counts all claims of the
    ledger, as do essays whose section has none. A book without a ledger counts statements alone.
    """

    has_content = True
    option_spec = {"claims": lambda given: directives.choice(given, ("section", "all"))}

    def run(self):
        made = nodes.container(classes=["in-brief"])
        self.state.nested_parse(self.content, self.content_offset, made)
        if [type(child) for child in made] != [nodes.paragraph] * len(HEADS):
            LOG.warning("an essay in brief is three paragraphs: what the article argues, what was checked, what was found; here it is %d", len(made), location=self.get_location())
        for head, paragraph in zip(HEADS, list(made.findall(nodes.paragraph)), strict=False):
            paragraph.insert(0, [_head(head), nodes.Text(" ")])
        findings = recorded(self.state.document)
        if parts := [*self._claims(findings), *_statements(findings)]:
            made += build.paragraph(_head(COUNT), " ", *parts)
        return [made]

    def _claims(self, findings: list[dict]) -> list[nodes.Node | str]:
        ledger = self.env.app.testimonia_ledger
        if ledger is None or ledger.empty or not findings:
            return []
        note_sources(self.env, self.config.testimonia_claims)
        lines = ledger[ledger["section"] == findings[0]["essay"]]
        everything = self.options.get("claims") == "all" or lines.empty
        lines = ledger if everything else lines
        link = claim_link(lines["claim"].iloc[0], f"{len(lines)} claim{'' if len(lines) == 1 else 's'}")
        link["anchor"] = "" if everything else f"claims-of-{lines['section'].iloc[0]}"
        return [link, " of the article in all: " if everything else " of this section: ", *_verdicts(lines), ". "]


def _head(words: str) -> nodes.strong:
    return nodes.strong("", words, classes=["brief-head"])


def counted(lines: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return how many of these claims fare so under each reading, by verdict; verdicts that no claim ever has are left out.

    >>> lines = pd.DataFrame({"readings": [{"everything recorded": "borne out", "stated only": "cannot tell", "high certainty only": "borne out"}]})
    >>> counted(lines)["cannot tell"]
    {'everything recorded': 0, 'stated only': 1, 'high certainty only': 0}
    """
    under = {reading: tally(readings[reading] for readings in lines["readings"]) for reading in READINGS}
    found = {verdict: {reading: under[reading][verdict] for reading in READINGS} for verdict in VERDICTS}
    return {verdict: counts for verdict, counts in found.items() if any(counts.values())}


def _verdicts(lines: pd.DataFrame) -> list[nodes.Node | str]:
    made: list[nodes.Node | str] = []
    for verdict, counts in counted(lines).items():
        sign, words = told(verdict).split(" ", 1)
        readings = {reading: f"{sign} {count} {words}" for reading, count in counts.items()}
        mark = nodes.inline("", readings[EVERYTHING], classes=["claim-verdict", f"verdict-{verdict.replace(' ', '-')}"])
        carry(mark, readings=readings)
        made += [", ", mark] if made else [mark]
    return made


def _statements(findings: list[dict]) -> list[nodes.Node | str]:
    statements = [one for one in findings if one["kind"] == "statement"]
    if not statements:
        return []
    hold = {reading: str(sum(one["readings"][reading] == "holds" for one in statements)) for reading in READINGS}
    number = nodes.inline("", hold[EVERYTHING], classes=["statements-holding"])
    carry(number, readings=hold)
    link = build.link(f"{len(statements)} checked statement{'' if len(statements) == 1 else 's'}", f"check-{statements[0]['name']}")
    return ["Of ", link, ", ", number, " hold."]
