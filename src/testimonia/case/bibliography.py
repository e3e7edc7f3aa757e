"""A bibliography in BibTeX: keys, entries, and the short form that a note prints."""

import logging
import re
from dataclasses import dataclass, field
from pathlib import Path

from .problems import Problem


@dataclass(frozen=True)
class Bibliography:
    """Entries by key, each a dictionary of its fields in lower case (and 'entrytype').

    `problems` lists what could not be read; `lines` gives the line where an entry begins.

    >>> works = Bibliography({"tidings1652": {"title": "True Tidings", "year": "1652"}})
    >>> works.short("tidings1652")
    'True Tidings 1652'
    """

    entries: dict[str, dict[str, str]]
    problems: tuple[Problem, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """The keys that can be cited."""
        return set(self.entries)

    @classmethod
    def read(cls, path: str | Path) -> "Bibliography":
        """Read a .bib file; the good entries are kept when others are broken.

        >>> Bibliography.read("nowhere.bib").problems[0].problem
        'the bibliography is missing'
        """
        path = Path(path)
        found = []
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return cls({}, (_problem(path, None, "the bibliography is missing",
                                     "add it, or name it in datapackage.json as 'bibliography'"),))
        except OSError as error:
            return cls({}, (_problem(path, None, f"the bibliography cannot be read ({error.strerror})",
                                     "make it a readable file"),))
        except UnicodeDecodeError as error:
            text = path.read_bytes().decode("utf-8-sig", errors="replace")
            line = text.encode()[: error.start].count(b"\n") + 1
            found.append(_problem(path, line, "not UTF-8", "save the file in UTF-8"))
        return cls._parse(path, text, found)

    @classmethod
    def _parse(cls, path: Path, text: str, found: list[Problem]) -> "Bibliography":
        import bibtexparser  # here, because it takes a tenth of a second that most commands do not need

        logging.getLogger("bibtexparser").setLevel(logging.ERROR)
        try:
            library = bibtexparser.parse_string(text)
        except Exception as error:  # the library's own faults on damaged text must not reach a user
            found.append(_problem(path, None, f"not BibTeX ({error})", "correct the file"))
            return cls({}, tuple(found))
        entries, lines = {}, {}
        for entry in library.entries:
            entries[entry.key] = {f.key.lower(): plain(str(f.value)) for f in entry.fields}
            entries[entry.key]["entrytype"] = entry.entry_type.lower()
            lines[entry.key] = entry.start_line + 1
        for block in library.failed_blocks:
            found.append(_failed(path, block, entries, lines))
        return cls(entries, tuple(found), lines)

    def short(self, key: str) -> str:
        """Author and year: one author, two joined by '&', three or more 'et al.'; else the title.

        >>> Bibliography({"k": {"author": "A B and C, D and {The Guild}", "year": "1700"}}).short("k")
        'B et al. 1700'
        """
        entry = self.entries[key]
        people = entry.get("author") or entry.get("editor") or ""
        names = [_family(name) for name in re.split(r"\s+and\s+", people) if name.strip()]
        if not names:
            who = entry.get("shorttitle") or entry.get("title") or key
        elif len(names) <= 2 and "others" not in names:
            who = " & ".join(names)
        else:
            who = f"{names[0]} et al."
        year = entry.get("year") or entry.get("date", "")[:4]
        return f"{_bare(who)} {year}".strip()

    def with_keyword(self, *keywords: str) -> list[str]:
        """Keys of the entries that carry one of the keywords.

        >>> Bibliography({"k": {"keywords": "article, cited"}}).with_keyword("cited")
        ['k']
        """
        return [
            key
            for key, entry in self.entries.items()
            if {w.strip() for w in re.split("[,;]", entry.get("keywords", ""))} & set(keywords)
        ]


def plain(text: str) -> str:
    r"""A field's text with LaTeX accents as letters and white space as one blank.

    >>> plain(r"M{\"u}ller,   Jan")
    'Müller, Jan'
    """
    if "\\" in text:
        from pylatexenc.latex2text import LatexNodes2Text

        text = LatexNodes2Text(keep_braced_groups=True).latex_to_text(text)
    return " ".join(text.split())


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def _family(name: str) -> str:
    """The family name: before the comma, or the last word, or the whole in braces."""
    name = name.strip()
    if name.startswith("{") and name.endswith("}"):
        return _bare(name)
    if "," in name:
        return _bare(name.split(",")[0]).strip()
    words = _bare(name).split()
    # 'Ludwig van Beethoven': particles in lower case belong to the family name.
    first = next((i for i, word in enumerate(words[:-1]) if i and word[0].islower()), len(words) - 1)
    return " ".join(words[first:])


def _failed(path: Path, block, entries: dict, lines: dict) -> Problem:
    """The problem of one block that could not be read; an entry with a repeated field is kept."""
    line = block.start_line + 1
    kind = type(block).__name__
    if kind == "DuplicateBlockKeyBlock":
        return _problem(path, line, "the key is used twice; the first entry is kept",
                        "give one of them another key", block.key)
    if kind == "DuplicateFieldKeyBlock":
        entry = block.ignore_error_block
        entries.setdefault(entry.key, {f.key.lower(): plain(str(f.value)) for f in reversed(entry.fields)})
        lines.setdefault(entry.key, line)
        return _problem(path, line, "a field occurs twice in the entry", "remove one of them", entry.key)
    key = re.match(r"\s*@\w+\s*\{\s*([^\s,={}]+)", block.raw or "")
    return _problem(path, line, "the entry cannot be read; the others are kept",
                    "look for a missing comma, brace or '='", key[1] if key else None)


def _problem(path, line, problem, remedy, value=None) -> Problem:
    return Problem(path.name, line, None, value, problem, remedy, "bibliography")
