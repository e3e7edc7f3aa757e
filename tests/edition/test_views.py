"""Views: what a reader would lose if a figure did not follow what is believed."""

import pandas as pd
import pytest

import testimonia as tm
from testimonia.edition.readings import EVERYTHING, READINGS, SET_ASIDE
from testimonia.edition.views import Drawing, figure_views, pack, table_views, unpack


class Sheet:
    """A figure that costs nothing to draw and counts how often it was drawn."""

    drawn = 0

    def __init__(self, data: pd.DataFrame, narrow: bool):
        Sheet.drawn += 1
        self.testimonia_data, self.narrow = data, narrow

    def _repr_svg_(self) -> str:
        return f"<svg>{len(self.testimonia_data)} {self.narrow}</svg>"


@pytest.fixture
def readings(village_case):
    """The village under every reading."""
    return {name: make(village_case) for name, make in READINGS.items()}


def said(case) -> pd.DataFrame:
    """The testimonies as a figure draws them."""
    return pd.DataFrame({"row": case.testimonies.index, "deponent": case.testimonies["deponent"].astype(str).to_numpy()})


def doubted(readings) -> tuple[int, list[str]]:
    """A reading that sets testimonies aside, by its number, and which."""
    number, case = next((number, case) for number, case in enumerate(readings.values()) if len(case.testimonies) < len(readings[EVERYTHING].testimonies))
    return number, [row for row in readings[EVERYTHING].testimonies.index if row not in case.testimonies.index]


def test_a_figure_is_drawn_under_every_reading(readings):
    """Else the switch would change the words and leave the picture."""
    figure, views = figure_views(Drawing(Sheet, "fig-a", of=said), readings)
    assert len(figure.testimonia_data) == len(readings[EVERYTHING].testimonies)
    counts = [len(case.testimonies) for case in readings.values()]
    assert len(set(counts)) > 1, "the village must have testimonies that a doubter sets aside"
    for view, count in zip(views, counts, strict=True):
        view = views[view["same"]] if "same" in view else view
        assert len(view["cells"]) == count == len(view["rows"])
        assert unpack(view["narrow"]).decode() == f"<svg>{count} True</svg>"


def test_a_function_of_the_case_alone_is_enough(readings):
    """The simplest form: draw(case, narrow)."""
    _, views = figure_views(Drawing(lambda case, narrow: Sheet(said(case), narrow), "fig-a"), readings)
    assert [len(views[view.get("same", number)]["cells"]) for number, view in enumerate(views)] == [len(case.testimonies) for case in readings.values()]


def test_equal_data_are_drawn_once(readings):
    """Drawing three times what is the same would cost a reader's re-run its patience."""
    Sheet.drawn = 0
    _, views = figure_views(Drawing(Sheet, "fig-a", of=lambda case: pd.DataFrame({"row": [], "deponent": []})), readings)
    assert views[1:] == [{"same": 0}] * 2 and Sheet.drawn == 2, "wide and narrow, once"


def test_a_figure_with_nothing_left_says_so_and_why(readings):
    """An empty sheet without a word looks like a broken page."""
    number, rows = doubted(readings)
    _, views = figure_views(Drawing(Sheet, "fig-a", of=lambda case: said(case)[lambda table: table["row"].isin(rows)]), readings)
    many = "the one row it rests on is" if len(rows) == 1 else f"all {len(rows)} rows it rests on are"
    assert views[number] == {"missing": f"Nothing is left to draw: {many} {SET_ASIDE[list(readings)[number]]}."}


def test_a_figure_that_cannot_be_drawn_says_so_and_an_error_under_everything_is_raised(readings):
    """A reading that lacks a row must not stop the build; an error in the essay must."""
    rows = list(readings[EVERYTHING].testimonies.index)
    drawing = Drawing(Sheet, "fig-a", of=lambda case: said(case).set_index("row").loc[rows].reset_index())
    _, views = figure_views(drawing, readings)
    why = views[doubted(readings)[0]]["missing"]
    assert why.startswith("It cannot be drawn: ") and f"of the {len(rows)} rows" in why
    with pytest.raises(ZeroDivisionError):
        figure_views(Drawing(Sheet, "fig-a", of=lambda case: 1 / 0), readings)


def test_a_figure_that_does_not_follow_has_one_view(readings):
    """A figure handed in as it is must not pretend to follow the reading."""
    sheet = Sheet(said(readings[EVERYTHING]), False)
    for drawing in (Drawing(sheet, "fig-a"), Drawing(lambda narrow: sheet, "fig-a")):
        assert not drawing.follows and len(figure_views(drawing, readings)[1]) == 1


def test_what_cannot_follow_is_refused():
    """A table that stands still under a figure that moves would contradict it."""
    with pytest.raises(ValueError, match="make twin a function"):
        Drawing(lambda case, narrow: None, "fig-a", twin=pd.DataFrame())
    with pytest.raises(ValueError, match="two parameters"):
        Drawing(lambda narrow: None, "fig-a", of=lambda case: case)


def test_a_twin_may_be_made_of_what_was_drawn_and_of_what_it_was_drawn_from(readings):
    """The table under a figure says what the figure shows, in words of the essay."""
    _, views = figure_views(Drawing(Sheet, "fig-a", of=said, twin=lambda drawn: drawn[["deponent"]]), readings)
    assert views[0]["columns"] == ["deponent"]
    _, views = figure_views(Drawing(Sheet, "fig-a", of=said, twin=lambda drawn, rows: rows.assign(n=len(drawn))), readings)
    assert views[0]["columns"] == ["row", "deponent", "n"] and views[0]["cells"][0][2] == str(len(readings[EVERYTHING].testimonies))


def test_pictures_are_the_same_bytes_each_time_and_name_no_maker(readings):
    """Two builds of one volume are compared byte by byte."""
    sizes = pd.DataFrame({"label": ["sheep"], "when": ["1651"], "value": [4], "low": [None], "high": [None]})
    made = [figure_views(Drawing(lambda rows, narrow: tm.figures.magnitudes(rows, narrow=narrow), "fig-a", of=lambda case: sizes), readings)[1][0] for _ in range(2)]
    assert made[0] == made[1]
    png = unpack(made[0]["png"])
    assert png.startswith(b"\x89PNG") and b"Software" not in png and b"Creation" not in png


def test_a_table_follows_and_says_where_it_cannot_be_made(readings):
    """The Grounds of an argument are its tables too."""
    views = table_views(said, lambda case: case.testimonies.index, readings)
    assert len(views[0]["cells"]) == len(views[0]["rows"]) == len(readings[EVERYTHING].testimonies)
    views = table_views(lambda case: said(case).iloc[: 1 // (case is readings[EVERYTHING])], [], readings)
    assert all(view["missing"].startswith("The table cannot be made") for view in views[1:])


def test_packed_pictures_come_back_whole():
    """A picture travels in the notebook as text."""
    assert unpack(pack(bytes(range(256)))) == bytes(range(256))
