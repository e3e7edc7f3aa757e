"""Parts that belong to some readings: what a page would show wrongly if they were mixed up."""

import json

from docutils import nodes

from testimonia.edition import parts
from testimonia.edition.marks import carry
from testimonia.edition.readings import READINGS


def table_rows(table):
    """Each row of a table's body as text, with the readings to which it belongs."""
    body = next(table.findall(nodes.tbody))
    return [([cell.astext() for cell in row.children], row.get("carries", {}).get("data-in"), "screen-only" in row["classes"]) for row in body.children]


def test_each_reading_has_its_own_rows_and_print_has_those_of_everything():
    """A row of another reading in print would contradict the figure beside it."""
    views = [{"columns": ["a"], "cells": [["x"], ["y"]]}, {"columns": ["a"], "cells": [["x"], ["z"]]}, {"missing": "gone"}]
    assert table_rows(parts.table(views)) == [(["x"], "0 1", False), (["z"], "1", True), (["y"], "0", False)]


def test_rows_that_stand_in_every_reading_carry_nothing():
    """Marks on thousands of rows that never change would be dead weight."""
    view = {"columns": ["a"], "cells": [["x"], ["x"]]}
    assert table_rows(parts.table([view, view, view])) == [(["x"], None, False)] * 2


def test_a_row_that_stands_twice_is_two_rows():
    """Two equal judgements are two judgements."""
    merged = parts.merged([[["x"], ["x"]], [["x"]]])
    assert merged == [(["x"], (0, 1)), (["x"], (0,))]


def test_every_table_can_be_read_back_from_the_merged_rows():
    """Whatever the order, a reading must show its own rows, no more and no fewer."""
    tables = [[["a"], ["b"], ["c"]], [["c"], ["d"], ["a"]], [["e"], ["e"]]]
    merged = parts.merged(tables)
    for number, table in enumerate(tables):
        assert sorted(cells for cells, readings in merged if number in readings) == sorted(table)


def test_columns_are_matched_by_name():
    """A table whose columns stand in another order under a reading must not swap their cells."""
    views = parts.full([{"columns": ["a", "b"], "cells": [["1", "2"]]}, {"columns": ["b", "a"], "cells": [["2", "1"]]}, {"same": 0}])
    assert table_rows(parts.table(views)) == [(["1", "2"], None, False)]


def test_rows_set_aside_are_counted_under_the_figure():
    """A gap in a figure must not be read as a denial."""
    views = [{"rows": ["a", "b", "c"]}, {"rows": ["a", "b", "c"]}, {"rows": ["a"]}]
    lines = parts.caution(views)
    assert [(line.astext().split(":")[0], line["carries"]["data-in"]) for line in lines] == [("2 rows of 3 set aside", "2")]
    assert parts.caution([{"rows": ["a"]}, {"rows": ["a"]}, {"missing": "gone"}]) == []


def test_a_missing_view_says_why_under_its_reading():
    """An empty place without a reason looks like a fault of the page."""
    lines = parts.reasons([{}, {"missing": "Nothing is left."}, {}])
    assert [(line.astext(), line["carries"]["data-in"]) for line in lines] == [("Nothing is left.", "1")]


def test_what_a_mark_shows_keeps_the_order_of_the_switch():
    """A notebook's outputs come back sorted by name; a number of another reading would be shown as this one's."""
    mark = nodes.inline()
    carry(mark, readings={name: str(number) for number, name in sorted(enumerate(READINGS), key=lambda one: one[1])})
    assert json.loads(mark["carries"]["data-readings"]) == ["0", "1", "2"]
