"""What one cell moves: the page on disputing shows it, and must not show what is not so."""

import pytest

from testimonia.analysis.claims import Checks, Seen, together
from testimonia.case.load import CaseError, load
from testimonia.edition.trial import moved, with_cell

from ..conftest import VILLAGE


def checks() -> Checks:
    made = Checks()

    @made.of("claim-letter-first")
    def named_before_arrest(case):
        first = case.testimonies.loc["clara-anna-1650", "latest"] < case.events.loc["arrest-anna", "earliest"]
        return Seen(together(first), ["clara-anna-1650", "arrest-anna"], f"the letter of {case.testimonies.loc['clara-anna-1650', 'date']}")

    return made


def test_a_cell_moves_a_verdict(tmp_path, village_case):
    before = checks().run(village_case)
    (pair,) = moved(before, checks().run(with_cell(village_case, tmp_path, "clara-anna-1650", "date", "1651-11")))
    assert (pair[0].verdict, pair[1].verdict, pair[1].observed) == ("borne out", "not borne out", "the letter of 1651-11")


def test_a_cell_on_which_nothing_rests_moves_nothing(tmp_path, village_case):
    assert moved(checks().run(village_case), checks().run(with_cell(village_case, tmp_path, "hail-1650", "date", "1650-07"))) == []


def test_the_tables_themselves_are_left_alone(tmp_path, village_case):
    """A trial that wrote into the tables would be an edit."""
    before = {path.name: path.read_bytes() for path in VILLAGE.iterdir()}
    with_cell(village_case, tmp_path, "arrest-anna", "date", "1651-04-04")
    assert {path.name: path.read_bytes() for path in VILLAGE.iterdir()} == before
    assert load(tmp_path).events.loc["arrest-anna", "date"] == "1651-04-04"


@pytest.mark.parametrize(("row", "column", "value", "error"), [("nobody", "date", "1650", KeyError), ("arrest-anna", "colour", "red", ValueError), ("arrest-anna", "date", "soon", CaseError)])
def test_what_cannot_be_tried_is_refused(row, column, value, error, tmp_path, village_case):
    with pytest.raises(error):
        with_cell(village_case, tmp_path, row, column, value)
