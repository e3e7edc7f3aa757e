"""Letters of other scripts: from fonts of this machine, where the shipped ones lack them.

The shipped fonts have Latin, Greek and Cyrillic letters. A name in Chinese or Arabic is drawn in
an installed font that has it; where there is none, whoever draws is told so once, in words.
"""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from functools import lru_cache

from matplotlib.font_manager import fontManager

#: Families that are asked, in this order, for letters that the shipped fonts lack.
ASKED = (
    "Noto Sans CJK SC", "Noto Sans CJK TC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR",
    "Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Sans Armenian", "Noto Sans Georgian", "Noto Sans Devanagari",
    "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai", "Noto Sans Ethiopic", "Noto Sans Mongolian", "WenQuanYi Zen Hei", "Droid Sans Fallback",
    "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo", "Geeza Pro", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Segoe UI", "Arial Unicode MS", "Unifont",
)  # fmt: skip
_MISSING = re.compile(r"Glyph (\d+) .*missing from font")
_told: set[str] = set()


@lru_cache(maxsize=1)
def spare() -> tuple[str, ...]:
    """The families of `ASKED` that this machine has.

    >>> set(spare()) <= set(ASKED)
    True
    """
    here = {entry.name for entry in fontManager.ttflist}
    return tuple(name for name in ASKED if name in here)


@contextmanager
def letters_told():
    """Within this context a letter that no font has is told in one sentence, and not twice.

    >>> with warnings.catch_warnings(record=True) as said, letters_told():
    ...     warnings.warn("Glyph 1114109 (X) missing from font(s) Noto Sans.")
    >>> len(said)
    1
    """
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        yield
    lacking: dict[str, None] = {}
    for one in said:
        if found := _MISSING.match(str(one.message)):
            lacking.setdefault(chr(int(found[1])))
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    new = [letter for letter in lacking if letter not in _told]
    if new:
        _told.update(new)
        warnings.warn(
            f"no font on this machine has the letters {''.join(new)}: names with them are drawn as boxes, and stand right in the table of the figure; "
            "install a font that has them, such as the Noto fonts (Debian, Ubuntu: fonts-noto-core, fonts-noto-cjk), and draw again",
            UserWarning, stacklevel=4,
        )  # fmt: skip
