"""Fixtures shared by all rooms: a small invented case that is valid in every respect."""

import shutil
from pathlib import Path

import pytest

VILLAGE = Path(__file__).parent / "fixtures" / "village"


@pytest.fixture
def village(tmp_path) -> Path:
    """A fresh copy of the invented village's folder, to be damaged at will."""
    return Path(shutil.copytree(VILLAGE, tmp_path / "village"))


@pytest.fixture(scope="session")
def village_case():
    """The invented village, loaded once; nobody may change it."""
    import testimonia

    return testimonia.load(VILLAGE)
