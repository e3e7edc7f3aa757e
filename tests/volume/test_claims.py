"""The claims of this volume and their checks: complete, quick, honest, and shown on their page."""

import re
import subprocess
import time
from pathlib import Path

import pytest

import testimonia as tm
from testimonia.analysis.claims import VERDICTS, paragraphs
from testimonia.edition.verdicts import SIGNS, ledger_of, load_checks

from .conftest import ROOT, page

FOLDER = ROOT / "notebooks" / "claims"


@pytest.fixture(scope="module")
def case():
    return tm.load(ROOT / "data")


@pytest.fixture(scope="module")
def checks():
    return load_checks(FOLDER)


@pytest.fixture(scope="module")
def ledger(case, checks):
    return checks.run(case)


def test_every_claim_is_checked_or_says_why_not(case, checks):
    """A claim with neither a verdict nor a reason would stand in the ledger as if it had been forgotten."""
    assert tm.unmatched(case, checks) == []
    assert len(checks) >= 90


def test_all_checks_together_take_less_than_five_seconds(case, checks):
    """A correction of one row should be seen at once in every verdict. Measured on the processor, so that a busy machine does not decide."""
    checks.run(case)
    start = time.process_time()
    checks.run(case)
    assert time.process_time() - start < 5


def test_every_check_says_what_it_saw_on_rows_of_the_tables(case, ledger):
    """A verdict without words and rows could not be argued with."""
    for line in ledger[ledger["check"] != ""].itertuples():
        assert len(line.observed) > 10 and len(line.rows) > 0, line.claim
        assert all(case.table_of(row) not in ("claims", "hypotheses", "weights", "predictions") for row in line.rows), line.claim
        assert "nan" not in re.findall(r"\w+", line.observed), line.claim


def test_what_is_borne_out_rests_on_other_paragraphs(case, ledger):
    """The ledger would confirm the article with itself."""
    confirmed = ledger[ledger["verdict"].isin(VERDICTS[:2])]
    assert len(confirmed) > 50
    for line in confirmed.itertuples():
        own = paragraphs(case.claims.loc[line.claim, "source"])
        assert any(paragraphs(case.row(row)["source"]) - own for row in line.elsewhere), line.claim


def test_every_check_can_change_its_mind(case, checks):
    """A verdict that no change of its rows can turn was written and not found."""
    found = tm.wavering(case, checks, rounds=8)
    stubborn = found.loc[found["becomes"] == "", "check"].tolist()
    assert stubborn == [], f"no disturbance of their rows changes the verdict of {', '.join(stubborn)}"


def test_checks_are_short_and_say_what_they_ask(checks):
    """A check longer than a glance is not read, and one without a sentence cannot be."""
    import inspect

    for check in checks.by_claim.values():
        assert inspect.getdoc(check) and inspect.getdoc(check).endswith("."), check.__name__
        assert len(inspect.getsource(check).splitlines()) <= 17, check.__name__
    for path in FOLDER.glob("*.py"):
        assert len(path.read_text("utf8").splitlines()) <= 300, path.name


def test_no_check_has_its_verdict_written_into_it():
    """A verdict is worked out by the library from parts; 'cannot tell' may be said where evidence is missing."""
    for path in FOLDER.glob("*.py"):
        for match in re.finditer(r"Seen\(\s*\"([^\"]+)\"", path.read_text("utf8")):
            assert match[1] == "cannot tell", f"{path.name}: {match[0]}"


def test_no_check_leans_on_the_strength_of_a_decision():
    """Essay 6 finds the coders' agreement on it unusable; a verdict that rested on it would be worth as little."""
    for path in FOLDER.glob("*.py"):
        assert not re.search(r"""["'.]strength\b""", path.read_text("utf8")), path.name


def test_the_argument_leads_to_the_thesis(case, ledger):
    """The map would leave claims hanging in the air."""
    graph = tm.argument(case, ledger)
    astray = [claim for claim in graph if claim != "thesis" and claim not in tm.below(graph, "thesis")]
    assert astray == ["claim-gamarnik-suicide-cause"], "an aside of the article; whatever else is here supports nothing"


def test_doubt_does_not_turn_a_claim_around_for_want_of_rows(case, checks):
    """Evidence that a reader sets aside would speak against the claim it supported."""
    ledger = ledger_of(case, checks)
    assert all(len(readings) == 3 for readings in ledger["readings"])
    shares = [sum(list(readings.values())[number] == "cannot tell" for readings in ledger["readings"]) for number in range(3)]
    assert shares[0] < shares[1] < shares[2]


@pytest.mark.skipif(not (ROOT.parent / "shared" / "tools" / "borrowed").is_file(), reason="source/article.md is not here to compare with")
def test_no_words_are_borrowed():
    """The article's sentences are its author's; ours are to be ours."""
    tool = ROOT.parent / "shared" / "tools" / "borrowed"
    files = [*sorted(FOLDER.glob("*.py")), ROOT / "book" / "claims.md", ROOT / "data" / "claims.csv"]
    done = subprocess.run([tool, *files], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_ledger_shows_every_claim_with_sign_word_and_ground(html, ledger):
    """A reader could not find a claim, tell its verdict without colours, or follow it to its rows."""
    soup = page(html / "book" / "claims.html")
    for line in ledger.itertuples():
        row = soup.find(id=f"claim-{line.claim}")
        assert row is not None, line.claim
        text = " ".join(row.get_text(" ").split())
        assert line.words in text and f"{SIGNS[line.verdict]} {line.verdict}" in text, line.claim
        mark = row.select_one(".claim-verdict")
        assert mark["data-readings"].count('"') == 6, line.claim
        assert row.select_one("a[href*='concordance.html#paragraph-']"), line.claim
        if line.check:
            assert f"def {line.check}(" in row.select_one("details.check-source").get_text() and row.select_one("a[href*='#row-']"), line.claim


def test_claims_and_their_ledger_lead_to_each_other(html, ledger):
    """From a row of the table of claims, or from an essay, the verdict must be one step away."""
    table = page(html / "book" / "tables" / "claims.html")
    assert all(table.find(id=f"row-{claim}").select_one(f"a[href$='claims.html#claim-{claim}']") for claim in ledger["claim"])
    for path in sorted((html / "notebooks").glob("[0-9]*.html")):
        assert page(path).select(".grounds a[href*='claims.html#claim-']"), path.name


def test_the_manifest_holds_every_verdict(manifest, ledger):
    """Two builds could not be compared claim by claim."""
    assert {claim: one["shown"] for claim, one in manifest["claims"].items()} == dict(zip(ledger["claim"], ledger["verdict"], strict=True))


def test_the_outline_tells_the_whole_argument(html, case, ledger):
    """Who cannot see the map reads the outline: nothing may be missing from it."""
    told = page(html / "book" / "claims.html").select_one(".argument-outline").get_text(" ")
    graph = tm.argument(case, ledger)
    assert [claim for claim in tm.below(graph, "thesis") if graph.nodes[claim]["words"] not in told] == []


def test_a_book_without_checks_is_told_where_they_belong(tmp_path):
    """A wrong path in the settings would end in a traceback."""
    with pytest.raises(ValueError, match="there are no checks here"):
        load_checks(tmp_path / "claims")
    (tmp_path / "claims.py").write_text("checks = 3\n")
    with pytest.raises(ValueError, match="no ‘checks’ in it"):
        load_checks(tmp_path / "claims.py")
    (tmp_path / "claims.py").write_text("1 / 0\n")
    with pytest.raises(ValueError, match="cannot be loaded: ZeroDivisionError"):
        load_checks(Path(tmp_path / "claims.py"))
