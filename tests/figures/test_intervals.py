"""Estimates with intervals: where they stand on the scale."""

import pandas as pd
import pytest

from testimonia.figures import intervals


def table(*rows):
    return pd.DataFrame(rows, columns=["label", "value", "low", "high"])


def places(figure):
    """The point of every estimate, left to right in points."""
    return [line.get_xdata()[0] for ax in figure.axes for line in ax.lines if line.get_marker() not in ("None", "", None)]


def test_points_stand_where_their_values_put_them():
    """A reader compares lengths: a point out of proportion is a false number."""
    low, middle, high = places(intervals(table(("a", 0, 0, 0), ("b", 0.5, 0.4, 0.6), ("c", 1, 1, 1)), since=0, until=1))
    assert middle - low == pytest.approx(high - middle) and high > low


def test_the_scale_holds_what_is_below_nought():
    """An interval that reaches below nought would run off the page or be cut to look better."""
    figure = intervals(table(("strength", 0.3, -0.4, 0.6)))
    ends = [x for ax in figure.axes for line in ax.lines for x in line.get_xdata()]
    assert min(ends) >= -1e-9 and places(figure)[0] > 0


def test_a_row_without_an_estimate_is_kept_apart_and_an_empty_table_says_so():
    """What could not be computed would vanish without a word."""
    figure = intervals(table(("a", 0.5, 0.4, 0.6), ("b", None, None, None)))
    assert figure.testimonia_data["label"].tolist() == ["a"] and figure.testimonia_omitted["label"].tolist() == ["b"]
    assert intervals(table()).testimonia_data.empty
    with pytest.raises(ValueError):
        intervals(table().drop(columns="low"))
