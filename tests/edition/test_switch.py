"""The switch as it stands in the page, before any script has run."""

from bs4 import BeautifulSoup

from testimonia.edition.readings import READINGS
from testimonia.edition.switch import EARLY, banner, markup


def test_the_switch_is_a_group_of_radio_buttons_with_a_legend():
    """A screen reader says what is asked and what may be answered."""
    form = BeautifulSoup(markup(), "lxml").form
    assert form.fieldset.legend.get_text().endswith("?")
    radios = form.select("label > input[type=radio]")
    assert [radio.parent.get_text(strip=True) for radio in radios] == list(READINGS)
    assert [radio.has_attr("checked") for radio in radios] == [True, False, False] and len({radio["name"] for radio in radios}) == 1
    assert form.select_one("[role=status][aria-live=polite]") is not None


def test_neither_switch_nor_banner_is_printed():
    """A printed page always shows everything recorded."""
    for html in (markup(), banner()):
        assert "screen-only" in next(BeautifulSoup(html, "lxml").body.children)["class"]


def test_the_early_script_knows_every_reading():
    """A reading it did not know would open as everything and change before the reader's eyes."""
    assert all(f"'{number}'" in EARLY for number in range(1, len(READINGS))) and "</" not in EARLY
