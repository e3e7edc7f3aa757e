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


@pytest.mark.parametrize("narrow", [False, True])
def test_no_number_of_the_scale_stands_on_another(narrow):
    """On a phone ‘100 per cent’ was written over ‘80’, and neither could be read."""
    figure = intervals(table(("Somebody with a long name", 41, 16, 45), ("b", 100, 100, 100)), since=0, until=100, unit="per cent", narrow=narrow)
    figure.draw_without_rendering()
    texts = [text for ax in figure.axes for text in ax.texts]
    foot = max(text.get_position()[1] for text in texts)
    numbers = [text for text in texts if text.get_position()[1] == foot]
    spans = sorted((box.x0, box.x1) for box in (text.get_window_extent() for text in numbers))
    assert len(spans) >= 3 and any("per cent" in text.get_text() for text in numbers)
    assert all(end < begin for (_, end), (begin, _) in zip(spans, spans[1:], strict=False))
