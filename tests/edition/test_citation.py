"""How a work is cited, read back by programs that know nothing of how it was written."""

import datetime as dt
import json
import re
from types import SimpleNamespace

import bibtexparser
import pytest

from testimonia.edition import citation
from testimonia.edition.citation import Author, Work

AUTHORS = (Author("Keeper & Son", "Anna"), Author("The Village contributors"))
BOOK = Work("The Village: 100 % of {it}_#1", AUTHORS, dt.date(1900, 5, 1), version="1.2", url="https://village.example/", language="en-GB", doi="10.9999/village")
ESSAY = citation.essay(BOOK, "Mills & “men” – Tükör", "3", "https://village.example/3-mills.html")


@pytest.mark.parametrize("work", [BOOK, ESSAY], ids=["volume", "essay"])
def test_bibtex_is_read_back(work):
    """A title with a sign that TeX takes for its own must not break a reader's bibliography."""
    library = bibtexparser.parse_string(citation.bibtex(work))
    assert not library.failed_blocks and len(library.entries) == 1
    entry = library.entries[0]
    assert entry.entry_type == ("incollection" if work.container else "book")
    fields = {field.key: field.value for field in entry.fields}
    plain = {key: re.sub(r"\\([&%$#_{}])", r"\1", value) for key, value in fields.items()}
    assert plain["title"] == f"{{{work.title}}}", "braces keep the capitals of a title"
    assert plain["author"] == "Keeper & Son, Anna and {The Village contributors}"
    assert fields["year"] == "1900" and fields["url"] == work.url
    assert ("booktitle" in fields) is bool(work.container)


@pytest.mark.parametrize("work", [BOOK, ESSAY], ids=["volume", "essay"])
def test_ris_is_read_back(work):
    """RIS is lines of tag and value, from TY to ER; a reference manager drops what is anything else."""
    text = citation.ris(work)
    assert text.endswith("ER  - \r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    tags = [line[:2] for line in lines]
    assert tags[0] == "TY" and tags[-1] == "ER" and tags.count("AU") == 2
    values = {line[:2]: line[6:] for line in lines}
    assert values["TY"] == ("CHAP" if work.container else "BOOK")
    assert values["TI"] == work.title and values["UR"] == work.url and values["PY"] == "1900"


@pytest.mark.parametrize("work", [BOOK, ESSAY], ids=["volume", "essay"])
def test_csl_has_what_the_format_asks_for(work):
    """A style that finds no author or date prints 'n.d.' under somebody's essay."""
    (item,) = json.loads(citation.csl(work))
    assert item["type"] == ("chapter" if work.container else "book") and item["id"] and item["title"] == work.title
    assert item["author"] == [{"family": "Keeper & Son", "given": "Anna"}, {"literal": "The Village contributors"}]
    assert item["issued"] == {"date-parts": [[1900, 5, 1]]}
    assert ("container-title" in item) is bool(work.container)


def test_nothing_is_made_up(tmp_path):
    """Without CITATION.cff, address and DOI a citation says what the settings say and no more."""
    config = SimpleNamespace(project="The Village", author="Anna Keeper", language="en", html_baseurl="")
    book = citation.volume(config, tmp_path)
    written = citation.bibtex(book) + citation.ris(book) + citation.csl(book)
    assert not re.search(r"doi|https?:|publisher|PB  -|UR  -", written, re.IGNORECASE)


def test_the_citation_file_is_followed(tmp_path):
    """Names, year and version come from CITATION.cff, which is what citation services read too."""
    (tmp_path / "CITATION.cff").write_text("title: Tables\nversion: 2.0\ndate-released: 1901-02-03\nauthors: [{name: Nobody}]\npreferred-citation:\n  title: The Village\n  year: 1901\n  doi: 10.9999/x\n  authors: [{family-names: Keeper, given-names: Anna, orcid: 'https://orcid.example/1'}]\n", "utf8")
    book = citation.volume(SimpleNamespace(project="x", author="y", language="en", html_baseurl=""), tmp_path)
    assert (book.title, book.version, book.date, book.doi) == ("The Village", "2.0", dt.date(1901, 2, 3), "10.9999/x")
    assert book.authors == (Author("Keeper", "Anna", "https://orcid.example/1"),)
