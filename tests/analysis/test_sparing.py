"""What is known of a whole case and need not be asked of what is left of it: against asking."""

import pytest

from testimonia.analysis import leave_one_out, weights
from testimonia.analysis.example import village, wager
from testimonia.analysis.lazy import remainder
from testimonia.analysis.memory import remembering
from testimonia.analysis.sparing import by_rows_read
from testimonia.analysis.watching import reading


def left(case, *lost):
    return remainder(case, lost, case.without(lost).tables)


def counted():
    """A function of a case that counts how often it is computed."""
    made = []

    @by_rows_read
    def spoken(case, deponent):
        made.append(deponent)
        return case.where("testimonies", deponent=deponent).testimonies.index.tolist()

    return spoken, made


def test_a_loss_that_is_not_read_costs_nothing():
    """If every loss were computed anew, an essay would take twice as long."""
    case, (spoken, made) = village(), counted()
    with remembering({}):
        assert spoken(left(case, "clara-anna"), "anna") == spoken(left(case, "talk"), "anna") == ["anna-bela", "anna-clara"]
        assert made == ["anna"]
        assert spoken(left(case, "anna-bela"), "anna") == spoken(left(case, "anna-bela", "talk"), "anna") == ["anna-clara"]
        assert made == ["anna", "anna"], "two losses that take away the same of what is read are one"
    spoken(left(case, "talk"), "anna")
    assert len(made) == 3, "nothing is kept when nobody remembers"


def test_a_part_of_what_is_left_is_asked_for_itself():
    """A filter of a reduced case would return what the whole case says."""
    case, (spoken, _) = village(), counted()
    with remembering({}):
        assert spoken(left(case, "talk"), "anna")
        assert spoken(left(case, "talk").between("1652"), "anna") == case.between("1652").where("testimonies", deponent="anna").testimonies.index.tolist()


def test_what_is_known_is_still_seen_to_be_read():
    """A finding would pass for one that rests on nothing, because its rows were looked at before."""
    case, (spoken, made) = village(), counted()
    with remembering({}):
        reads = [reading(case, lambda c: spoken(c, "anna"))[1] for _ in range(2)]
    assert reads == [{"testimonies": {"anna-bela", "anna-clara"}}] * 2 and made == ["anna"]


def test_what_fails_for_the_whole_is_asked_of_every_part():
    case, made = village(), []

    @by_rows_read
    def only_without_talk(case):
        made.append(case)
        if "talk" in case.transmissions.index:
            raise ValueError
        return "quiet"

    with remembering({}):
        assert only_without_talk(left(case, "talk")) == "quiet"
        with pytest.raises(ValueError):
            only_without_talk(left(case, "clara-anna"))


def test_the_weights_without_a_row_are_those_of_the_case_without_it():
    """The balance of an essay would hang on other witnesses than it says."""
    case = wager()
    absences = {"no_talk_of_mill": lambda c: (not c.where("transmissions", channel="letter").transmissions.empty, ["complaint"])}
    ways = {row: [row] for table in ("testimonies", "assessments", "transmissions") for row in case.tables[table].index}
    found = leave_one_out(case, lambda c: weights(c, absences=absences).to_dict("records"), by=ways)
    assert {"clara-anna", "anna-bela", "complaint"} <= set(found.loc[found["changed"], "removed"]) < set(ways)
    for one in found.itertuples():
        assert str(one.value) == str(weights(case.without(one.rows), absences=absences).to_dict("records")), one.removed
