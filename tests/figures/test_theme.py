"""The look: contrast, shapes, fonts."""

from itertools import combinations

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont

from testimonia.figures import mark, marks, theme
from testimonia.figures.theme import (
    ACTORS, DIRECTIONS, FAMILY, FONTS, GREY, INK, KINDS, PALETTE, RULE, SIDES, STANCES, contrast,
)
from testimonia.figures.timeline import FAMILIES

SCALES = {"stances": STANCES, "directions": DIRECTIONS, "kinds": KINDS, "actors": ACTORS}


@pytest.mark.parametrize("name", PALETTE)
def test_every_hue_can_carry_lettering(name):
    """Counts are set in the colour of their side: below 4.5:1 they could not be read."""
    assert contrast(PALETTE[name]) >= 4.5


def test_second_voice_and_rules_are_dark_enough():
    """Dates in grey and the line of a life are information, not decoration."""
    assert contrast(GREY) >= 4.5 and contrast(INK) >= 4.5 and contrast(RULE) >= 3


def _key(shape):
    return shape if isinstance(shape, (str, tuple)) else str(shape.vertices.round(4).tolist())


@pytest.mark.parametrize("scale", SCALES)
def test_shape_alone_tells_kinds_apart(scale):
    """In a photocopy, or to a colour-blind reader, colour is gone and shape must do."""
    shapes = [_key(one.shape) for one in SCALES[scale].values()]
    assert len(set(shapes)) == len(shapes)


def test_families_and_sides_differ_in_shape_too():
    """The timeline and the dumbbell have few shapes of their own; they must be few different ones."""
    for shapes in ([_key(one.shape) for one, _ in FAMILIES.values()], [shape for shape, _ in SIDES]):
        assert len(set(shapes)) == len(shapes)


def test_marks_of_one_timeline_do_not_borrow_from_each_other():
    """A green square cannot mean both a decree and restraint in the same figure."""
    together = [*STANCES.values(), *DIRECTIONS.values(), *(one for one, _ in FAMILIES.values())]
    assert not [(a, b) for a, b in combinations(together, 2) if _key(a.shape) == _key(b.shape)]


def test_unknown_kinds_get_a_shape_each_whatever_the_order():
    """A forker's own kinds must be told apart, and look the same in every figure that has them all."""
    kinds = ["exorcism", "ordeal", "banishment"]
    assert marks(kinds) == {kind: marks(reversed(kinds))[kind] for kind in kinds}
    assert len({(_key(one.shape), one.colour) for one in marks(kinds).values()}) == 3
    assert mark("ordeal").label == "ordeal"


@pytest.mark.parametrize("file", ["NotoSans-Regular.ttf", "NotoSans-Italic.ttf", "NotoSans-SemiBold.ttf"])
def test_fonts_have_cyrillic_and_the_signs_of_transliteration(file):
    """A missing glyph prints as an empty box in the middle of a name."""
    known = TTFont(FONTS / file).getBestCmap()
    wanted = [chr(n) for n in range(0x410, 0x450)] + list("ЁёіїѣʹʺʼčšžāéÉö–—‘’“”…¶§×½")
    assert not [sign for sign in wanted if ord(sign) not in known]


def test_licence_of_the_fonts_is_shipped():
    """The fonts may only be passed on together with their licence."""
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_shipped_fonts_are_the_ones_that_are_used():
    """An installed font of the same name would give other bytes on another machine."""
    for weight, style, file in (("normal", "normal", "Regular"), ("semibold", "normal", "SemiBold"), ("normal", "italic", "Italic")):
        with theme():
            letters = mpl.font_manager.FontProperties(family=FAMILY[0], weight=weight, style=style)
            assert mpl.font_manager.findfont(letters).endswith(f"figures/fonts/NotoSans-{file}.ttf")
