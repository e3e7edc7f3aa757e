"""What findings hang on, as the Grounds print it."""

import pytest

import testimonia as tm
from testimonia.analysis.example import village
from testimonia.edition.doubt import NOTHING, UNTRIED, Doubts, in_words
from testimonia.edition.findings import Findings
from testimonia.edition.hanging import tally


@pytest.fixture
def outputs(monkeypatch):
    """Everything that findings would attach to the cells of a notebook."""
    kept = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata: kept.append(metadata["testimonia"]))
    return kept


def test_a_statement_names_the_witness_without_whom_it_falls(outputs):
    """A finding that one man's words carry would look as firm as any other."""
    findings = Findings(village(), "essay")
    findings.holds("bela-named-by-anna", lambda c: "anna" in set(c.where("testimonies", accused="bela").testimonies["deponent"]))
    findings.holds("anna-named", lambda c: len(c.where("testimonies", accused="anna").testimonies) > 0)
    findings.holds("by-id", lambda c: c.row("bela-anna")["custody"] == "yes")
    one, two, three = (in_words(entry["hangs"]) for entry in outputs)
    assert one == ["without Anna Varga: would not hold"]
    assert two == [NOTHING]
    assert three == ["without Béla Orsó: cannot tell"]


def test_a_number_names_the_removal_that_moves_it_most(outputs):
    """The reader would be told of the least of several losses."""
    Findings(village(), "essay").number("rows", lambda c: len(c.testimonies))
    deponent = outputs[0]["hangs"]["deponent"]
    assert (deponent["becomes"], deponent["others"]) == ("four", 3)
    assert in_words(outputs[0]["hangs"]) == ["without Anna Varga: four; also without 3 other deponents"]


def test_a_finding_about_doubt_is_not_tried_on_itself(outputs):
    """'Nothing single' would be printed of what nobody tried."""
    Findings(village(), "essay").number("rows", lambda c: len(c.testimonies), try_removals=False)
    assert outputs[0]["hangs"] is None and in_words(None) == [UNTRIED]


def test_sources_are_taken_away_too(village_case):
    """A finding from one book would not say so."""
    doubts = Doubts(village_case)
    found = doubts.hangs_on(lambda c: len(c.testimonies), value=lambda made: made, shown=str)
    assert set(doubts.trial.sets["source"]) == set(tm.removals(village_case, "source"))
    assert found["source"] is None or found["source"]["label"] == village_case.sources.short(found["source"]["removed"])


def test_the_tally_counts_each_statement_once():
    """The volume's own account of its firmness would not add up."""
    hangs = [{"deponent": {}, "source": {}}, {"deponent": {"removed": "a"}, "source": {"removed": "k"}}, {"deponent": None, "source": {"removed": "k"}}, None]
    found = [{"kind": "statement", "hangs": one} for one in hangs] + [{"kind": "number", "hangs": hangs[1]}]
    assert tally(found) == [3, 1, 1, 2]
