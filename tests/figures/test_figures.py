"""Every figure, on the page and narrow, drawn from tables of realistic size."""

import hashlib
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Affine2D, Bbox

from testimonia import figures
from testimonia.figures.theme import NARROW, WIDE, contrast


SCALE = 4  # dots to the point, so that boxes are not rounded to whole points


def words(figure):
    """The pieces of text of a figure with the boxes of their letters (not of their leading), in points."""
    renderer, found = press(figure), []
    for text in [*figure.texts, *(text for ax in figure.axes for text in ax.texts)]:  # axes are off: no tick labels
        if text.get_text().strip():
            with figures.theme():
                _, height, below = renderer.get_text_width_height_descent(text.get_text(), text.get_fontproperties(), ismath=False)
            box = text.get_window_extent(renderer)
            base = text.get_transform().transform(text.get_position())[1]
            low, high = (base - below, base + height - below) if text.get_verticalalignment() == "baseline" else (box.y0, box.y1)
            found.append((text, Bbox([[box.x0, low], [box.x1, high]]).transformed(Affine2D().scale(1 / SCALE))))
    return found


def press(figure):
    """A renderer of a figure that has just been drawn."""
    figure.set_dpi(72 * SCALE)
    with figures.theme():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    return canvas.get_renderer()


def signs(figure):
    """The marks of a figure."""
    return [line for ax in figure.axes for line in ax.lines if line.get_marker() not in ("None", "", None)]


def test_no_label_covers_another(drawn):
    """A reader could not read two names printed on each other."""
    boxes = words(drawn)
    clashes = [
        (a.get_text(), b.get_text())
        for n, (a, one) in enumerate(boxes) for b, other in boxes[:n]
        if min(one.x1, other.x1) - max(one.x0, other.x0) > 0.3 and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.3
    ]
    assert boxes and not clashes


def test_nothing_is_cut_at_the_edge(drawn):
    """A name that runs off the page would lose its end, a mark half of its shape."""
    width, height = drawn.get_size_inches() * 72
    outside = [(text.get_text(), box.extents.round(1)) for text, box in words(drawn)
               if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height]
    renderer = press(drawn)
    for line in signs(drawn):
        box = line.get_window_extent(renderer).transformed(Affine2D().scale(1 / SCALE))
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            outside.append((line.get_marker(), box.extents.round(1)))
    assert not outside


def test_lettering_is_large_and_dark_enough(drawn):
    """Below 8 pt or 4.5:1 a reader with tired eyes loses dates and counts (WCAG 2.2, 1.4.3)."""
    for text, _ in words(drawn):
        assert text.get_fontsize() >= 8
        assert contrast(text.get_color()) >= 4.5, text.get_text()


def test_marks_stand_out_from_the_paper(drawn):
    """A mark below 3:1 is not there for many readers (WCAG 2.2, 1.4.11)."""
    assert all(contrast(line.get_markeredgecolor()) >= 3 for line in signs(drawn))


def test_width_is_that_of_the_page_or_of_a_telephone(drawn):
    """A figure of another width would be scaled, and its lettering with it."""
    assert round(drawn.get_figwidth() * 72, 3) in (WIDE, NARROW)


def test_twin_has_rows_and_no_title_is_set(drawn):
    """Without the table a reader who cannot see the figure has nothing; a title would repeat the caption."""
    assert len(drawn.testimonia_data) and drawn.get_suptitle() == ""
    assert all(ax.get_title() == "" for ax in drawn.axes)


def test_no_text_is_read_as_mathematics(drawn):
    """'$' and '_' in a name would turn into italics and subscripts, or stop the build."""
    assert not any(text.get_parse_math() for text, _ in words(drawn))


@pytest.mark.parametrize("name", ["timeline", "calendar", "network", "network-columns", "cascade", "cumulative"])
def test_same_tables_same_bytes(tables, name):
    """Two builds of one edition would differ, and a reader could not tell whether the evidence had."""
    assert figures.svg(tables["draw"](name)) == figures.svg(tables["draw"](name))


def test_bytes_do_not_depend_on_the_order_of_sets():
    """Python shuffles its sets from run to run; the network must not be shuffled with them."""
    script = (
        "import sys, hashlib, importlib.util as u; s = u.spec_from_file_location('c', sys.argv[1]);"
        "c = u.module_from_spec(s); s.loader.exec_module(c);"
        "print([hashlib.sha256(c.figures.svg(c.draw(n)).encode()).hexdigest() for n in ('network', 'cascade', 'timeline')])"
    )
    source = Path(figures.__file__).parents[2]
    tables = Path(__file__).with_name("conftest.py")
    seen = {
        subprocess.run([sys.executable, "-c", script, str(tables)], check=True, capture_output=True, text=True,
                       env={"PYTHONPATH": str(source), "PYTHONHASHSEED": seed, "MPLCONFIGDIR": mpl.get_cachedir()}).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_svg_file_equals_svg_text(tables, tmp_path):
    """What is saved to disk must be what the volume shows, without the day of the build in it."""
    figure = tables["draw"]("rates")
    figure.savefig(tmp_path / "rates.svg")
    text = (tmp_path / "rates.svg").read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() == hashlib.sha256(figures.svg(figure).encode()).hexdigest()
    assert "<dc:date>" not in text


def test_names_are_printed_as_they_are_written(tables):
    """Cyrillic, soft signs and odd signs are part of a name."""
    figure = tables["draw"]("network")
    printed = {text.get_text() for text, _ in words(figure)}
    assert {"Самойлов", "Prokofʹev", "$x_1$ und_er^score"} <= printed


def test_a_title_is_set_on_request_and_pushes_the_figure_down(tables):
    """A forker without a book around the figure may want a title; it must not lie on the figure."""
    plain, titled = (figures.rates(tables["rate_table"](), title=title) for title in (None, "Arrests a month"))
    assert titled.get_figheight() > plain.get_figheight()
    assert "Arrests a month" in {text.get_text() for text, _ in words(titled)}


def test_drawing_leaves_no_settings_behind(tables):
    """A forker's own figures in the same notebook must not change their look."""
    before = dict(mpl.rcParams)
    tables["draw"]("rates")
    assert dict(mpl.rcParams) == before
