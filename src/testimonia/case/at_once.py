"""Rules asked of many cells at once, as Arrow keeps them: whether there is anything to look for at all.

A rule that is clear of a column need not look at its values one by one. Nothing is ever said here
of what is wrong: that is for the rules of `cells`, which look at each value and know its row.
"""

import re

import numpy as np

from .schema import Field

LONGEST = 5000  # characters of a cell; more is a quotation mark gone wrong, or a page pasted in
# Patterns that cannot match a line end: without escapes, without classes of all but some, without flags.
_WITHIN_A_LINE = re.compile(r"(?:(?!\[\^|\(\?[^:])[ -\[\]-~])*")


def clear_of(field: Field, cells) -> frozenset[str]:
    """The rules that are known to find nothing amiss in the cells of this field, a chunked array of Arrow.

    >>> import pyarrow as pa
    >>> names, blanks, ids = (pa.chunked_array([cells]) for cells in (["anna", None], [" anna"], ["anna", "bela"]))
    >>> sorted(clear_of(Field("name"), names)), sorted(clear_of(Field("name"), blanks))
    (['blanks', 'long-cell'], ['long-cell'])
    >>> sorted(clear_of(Field("id", pattern="[a-z]+"), ids))
    ['long-cell', 'pattern']
    >>> sorted(clear_of(Field("actors", separator=";"), ids))
    ['blanks', 'duplicate-member', 'empty-member', 'long-cell']
    """
    return frozenset(rule for rule, is_clear in _RULES.items() if is_clear(field, cells))


def _none_long(field: Field, cells) -> bool:
    import pyarrow.compute as pc

    longest = pc.max(pc.binary_length(cells)).as_py() or 0  # no cell has more characters than bytes
    return longest <= LONGEST or pc.max(pc.utf8_length(cells)).as_py() <= LONGEST


def _no_blanks(field: Field, cells) -> bool:
    if not field.separator and (field.pattern or field.edtf or field.citations or field.references):
        return False  # nobody asks: these have rules of their own
    return _one_member(field, cells) and _trimmed(cells)


def _single(field: Field, cells) -> bool:
    return bool(field.separator) and _one_member(field, cells) and _trimmed(cells)


def _one_member(field: Field, cells) -> bool:
    """Whether no cell is a list of more than one, of which some may be amiss."""
    import pyarrow.compute as pc

    return not field.separator or not pc.any(pc.match_substring(cells, field.separator)).as_py()


def _trimmed(cells) -> bool:
    import pyarrow.compute as pc

    # Piece by piece: what is made of one is small, and its memory serves for the next.
    return all(pc.all(pc.equal(pc.utf8_trim_whitespace(piece), piece), min_count=0).as_py() for piece in cells.chunks)


def _all_of_the_form(field: Field, cells) -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not field.pattern or not field.pattern.isascii():
        return False
    try:
        if _WITHIN_A_LINE.fullmatch(field.pattern) and _as_lines(field.pattern, cells):
            return True
        return pc.all(pc.match_substring_regex(cells, rf"\A(?:{field.pattern})\z"), min_count=0).as_py()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):  # a pattern that only Python understands
        return False


def _as_lines(pattern: str, cells) -> bool:
    """Whether all cells are of a form that no line end has, asked of texts of which each cell is a line.

    To begin with a cell takes three times as long as to look through it.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = []
    for piece in cells.chunks:
        there = pc.run_end_encode(piece.drop_null()).values  # what stands in row after row is looked at once
        rows = pa.ListArray.from_arrays(pa.array([0, len(there)], pa.int32()), there)
        texts.append(pc.binary_join(rows, pa.scalar("\n", there.type)))
        ends = np.count_nonzero(np.frombuffer(texts[-1][0].as_buffer(), "uint8") == ord("\n"))
        if ends > max(len(there) - 1, 0):
            return False  # there is a line end within a cell
    matched = pc.match_substring_regex(pa.chunked_array(texts, cells.type).combine_chunks(), rf"(?m)\A(?:(?:{pattern})(?:\n|\z))*\z")
    return pc.all(matched, min_count=0).as_py()


_RULES = {"long-cell": _none_long, "blanks": _no_blanks, "pattern": _all_of_the_form, "empty-member": _single, "duplicate-member": _single}
