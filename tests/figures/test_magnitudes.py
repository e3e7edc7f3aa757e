"""Magnitudes: a reader compares numbers by their distance, so each must stand where its logarithm does."""

import numpy as np
import pandas as pd
import pytest

from testimonia.figures import magnitudes


def table(*rows):
    """Rows of (label, value, low, high)."""
    return pd.DataFrame(rows, columns=["label", "value", "low", "high"]).assign(when="1651")


def test_what_is_stated_decides_the_form():
    """'More than 200' drawn as 200 would be a false number."""
    frame = table(("a", 3, np.nan, np.nan), ("b", np.nan, 200, np.nan), ("c", np.nan, 10, 40), ("d", np.nan, np.nan, 9))
    assert magnitudes(frame).testimonia_data["drawn"].tolist() == ["point", "at least", "range", "at most"]


def test_nought_and_silence_are_left_out_and_kept():
    """A logarithm of nought does not exist; the row must not vanish from the table without trace."""
    figure = magnitudes(table(("a", 3, np.nan, np.nan), ("b", 0, np.nan, np.nan), ("c", np.nan, np.nan, np.nan)))
    assert figure.testimonia_omitted["label"].tolist() == ["b", "c"]


def test_equal_ratios_are_equal_distances():
    """The scale is what the caption says: from 10 to 100 is as far as from 100 to 1,000."""
    figure = magnitudes(table(("a", 10, np.nan, np.nan), ("b", 100, np.nan, np.nan), ("c", 1000, np.nan, np.nan)))
    places = [line.get_xdata()[0] for ax in figure.axes for line in ax.lines if line.get_marker() == "o"]
    assert places[1] - places[0] == pytest.approx(places[2] - places[1])


@pytest.mark.parametrize("narrow", [False, True])
def test_labels_of_the_scale_do_not_touch(narrow):
    """On a phone the powers of ten would run into each other."""
    figure = magnitudes(table(("a", 1, np.nan, np.nan), ("b", 900_000, np.nan, np.nan)), narrow=narrow)
    figure.canvas.draw()
    powers = [text for ax in figure.axes for text in ax.texts if text.get_text().replace(",", "").isdigit() and text.get_ha() == "center"]
    boxes = sorted((text.get_window_extent() for text in powers), key=lambda box: box.x0)
    assert len(boxes) >= 3
    assert all(left.x1 < right.x0 for left, right in zip(boxes, boxes[1:], strict=False))


def test_nothing_on_record_is_said():
    """An empty table gives a sentence, not an empty frame."""
    assert magnitudes(table()).testimonia_data.empty
