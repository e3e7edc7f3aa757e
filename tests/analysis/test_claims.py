"""Claims put to the tables: registering, running, counting, disturbing, and the argument as a graph."""

import json

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from testimonia.analysis import Checks, ClaimError, Seen, argument, below, branches, disturbed, keep_ledger, outline, together, totals, unmatched, wavering
from testimonia.analysis.claims import VERDICTS
from testimonia.analysis.example import case_of, village
from testimonia.figures import argument as drawn


def book(check="found", source="kovacs1999[¶2]", **row):
    """A case of one claim and two events, one of them told in the claim's own paragraph."""
    claim = {"id": "claim-hail", "kind": "causal", "claim": "Hail fell.", "supports": (), "check": check, "why_not": None, "section": "weather", "source": source}
    return case_of(
        claims=[claim | row],
        events=[{"id": "own", "date": "1650-06", "kind": "hail", "source": "kovacs1999[¶2]"}, {"id": "other", "date": "1650-07", "kind": "hail", "source": "kovacs1999[¶3]"}],
    )


def checks_on(*rows, verdict="borne out", **more):
    checks = Checks()

    @checks.of("claim-hail")
    def found(case):
        return Seen(verdict, rows, "hail", **more)

    return checks


@pytest.mark.parametrize("parts, verdict", [((True, True), "borne out"), ((True, False), "qualified"), ((True, None), "qualified"), ((False, False), "not borne out"),
                                            ((False, "cannot tell"), "not borne out"), (("cannot tell", None), "cannot tell"), ((), "cannot tell"), ((np.bool_(True), "yes"), "borne out")])  # fmt: skip
def test_parts_of_a_claim_make_one_verdict(parts, verdict):
    """A claim half of which holds would be called borne out, or refused."""
    assert together(*parts) == verdict


def test_a_claim_is_not_borne_out_by_its_own_paragraph():
    """The ledger would confirm the work with itself."""
    line = checks_on("own").run(book()).iloc[0]
    assert (line["verdict"], line["would_be"], line["elsewhere"]) == ("restates itself", "borne out", ())


def test_a_row_from_another_paragraph_makes_it_a_test():
    """A claim that was put to other paragraphs would be set aside as if it had not."""
    line = checks_on("own", "other").run(book()).iloc[0]
    assert (line["verdict"], line["rows"], line["elsewhere"]) == ("borne out", ("own", "other"), ("other",))


@pytest.mark.parametrize("verdict", ["not borne out", "cannot tell"])
def test_a_paragraph_can_contradict_itself(verdict):
    """What the numbers of a paragraph say against its own sentence would be hidden."""
    assert checks_on("own", verdict=verdict).run(book()).iloc[0]["verdict"] == verdict


def test_a_check_can_say_which_paragraph_tells_what_is_tested():
    """A row put together from several paragraphs would count as independent of the one that matters."""
    case = book()
    case.events.loc["other", "source"] = "kovacs1999[¶2];kovacs1999[¶9]"
    assert checks_on("other").run(case).iloc[0]["verdict"] == "borne out"
    assert checks_on("other", told_in={"¶2"}).run(case).iloc[0]["verdict"] == "restates itself"


def test_an_error_names_its_check():
    """Among a hundred checks nobody would find the one that broke."""
    checks = Checks()

    @checks.of("claim-hail")
    def hail_fell(case):
        return case.events.loc["snow"]

    with pytest.raises(ClaimError, match="'hail_fell' of 'claim-hail' failed: KeyError"):
        checks.run(book(check="hail_fell"))
    assert checks.run(book(check="hail_fell"), strict=False)["verdict"].tolist() == ["cannot tell"]
    with pytest.raises(ClaimError, match="rests on a row that no table has"):
        checks_on("snow").run(book())


def test_a_check_answers_with_what_it_saw():
    """A bare truth value would enter the ledger without its rows."""
    checks = Checks()
    checks.of("claim-hail")(lambda case: True)
    with pytest.raises(ClaimError, match="returned bool"):
        checks.run(book())
    with pytest.raises(ValueError, match="no such verdict: 'true'"):
        Seen("true", (), "")


def test_one_claim_has_one_check():
    """The second of two checks would silently take the place of the first."""
    checks = checks_on("own")
    with pytest.raises(ValueError, match="a second check"):
        checks.of("claim-hail")(lambda case: None)


@pytest.mark.parametrize("row, says", [({"check": ""}, "neither a check nor a reason"), ({"why_not": "A motive."}, "both a check and a reason"), ({"check": "lost"}, "names the check 'lost'")])
def test_table_and_checks_fit(row, says):
    """A claim would stand in the ledger with neither a verdict nor a reason."""
    assert any(says in one for one in unmatched(book(**row), checks_on("own")))
    assert unmatched(book(), checks_on("own")) == []
    stray = Checks()
    stray.of("claim-snow")(lambda case: None)
    assert "no claim of the table" in unmatched(book(check="", why_not="A motive."), stray)[0]


def test_totals_count_every_claim_once():
    """The sum at the head of the ledger would not be the number of claims."""
    ledger = Checks().run(case_of(claims=[{"id": f"c{n}", "claim": "x", "why_not": why, "supports": ()} for n, why in enumerate(["A motive.", "A motive.", "A view."])]))
    counts = totals(ledger)
    assert counts["claims"].sum() == 3 and set(VERDICTS) == set(counts["verdict"])
    assert counts.query("verdict == 'beyond the tables'")[["reason", "claims"]].values.tolist() == [["A motive.", 2], ["A view.", 1]]
    assert Checks().run(case_of()).empty


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_ledger_is_written_whole(tmp_path, kind):
    """Other programs could not read how the claims fare."""
    path = keep_ledger(checks_on("own", "other").run(book()), tmp_path / f"ledger.{kind}")
    if kind == "json":
        (line,) = json.loads(path.read_text("utf8"))
        assert line["rows"] == ["own", "other"]
    else:
        assert pd.read_csv(path)["rows"].tolist() == ["own;other"]
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    with pytest.raises(ValueError, match="json or .csv"):
        keep_ledger(pd.DataFrame(), tmp_path / "ledger.xlsx")


def _watching():
    checks = Checks()

    @checks.of("claim-order")
    def order_of_arrests(case):
        first, second = (case.events.loc[row] for row in ("arrest-anna", "arrest-bela"))
        return Seen(together(first["latest"] < second["earliest"]), ["arrest-anna", "arrest-bela"], "")

    @checks.of("claim-stubborn")
    def stubborn(case):
        return Seen("borne out", ["arrest-anna"], "")

    @checks.of("claim-brittle")
    def brittle(case):
        return Seen("borne out", [case.events.loc["arrest-anna"].name], "")

    return checks


def test_a_check_that_cannot_change_its_mind_is_found():
    """A verdict written into a check would pass for something read off the tables."""
    found = wavering(village(), _watching(), rounds=3).set_index("check")
    assert found.loc["order_of_arrests", "becomes"] == "not borne out"
    assert found.loc["stubborn", "becomes"] == "", "what does not look cannot change"
    assert found.loc["brittle", "becomes"] == "", "what merely breaks has not changed its mind"


def test_disturbing_is_the_same_for_a_seed_and_leaves_the_case_alone():
    """A failure could not be repeated, and one check's disturbance would reach the next."""
    case = village()
    before = {name: table.copy(deep=True) for name, table in case.tables.items()}
    pd.testing.assert_frame_equal(wavering(case, _watching(), seed=5, rounds=2), wavering(case, _watching(), seed=5, rounds=2))
    for name, table in case.tables.items():
        pd.testing.assert_frame_equal(table, before[name])


@pytest.mark.parametrize("kind, column", [("left out", ""), ("moved", ""), ("blurred", ""), ("recoded", "kind"), ("recoded", "actors")])
def test_each_disturbance_changes_its_rows_and_no_other(kind, column):
    """A disturbance that does nothing would excuse a check that sees nothing."""
    case = village()
    changed = disturbed(case, ["arrest-anna"], np.random.default_rng(1), kind, column).events
    if kind == "left out":
        assert changed.index.tolist() == ["arrest-bela"]
        return
    assert changed.loc["arrest-bela"].equals(case.events.loc["arrest-bela"])
    assert (not changed.loc["arrest-anna"].equals(case.events.loc["arrest-anna"])) or case.events[column].nunique() == 1


def test_a_scale_is_turned_and_a_number_scaled():
    """Stances and sums would never be disturbed."""
    case = case_of(assessments=[{"id": "a", "date": "1650", "level": -1}], measures=[{"id": "m", "date": "1650", "value": 0.0}])
    assert disturbed(case, ["a"], np.random.default_rng(0), "recoded", "level").assessments.loc["a", "level"] == 1
    assert disturbed(case, ["m"], np.random.default_rng(0), "scaled").measures.loc["m", "value"] == 100


def chain():
    rows = [("root", ()), ("left", ("root",)), ("right", ("root",)), ("leaf", ("left", "right"))]
    case = case_of(claims=[{"id": i, "claim": f"The {i}.", "supports": up, "why_not": "A motive."} for i, up in rows])
    ledger = Checks().run(case)
    ledger.loc[ledger["claim"] == "leaf", "verdict"] = "qualified"
    return case, ledger


def test_the_argument_knows_what_lies_below():
    """A reader could not see how much of a branch was tested."""
    graph = argument(*chain())
    assert graph.nodes["root"]["below"] == 3 and graph.nodes["root"]["tested"] == 1 and graph.nodes["leaf"]["depth"] == 2
    table = branches(graph, "root").set_index("claim")
    assert table.loc["left", ["claims", "tested", "share"]].tolist() == [2, 1, 0.5]
    assert below(graph, "left") == ["leaf"]
    with pytest.raises(KeyError, match="no such claim"):
        branches(graph, "nobody")


def test_claims_that_support_each_other_in_a_circle_are_named():
    """The outline would never end."""
    case = case_of(claims=[{"id": "a", "claim": "A", "supports": ("b",), "why_not": "x"}, {"id": "b", "claim": "B", "supports": ("a",), "why_not": "x"}])
    with pytest.raises(ValueError, match="in a circle: . → . → "):
        argument(case, Checks().run(case))


def test_the_outline_tells_every_claim_and_repeats_no_reason():
    """A shared reason would be told twice, or not at all."""
    lines = outline(argument(*chain()), "root")
    assert [claim for _, claim, _ in lines] == ["root", "left", "leaf", "right", "leaf"]
    assert [told for *_, told in lines] == [False, False, False, False, True]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_map_is_read_from_its_table(narrow):
    """The figure would show something else than its table."""
    graph = argument(*chain())
    figure = drawn(graph, "root", narrow=narrow)
    assert figure.testimonia_data["claim"].tolist() == branches(graph, "root")["claim"].tolist()
    words = {text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))}
    assert {"The left.", "1 of 2 tested", "qualified", "beyond the tables"} <= words
    alone = nx.DiGraph()
    alone.add_node("a", words="A", kind="", verdict="borne out")
    assert drawn(alone, "a", narrow=narrow).testimonia_data.empty
