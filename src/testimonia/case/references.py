"""Whether what a row refers to is there: ids, rows of other tables, sources."""

import re

import numpy as np
import pandas as pd

from .apart import surely_apart
from .citation import CitationError, parse_citations
from .columnar import pool
from .folder import RawCase
from .problems import Problem, near_miss
from .raw import Column, RawTable
from .schema import DESCRIPTOR

_SUGGESTIONS = 200  # unknown values of a column for which a near miss is sought
_CHECK_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")


def check_ids(raw: RawCase) -> None:
    """Note every id that another row of the case, in any table, already has.

    >>> from .folder import read_folder
    >>> check_ids(read_folder("nowhere"))
    """
    tables = [t for t in raw.tables.values() if "id" in t.columns and t.size]
    if not tables or _all_apart(tables):
        return
    ids = np.concatenate([t.columns["id"].strings() for t in tables])
    owner = np.repeat(np.arange(len(tables)), [t.size for t in tables])
    rows = np.concatenate([t.rows for t in tables])
    codes, _ = pd.factorize(ids)
    _, first = np.unique(codes, return_index=True)
    order = dict(zip(codes[first], first, strict=True))
    repeated = pd.Series(codes).duplicated().to_numpy() & (codes >= 0)
    for position in np.flatnonzero(repeated):
        before = order[codes[position]]
        place = f"{tables[owner[before]].table.path}, row {rows[before]}"
        tables[owner[position]].fault(
            "id", f"the id is used before, in {place}", "each row of the case needs an id of its own",
            rows[position], "id", ids[position],
        )


def _all_apart(tables: list[RawTable]) -> bool:
    """Whether no id is there twice: as many unique ids as cells, in each table and in all."""
    columns = [table.columns["id"] for table in tables]
    if any(column.whole is not None for column in columns):
        return _all_apart_at_once(columns)
    if any(np.count_nonzero(column.codes >= 0) != len(column.texts) for column in columns):
        return False
    return len(set().union(*(column.texts for column in columns))) == sum(len(column.texts) for column in columns)


def _all_apart_at_once(columns: list[Column]) -> bool:
    """The same, of columns of which some are as Arrow read them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    arrays = [pa.array(column.strings(), pa.large_string()) if column.whole is None else column.whole for column in columns]
    chunks = [chunk for array in arrays for chunk in (array.chunks if isinstance(array, pa.ChunkedArray) else [array])]
    if surely_apart(chunks):
        return True
    ids = pa.chunked_array(chunks)
    return len(pc.unique(ids.drop_null(), memory_pool=pool())) == len(ids) - ids.null_count


def check_missing_tables(raw: RawCase) -> None:
    """Note a table that is not there though rows refer to it; otherwise a table may be absent.

    >>> from .folder import read_folder
    >>> check_missing_tables(read_folder("nowhere"))
    """
    if raw.tables and not any(table.present for table in raw.tables.values()):
        raw.own_problems.append(Problem(
            DESCRIPTOR, None, None, None, "none of the tables it describes is in the folder",
            "add them beside it", "file"))
    for name, target in raw.tables.items():
        if target.present:
            continue
        users = [t.table.path for t in raw.tables.values()
                 if t is not target and any(f.references == name and len(t.columns[f.name].texts)
                                            for f in t.table.fields)]
        if users:
            target.fault("file", f"the table is missing, though {users[0]} refers to it",
                         "add it, with the header " + ",".join(target.table.columns))


def check_references(raw: RawCase) -> None:
    """Note every id, plain or in a list, that the table referred to does not have.

    A table that could not be read is not searched: its own problem says enough.

    >>> from .folder import read_folder
    >>> check_references(read_folder("nowhere"))
    """
    for table in raw.tables.values():
        for field in table.table.fields:
            target = raw.tables.get(field.references)
            if target and target.usable:
                known = set(target.columns["id"].texts) if "id" in target.columns else set()
                unknown = f"no such {singular(field.references)}"
                _members(table, field, known, unknown, f"add it to {target.table.path} first")
    _observations(raw)
    _proponents(raw)


def _members(table: RawTable, field, known: set, unknown: str, otherwise: str, accept=None) -> None:
    faults = {}
    for code, text in enumerate(table.columns[field.name].texts):
        for member in text.split(field.separator) if field.separator else [text]:
            if not member.strip() or member in known or field.separator and member.strip() in known:
                continue  # an empty member, and blanks in a list, have their own messages
            if accept and accept(member):
                continue
            remedy = near_miss(member, known, otherwise) if len(faults) < _SUGGESTIONS else otherwise
            named = f"'{member}': {unknown}" if member != text else unknown
            faults.setdefault(code, (named, remedy))
    table.fault_values("reference", field.name, faults)


def _observations(raw: RawCase) -> None:
    """An observation is a row of any table, or a check: one that a claim names, or a
    function's name with an underscore (no id has one; the essays' own tests know
    whether the function exists)."""
    table = raw.tables.get("weights")
    field = table.table.field("observation") if table else None
    if not field or not all(t.usable or not t.present for t in raw.tables.values()):
        return
    if not len(table.columns["observation"].texts):
        return
    ids = {i for t in raw.tables.values() if "id" in t.columns for i in t.columns["id"].texts}
    claims = raw.tables.get("claims")
    checks = set(claims.columns["check"].texts) if claims and "check" in claims.columns else set()
    _members(table, field, ids | checks, "neither the id of a row nor the name of a check",
             "write the id of a row of this case", _CHECK_NAME.fullmatch)


def _proponents(raw: RawCase) -> None:
    table = raw.tables.get("hypotheses")
    field = table.table.field("proponents") if table else None
    if field and not field.references and not _unreadable(raw):
        known = raw.bibliography.keys | _broken(raw)
        _members(table, field, known, "no such work", f"add it to {raw.schema.bibliography}")


def check_sources(raw: RawCase) -> None:
    """Note every source cell that cannot be read or cites what is not on record.

    >>> from .folder import read_folder
    >>> check_sources(read_folder("nowhere"))
    """
    archives = raw.tables.get("archives")
    known = set(archives.columns["id"].texts) if archives and "id" in archives.columns else set()
    # What a damaged file holds is not known, so nobody is told that it lacks a key.
    blind = _unreadable(raw) or (archives is not None and archives.present and not archives.usable)
    known |= raw.bibliography.keys | _broken(raw)
    article = raw.schema.article if raw.schema else None
    if article and article not in known and not blind:
        article = None  # the descriptor is at fault, not every row
        raw.own_problems.append(Problem(
            DESCRIPTOR, None, None, raw.schema.article, "the article is not in the bibliography",
            near_miss(raw.schema.article, known, f"add it to {raw.schema.bibliography}"), "source"))
    for table in raw.tables.values():
        for field in table.table.fields:
            if field.citations:
                _sources(raw, table, field.name, known, blind, article)


def _sources(raw: RawCase, table: RawTable, column: str, known: set, blind: bool, article) -> None:
    malformed, unknown, misplaced = {}, {}, {}
    for code, text in enumerate(table.columns[column].texts):
        try:
            citations = parse_citations(text)
        except CitationError as error:
            malformed[code] = (f"{error.problem} (character {error.column})", error.remedy)
            continue
        for key in (c.key for c in citations):
            if key not in known and not blind:
                remedy = near_miss(key, known, f"add it to {raw.schema.bibliography} or archives.csv")
                unknown.setdefault(code, (f"'{key}': no such work or archival reference", remedy))
        if article and citations[0].key != article:
            misplaced[code] = (f"the first source is not the article, {article}",
                               f"begin with {article}[...], then the others")
    table.fault_values("citation", column, malformed)
    table.fault_values("source", column, unknown)
    table.fault_values("article-first", column, misplaced)


def cited(raw: RawCase) -> set[str]:
    """Every key that a row of the case cites, and the works that hold a hypothesis.

    >>> from .folder import read_folder
    >>> cited(read_folder("nowhere"))
    set()
    """
    keys = set()
    for table in raw.tables.values():
        for field in table.table.fields:
            proponents = (table.table.name, field.name) == ("hypotheses", "proponents")
            for text in table.columns[field.name].texts if field.citations or proponents else ():
                if field.citations:
                    try:
                        keys.update(c.key for c in parse_citations(text))
                    except CitationError:
                        # Whatever stands in the damaged cell counts as cited: it has its own message.
                        keys.update(re.findall(r"[^\[\];\s]+", text))
                else:
                    keys.update(text.split(field.separator or ";"))
    return keys


def _unreadable(raw: RawCase) -> bool:
    """Whether the bibliography as a whole could not be read."""
    return not raw.bibliography.entries and bool(raw.bibliography.problems)


def _broken(raw: RawCase) -> set[str]:
    """Keys of entries that are there but cannot be read."""
    return {p.value for p in raw.bibliography.problems if p.value}


def singular(table: str) -> str:
    """What one row of a table is called.

    >>> singular("actors"), singular("testimonies"), singular("hypotheses")
    ('actor', 'testimony', 'hypothesis')
    """
    for plural, one in (("ies", "y"), ("eses", "esis"), ("s", "")):
        if table.endswith(plural):
            return table.removesuffix(plural) + one
    return table
