"""What a page says of itself to machines."""

import datetime as dt
import json
import re

from bs4 import BeautifulSoup

from testimonia.edition import citation, metadata
from testimonia.edition.citation import Author, Work

BOOK = Work("The Village", (Author("Keeper", "Anna"),), dt.date(1900, 5, 1), licence="https://licence.example/")
ESSAY = citation.essay(BOOK, 'Mills </script><b>"men"</b>', "3")


def head(work, url=""):
    return BeautifulSoup(metadata.head("Mills", work, BOOK, "Of mills.", url), "lxml")


def test_a_chapter_is_described_as_one():
    """A reference manager that takes a chapter for a web page loses its book."""
    data = json.loads(head(ESSAY).find("script", type="application/ld+json").string)
    assert data["@context"] == "https://schema.org" and data["@type"] == "Chapter" and data["position"] == 3
    assert data["isPartOf"]["@type"] == "Book" and data["isPartOf"]["name"] == "The Village"
    assert {"name", "author", "datePublished", "inLanguage", "license", "description"} <= data.keys()
    tags = {tag["name"]: tag["content"] for tag in head(ESSAY).find_all("meta", attrs={"name": re.compile("^citation_")})}
    assert tags["citation_title"] == ESSAY.title and tags["citation_inbook_title"] == "The Village"
    assert tags["citation_author"] == "Keeper, Anna" and tags["citation_publication_date"] == "1900/05/01"


def test_a_title_cannot_leave_the_head():
    """A title with markup in it is text, also within JSON."""
    assert head(ESSAY).find("b") is None


def test_no_address_is_made_up():
    """Without a configured address there is none to be copied wrongly."""
    assert not re.search(r'"url"|og:url|public_url|https?://(?!schema\.org|licence\.example)', metadata.head("Mills", ESSAY, BOOK, "Of mills.", ""))
    assert head(citation.essay(BOOK, "Mills", "3", "https://v.example/3.html"), "https://v.example/3.html").find("meta", property="og:url")["content"] == "https://v.example/3.html"
