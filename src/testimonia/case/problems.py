"""Problems: one sentence each, with the place to look and the remedy."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

_SHOWN = 60  # characters of a value that a message repeats
# Controls, the replacement character, and the marks that reverse or hide text (bidirectional
# controls, zero-width characters, byte order mark): invisible in a terminal, so shown as codes.
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a case, and what would be right.

    `row` is the record's number as a spreadsheet shows it (the header is 1), or
    None where the file as a whole is meant; `rule` names the check that found it.

    >>> print(Problem("testimonies.csv", 17, "accused", "ana", "no such actor", "did you mean 'anna'?", "reference"))
    testimonies.csv:17:accused: 'ana': no such actor; did you mean 'anna'?
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    problem: str
    remedy: str
    rule: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.row, self.column) if part)
        value = "" if self.value is None else f" '{shown(self.value)}':"
        return f"{place}:{value} {self.problem}; {self.remedy}"

    def as_dict(self) -> dict:
        """The fields as a dictionary, the value whole, for JSON.

        >>> Problem("a.csv", None, None, None, "missing", "add it", "file").as_dict()["rule"]
        'file'
        """
        return asdict(self)


def shown(value: str, length: int = _SHOWN) -> str:
    """A value as a message shows it: one line, short, nothing invisible.

    >>> shown("x" * 70), shown("a\\x00b")
    ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…', 'a\\\\x00b')
    """
    cut = value if len(value) <= length else value[:length] + "…"
    return INVISIBLE.sub(lambda m: m[0].encode("unicode_escape").decode(), cut)


def near_miss(value: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy: the nearest known value if one is near, else `otherwise`.

    >>> near_miss("beta", ["bela", "anna"], "add it")
    "did you mean 'bela'?"
    """
    known = [str(k) for k in known]
    folded = {k.casefold(): k for k in known}
    near = difflib.get_close_matches(value.strip().casefold()[:200], folded, n=1, cutoff=0.6)
    return f"did you mean '{folded[near[0]]}'?" if near else otherwise


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, row and column, each once; those of a whole file first.

    >>> in_order([])
    []
    """
    return sorted(set(problems), key=lambda p: (p.file, p.row or 0, p.column or "", p.rule, p.value or "", p.problem))
