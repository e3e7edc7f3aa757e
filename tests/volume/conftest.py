"""The built volume, read as a reader's browser would."""

import json
from functools import lru_cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"


@lru_cache(maxsize=None)
def page(path: Path) -> BeautifulSoup:
    """Return a built page, parsed once."""
    return BeautifulSoup(path.read_text("utf8"), "lxml")


@pytest.fixture(scope="session")
def html() -> Path:
    """The folder of built pages; `make test` builds it first."""
    if not (HTML / "manifest.json").is_file():
        pytest.fail("the volume is not built: run `make html` first")
    return HTML


@pytest.fixture(scope="session")
def pages(html) -> dict[Path, BeautifulSoup]:
    """Every page of the volume, parsed."""
    return {path: page(path) for path in sorted(html.rglob("*.html"))}


@pytest.fixture(scope="session")
def essays(pages) -> dict[Path, BeautifulSoup]:
    """The pages of the argument."""
    return {path: soup for path, soup in pages.items() if path.parent.name == "notebooks"}


@pytest.fixture(scope="session")
def manifest(html) -> dict:
    """What the build says of its own numbers, statements and figures."""
    return json.loads((html / "manifest.json").read_text("utf8"))
