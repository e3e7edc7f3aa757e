"""Findings: what a reader would lose if a number, a verdict or a figure's table were recorded wrongly."""

import pandas as pd
import pytest

import testimonia as tm
from testimonia.edition import findings as room
from testimonia.edition.findings import EVERYTHING, READINGS, Findings, Table, in_words, shown


@pytest.fixture
def outputs(monkeypatch):
    """Everything that findings would attach to the cells of a notebook."""
    kept = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata: kept.append(metadata["testimonia"]))
    return kept


@pytest.fixture
def case(village):
    """The village case, loaded."""
    return village if not isinstance(village, (str, type(None))) and hasattr(village, "tables") else tm.load(village)


def test_a_number_is_computed_under_every_reading(case, outputs):
    """Without it the Grounds would show one value three times and hide what is doubtful."""
    Findings(case, "essay").number("events", lambda c: c.events)
    stated = case.with_basis("stated").events
    high = case.with_certainty("high").events
    assert outputs[0]["readings"] == {EVERYTHING: in_words(len(case.events)), "stated only": in_words(len(stated)), "high certainty only": in_words(len(high))}
    assert outputs[0]["rows"] == list(case.events.index)


def test_readings_leave_persons_and_threats_whole(case):
    """A doubter's reading that dropped a person would break every row that names them."""
    for make in READINGS.values():
        assert len(make(case).actors) == len(case.actors)


def test_a_statement_that_does_not_hold_says_so(case, outputs):
    """A verdict that could not turn would make every check mark in the prose worthless."""
    findings = Findings(case, "essay")
    findings.holds("few", lambda c: (len(c.events) < 0, [], "more than none"), says="there are fewer than none")
    findings.holds("some", lambda c: len(c.events) > 0)
    assert [one["shown"] for one in outputs] == ["does not hold", "holds"]
    assert outputs[0]["observed"] == "more than none"


@pytest.mark.parametrize(("answer", "verdict"), [("yes", "holds"), ("no", "does not hold"), ("cannot tell", "cannot tell")])
def test_an_order_that_cannot_be_told_is_not_borne_out(case, outputs, answer, verdict):
    """'Cannot tell' taken for 'yes' would publish an order that the dates do not give."""
    Findings(case, "essay").holds("order", lambda c: (answer, []))
    assert outputs[0]["shown"] == verdict


def test_evidence_set_aside_does_not_speak_against_a_statement(case, outputs):
    """Else a reading that drops the rows would seem to refute what it merely no longer shows."""
    table, row = next((name, row) for name in ("events", "testimonies", "assessments", "decisions") for row in case.tables[name].query("certainty != 'high'").index)
    Findings(case, "essay").holds("kept", lambda c: (row in c.tables[table].index, [row]))
    Findings(case, "essay").holds("turned", lambda c: (c is case, []))
    assert outputs[0]["readings"]["high certainty only"] == "cannot tell"
    assert outputs[1]["readings"]["high certainty only"] == "does not hold"


def test_rows_that_do_not_exist_are_refused(case, outputs):
    """A finding resting on an invented row could not be followed to its source."""
    with pytest.raises(KeyError, match="no table: nobody"):
        Findings(case, "essay").number("n", lambda c: (1, ["nobody"]))


def test_an_error_under_everything_is_raised_and_under_a_reading_is_cannot_tell(case, outputs):
    """Swallowing an error in the main reading would print a number nobody computed."""
    with pytest.raises(ZeroDivisionError):
        Findings(case, "essay").number("n", lambda c: 1 / 0)
    Findings(case, "essay").number("n", lambda c: 1 / (c is case))
    assert outputs[0]["readings"]["stated only"] == "cannot tell"


def test_a_figure_needs_a_table_twin(case, outputs):
    """A figure without its table is closed to a reader who cannot see it."""
    with pytest.raises(ValueError, match="no table twin"):
        Findings(case, "essay").figure(object(), "fig-x")
    Findings(case, "essay").figure(object(), "fig-x", twin=pd.DataFrame({"row": [case.events.index[0]], "day": ["x"]}))
    assert outputs[0]["rows"] == [case.events.index[0]]


def test_cell_text_stays_text():
    """A script in a cell must be shown, never run."""
    table = Table(pd.DataFrame({"said": ["<script>alert(1)</script>"]}))
    assert "<script>" not in table._repr_html_()
    assert table.payload()["cells"] == [["<script>alert(1)</script>"]]


def test_values_read_as_prose():
    """'0 commanders' or '1937-05-22 00:00:00' in a sentence would betray the machine."""
    assert shown(0) == "no" and shown(12) == "twelve" and shown(13) == "13" and shown(30000) == "30,000"
    assert shown(pd.Timestamp("1651-03-04")) == "4 March 1651"
    assert shown(pd.NaT) == "unknown"
    assert room.shown(["a", "b"]) == "a and b"
