"""What `check` says of damaged folders, and that it says it of nothing else."""

import pytest

from testimonia.case.check import check
from testimonia.case.load import CaseError, load

from .damages import DAMAGES, FILES, cell, cells, removed, rewritten, several


def test_the_village_is_sound(village):
    """If the undamaged case were reported, every other test here would prove nothing."""
    report = check(village)
    assert report.problems == []
    assert report.counts["testimonies"] == 10 and report.counts["exceptions"] == 0


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_damage_is_reported_where_it_is(village, damage):
    """A historian whose table is damaged would not learn where, or what to do, or would
    be sent to rows that are sound."""
    damage.do(village)
    report = check(village)
    found = [(p.file, p.row, p.column) for p in report.problems]
    expected = [(e[0].format(folder=village), *e[1:3]) for e in damage.expected]
    assert sorted(found, key=str) == sorted(expected, key=str), "\n" + str(report)
    for place, *words in ((e[:3], *e[3:]) for e in damage.expected):
        place = (place[0].format(folder=village), *place[1:])
        sentences = [str(p) for p in report.problems if (p.file, p.row, p.column) == place]
        assert any(all(word in s for word in words) for s in sentences), (words, sentences)
    assert damage.expected or damage.why, "an accepted damage needs its reason"


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_damage_never_breaks_loading(village, damage):
    """A reader would get a traceback, or half a case, instead of a case or a CaseError."""
    damage.do(village)
    report = check(village)
    reported = {str(p) for p in report.problems}
    try:
        case = load(village)
    except CaseError as error:
        assert error.problems and {str(p) for p in error.problems} <= reported
        assert str(error.problems[0]) in str(error)
    else:
        assert len(case.actors) == report.counts["actors"]


def test_all_problems_come_in_one_run(village):
    """Somebody who repairs a table would have to run the check once for every fault."""
    several(
        cell("testimonies", 2, "accused", "ana"), cell("testimonies", 5, "date", "1651-02-30"),
        cells("actors", (5, "type", "persons")), cell("measures", 2, "value", "1,5"),
        removed("archives.csv"), rewritten("references.bib", lambda t: t.replace("@misc{tidings1652,", "@misc{tidings1652")),
    )(village)
    files = [p.file for p in check(village).problems]
    assert set(files) == {"testimonies.csv", "actors.csv", "measures.csv", "references.bib", "events.csv"}
    assert files == sorted(files)


def test_problems_are_in_order(village):
    """A long report would jump between rows."""
    cells("testimonies", (10, "custody", "x"), (2, "medium", "x"), (2, "custody", "x"))(village)
    places = [(p.row, p.column) for p in check(village).problems]
    assert places == [(2, "custody"), (2, "medium"), (10, "custody")]


def test_damage_is_of_many_kinds():
    """The list could shrink unnoticed."""
    assert len({d.name for d in DAMAGES}) == len(DAMAGES) >= 100
    assert len(FILES) >= 20
