"""Every chapter of the built volume can be cited, by hand and by machine, and says when it last changed."""

import json
import re
import subprocess

import bibtexparser
import pytest
import yaml

from .conftest import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf8"))["preferred-citation"]


def test_every_essay_offers_its_citation(essays, html):
    """What is copied from the page and what is downloaded must be the same, and must name this essay."""
    for path, soup in essays.items():
        block = soup.select_one("details.cite")
        title = re.sub(r"^\d+\.\s*", "", soup.h1.find(string=True, recursive=False) or soup.h1.get_text()).rstrip("#").strip()
        assert title in block.select_one(".cite-words").get_text() and CITATION["title"] in block.get_text()
        copied = {pre["aria-label"]: pre.get_text() for pre in block.select("pre")}
        files = {link["href"].rsplit(".", 1)[1]: (path.parent / link["href"]).resolve() for link in block.select("a[download]")}
        assert copied.keys() == {"BibTeX", "RIS", "CSL-JSON"} and files.keys() == {"bib", "ris", "json"}
        for name, ending in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
            assert files[ending].read_text("utf8").split() == copied[name].split(), path.name
        entry = bibtexparser.parse_file(str(files["bib"])).entries[0]
        assert entry["title"] == f"{{{title}}}" and entry["booktitle"] == f"{{{CITATION['title']}}}" and entry["chapter"] == path.name[0]
        assert json.loads(files["json"].read_text("utf8"))[0]["chapter-number"] == path.name[0]
    assert len({(html / "cite").glob("*.bib")}) == 1 and len(list((html / "cite").glob("*.bib"))) == len(essays) + 1


def test_every_page_describes_itself(pages, html):
    """Search engines and link previews show the description; a reference manager looks for the chapter."""
    described = {}
    for path, soup in pages.items():
        words = soup.find("meta", attrs={"name": "description"})["content"]
        assert 20 <= len(words) <= 160 or path.name in {"index.html", "404.html"}, (path.name, words)
        described.setdefault(words, []).append(path.name)
        assert soup.title.get_text(strip=True) and soup.html["lang"] == "en-GB"
        assert soup.find("link", rel="canonical") is None, "no address is configured, so none is canonical"
        for script in soup.find_all("script", type="application/ld+json"):
            data = json.loads(script.string)
            assert data["@type"] in {"Chapter", "Book", "WebPage"} and data["name"] and data["description"]
    assert [names for names in described.values() if len(names) > 1] == []


@pytest.mark.skipif(subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True).returncode != 0, reason="not a checkout: pages have no date")
def test_every_essay_says_when_it_last_changed(essays):
    """A reader who cites a chapter must be able to tell which one."""
    for path, soup in essays.items():
        shown = soup.select_one(".last-changed time")
        told = subprocess.run(["git", "log", "-1", "--format=%cs", "--", f"notebooks/{path.stem}.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        assert shown["datetime"] == told


def test_the_lost_page_stands_alone(html):
    """A host shows it for any address: whatever it asked for beside itself would be missing too."""
    text = (html / "404.html").read_text("utf8")
    assert not re.search(r"<link[^>]+stylesheet|<script[^>]+src|<img|url\(", text)


def test_the_status_page_counts_what_the_manifest_lists(pages, html, manifest):
    """Numbers about the volume must be numbers of the volume."""
    soup = pages[html / "status.html"]
    statements = [one for findings in manifest["pages"].values() for one in findings if one["kind"] == "statement"]
    table = soup.select_one("h3").find_next("table")
    total = [cell.get_text() for cell in table.select("tr")[-1].find_all("td")]
    assert total[:4] == ["All essays", str(len(statements)), "0", "0"]
    for name, digest in manifest["tables"].items():
        assert digest in soup.get_text() and name in soup.get_text()
