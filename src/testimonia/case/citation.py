"""Sources of a row: ``key[locator];key[locator]``, as CLDF writes them.

The form is that of the Cross-Linguistic Data Formats (Forkel et al. 2018). A key
is an entry of the bibliography or a row of the archives table; a locator is free
text between brackets, in which a ';' may stand.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .bibliography import Bibliography

__all__ = ["Bibliography", "Citation", "CitationError", "Sources", "parse_citations"]

_KEY = re.compile(r"[^\[\]\s;{},\"#%\\]+")


class CitationError(ValueError):
    """A source cell that cannot be read; `column` is the position (1 is the first character).

    >>> CitationError("empty", "remove it", 3).column
    3
    """

    def __init__(self, problem: str, remedy: str, column: int = 1):
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy, self.column = problem, remedy, column


@dataclass(frozen=True)
class Citation:
    """One work or archival reference, the place in it, and its position in the cell.

    >>> Citation("molnar2005", "12-14", 1).locator
    '12-14'
    """

    key: str
    locator: str | None
    column: int


def parse_citations(text: str) -> list[Citation]:
    """The citations of a source cell, in order; raises `CitationError`.

    >>> [c.key for c in parse_citations("kovacs1999[¶3; n. 2];vas-parish-1-2-31")]
    ['kovacs1999', 'vas-parish-1-2-31']
    """
    return list(_parsed(text))


@lru_cache(maxsize=1 << 17)  # the same few sources are cited by row after row, and asked for by check after check
def _parsed(text: str) -> tuple[Citation, ...]:
    citations, start = [], 0
    while start <= len(text):
        citation, start = _one(text, start)
        citations.append(citation)
    return tuple(citations)


def _one(text: str, start: int) -> tuple[Citation, int]:
    """The citation that begins at `start`, and where the next one begins."""
    match = _KEY.match(text, start)
    if not match:
        if start < len(text) and text[start].isspace():
            raise CitationError("a blank before the key", "remove it", start + 1)
        if start < len(text) and text[start] == "[":
            raise CitationError("a locator without a key", "write the key before '['", start + 1)
        raise CitationError("an empty citation", "remove the extra ';'", start + 1)
    key, end = match[0], match.end()
    if end == len(text) or text[end] == ";":
        return Citation(key, None, start + 1), end + 1
    if text[end] != "[":
        raise CitationError(
            f"'{text[end]}' after the key '{key}'",
            "write key[locator], and ';' before the next key", end + 1,
        )
    close = text.find("]", end)
    if close < 0:
        raise CitationError("the bracket is not closed", "write ']' after the locator", end + 1)
    locator = text[end + 1 : close]
    if "[" in locator:
        raise CitationError("a bracket within a bracket", "close the first with ']'", end + 1)
    if not locator.strip():
        raise CitationError("an empty locator", "write the place, or the key without brackets", end + 1)
    if locator != locator.strip():
        raise CitationError("blanks around the locator", "remove them", end + 2)
    if close + 1 < len(text) and text[close + 1] != ";":
        raise CitationError("text after the bracket", "write ';' before the next key", close + 2)
    return Citation(key, locator, start + 1), close + 2


class Sources:
    """What a case cites: its bibliography and its table of archival references.

    `archives` is the archives table, indexed by id.

    >>> import pandas as pd
    >>> Sources(Bibliography({}), pd.DataFrame()).resolve("nobody1999") is None
    True
    """

    _PLACES = (("fond", "f.", "f."), ("opis", "op.", "op."), ("delo", "d.", "d."), ("list", "l.", "ll."))

    def __init__(self, bibliography: Bibliography, archives):
        self.bibliography = bibliography
        self._archives = {str(key): row for key, row in archives.to_dict("index").items()}

    def resolve(self, key: str) -> str | None:
        """'work' for an entry of the bibliography, 'archive' for an archival reference, else None.

        >>> import pandas as pd
        >>> archives = pd.DataFrame({"archive": ["VAS"]}, index=["vas-1"])
        >>> Sources(Bibliography({}), archives).resolve("vas-1")
        'archive'
        """
        if key in self.bibliography.entries:
            return "work"
        return "archive" if key in self._archives else None

    def short(self, key: str) -> str:
        """A work as 'Molnár & Szabó 2005', an archival reference as 'VAS, f. 1, op. 2'; else the key.

        >>> import pandas as pd
        >>> archives = pd.DataFrame({"archive": ["VAS"], "fond": ["1"], "list": ["8-9"]}, index=["vas-1"])
        >>> Sources(Bibliography({}), archives).short("vas-1")
        'VAS, f. 1, ll. 8–9'
        """
        kind = self.resolve(key)
        if kind == "work":
            return self.bibliography.short(key)
        return self._archive(self._archives[key]) if kind == "archive" else key

    def _archive(self, row: dict) -> str:
        parts = [str(row["archive"])]
        for column, one, many in self._PLACES:
            value = row.get(column)
            if isinstance(value, str) and value:
                several = re.search(r"[-–,;]", value)
                parts.append(f"{many if several else one} {_dashed(value)}")
        return ", ".join(parts)

    def format(self, text: str) -> str:
        """A source cell as a historian prints it; raises `CitationError`.

        >>> import pandas as pd
        >>> works = Bibliography({"molnar2005": {"author": "Molnár, Ilona and Szabó, Judit", "year": "2005"}})
        >>> Sources(works, pd.DataFrame()).format("molnar2005[12-14]")
        'Molnár & Szabó 2005, pp. 12–14'
        """
        return "; ".join(
            self.short(c.key) + (f", {locator(c.locator)}" if c.locator else "")
            for c in parse_citations(text)
        )


def locator(text: str) -> str:
    """A locator as it is printed: paragraphs as they stand, notes and pages abbreviated.

    >>> locator("¶38"), locator("n19"), locator("602"), locator("323-324"), locator("323, 330")
    ('¶38', 'n. 19', 'p. 602', 'pp. 323–324', 'pp. 323, 330')
    """
    if match := re.fullmatch(r"n\.? ?([0-9]+)", text):
        return f"n. {match[1]}"
    if re.fullmatch(r"[0-9]+", text):
        return f"p. {text}"
    if re.fullmatch(r"[0-9]+(?:(?:[-–]|[,;] ?)[0-9]+)+", text):
        return f"pp. {_dashed(text)}"
    if re.search(r"[,;]", text):
        parts = [part.strip() for part in re.split(r"[,;]", text)]
        return ", ".join(locator(part) if part else part for part in parts)
    return _dashed(text)


def _dashed(text: str) -> str:
    """Hyphens between digits as en dashes."""
    return re.sub(r"(?<=[0-9])-(?=[0-9])", "–", text)
