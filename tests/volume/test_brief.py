"""Every essay in brief: under its title, with the numbers of the ledger and of its own checks, on screen and on paper."""

import json
import re

import pytest

import testimonia as tm
from testimonia.analysis.claims import VERDICTS
from testimonia.edition.readings import READINGS
from testimonia.edition.verdicts import SIGNS, ledger_of, load_checks

from .conftest import ROOT, page

ESSAYS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]-*.md"))
ALL = {"5-weighing-the-case", "6-how-sure-can-we-be"}


@pytest.fixture(scope="module")
def ledger():
    return ledger_of(tm.load(ROOT / "data"), load_checks(ROOT / "notebooks" / "claims"))


def brief_of(html, stem):
    return page(html / "notebooks" / f"{stem}.html").select_one(".in-brief")


@pytest.mark.parametrize("stem", ESSAYS)
def test_it_stands_under_the_question_and_keeps_its_frame(html, stem):
    """A reader who has a minute could not tell what an essay claims, did and found."""
    brief = brief_of(html, stem)
    assert brief.find_previous(["h1", "h2"]).name == "h1" and brief.find_previous_sibling("p").select_one("strong")
    heads = [one.get_text() for one in brief.select(".brief-head")]
    assert heads == ["The article argues", "We checked", "We found", "The count:"]
    assert all(said.get_text().startswith(head) for said, head in zip(brief.select("p"), heads, strict=True))
    argued, checked, found, _ = brief.select("p")
    assert checked.select(".finding-number") and found.select(".bound-mark")
    assert stem.startswith("6") or argued.select("a.paragraph-mention"), "what the article argues is cited"


@pytest.mark.parametrize("stem", ESSAYS)
def test_its_verdicts_are_those_of_the_ledger_under_every_reading(html, ledger, stem):
    """The head of an essay would say one thing and the ledger another."""
    lines = ledger if stem in ALL else ledger[ledger["section"] == stem[2:]]
    brief = brief_of(html, stem)
    marks = [(mark.get_text(), json.loads(mark["data-readings"])) for mark in brief.select(".claim-verdict")]
    for number, reading in enumerate(READINGS):
        counts = {verdict: sum(one[reading] == verdict for one in lines["readings"]) for verdict in VERDICTS}
        shown = {said[number][2:].split(" ", 1)[1]: int(said[number].split()[1]) for _, said in marks}
        assert shown.items() <= counts.items() and sum(shown.values()) == len(lines) > 0, reading
    assert all(text == said[0] and text.startswith(SIGNS[text.split(" ", 2)[2]]) for text, said in marks)
    link = next(link for link in brief.select("a") if re.fullmatch(r"\d+ claims?", link.get_text()))
    assert link.get_text().split()[0] == str(len(lines))
    target, _, anchor = link["href"].partition("#")
    assert target == "../book/claims.html" and (not anchor or page(html / "book" / "claims.html").find(id=anchor))


@pytest.mark.parametrize("stem", ESSAYS)
def test_its_statements_are_those_of_the_essay(html, manifest, stem):
    """The count of what holds would be somebody's word."""
    checked = [one for one in manifest["pages"][f"notebooks/{stem}"] if one["kind"] == "statement"]
    brief = brief_of(html, stem)
    held = json.loads(brief.select_one(".statements-holding")["data-readings"])
    assert held == [str(sum(one["readings"][reading] == "holds" for one in checked)) for reading in READINGS]
    assert brief.select_one(f"a[href='#check-{checked[0]['name']}']:not(.bound-mark)").get_text() == f"{len(checked)} checked statements"


def test_it_is_printed_word_for_word(html):
    """A reader on paper would have another summary than one on screen."""
    from testimonia.edition.print.pages import load
    from testimonia.edition.print.volume import Entry, read_volume

    volume = read_volume(ROOT)
    for stem in ESSAYS:
        printed = load(volume, Entry(f"notebooks/{stem}")).xpath(".//*[contains(@class, 'in-brief')]")
        said = " ".join(brief_of(html, stem).get_text().split())
        assert [" ".join(one.text_content().replace("\u00a0", " ").split()) for one in printed] == [said.replace("\u00a0", " ")], stem
        assert said.startswith("The article argues")


def test_the_ledger_opens_with_its_totals(html, ledger):
    """The totals would be believed before anybody counts."""
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page(html / "book" / "claims.html").select("table.ledger-totals tbody tr")]
    totals = {first.split(" ", 1)[1]: int(count) for first, _, count in rows if first and first != "All"}
    assert totals == {verdict: int((ledger["verdict"] == verdict).sum()) for verdict in VERDICTS}
    assert rows[-1] == ["All", "", str(len(ledger))]
    reasons = [int(count) for first, _, count in rows if not first]
    assert sum(reasons) == totals["beyond the tables"]
