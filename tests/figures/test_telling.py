"""What a reader who cannot see a figure would lose if its words did not follow from its rows."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from testimonia import figures
from testimonia.figures import telling

from .conftest import FIGURES, draw


@pytest.mark.parametrize("name", FIGURES)
def test_the_words_change_when_a_row_is_taken_away(name):
    """Words that stay the same whatever the rows say nothing about them."""
    figure = draw(name)
    figure.testimonia_kind = name.split("-")[0]
    assert figure.testimonia_kind in telling.KINDS
    before, data = telling.tell(figure), figure.testimonia_data
    assert len(before) > 1 and all(sentence.endswith(".") for sentence in before)
    for gone in (data.index[0], data.index[len(data) // 2], data.index[-1]):
        left = data[data["accused"] != data.at[gone, "accused"]] if name == "cumulative" else data.drop(index=gone)
        figure.testimonia_data = left.reset_index(drop=True)
        assert telling.tell(figure) != before


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_function_leaves_its_kind(name):
    """A figure of no kind would be told by the number of its rows alone."""
    assert draw(name).testimonia_kind == name.split("-")[0]


def test_an_empty_figure_says_that_nothing_is_shown():
    """A reader of the words must learn what a reader of the figure sees: an empty sheet with a line on it."""
    empty = pd.DataFrame({name: [] for name in ("lane", "label", "layer", "row", "earliest", "latest")})
    assert telling.tell(figures.timeline(empty)) == ["Nothing is shown: no row is left to draw."]


def test_a_figure_of_matplotlibs_own_is_told_by_its_rows():
    """A forker's own figure needs no code here to be citable."""
    figure = Figure()
    assert telling.tell(figure) == []
    figure.testimonia_data = pd.DataFrame({"row": ["a", "b"]})
    assert telling.tell(figure) == ["Two rows are shown."]


def test_counts_in_the_words_are_counts_of_the_rows():
    """The first sentence of a calendar and its lines are recounted from the table."""
    figure = draw("calendar")
    said, data = telling.tell(figure), figure.testimonia_data
    for name, rows in data.groupby("name"):
        line = next(sentence for sentence in said if sentence.startswith(f"{name}:"))
        spoken = int((rows["what"] == "testimony").sum())
        assert (f"{telling._count(spoken, 'statement')} against them" in line) == (spoken > 0)
        assert line.count("arrest ") == int((rows["kind"] == "arrest").sum())


def test_long_lists_are_cut_and_say_so():
    """Two hundred names read aloud are no description."""
    assert telling._some(map(str, range(20))).endswith(", 11, and 8 more")
