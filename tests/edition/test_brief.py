"""An essay in brief: the frame is kept, and the count is made of the checks."""

import json

import pandas as pd
from bs4 import BeautifulSoup

from testimonia.edition.brief import counted
from testimonia.edition.readings import READINGS

from .test_extension import ESSAY, book  # noqa: F401

BRIEF = "# Essay\n\n```{{in-brief}}\n{said}\n```\n"


def built(book, *said, truth="len(c.testimonies) > 3"):  # noqa: F811
    essay = ESSAY.replace("# Essay\n", BRIEF.replace("{said}", "\n\n".join(said))).format(truth=truth, marker="{holds}`held`")
    out, warnings = book(essay=essay)
    return BeautifulSoup((out / "essay.html").read_text("utf8"), "lxml").select_one(".in-brief"), warnings


def test_three_paragraphs_get_their_heads_and_a_count(book):  # noqa: F811
    """A reader could not tell what is the work's, what was done, and what was found; or would read a typed count."""
    brief, warnings = built(book, "that hail fell.", "{{glue:text}}`rows` events.", "that this is certain.{{holds}}`held`")
    assert "in brief is three paragraphs" not in warnings
    heads = [strong.get_text() for strong in brief.select(".brief-head")]
    assert heads == ["The article argues", "We checked", "We found", "The count:"]
    assert brief.find("p").get_text().startswith("The article argues that hail fell.")
    assert brief.select_one("a.finding-number").get_text() == "30,000" and brief.select_one("a.bound-mark")
    assert "Of 1 checked statement, 1 hold" in brief.get_text()
    assert brief.select_one("a[href='#check-held']") and len(json.loads(brief.select_one(".statements-holding")["data-readings"])) == 3


def test_the_count_follows_the_reading(book):  # noqa: F811
    """A doubter would be told of statements that hold for a believer."""
    brief, _ = built(book, "a.", "b.", "c.{{holds}}`held`", truth="len(c.testimonies) > 9")
    assert json.loads(brief.select_one(".statements-holding")["data-readings"])[0] == "1"
    assert "0" in json.loads(brief.select_one(".statements-holding")["data-readings"])[1:]


def test_another_number_of_paragraphs_stops_the_build(book):  # noqa: F811
    """What was found would stand under the head of what was checked."""
    _, warnings = built(book, "that hail fell.", "that this is certain.{{holds}}`held`")
    assert "an essay in brief is three paragraphs: what the article argues, what was checked, what was found; here it is 2" in warnings
    assert "essay.md:" in warnings


def test_claims_are_counted_by_verdict_under_every_reading():
    """A count that left out a verdict reached under doubt alone would not add up there."""
    verdicts = [["borne out", "cannot tell", "borne out"], ["borne out", "borne out", "qualified"]]
    lines = pd.DataFrame({"readings": [dict(zip(READINGS, one, strict=True)) for one in verdicts]})
    found = counted(lines)
    assert list(found) == ["borne out", "qualified", "cannot tell"]
    assert [list(counts.values()) for counts in found.values()] == [[2, 1, 1], [0, 0, 1], [0, 1, 0]]
    assert all(sum(counts[reading] for counts in found.values()) == len(lines) for reading in READINGS)
