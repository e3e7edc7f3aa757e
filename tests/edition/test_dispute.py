"""A reader who doubts a row: where the link beside it leads, with a forge and without."""

import json
from types import SimpleNamespace

import pytest

from testimonia.edition import dispute
from testimonia.edition.forge import Repository


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        (Repository("github.com", "https://github.com/anna/mill", "main"), "https://github.com/anna/mill/issues/new?template=dispute.yml&title=Dispute%3A%20r-1&row=r-1&table=events"),
        (Repository("gitlab.com", "https://gitlab.com/anna/mill", "main"), "https://gitlab.com/anna/mill/-/issues/new?issue[title]=Dispute%3A%20r-1&issue[description]=Row%3A%20r-1%0ATable%3A%20events%0A"),
        (Repository("bitbucket.org", "https://bitbucket.org/anna/mill", "main"), "book/disputing.html?row=r-1&table=events"),
        (None, "book/disputing.html?row=r-1&table=events"),
    ],
)
def test_where_a_dispute_goes(remote, address):
    """A form in which the row is not named asks the reader to copy it, and mostly will not be sent."""
    assert dispute.filled(dispute.pattern(remote, "book/disputing.html"), "r-1", "events") == address


def test_an_address_cannot_be_broken_by_a_cell():
    """An id with a sign of its own in it would end the address, or begin another part of it."""
    assert dispute.filled("x?row={row}&table={table}", 'a&b="<>#', "t") == "x?row=a%26b%3D%22%3C%3E%23&table=t"


def test_without_forge_and_page_there_is_no_link():
    """A link that leads nowhere is worse than none."""
    app = SimpleNamespace(config=SimpleNamespace(testimonia_dispute="book/disputing"), env=SimpleNamespace(found_docs=set()), testimonia_forge=None)
    assert dispute.form(app) == ""


def test_a_book_without_the_page_shows_no_link(small_book):
    """The small book has no such page and no forge."""
    assert small_book.page("events").select(".dispute") == []
    text = (small_book.out / "_static/lazy/record.js").read_text("utf8")
    assert json.loads(text.removeprefix("testimonia.record=").removesuffix(";\n"))["dispute"] == ""
