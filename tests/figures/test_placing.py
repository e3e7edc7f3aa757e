"""Words, days and boxes find places that are free and right."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.figures.calendar_axis import Days, day_number, written_span
from testimonia.figures.dated import stack_captions
from testimonia.figures.layout import part_boxes
from testimonia.figures.lettering import Entry, block_width, lay_key, pack, width_of, wrap
from testimonia.figures.theme import SMALL, mark

spans = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 60)), min_size=1, max_size=40)


@given(spans)
def test_packed_marks_never_touch(found):
    """Two judgements of one week would otherwise hide each other."""
    starts, ends = np.array([a for a, _ in found]), np.array([a + b for a, b in found])
    rows = pack(starts, ends, gap=1.0)
    for i in range(len(found)):
        for j in range(i):
            if rows[i] == rows[j]:
                assert ends[i] + 1 <= starts[j] or ends[j] + 1 <= starts[i]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 280), st.floats(0, 200), st.floats(10, 90), st.floats(8, 30)), min_size=2, max_size=25))
def test_parted_boxes_never_overlap_and_stay_on_the_page(found):
    """The promise that no name covers another rests on this."""
    table = np.array(found)
    centres, height = part_boxes(table[:, :2], table[:, 2:], 284.0, 200.0, gap=2.0)
    half = table[:, 2:] / 2
    for i in range(len(table)):
        assert half[i, 0] - 1e-6 <= centres[i, 0] <= 284 - half[i, 0] + 1e-6 and centres[i, 1] <= height
        for j in range(i):
            assert (np.abs(centres[i] - centres[j]) >= half[i] + half[j] + 1e-3).any()


@given(st.text(alphabet="abc дж ʹ$_", max_size=60), st.floats(30, 200))
def test_wrapped_lines_fit_and_lose_no_letter(text, width):
    """A name may be broken, not shortened."""
    lines = wrap(text, width)
    assert all(width_of(line) <= width for line in lines.split("\n"))
    assert lines.replace("\n", "").replace("-", "").replace(" ", "") == "".join(text.split())


def test_captions_do_not_cross_the_lines_of_others():
    """A dotted line through a name makes both unreadable; here the obvious place would be crossed."""
    boxes = [(x, f"name {n}", width_of(f"name {n} long enough", SMALL)) for n, x in enumerate((40.0, 44.0, 90.0, 104.0, 110.0))]
    places, height = stack_captions(boxes, 300.0)
    wide = {text: width for _, text, width in boxes}
    assert height > 0
    for x, left, level, _, text in places:
        for other, _, up, _, name in places:
            if name != text and up > level:
                assert not left - 1 < other < left + wide[text] + 1


def test_key_wraps_within_its_width():
    """On a telephone the key must break into rows, not run off the page."""
    entries = [Entry(f"kind of event number {n}", mark("arrest")) for n in range(9)]
    places, height = lay_key(entries, 200.0)
    assert height > 5 * SMALL and all(x + 20 + block_width(text, SMALL) <= 200 for x, _, text in places)


@pytest.mark.parametrize(("first", "last", "words"), [
    ("1937-05-22", "1937-05-22", "22 May 1937"), ("1937-05-08", "1937-05-10", "8–10 May 1937"),
    ("1937-05-01", "1937-05-31", "May 1937"), ("1936-08-01", "1936-12-31", "Aug–Dec 1936"),
    ("1936-12-01", "1937-01-31", "Dec 1936–Jan 1937"), ("1927-01-01", "1927-12-31", "1927"),
    ("1927-01-01", "1928-12-31", "1927–1928"), ("1936-12-20", "1937-01-05", "20 Dec 1936–5 Jan 1937"),
    ("1937-04-22", "1937-05-02", "22 Apr–2 May 1937"), ("0009-01-01", "0009-01-01", "1 Jan 9"),
])
def test_dates_are_written_as_historians_write_them(first, last, words):
    """A reader takes dates from labels, not from axes."""
    assert written_span(day_number(first), day_number(last)) == words


def test_unknown_ends_are_written_as_such():
    """An open end must not be printed as a day."""
    nan, day = float("nan"), day_number("1937-05-22")
    assert [written_span(day, nan), written_span(nan, day), written_span(nan, nan)] == ["from 22 May 1937", "until 22 May 1937", "undated"]


@pytest.mark.parametrize(("first", "last", "width"), [
    ("1937-04-01", "1937-06-12", 270), ("1918-01-01", "1938-12-31", 330), ("1936-11-20", "1937-02-10", 200), ("1700-01-01", "1900-01-01", 120),
    ("1937-05-01", "1937-05-09", 300), ("1937-05-01", "1937-05-02", 40),
])
def test_tick_labels_have_room_and_name_their_year(first, last, width):
    """Crowded or yearless dates cannot be read off."""
    days = Days(day_number(first), day_number(last), width)
    said = [(x, one) for x, one, _ in days.ticks if one] + [(x, two) for x, _, two in days.ticks if two]
    for line in (0, 1):
        row = [(x, tick[line]) for x, *tick in days.ticks if tick[line]]
        assert all(a + 2 + width_of(text, SMALL) <= b + 2 for (a, text), (b, _) in zip(row, row[1:], strict=False))
    assert any(text[-4:].isdigit() for _, text in said)
    assert all(x + 2 + width_of(text, SMALL) <= width + 4 for x, text in said)
