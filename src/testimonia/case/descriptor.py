"""Reading datapackage.json: everything that is wrong with it, or a Schema."""

import json
import re
from pathlib import Path

from .calendars import CALENDARS
from .problems import Problem, near_miss
from .schema import Field, Schema, SchemaError, Table

TYPES = ("string", "integer", "number")
#: The version of the schema's own grammar that is read here: 'testimonia' in the descriptor, 1 where it says nothing.
GRAMMAR = 1


def read_descriptor(path: Path) -> Schema:
    """The schema that a datapackage.json describes; raises `SchemaError` with every problem of it.

    >>> read_descriptor(Path("nowhere/datapackage.json"))
    Traceback (most recent call last):
    ...
    testimonia.case.schema.SchemaError: datapackage.json: the description of the tables is missing; copy one from a case that has it
    """
    reader = _Reader(path.name)
    schema = reader.package(reader.json(path))
    if reader.problems:
        raise SchemaError(reader.problems)
    return schema


class _Reader:
    """Turns the descriptor into a schema and keeps every problem it meets."""

    def __init__(self, file: str):
        self.file, self.problems = file, []

    def fault(self, problem: str, remedy: str, value=None, row=None) -> None:
        value = None if value is None else str(value)
        self.problems.append(Problem(self.file, row, None, value, problem, remedy, "schema"))

    def json(self, path: Path) -> dict:
        try:
            package = json.loads(path.read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            self.fault("the description of the tables is missing", "copy one from a case that has it")
        except json.JSONDecodeError as error:
            self.fault(f"not JSON ({error.msg})", f"look at column {error.colno} of this line", row=error.lineno)
        except (UnicodeDecodeError, RecursionError):
            self.fault("not JSON in UTF-8", "save the file in UTF-8")
        except OSError as error:
            self.fault(f"cannot be read ({error.strerror})", "make it a readable file")
        else:
            if isinstance(package, dict):
                return package
            self.fault("not a Data Package", "it must be an object with 'resources'")
        raise SchemaError(self.problems)

    def package(self, package: dict) -> Schema | None:
        version = package.get("testimonia", GRAMMAR)
        if version != GRAMMAR or isinstance(version, bool):
            self.fault("the tables are described in another version of the schema", f"this library reads version {GRAMMAR}: take the library that wrote it, or write \"testimonia\": {GRAMMAR} if nothing else differs", version)
            raise SchemaError(self.problems)
        resources = package.get("resources")
        if not isinstance(resources, list) or not resources:
            self.fault("'resources' is missing or empty", "list the tables of the case there")
            return None
        tables = {}
        for resource in resources:
            table = self.table(resource)
            if table and table.name in tables:
                self.fault("two resources of one name", "rename or remove one", table.name)
            elif table:
                tables[table.name] = table
        named = {r.get("name") for r in resources if isinstance(r, dict)}
        for table in tables.values():
            for field in table.fields:
                if field.references and field.references not in named:
                    self.fault(
                        f"column {field.name} of {table.name} refers to a table that does not exist",
                        near_miss(field.references, tables, "add the table or remove 'references'"),
                        field.references,
                    )
        text = {k: package[k] for k in ("calendar", "bibliography", "article", "title") if k in package}
        for key, value in text.items():
            if not isinstance(value, str):
                self.fault(f"'{key}' is not text", "write it between quotation marks", value)
        if text.get("calendar", "gregorian") not in CALENDARS:
            self.fault("no such calendar", f"write one of: {', '.join(CALENDARS)}", text["calendar"])
        if not _inside(text.get("bibliography", "references.bib")):
            self.fault("the bibliography lies outside the folder", "name a file in it", text["bibliography"])
        return Schema(str(package.get("name", "")), tables, **text)

    def table(self, resource) -> Table | None:
        name = resource.get("name") if isinstance(resource, dict) else None
        if not isinstance(name, str) or not name:
            self.fault("a resource without a name", "give it the name of its table")
            return None
        path = resource.get("path", f"{name}.csv")
        if not _inside(path):
            self.fault(f"the path of {name} is not a file in the folder", f"write {name}.csv", path)
            return None
        schema = resource.get("schema")
        fields = schema.get("fields") if isinstance(schema, dict) else None
        if not isinstance(fields, list) or not fields:
            self.fault(f"the table {name} has no fields", "list its columns under 'schema', 'fields'")
            return None
        read = [field for f in fields if (field := self.field(name, f))]
        names = [field.name for field in read]
        for twice in sorted({n for n in names if names.count(n) > 1}):
            self.fault(f"the table {name} has two fields of one name", "rename one", twice)
        return Table(name, path, tuple(read), *(str(resource.get(k, "")) for k in ("title", "description")))

    def field(self, table: str, field) -> Field | None:
        name = field.get("name") if isinstance(field, dict) else None
        if not isinstance(name, str) or not name:
            self.fault(f"a field of {table} without a name", "give it the name of its column")
            return None
        kind = field.get("type", "string")
        if kind not in TYPES:
            self.fault(f"column {name} of {table} has a type that is not read", f"use one of: {', '.join(TYPES)}", kind)
            return None
        limits = field.get("constraints") or {}
        if not isinstance(limits, dict):
            self.fault(f"the constraints of {table}.{name} are not an object", "write them between braces")
            return None
        if not self.well_formed(f"{table}.{name}", {**field, **limits}):
            return None
        return Field(
            name, kind, str(field.get("title", "")), str(field.get("description", "")),
            required=bool(limits.get("required")), unique=bool(limits.get("unique")),
            pattern=limits.get("pattern"), enum=tuple(limits.get("enum") or ()),
            categories=_categories(field.get("categories")),
            edtf="edtf" in str(field.get("rdfType", "")).lower(),
            separator=field.get("separator"), references=field.get("references"),
            citations=bool(field.get("citations")),
            minimum=limits.get("minimum"), maximum=limits.get("maximum"),
        )

    def well_formed(self, column: str, given: dict) -> bool:
        """Whether every property of a field that we read is of the kind it must be."""
        sound = True
        for key, (fits, kind) in _PROPERTIES.items():
            if key in given and not fits(given[key]):
                self.fault(f"'{key}' of {column} is not {kind}", f"write {kind}", given[key])
                sound = False
        return sound


def _categories(given) -> tuple:
    """Categories as (value, label) pairs; plain values are their own labels."""
    return tuple(
        (c["value"], str(c.get("label", c["value"]))) if isinstance(c, dict) and "value" in c else (c, str(c))
        for c in given or ()
    )


def _inside(path) -> bool:
    """Whether a path names a file within the folder."""
    if not isinstance(path, str) or not path or path.startswith(("/", "\\")):
        return False
    return ".." not in Path(path).parts and not set(path) & set(":\0")


def _scalar(value) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _pattern(value) -> bool:
    try:
        re.compile(value)
    except (re.error, TypeError, RecursionError, OverflowError):
        return False
    return isinstance(value, str)


# What a property of a field must be, and how to say so.
_PROPERTIES = {
    "separator": (lambda v: isinstance(v, str) and v, "a character"),
    "references": (lambda v: isinstance(v, str), "the name of a table"),
    "citations": (lambda v: isinstance(v, bool), "true or false"),
    "pattern": (_pattern, "a regular expression"),
    "minimum": (lambda v: _scalar(v) and not isinstance(v, str), "a number"),
    "maximum": (lambda v: _scalar(v) and not isinstance(v, str), "a number"),
    "enum": (lambda v: isinstance(v, list) and v and all(map(_scalar, v)), "a list of values"),
    "categories": (
        lambda v: isinstance(v, list)
        and all(_scalar(c.get("value") if isinstance(c, dict) else c) for c in v),
        "a list of values, or of objects with value and label",
    ),
}
