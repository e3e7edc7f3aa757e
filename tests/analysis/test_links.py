"""Links stated in words: tied to a row, dated by it, refused without one."""

import pandas as pd
import pytest

from testimonia.analysis import cascade, depths
from testimonia.analysis.example import village
from testimonia.analysis.links import stated_links


def test_a_link_has_the_dates_of_its_row_and_carries_a_cascade():
    """A chain of arrests could not be followed where nobody is on record as naming anybody."""
    case = village()
    links = stated_links(case, [("emil", "bela", "arrest-bela", "cause"), ("emil", "anna", "arrest-anna", "implied")])
    assert links.index.tolist() == ["arrest-bela", "arrest-anna"] and links["wording"].tolist() == ["cause", "implied"]
    assert links["latest"].tolist() == case.events.loc[["arrest-bela", "arrest-anna"], "latest"].tolist()
    reached = depths(cascade(case, "emil", links=links[links["wording"] == "cause"]))
    assert reached[["actor", "depth"]].values.tolist() == [["emil", 0], ["bela", 1]]


def test_a_testimony_may_bear_out_a_link():
    """Only events would count, and words spoken under arrest would have to be entered twice."""
    links = stated_links(village(), [("anna", "bela", "anna-bela", "word")])
    assert links.loc["anna-bela", "recipient"] == "bela"


def test_a_link_needs_a_row_that_names_its_end():
    """A link that no row supports would look as well grounded as the others."""
    with pytest.raises(ValueError, match="arrest-bela does not name clara"):
        stated_links(village(), [("anna", "clara", "arrest-bela", "cause")])
    with pytest.raises(KeyError):
        stated_links(village(), [("anna", "bela", "no-such-row", "cause")])
    with pytest.raises(KeyError):
        stated_links(village(), [("ogre", "bela", "arrest-bela", "cause")])


def test_no_links_are_an_empty_table_that_cascade_takes():
    """A doubter's reading that drops every link would end in an exception."""
    empty = stated_links(village(), [])
    assert empty.empty and pd.api.types.is_datetime64_any_dtype(empty["earliest"])
    assert list(cascade(village(), "emil", links=empty)) == ["emil"]
