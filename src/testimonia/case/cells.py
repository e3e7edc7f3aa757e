"""What is wrong with the cells of a table, each unique value looked at once."""

import re
from collections import Counter

from .at_once import LONGEST
from .build import number
from .edtf import EdtfError, parse
from .problems import near_miss
from .raw import RawTable
from .schema import Field

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Characters that make a text look other than it is: overrides of direction, zero-width
# space, a byte order mark within the text. Plain left-to-right and right-to-left marks
# and joiners are accepted: Hebrew, Arabic and Persian names need them.
_DECEPTIVE = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

Fault = tuple[str, str]  # problem, remedy


def check_cells(raw: RawTable, calendar: str) -> None:
    """Note every problem of single cells: missing, mistyped, out of range, unreadable.

    Formulas and markup are accepted: a cell is text, and whatever prints it escapes
    it; refusing '=' or '<' would refuse what a source may say.

    >>> from .schema import Table
    >>> check_cells(RawTable(Table("t", "t.csv", ())), "gregorian")
    """
    for field in raw.table.fields:
        if field.name in raw.absent or not raw.size:
            continue
        cells = raw.columns[field.name]
        _required(raw, field, cells)
        if not raw.nothing_hidden:
            _hidden(raw, field, cells)
        checks = [("long-cell", _too_long), *_checks(field, calendar)]
        for rule, fault_of in checks:
            if rule in cells.clear:
                continue
            known = set(cells.days(calendar)[0].tolist()) if rule == "date" else ()
            faults = {c: f for c, text in enumerate(cells.texts) if c not in known and (f := fault_of(text))}
            raw.fault_values(rule, field.name, faults)
        if field.unique and field.name != "id":
            _unique(raw, field, cells)


def _checks(field: Field, calendar: str):
    """The checks that a column's field asks for, as (rule, function of a text)."""
    checks = []
    if field.separator:
        checks += [("empty-member", lambda t: _empty_member(t, field)),
                   ("blanks", lambda t: _blank_members(t, field)),
                   ("duplicate-member", lambda t: _twice(t, field))]
        if field.values:
            checks.append(("enum", lambda t: _unlisted_member(t, field)))
    elif field.edtf:
        checks.append(("date", lambda t: _undated(t, calendar)))
    elif field.type != "string":
        checks += [("type", lambda t: _not_number(t, field))]
        if field.values:
            checks.append(("enum", lambda t: _unlisted_number(t, field)))
        else:
            checks.append(("range", lambda t: _out_of_range(t, field)))
    elif field.values:
        checks.append(("enum", lambda t: _unlisted(t, field)))
    elif not field.citations and not field.pattern and not field.references:
        checks.append(("blanks", _blanks))
    if field.pattern:
        pattern = re.compile(field.pattern)
        checks.append(("pattern", lambda t: _off_pattern(t, field, pattern)))
    return checks


def _required(raw: RawTable, field: Field, cells) -> None:
    if not field.required and field.name != "id":
        return
    rule = "id" if field.name == "id" else "required"
    if field.edtf:
        remedy = "write the widest interval that is honest"
    elif field.values:
        remedy = f"write {_one_of(field)}"
    elif field.citations:
        remedy = "write the source as key[locator]"
    else:
        remedy = "fill it in"
    for position in cells.empty:
        raw.fault(rule, "the cell is empty", remedy, raw.rows[position], field.name)


def _hidden(raw: RawTable, field: Field, cells) -> None:
    """Characters that nobody sees: controls, overrides of direction, letters lost."""
    if _CONTROL.search(joined := "\n".join(cells.texts)) or _DECEPTIVE.search(joined) or "\ufffd" in joined:
        faults = {c: fault for c, t in enumerate(cells.texts) if (fault := _hidden_in(t))}
        if any(problem.rule == "encoding" for problem in raw.problems):
            faults = {c: f for c, f in faults.items() if "\ufffd" not in cells.texts[c]}
        raw.fault_values("invisible", field.name, faults)


def _hidden_in(text: str) -> Fault | None:
    if "\0" in text:
        return "a NUL byte in the cell", "delete it"
    if _CONTROL.search(text):
        return "a control character in the cell", "delete it"
    if _DECEPTIVE.search(text):
        return "an invisible character that hides or reverses text", "delete it"
    if "\ufffd" in text:
        return "a letter was lost when the file was converted", "write it again"
    return None


def _too_long(text: str) -> Fault | None:
    if len(text) <= LONGEST:
        return None
    return (f"the cell has {len(text)} characters, more than {LONGEST}",
            "shorten it; if rows are missing, look for a quotation mark that is not closed")


def _blanks(text: str) -> Fault | None:
    if text == text.strip():
        return None
    if not text.strip():
        return "the cell holds only blanks", "write a value, or delete the blanks"
    return "blanks around the value", "delete them"


def _members(text: str, field: Field) -> list[str]:
    return text.split(field.separator)


def _empty_member(text: str, field: Field) -> Fault | None:
    if all(member.strip() for member in _members(text, field)):
        return None
    return "a member of the list is empty", f"remove the extra '{field.separator}'"


def _blank_members(text: str, field: Field) -> Fault | None:
    spaced = [m for m in _members(text, field) if m.strip() and m != m.strip()]
    if not spaced:
        return None
    return f"blanks around '{spaced[0].strip()}'", f"write no blank beside '{field.separator}'"


def _twice(text: str, field: Field) -> Fault | None:
    if field.separator not in text:
        return None
    member, times = Counter(_members(text, field)).most_common(1)[0]
    return ("the list names '%s' twice" % member, "remove one") if times > 1 and member else None


def _one_of(field: Field) -> str:
    return ("one of: " if len(field.values) > 1 else "") + ", ".join(field.values)


def _unlisted(text: str, field: Field) -> Fault | None:
    if text in field.values:
        return None
    remedy = near_miss(text, field.values, f"write {_one_of(field)}")
    return "not one of the values of this column", remedy


def _unlisted_member(text: str, field: Field) -> Fault | None:
    for member in _members(text, field):
        if member.strip() and member.strip() not in field.values:
            problem, remedy = _unlisted(member, field)
            return f"'{member}' is {problem}", remedy
    return None


def _undated(text: str, calendar: str) -> Fault | None:
    try:
        parse(text, calendar)
    except EdtfError as error:
        where = f" (from character {error.column})" if error.column > 1 else ""
        return error.problem + where, error.remedy
    return None


def _not_number(text: str, field: Field) -> Fault | None:
    if number(text) is not None and (field.type == "number" or "." not in text):
        return None
    kind = "a whole number" if field.type == "integer" else "a number"
    bare = re.sub(r"[\s\u00a0\u202f'’]", "", text).replace("−", "-").replace("–", "-")
    if number(bare) is not None and bare != text:
        return f"not {kind}", f"write {bare}"
    if "," in bare and number(bare.replace(",", ".", 1)) is not None:
        whole, _, rest = bare.partition(",")
        either = f"write {whole}.{rest}"
        if len(rest) == 3:
            either += f", or {whole}{rest} if the comma parts thousands"
        return f"not {kind}: a decimal is written with a point", either
    if field.type == "integer" and (value := number(text)) is not None and value.is_integer():
        return f"not {kind}", f"write {int(value)}"
    return f"not {kind}", "write digits alone, and say the rest in the note"


def _unlisted_number(text: str, field: Field) -> Fault | None:
    value = number(text)
    if value is None or (field.type == "integer" and "." in text):
        return None  # the type is wrong, and that is said already
    if value in (field.enum or field.labels):
        return None
    return "not one of the values of this column", f"write {_one_of(field)}"


def _out_of_range(text: str, field: Field) -> Fault | None:
    value = number(text)
    if value is None:
        return None
    if field.minimum is not None and value < field.minimum:
        return f"less than {field.minimum}", f"write {field.minimum} or more"
    if field.maximum is not None and value > field.maximum:
        return f"more than {field.maximum}", f"write {field.maximum} or less"
    return None


def _off_pattern(text: str, field: Field, pattern: re.Pattern) -> Fault | None:
    if pattern.fullmatch(text):
        return None
    plain = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    if plain and pattern.fullmatch(plain):
        return "lower-case letters, digits and single hyphens only", f"write {plain}"
    return f"not of the form {field.pattern}", "write it in that form"


def _unique(raw: RawTable, field: Field, cells) -> None:
    seen = {}
    for position, code in enumerate(cells.codes):
        if code >= 0 and code in seen:
            raw.fault("unique", f"the value is used before, in row {seen[code]}", "each row needs its own",
                      raw.rows[position], field.name, cells.texts[code])
        seen.setdefault(code, raw.rows[position])
