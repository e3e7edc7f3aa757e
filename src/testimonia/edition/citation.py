"""How a reader cites the volume or an essay of it: in words, as BibTeX, as RIS, and as CSL-JSON.

What is said of the volume comes from its ``CITATION.cff`` and from the book's settings; nothing is
made up. An address, a DOI or a publisher that is not configured is left out.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

_TEX = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


@dataclass(frozen=True)
class Author:
    """A person, by family and given name, or a body, by its name alone."""

    name: str
    given: str = ""
    orcid: str = ""

    @property
    def inverted(self) -> str:
        """'Family, Given' of a person, the name of a body."""
        return f"{self.name}, {self.given}" if self.given else self.name


@dataclass(frozen=True)
class Work:
    """What is cited: an essay (with the volume as ``container``) or, without one, the volume."""

    title: str
    authors: tuple[Author, ...]
    date: dt.date
    container: str = ""
    number: str = ""
    version: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""
    language: str = "en"
    licence: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """A citation key: first author, year, and the first long word of an essay's title."""
        words = re.findall(r"[^\W\d_]{4,}", self.title.casefold()) or ["essay"]
        names = [word for word in re.findall(r"[^\W\d_]+", self.authors[0].name.casefold()) if word not in ("the", "a")] if self.authors else []
        return (names[0] if names else "volume") + str(self.date.year) + (words[0] if self.container else "")


def volume(config, folder: Path) -> Work:
    """Return the volume as a work, from ``CITATION.cff`` where the folder has one, else from the settings."""
    path = folder / "CITATION.cff"
    stated = yaml.safe_load(path.read_text("utf8")) if path.is_file() else {}
    said = stated.get("preferred-citation") or stated
    date = said.get("date-released") or stated.get("date-released")
    if not isinstance(date, dt.date):
        from .colophon import build_date

        date = dt.date.fromisoformat(str(date)) if date else build_date()
    return Work(
        title=said.get("title") or config.project,
        authors=tuple(map(_author, said.get("authors") or [{"name": config.author}])),
        date=date.replace(year=int(said["year"])) if said.get("year") else date,
        version=str(said.get("version") or stated.get("version") or ""),
        publisher=(said.get("publisher") or {}).get("name", ""),
        doi=said.get("doi") or stated.get("doi") or "",
        url=config.html_baseurl or said.get("url") or "",
        language=(config.language or "en").replace("_", "-"),
        licence=_licence(said.get("license") or stated.get("license")),
        abstract=stated.get("abstract", ""),
        keywords=tuple(stated.get("keywords") or ()),
    )


def _author(entry: dict) -> Author:
    if "family-names" in entry:
        return Author(entry["family-names"], entry.get("given-names", ""), entry.get("orcid", ""))
    return Author(entry["name"], orcid=entry.get("orcid", ""))


def _licence(stated) -> str:
    named = [stated] if isinstance(stated, str) else list(stated or [])
    addresses = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/", "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}
    return next((addresses[name] for name in named if name in addresses), "")


def essay(of: Work, title: str, number: str, url: str = "", authors: tuple[Author, ...] = ()) -> Work:
    """Return an essay of a volume as a work; its authors are the volume's unless it has its own."""
    return Work(title, authors or of.authors, of.date, container=of.title, number=number, version=of.version, publisher=of.publisher, url=url, language=of.language, licence=of.licence)


def in_words(work: Work) -> str:
    """Return a citation as prose.

    >>> book = Work("The Village", (Author("Keeper", "Anna"), Author("The Village contributors")), dt.date(1900, 5, 1), version="1.2")
    >>> in_words(essay(book, "The mill", "3"))
    'Keeper, Anna, and The Village contributors. 1900. ‘The mill.’ Essay 3 in The Village. Version 1.2.'
    """
    names = [author.inverted for author in work.authors]
    who = f"{', '.join(names[:-1])}, and {names[-1]}" if len(names) > 1 else "".join(names)
    what = f"‘{work.title}.’ {f'Essay {work.number} in' if work.number else 'In'} {work.container}." if work.container else f"{work.title}."
    parts = [f"{who.rstrip('.')}.", f"{work.date.year}.", what]
    parts += [f"Version {work.version}."] if work.version else []
    parts += [f"{work.publisher}."] if work.publisher else []
    parts += [f"https://doi.org/{work.doi}."] if work.doi else [f"{work.url}."] if work.url else []
    return " ".join(parts)


def bibtex(work: Work) -> str:
    """Return a citation as BibTeX: ``@incollection`` for an essay, ``@book`` for the volume.

    >>> print(bibtex(Work("Mills & men", (Author("Keeper", "Anna"),), dt.date(1900, 5, 1))))
    @book{keeper1900,
      author = {Keeper, Anna},
      title = {{Mills \\& men}},
      year = {1900},
      langid = {en}
    }
    <BLANKLINE>
    """
    names = " and ".join(_tex(author.inverted) if author.given else f"{{{_tex(author.name)}}}" for author in work.authors)
    fields = {"author": names, "title": f"{{{_tex(work.title)}}}", "booktitle": work.container and f"{{{_tex(work.container)}}}", "chapter": work.number, "year": str(work.date.year)}
    fields |= {"edition": work.version and f"Version {_tex(work.version)}", "publisher": _tex(work.publisher), "doi": work.doi, "url": work.url, "langid": work.language}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{'incollection' if work.container else 'book'}{{{work.key},\n{lines}\n}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)


def ris(work: Work) -> str:
    """Return a citation as RIS, with the line ends that the format asks for.

    >>> ris(Work("The mill", (Author("Keeper", "Anna"),), dt.date(1900, 5, 1), container="The Village", number="3")).split("\\r\\n")[:4]
    ['TY  - CHAP', 'AU  - Keeper, Anna', 'TI  - The mill', 'T2  - The Village']
    """
    lines = [("TY", "CHAP" if work.container else "BOOK"), *(("AU", author.inverted) for author in work.authors)]
    lines += [("TI", work.title), ("T2", work.container), ("SE", work.number), ("PY", str(work.date.year)), ("DA", f"{work.date:%Y/%m/%d}")]
    lines += [("ET", work.version), ("PB", work.publisher), ("DO", work.doi), ("UR", work.url), ("LA", work.language)]
    flat = [f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value]
    return "\r\n".join([*flat, "ER  - ", ""])


def csl(work: Work) -> str:
    """Return a citation as CSL-JSON: a list of one item.

    >>> json.loads(csl(Work("The mill", (Author("Keeper", "Anna"),), dt.date(1900, 5, 1), container="The Village")))[0]["type"]
    'chapter'
    """
    authors = [{"family": author.name, "given": author.given} if author.given else {"literal": author.name} for author in work.authors]
    item = {"id": work.key, "type": "chapter" if work.container else "book", "title": work.title, "author": authors}
    item |= {"issued": {"date-parts": [[work.date.year, work.date.month, work.date.day]]}, "container-title": work.container, "chapter-number": work.number}
    item |= {"version": work.version, "publisher": work.publisher, "DOI": work.doi, "URL": work.url, "language": work.language}
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


#: Name shown, ending of the file, and function of each format.
FORMATS = (("BibTeX", "bib", bibtex), ("RIS", "ris", ris), ("CSL-JSON", "json", csl))
