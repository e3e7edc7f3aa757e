"""Kinds of damage done to the village, and what a good report says about each.

A damage is a function of the folder; `expected` lists, for every problem that must be
reported and for no other, the file, the row, the column and words of the sentence,
among them the remedy. An empty list means that the damage is accepted on purpose;
`why` says for what reason.
"""

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Damage:
    name: str
    do: Callable[[Path], None]
    expected: list[tuple]
    why: str = ""

    def __str__(self):
        return self.name


def rows_of(folder, table):
    with open(folder / f"{table}.csv", encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def write(folder, table, rows):
    with open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


def cell(table, row, column, value):
    """A damage that puts a value into one cell; `row` is the record number."""

    def do(folder):
        rows = rows_of(folder, table)
        rows[row - 1][rows[0].index(column)] = value
        write(folder, table, rows)

    return do


def cells(table, *changes):
    return several(*(cell(table, *change) for change in changes))


def several(*damages):
    def do(folder):
        for damage in damages:
            damage(folder)

    return do


def added(table, **values):
    """A damage that adds a row, a copy of the last but for these values."""

    def do(folder):
        rows = rows_of(folder, table)
        row = dict(zip(rows[0], rows[-1] if len(rows) > 1 else [""] * len(rows[0]), strict=True))
        write(folder, table, [*rows, [{**row, **values}[c] for c in rows[0]]])

    return do


def rewritten(file, change):
    """A damage that changes the text of a file."""

    def do(folder):
        path = folder / file
        path.write_bytes(change(path.read_bytes().decode()).encode())

    return do


def as_bytes(file, change):
    def do(folder):
        path = folder / file
        path.write_bytes(change(path.read_bytes()))

    return do


def removed(*files):
    def do(folder):
        for file in files:
            (folder / file).unlink()

    return do


def with_delimiter(table, mark):
    def do(folder):
        rows = rows_of(folder, table)
        with open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, delimiter=mark, lineterminator="\n").writerows(rows)

    return do


def columns(table, change):
    """A damage to the columns: `change` turns the list of columns (header first) into another."""

    def do(folder):
        turned = [list(c) for c in zip(*rows_of(folder, table), strict=True)]
        write(folder, table, list(zip(*change(turned), strict=True)))

    return do


def package(change):
    """A damage to the descriptor."""

    def do(folder):
        path = folder / "datapackage.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(change(content) or content, ensure_ascii=False), encoding="utf-8")

    return do


def resource(content, name):
    return next(r for r in content["resources"] if r["name"] == name)


def _set_type(content):
    resource(content, "actors")["schema"]["fields"][1]["type"] = "varchar"


def _set_reference(content):
    resource(content, "events")["schema"]["fields"][4]["references"] = "actor"


def _unreadable(file):
    def do(folder):
        path = folder / file
        path.unlink()
        path.mkdir()  # reading fails for everybody, the superuser too

    return do


def _replace_folder(folder):
    shutil.rmtree(folder)
    folder.write_text("not a folder", encoding="utf-8")


def _exception(rule, row, reason="The parish book errs.", signed="editors 2026-01-31"):
    return added("exceptions", rule=rule, row=row, reason=reason, signed=signed)


T, A, E, M, X = "testimonies.csv", "actors.csv", "events.csv", "measures.csv", "exceptions.csv"

FILES = [
    Damage("cp1251", lambda f: (f / A).write_bytes((f / A).read_text("utf-8").replace("é", "e").replace("ó", "o").encode("cp1251", "replace")),
           [(A, None, None, "not in UTF-8", "Windows-1251", "save it as 'CSV UTF-8'")]),
    Damage("latin-1", as_bytes(A, lambda b: b.decode().replace("Анна Варга", "Anna V.").encode("latin-1")),
           [(A, None, None, "not in UTF-8", "save it as")]),
    Damage("utf-16", as_bytes(T, lambda b: b.decode().encode("utf-16")), [(T, None, None, "UTF-16", "save it as 'CSV UTF-8'")]),
    Damage("utf-16 without mark", as_bytes(T, lambda b: b.decode().encode("utf-16-le")), [(T, None, None, "UTF-16", "CSV UTF-8")]),
    Damage("byte order mark", as_bytes(T, lambda b: b"\xef\xbb\xbf" + b), [], "Excel writes one, and it changes no cell"),
    Damage("semicolons", with_delimiter("testimonies", ";"), [(T, 1, None, "separated by semicolons", "with commas")]),
    Damage("tabs", with_delimiter("actors", "\t"), [(A, 1, None, "separated by tabs", "with commas")]),
    Damage("mixed line ends", rewritten(T, lambda t: t.replace("\n", "\r\n", 4)), [], "RFC 4180 ends lines with CRLF, git with LF; no cell changes"),
    Damage("lone carriage returns", rewritten(A, lambda t: t.replace("\n", "\r")), [], "an old Macintosh export is still one row per line"),
    Damage("no newline at the end", rewritten(T, str.rstrip), [], "the last row is complete without it"),
    Damage("NUL byte", cell("actors", 2, "role", "hea\0ler"), [(A, 2, "role", "NUL byte", "delete it")]),
    Damage("control character", cell("actors", 2, "role", "hea\x07ler"), [(A, 2, "role", "\\x07", "control character", "delete it")]),
    Damage("letter lost in conversion", cell("actors", 2, "role", "heal\ufffdr"), [(A, 2, "role", "lost", "write it again")]),
    Damage("empty file", as_bytes("transmissions.csv", lambda b: b""), [("transmissions.csv", 1, None, "empty", "write the header: id,date")]),
    Damage("header only", rewritten("transmissions.csv", lambda t: t.splitlines()[0] + "\n"), [], "a table may have no rows yet"),
    Damage("optional file missing", removed("transmissions.csv"), [], "a case without that kind of row does not need the table"),
    Damage("needed file missing", removed("threats.csv"), [("threats.csv", None, None, "missing, though events.csv refers to it", "add it")]),
    Damage("file that cannot be read", _unreadable("decisions.csv"), [("decisions.csv", None, None, "cannot be read", "readable")]),
    Damage("no table at all", lambda f: [p.unlink() for p in f.glob("*.csv")],
           [("datapackage.json", None, None, "none of the tables", "add them"),
            ("references.bib", 1, None, "kovacs1999", "no row cites"), ("references.bib", 9, None, "molnar2005", "no row cites"),
            ("references.bib", 17, None, "tidings1652", "no row cites", "remove its keyword")]),
    Damage("not a case", removed("datapackage.json"), [("{folder}", None, None, "not a case", "datapackage.json")]),
    Damage("no folder", shutil.rmtree, [("{folder}", None, None, "no such folder", "name the folder")]),
    Damage("a file in place of the folder", _replace_folder, [("{folder}", None, None, "not a folder", "name the folder")]),
]

SHAPE = [
    Damage("short row", rewritten(T, lambda t: t.replace(",high,\n", "\n", 1)), [
        (T, 2, None, "17 cells, the header 19", "add the missing commas"),
        (T, 2, "certainty", "empty", "high, medium, low")]),
    Damage("long row", rewritten(T, lambda t: t.replace(",high,\n", ",high,,more\n", 1)), [(T, 2, None, "'more'", "20 cells, the header 19", "quotation marks")]),
    Damage("empty cells at the end", rewritten(T, lambda t: t.replace(",high,\n", ",high,,,\n", 1)), [(T, 2, None, "2 empty cells too many", "delete the commas")]),
    Damage("blank row", rewritten(T, lambda t: t.replace("\n", "\n\n", 1)), [(T, 2, None, "a blank row", "delete it")]),
    Damage("row of commas", rewritten(T, lambda t: t.replace("\n", "\n" + "," * 17 + "\n", 1)), [(T, 2, None, "a blank row", "delete it")]),
    Damage("blank row at the end", rewritten(T, lambda t: t + "\n"), [(T, 12, None, "a blank row", "delete it")]),
    Damage("column missing", columns("testimonies", lambda c: [x for x in c if x[0] != "medium"]), [(T, 1, "medium", "missing", "add it")]),
    Damage("column unknown", columns("testimonies", lambda c: [*c, ["colour", *["red"] * 10]]), [(T, 1, None, "'colour'", "no such column", "remove it")]),
    Damage("column misspelt", columns("testimonies", lambda c: [["Custody", *x[1:]] if x[0] == "custody" else x for x in c]),
           [(T, 1, None, "'Custody'", "did you mean 'custody'?"), (T, 1, "custody", "missing", "add it")]),
    Damage("columns reordered", columns("testimonies", lambda c: c[::-1]), [], "columns are found by name, and a spreadsheet's user moves them"),
    Damage("column twice", columns("testimonies", lambda c: [*c, c[5]]), [(T, 1, "recipient", "there twice", "remove or rename")]),
    Damage("column without a name", columns("testimonies", lambda c: [*c, ["", *["x"] * 10]]), [(T, 1, None, "column 20 has no name", "name it")]),
    Damage("newline in a quoted cell", cell("events", 2, "summary", "Hail\ndestroyed the rye."), [], "RFC 4180 allows it, and a summary may have two lines"),
    Damage("unterminated quote", rewritten(E, lambda t: t.replace("Three were tried", '"Three were tried')), [(E, 6, None, "never closed", "close it")]),
    Damage("quote within a quoted cell", rewritten(E, lambda t: t.replace("Hail destroyed the rye.", '"Hail "destroyed" the rye."')), [(E, 2, None, "quotation mark within", "double")]),
    Damage("no id column", columns("decisions", lambda c: c[1:]), [("decisions.csv", 1, "id", "missing", "add it")]),
]

CELLS = [
    Damage("id twice in a table", cell("testimonies", 4, "id", "neighbours-anna-1651"), [(T, 4, "id", "used before, in testimonies.csv, row 3", "an id of its own")]),
    Damage("id twice in the case", cell("decisions", 2, "id", "hail-1650"), [("decisions.csv", 2, "id", "used before, in events.csv, row 2", "an id of its own")]),
    Damage("id empty", cell("decisions", 2, "id", ""), [("decisions.csv", 2, "id", "empty", "fill it in")]),
    Damage("id with capitals", cell("decisions", 2, "id", "Decision-Wait"), [("decisions.csv", 2, "id", "lower-case", "write decision-wait")]),
    Damage("id with blanks", cell("decisions", 2, "id", "decision wait "), [("decisions.csv", 2, "id", "lower-case", "write decision-wait")]),
    Damage("id in Cyrillic", cell("decisions", 2, "id", "решение"), [("decisions.csv", 2, "id", "not of the form", "write it in that form")]),
    Damage("id unknown", cell("testimonies", 2, "accused", "ana"), [(T, 2, "accused", "'ana': no such actor; did you mean 'anna'?")]),
    Damage("id unknown, nothing near", cell("testimonies", 2, "recipient", "xyzzy"), [(T, 2, "recipient", "no such actor", "add it to actors.csv")]),
    Damage("id unknown in a list", cell("events", 6, "actors", "anna;belä;dora"), [(E, 6, "actors", "'belä': no such actor", "did you mean 'bela'?")]),
    Damage("id of another table", cell("testimonies", 2, "plot", "anna"), [(T, 2, "plot", "no such threat", "threats.csv")]),
    Damage("id in wrong case", cell("testimonies", 2, "accused", "Anna"), [(T, 2, "accused", "no such actor", "did you mean 'anna'?")]),
    Damage("blank before an id", cell("testimonies", 2, "accused", " anna"), [(T, 2, "accused", "no such actor", "did you mean 'anna'?")]),
    Damage("empty member", cell("events", 6, "actors", "anna;;dora"), [(E, 6, "actors", "a member of the list is empty", "remove the extra ';'")]),
    Damage("list that ends in a separator", cell("events", 6, "actors", "anna;bela;"), [(E, 6, "actors", "a member of the list is empty", "extra ';'")]),
    Damage("member twice", cell("events", 6, "actors", "anna;bela;anna"), [(E, 6, "actors", "names 'anna' twice", "remove one")]),
    Damage("blank in a list", cell("events", 6, "actors", "anna; bela;dora"), [(E, 6, "actors", "blanks around 'bela'", "no blank beside ';'")]),
    Damage("list with commas", cell("events", 6, "actors", "anna,bela"), [(E, 6, "actors", "no such actor", "'anna,bela'", ";")]),
    Damage("charge unknown", cell("testimonies", 2, "charge", "milk_thef;pact"), [(T, 2, "charge", "'milk_thef' is not one of the values", "did you mean 'milk_theft'?")]),
    Damage("value unknown", cell("testimonies", 2, "custody", "perhaps"), [(T, 2, "custody", "not one of the values", "write one of: yes, no, unknown")]),
    Damage("value nearly right", cell("testimonies", 2, "medium", "leter"), [(T, 2, "medium", "did you mean 'letter'?")]),
    Damage("value in wrong case", cell("testimonies", 2, "custody", "No"), [(T, 2, "custody", "did you mean 'no'?")]),
    Damage("value with a blank", cell("testimonies", 2, "custody", "no "), [(T, 2, "custody", "'no '", "did you mean 'no'?")]),
    Damage("required cell empty", cell("testimonies", 2, "medium", ""), [(T, 2, "medium", "the cell is empty", "interrogation")]),
    Damage("required cell of blanks", cell("testimonies", 2, "summary", "   "), [(T, 2, "summary", "only blanks", "write a value")]),
    Damage("blanks around a text", cell("testimonies", 2, "summary", " Clara wrote. "), [(T, 2, "summary", "blanks around", "delete them")]),
    Damage("source empty", cell("testimonies", 2, "source", ""), [(T, 2, "source", "empty", "key[locator]")]),
    Damage("date empty", cell("testimonies", 2, "date", ""), [(T, 2, "date", "empty", "widest interval")]),
    Damage("formula", cell("actors", 5, "role", '=HYPERLINK("http://example.org")'), [], "a cell is text: no program of ours evaluates it, and refusing '=' would refuse what a source says"),
    Damage("formula in an identifier", cell("testimonies", 2, "statement", "=1+1"), [(T, 2, "statement", "lower-case", "write 1-1")]),
    Damage("script", cell("actors", 5, "role", "<script>alert(1)</script>"), [], "a cell is text: whatever prints it escapes it"),
    Damage("long cell", cell("events", 2, "summary", "a" * 10_000), [(E, 2, "summary", "10000 characters", "shorten it")]),
    Damage("right-to-left mark", cell("actors", 5, "variants", "דורה\u200f"), [], "a Hebrew or Arabic name may need it, and it cannot reorder other text"),
    Damage("right-to-left override", cell("actors", 5, "role", "wi\u202edow"), [(A, 5, "role", "hides or reverses", "delete it")]),
    Damage("zero-width space in an id", cell("testimonies", 2, "accused", "anna\u200b"),
           [(T, 2, "accused", "\\u200b", "no such actor", "did you mean 'anna'?"), (T, 2, "accused", "hides or reverses", "delete it")]),
    Damage("number with a comma", cell("measures", 2, "value", "12,5"), [(M, 2, "value", "'12,5'", "with a point", "write 12.5")]),
    Damage("number with thousands by comma", cell("measures", 2, "value", "1,200"), [(M, 2, "value", "1200 if the comma parts thousands")]),
    Damage("number with a blank", cell("measures", 2, "value", "1 200"), [(M, 2, "value", "not a number", "write 1200")]),
    Damage("number with a no-break space", cell("measures", 2, "value", "1\u00a0200"), [(M, 2, "value", "not a number", "write 1200")]),
    Damage("number in words", cell("measures", 2, "value", "twelve"), [(M, 2, "value", "not a number", "digits alone")]),
    Damage("number with its unit", cell("measures", 2, "value", "12%"), [(M, 2, "value", "not a number", "digits alone")]),
    Damage("not a number", cell("measures", 5, "low", "nan"), [(M, 5, "low", "not a number", "digits alone")]),
    Damage("typographic minus", cell("assessments", 2, "level", "−1"), [("assessments.csv", 2, "level", "not a whole number", "write -1")]),
    Damage("negative", cell("measures", 5, "low", "-20"), [], "a measure may be a change, and the schema sets no minimum"),
    Damage("level 3", cell("assessments", 2, "level", "3"), [("assessments.csv", 2, "level", "not one of the values", "-2, -1, 0, 1, 2")]),
    Damage("level 0.5", cell("assessments", 2, "level", "0.5"), [("assessments.csv", 2, "level", "not a whole number", "digits alone")]),
    Damage("strength 0", cell("decisions", 2, "strength", "0"), [("decisions.csv", 2, "strength", "not one of the values", "1, 2, 3")]),
]

DATES = [
    Damage(f"date {text!r}", cell("testimonies", 3, "date", text), [(T, 3, "date", *words)])
    for text, *words in [
        ("1651-02-30", "February 1651 had 28 days", "correct the day"),
        ("1923-02-29", "February 1923 had 28 days", "write the month alone"),
        ("1651-03-20/1651-03-10", "ends before it begins", "write 1651-03-10/1651-03-20"),
        ("1937-5-8", "two digits", "write 1937-05-08"),
        ("8.5.1937", "year does not come first", "write 1937-05-08"),
        (" 1651-03", "blanks around the date", "write 1651-03 without"),
        ("1651-13", "no such month", "from 01 to 12"),
        ("165x", "capital X", "write 165X"),
        ("circa 1651", "not EDTF", "write 1651~"),
        ("unknown", "not a date", "leave the cell empty"),
        ("[1651,1652", "not closed", "end it with ']'"),
        ("1651-03-1X", "level 2", "as an interval"),
        ("1651S2", "level 2", "interval of years"),
        ("March 1651", "month in words", "write 1651-03"),
        ("1651–1652", "slash", "write 1651/1652"),
        ("../..", "says nothing", "leave the cell empty"),
        ("1651-03-10T12:00", "time of day", "write 1651-03-10"),
    ]
]

SOURCES = [
    Damage("source unknown", cell("testimonies", 2, "source", "kovacs1999[¶1];molnar2055[3]"), [(T, 2, "source", "'molnar2055': no such work", "did you mean 'molnar2005'?")]),
    Damage("bracket unclosed", cell("testimonies", 2, "source", "kovacs1999[¶1;molnar2005"), [(T, 2, "source", "not closed", "character 11", "write ']'")]),
    Damage("locator empty", cell("testimonies", 2, "source", "kovacs1999[]"), [(T, 2, "source", "an empty locator", "write the place")]),
    Damage("citation empty", cell("testimonies", 2, "source", "kovacs1999[¶1];;molnar2005[2]"), [(T, 2, "source", "an empty citation (character 16)", "remove the extra ';'")]),
    Damage("citation with a blank", cell("testimonies", 2, "source", "kovacs1999[¶1]; molnar2005[2]"), [(T, 2, "source", "a blank before the key (character 16)", "remove it")]),
    Damage("first source not the article", cell("testimonies", 2, "source", "molnar2005[2];kovacs1999[¶1]"), [(T, 2, "source", "not the article, kovacs1999", "begin with kovacs1999[...]")]),
    Damage("semicolon in a locator", cell("testimonies", 2, "source", "kovacs1999[¶1; n. 2]"), [], "brackets protect it"),
    Damage("bib entry broken", rewritten("references.bib", lambda t: t.replace("@book{molnar2005,", "@book{molnar2005")), [("references.bib", 9, None, "cannot be read; the others are kept", "missing comma")]),
    Damage("bib key twice", rewritten("references.bib", lambda t: t + "@book{molnar2005, title={Again}}\n"), [("references.bib", 23, None, "'molnar2005': the key is used twice", "another key")]),
    Damage("bib field twice", rewritten("references.bib", lambda t: t.replace("year = {1652},", "year = {1652}, year = {1653},")), [("references.bib", 17, None, "'tidings1652': a field occurs twice", "remove one")]),
    Damage("bib missing", removed("references.bib"), [("references.bib", None, None, "the bibliography is missing", "add it")]),
    Damage("bib not UTF-8", as_bytes("references.bib", lambda b: b.decode().encode("latin-1")), [("references.bib", 2, None, "not UTF-8", "save the file in UTF-8")]),
    Damage("work marked cited and not cited", rewritten("references.bib", lambda t: t + "@book{nemo, title={No}, year={1}, keywords={cited}}\n"), [("references.bib", 23, None, "'nemo': no row cites this work", "remove its keyword")]),
    Damage("article not in the bibliography", package(lambda p: p.update(article="kovac1999")),
           [("datapackage.json", None, None, "not in the bibliography", "did you mean 'kovacs1999'?")]),
]

SCHEMA = [
    Damage("descriptor not JSON", rewritten("datapackage.json", lambda t: t.replace('"resources": [', '"resources": [,')), [("datapackage.json", 26, None, "not JSON", "column")]),
    Damage("descriptor without resources", package(lambda p: {"name": "x"}), [("datapackage.json", None, None, "'resources' is missing", "list the tables")]),
    Damage("descriptor a list", package(lambda p: [1]), [("datapackage.json", None, None, "not a Data Package", "must be an object")]),
    Damage("descriptor with an unknown type", package(_set_type), [("datapackage.json", None, None, "'varchar': column name of actors", "use one of: string, integer, number")]),
    Damage("descriptor that refers nowhere", package(_set_reference), [("datapackage.json", None, None, "'actor'", "did you mean 'actors'?")]),
    Damage("descriptor that leaves the folder", package(lambda p: resource(p, "actors").update(path="../actors.csv")),
           [("datapackage.json", None, None, "not a file in the folder", "write actors.csv")]),
    Damage("descriptor with an unknown calendar", package(lambda p: p.update(calendar="mayan")), [("datapackage.json", None, None, "'mayan': no such calendar", "gregorian, julian")]),
    Damage("Julian case", several(package(lambda p: p.update(calendar="julian")), cell("decisions", 2, "date", "1500-02-29")), [], "1500 was a leap year in the Julian calendar"),
]

SANITY = [
    Damage("testimony after death", cells("testimonies", (6, "date", "1651-07-13")), [(T, 6, "deponent", "testifies after death", "1651-07-12", "correct one of the dates", "exceptions.csv")]),
    Damage("testimony on the day of death", cells("testimonies", (6, "date", "1651-07-12")), [], "on one day, the order cannot be told"),
    Damage("testimony perhaps after death", cells("testimonies", (6, "date", "1651-07")), [], "a month that begins before the death does not certainly follow it"),
    Damage("letter in an event after death", cells("events", (5, "by", "clara"), (5, "date", "1654-01-01")), [(E, 5, "by", "acts after death", "correct one of the dates")]),
    Damage("assessment after death", cells("assessments", (6, "assessor", "anna"), (6, "date", "1652")),
           [("assessments.csv", 6, "assessor", "judges after death", "correct")]),
    Damage("retracted after death", cell("testimonies", 7, "retracted", "1652"), [(T, 7, "deponent", "retracts after death", "correct")]),
    Damage("promotion between arrest and execution", cells("events", (8, "actors", "gergely;anna"), (8, "date", "1651-05")), [(E, 8, "actors", "'anna': promoted between arrest", "correct one of the dates")]),
    Damage("promotion perhaps before arrest", cells("events", (8, "actors", "gergely;anna"), (8, "date", "1651-04")), [], "April begins before the arrest of 3 April"),
    Damage("custody before arrest", cell("testimonies", 5, "date", "1651-04-02"), [(T, 5, "custody", "before the deponent's arrest (1651-04-03", "write no or unknown")]),
    Damage("custody perhaps before arrest", cell("testimonies", 5, "date", "1651-04"), [], "April ends after the arrest"),
    Damage("one person twice by variant", cell("actors", 5, "variants", "anna the healer"), [(A, 5, "variants", "also the name of 'anna'", "make them one row")]),
    Damage("one person twice by name", cell("actors", 5, "name", "Anna  Varga"), [(A, 5, "name", "also the name of 'anna'", "make them one row")]),
    Damage("a group named like a person", cell("actors", 9, "variants", "Anna Varga"), [], "only persons are one of a kind by name"),
    Damage("parts over the whole", cell("measures", 4, "value", "5"), [(M, 2, "value", "'12': its parts add up to 13", "correct a number")]),
    Damage("part in another unit", cells("measures", (4, "value", "40"), (4, "unit", "percent")), [], "percent do not add to persons"),
    Damage("part of itself", cell("measures", 5, "part_of", "cows-lost"), [(M, 5, "part_of", "a circle: cows-lost → cows-lost", "remove one of the links")]),
    Damage("threats in a circle", cell("threats", 2, "parent", "milk-theft"), [("threats.csv", 2, "parent", "a circle: witchcraft → milk-theft → witchcraft", "remove one")]),
    Damage("threat its own parent", cell("threats", 2, "parent", "witchcraft"), [("threats.csv", 2, "parent", "a circle: witchcraft → witchcraft", "remove one")]),
    Damage("claims in a circle", cells("claims", (2, "supports", "claim-judge")), [("claims.csv", 2, "supports", "a circle: claim-fear → claim-judge → claim-fear", "remove one")]),
    Damage("low above high", cells("weights", (2, "low", "5")), [("weights.csv", 2, "low", "above high (4)", "exchange")]),
    Damage("a straw that counts heavily", cell("weights", 2, "high", "12"), [("weights.csv", 2, "test", "'straw in the wind': the range 1 to 12 does not fit: a passed straw in the wind counts little", "name another kind of test")]),
    Damage("a failed hoop that counts little", cell("weights", 3, "low", "-5"), [("weights.csv", 3, "test", "a failed hoop counts heavily, so its range reaches -10", "correct the range")]),
    Damage("a passed hoop that counts little", cells("weights", (3, "low", "0"), (3, "high", "4")), [], "a hoop that is passed says little"),
    Damage("a hypothesis against itself", cell("weights", 2, "rival", "harvest"), [("weights.csv", 2, "rival", "is the hypothesis itself", "name the hypothesis it competes with")]),
    Damage("value outside its range", cells("measures", (5, "value", "10")), [(M, 5, "value", "outside the range", "correct the number")]),
    Damage("inferred without a note", cell("testimonies", 11, "note", ""), [(T, 11, "basis", "'inferred': without a note", "say why in the note")]),
    Damage("uncertain without a note", cell("testimonies", 2, "certainty", "low"), [(T, 2, "certainty", "'low': without a note", "write high")]),
    Damage("observation unknown", cell("weights", 2, "observation", "clara-anna-1650;hail-1651"), [("weights.csv", 2, "observation", "'hail-1651': neither the id", "did you mean 'hail-1650'?")]),
    Damage("proponent unknown", cell("hypotheses", 2, "proponents", "kovacs1998"), [("hypotheses.csv", 2, "proponents", "no such work", "did you mean 'kovacs1999'?")]),
    Damage("actor unused", added("actors", id="zita", name="Zita", type="person", variants="", source="kovacs1999[¶1]"), [(A, 12, "id", "'zita': no row refers to it", "remove it")]),
    Damage("threat unused", cell("assessments", 6, "threat", "witchcraft"), [("threats.csv", 4, "id", "'foreign-healers': no row refers to it", "remove it")]),
    Damage("archive unused", added("archives", id="vas-9"), [("archives.csv", 3, "id", "'vas-9': no row refers to it", "remove it")]),
]

EXCEPTIONS = [
    Damage("signed exception", several(cell("testimonies", 6, "date", "1651-07-13"), _exception("after-death", "anna-dora-1651")), [], "the rule is broken for a reason that somebody signed"),
    Damage("exception for a work", several(rewritten("references.bib", lambda t: t + "@book{nemo, title={No}, year={1}, keywords={cited}}\n"), _exception("unused", "nemo")), [], "works can be excused by their key"),
    Damage("exception that excuses nothing", _exception("after-death", "anna-dora-1651"), [(X, 2, "row", "excuses nothing", "remove it")]),
    Damage("exception for an unknown rule", _exception("after-deaths", "anna-dora-1651"), [(X, 2, "rule", "no such rule", "did you mean 'after-death'?")]),
    Damage("exception for an unknown row", _exception("after-death", "anna-dora-1652"), [(X, 2, "row", "no row has this id", "did you mean 'anna-dora-1651'?")]),
    Damage("exception unsigned", several(cell("testimonies", 6, "date", "1651-07-13"), _exception("after-death", "anna-dora-1651", signed="")),
           [(X, 2, "signed", "the cell is empty", "fill it in"), (T, 6, "deponent", "testifies after death", "exceptions.csv")]),
    Damage("exception undated", several(cell("testimonies", 6, "date", "1651-07-13"), _exception("after-death", "anna-dora-1651", signed="me")),
           [(X, 2, "signed", "not signed and dated", "who accepted it and when"), (T, 6, "deponent", "testifies after death", "exceptions.csv")]),
    Damage("exception twice", several(cell("testimonies", 6, "date", "1651-07-13"), *[_exception("after-death", "anna-dora-1651")] * 2), [(X, 3, "row", "there twice", "remove one")]),
]

DAMAGES = [*FILES, *SHAPE, *CELLS, *DATES, *SOURCES, *SCHEMA, *SANITY, *EXCEPTIONS]
