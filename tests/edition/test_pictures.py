"""The files of a figure: what a reader who takes them away would lose if they were wrong."""

import csv
import io

from testimonia.edition.pictures import as_csv, files, with_picture
from testimonia.edition.views import pack


def test_a_table_comes_back_from_its_file_as_it_was():
    """Quotes, commas, line ends, markup, formulas and right-to-left marks are text, and stay."""
    cells = [['said "no", twice', "<script>alert(1)</script>", "=1+1"], ["two\nlines", "\u200fабв", "x" * 10_000]]
    raw = as_csv(["a", "b", "c"], cells)
    assert raw.count(b"\r\n") == 3 and not raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(raw.decode("utf8"), newline=""))) == [["a", "b", "c"], *cells]


def test_files_are_named_by_what_is_in_them():
    """A browser that keeps an old picture under the same name would show it after the tables have changed."""
    view = {"rows": ["r"], "columns": ["a"], "cells": [["x"]], "says": [], "png": pack(b"png")}
    other = view | {"cells": [["y"]], "wide": pack(b"<svg/>"), "narrow": pack(b"<svg>n</svg>")}
    one = {"name": "fig-a", "narrow": "<svg>0</svg>", "views": [view, {"same": 0}, other]}
    first, same, third = files(one)
    assert first == same and first[0].wide == "" and first[0].png == third[0].png
    assert {first[0].table, first[0].narrow}.isdisjoint({third[0].table, third[0].narrow})
    assert third[1][third[0].wide] == b"<svg/>" and first[1][first[0].narrow] == b"<svg>0</svg>"
    assert files(one | {"views": [view, {"missing": "gone"}]})[1][1] == {}


def test_the_choice_between_wide_and_narrow_is_made_once():
    """A page written twice must not end in a picture within a picture."""
    page = '<figure id="fig-a"><img src="a.svg"/></figure><figure id="fig-b"><img src="b.svg"/></figure>'
    once = with_picture(page, "fig-b", "n.svg")
    assert once == with_picture(once, "fig-b", "n.svg") and once.count("<picture>") == 1 and '<figure id="fig-a"><img' in once
