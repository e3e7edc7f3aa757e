"""A Case: types, empty tables, look-ups, and parts of it."""

import numpy as np
import pandas as pd
import pytest

import testimonia as tm
from testimonia.case.load import load

from .damages import cell, removed


def test_types_are_those_promised(village_case):
    """An analysis would compare text with numbers, or sort categories by letter."""
    testimonies, measures = village_case.testimonies, village_case.measures
    assert testimonies.index.name == "id"
    assert testimonies["summary"].dtype == "str" and measures["value"].dtype == "float64"
    assert village_case.assessments["level"].dtype == "Int64"
    custody = testimonies["custody"].cat
    assert custody.ordered and list(custody.categories) == ["yes", "no", "unknown"]
    assert testimonies.loc["neighbours-anna-1651", "charge"] == ("milk_theft", "weather")
    assert village_case.events.loc["letter-chamber", "threat"] is np.nan and village_case.claims.loc["claim-fear", "supports"] == ()
    for name in ("earliest", "latest", "retracted_earliest", "retracted_latest"):
        assert testimonies[name].dtype == "datetime64[s]"
    assert {"earliest", "latest"} <= set(measures) & set(village_case.threats) and "fate_date_latest" in village_case.actors


def test_dates_keep_their_text_and_gain_bounds(village_case):
    """The words of the source would be replaced by our reading of them."""
    row = village_case.events.loc["arrest-bela"]
    assert (row["date"], str(row["earliest"].date()), str(row["latest"].date())) == ("1651-04-20/1651-04-25", "1651-04-20", "1651-04-25")
    assert village_case.threats["latest"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize("empty", ["missing", "header only"])
def test_a_table_without_rows_has_its_columns_and_types(village, village_case, empty):
    """Every analysis would need a special case for a table that is not there."""
    if empty == "missing":
        removed("transmissions.csv")(village)
    else:
        path = village / "transmissions.csv"
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    table = load(village).transmissions
    assert table.empty and (table.dtypes == village_case.transmissions.dtypes).all()
    assert table.index.name == "id"


def test_look_ups(village_case):
    """A figure could not name its actors or its sources."""
    assert village_case.table_of("anna") == "actors" and village_case.row("anna")["name"] == "Anna Varga"
    assert village_case.name_of("bela") == "Béla Orsó" and village_case.names["court"] == "The district court"
    assert village_case.citation("execution-1651") == "Kovács 1999, ¶5; Molnár & Szabó 2005, pp. 12–14"
    assert village_case.name == "the-village" and "10 testimonies" in repr(village_case)
    assert "testimonies" in dir(village_case)
    for wrong in (village_case.row, village_case.table_of, village_case.name_of):
        with pytest.raises(KeyError, match="nemo"):
            wrong("nemo")
    with pytest.raises(AttributeError, match="its tables are actors"):
        village_case.testimony  # noqa: B018


def test_a_source_that_cannot_be_read_is_printed_as_it_stands(village):
    """A case with one bad source cell could not be shown at all."""
    cell("testimonies", 2, "source", "kovacs1999[")(village)
    assert load(village).citation("clara-anna-1650") == "kovacs1999["


def test_fatal_problems_come_together(village):
    """Half a case would be analysed as if it were whole."""
    cell("testimonies", 2, "date", "yesterday")(village)
    cell("measures", 2, "value", "many")(village)
    cell("testimonies", 3, "accused", "nemo")(village)  # not fatal: the row can be read
    with pytest.raises(tm.CaseError) as caught:
        load(village)
    assert [(p.file, p.row) for p in caught.value.problems] == [("measures.csv", 2), ("testimonies.csv", 2)]


@pytest.mark.parametrize("table", [
    "threats", "events", "assessments", "testimonies", "transmissions", "decisions", "measures", "claims", "hypotheses", "weights", "archives", "exceptions",
])  # fmt: skip
@pytest.mark.parametrize("header", [True, False])
def test_any_table_may_be_empty(village, table, header):
    """A young case, with no arrests yet or no measures, could not be checked or loaded."""
    path = village / f"{table}.csv"
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8") if header else path.unlink()
    tm.check(village)
    try:
        assert load(village).tables[table].empty
    except tm.CaseError as error:
        assert not header and [p.file for p in error.problems] == [f"{table}.csv"]


def ids(case, table="testimonies"):
    return set(case.tables[table].index)


def test_between_counts_possibly_and_certainly(village_case):
    """A testimony 'in July' would be counted before the 5th, or not at all."""
    possibly = village_case.between("1651-07-05", "1651-07-08")
    assert ids(possibly) == {"anna-clara-1651", "dora-bela-1651"}
    assert ids(village_case.between("1651-07-05", "1651-07-08", certainly=True)) == set()
    assert ids(village_case.between("1651-07", "1651-07", certainly=True)) == {"anna-clara-1651", "dora-bela-1651"}
    assert ids(village_case.between(end="1650")) == {"clara-anna-1650"}
    assert ids(village_case.between(start=pd.Timestamp("1651-07-11"))) == {"dora-bela-1651"}
    assert ids(possibly, "threats") == ids(village_case, "threats"), "the vocabulary stays whole"
    assert len(village_case.testimonies) == 10, "the case itself is not changed"


def test_an_open_end_may_lie_anywhere(village_case):
    """What went on 'from 1649' would end in 1649."""
    events = village_case.events.assign(latest=pd.NaT)
    case = village_case.with_tables({"events": events})
    assert len(case.between(start="1900").events) == len(events)
    assert case.between(start="1600", end="1700", certainly=True).events.empty


def test_where(village_case):
    """A subset would hold rows that it should not."""
    assert ids(village_case.where("testimonies", custody="yes", deponent=["anna", "dora"])) == {"anna-bela-1651", "anna-dora-1651", "anna-clara-1651"}
    assert ids(village_case.where("testimonies", charge="gathering")) == {"anna-dora-1651", "bela-anna-1651", "bela-clara-1651", "bela-neighbours-1651"}
    assert len(village_case.where("testimonies", custody="yes").events) == 8
    assert set(village_case.where("assessments", level=2).assessments["level"]) == {2}
    with pytest.raises(KeyError, match="has no column 'colour'"):
        village_case.where("testimonies", colour="red")


def test_certainty_basis_and_plot(village_case):
    """A robust result would rest on the doubtful rows that it claims to leave out."""
    assert ids(village_case, "testimonies") - ids(village_case.with_certainty("high")) == {"anna-clara-1651"}
    assert ids(village_case.at_least("medium")) == ids(village_case)
    assert ids(village_case.at_least("high")) == ids(village_case.with_certainty("high"))
    assert ids(village_case) - ids(village_case.with_basis("stated")) == {"dora-bela-1651"}
    assert ids(village_case.with_basis(["stated", "inferred"])) == ids(village_case)
    assert ids(village_case.of_plot("witchcraft")) == {"anna-clara-1651"}
    assert len(village_case.of_plot("witchcraft").events) == 8
    with pytest.raises(ValueError, match="known are high, medium, low"):
        village_case.at_least("certain")


def test_without(village_case):
    """Leaving one row out would leave none, or all, out."""
    less = village_case.without(["hail-1650", "anna-dora-1651"])
    assert len(less.events) == 7 and len(less.testimonies) == 9 and len(less.actors) == 10
    assert len(village_case.without("hail-1650").events) == 7
