"""Round trips: exported, read back by another library, compared with the tables."""

import csv
import hashlib
import json
import os
import sqlite3
from pathlib import Path
from urllib.parse import unquote

import frictionless
import networkx as nx
import pytest
from lxml import etree
from rocrate.rocrate import ROCrate

import testimonia
from testimonia import cli
from testimonia.exchange import FORMATS, ExportError, export

from ..conftest import VILLAGE

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT.parent / "shared" / "reference" / "gexf-1.3" / "gexf.xsd"
NS = {"g": "http://gexf.net/1.3"}
CASES = ["odd", "village_case", "volume"]


@pytest.fixture(scope="session")
def volume():
    """The case of this book."""
    return testimonia.load(ROOT / "data")


@pytest.fixture
def case(request):
    return request.getfixturevalue(request.param)


def pairs(case) -> set[tuple[str, str, str]]:
    rows = case.testimonies
    return set(zip(rows.index, rows["deponent"], rows["accused"], strict=True))


@pytest.mark.parametrize("case", CASES, indirect=True)
def test_graphml(case, tmp_path):
    """networkx reads every testimony back, with its row's id, and no empty value has become a word."""
    graph = nx.read_graphml(export(case, "graphml", tmp_path / "x.graphml"), force_multigraph=True)
    assert {(key, u, v) for u, v, key in graph.edges(keys=True)} == pairs(case)
    for u, v, key, data in graph.edges(keys=True, data=True):
        row = case.testimonies.loc[key]
        assert data.get("date", "") == ("" if row["date"] != row["date"] else row["date"])
        assert data.get("summary", "") == ("" if row["summary"] != row["summary"] else row["summary"])
        assert not {"None", "nan", "NaT", "<NA>"} & set(data.values())
    assert all(graph.nodes[actor]["name"] == case.name_of(actor) for actor in graph)


@pytest.mark.parametrize("case", CASES, indirect=True)
def test_gexf_is_valid(case, tmp_path):
    """Gephi refuses a file that breaks the schema, with no word of why."""
    tree = etree.parse(str(export(case, "gexf", tmp_path / "x.gexf")))
    if not SCHEMA.is_file():
        pytest.skip("reference/gexf-1.3 is not here")
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    assert schema.validate(tree), schema.error_log


@pytest.mark.parametrize("case", CASES, indirect=True)
def test_gexf_says_what_the_tables_say(case, tmp_path):
    """Each edge opens on the first day on which its testimony may have been given."""
    tree = etree.parse(str(export(case, "gexf", tmp_path / "x.gexf")))
    edges = {edge.get("id"): edge for edge in tree.iterfind(".//g:edge", NS)}
    assert {(key, edge.get("source"), edge.get("target")) for key, edge in edges.items()} == pairs(case)
    for key, edge in edges.items():
        first = case.testimonies.at[key, "earliest"]
        assert (edge.get("start") is None) == (first != first), key
        if edge.get("start") and not edge.get("start").startswith("-"):
            assert edge.get("start") == str(first)[:10]
    assert {node.get("id") for node in tree.iterfind(".//g:node", NS)} == {end for _, *ends in pairs(case) for end in ends}


def test_a_day_before_our_era(odd, tmp_path):
    """The Ides of March of 44 BCE: the year -43 of ISO 8601 is the year -44 of XML Schema."""
    text = export(odd, "gexf", tmp_path / "x.gexf").read_text("utf8")
    assert 'start="-0044-03-15"' in text


@pytest.mark.parametrize("to", ["gephi", "palladio"])
@pytest.mark.parametrize("case", CASES, indirect=True)
def test_tables_for_graph_tools(case, to, tmp_path):
    folder = export(case, to, tmp_path / "out")
    ends, key, names = (("Source", "Target"), "Id", "nodes.csv") if to == "gephi" else (("deponent", "accused"), "id", "people.csv")
    rows = list(csv.DictReader((folder / ("edges.csv" if to == "gephi" else "testimonies.csv")).open(encoding="utf8", newline="")))
    people = list(csv.DictReader((folder / names).open(encoding="utf8", newline="")))
    ids = {one["name"]: one["id"] for one in people} if to == "palladio" else {one["Id"]: one["Id"] for one in people}
    assert {(row[key], ids[row[ends[0]]], ids[row[ends[1]]]) for row in rows} == pairs(case)


@pytest.mark.parametrize("case", CASES, indirect=True)
def test_sqlite(case, tmp_path):
    """Every cell of every table is there, foreign keys hold, and lists can be joined."""
    folder = export(case, "sqlite", tmp_path / "out")
    database = sqlite3.connect(folder / "case.sqlite")
    try:
        if case.name != "village":  # the odd village breaks nothing either, but its copy may refer to rows on purpose
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in case.schema.tables.values():
            with (case.folder / table.path).open(encoding="utf8", newline="") as file:
                typed = [tuple(row[name] for name in table.columns) for row in csv.DictReader(file)]
            columns = ", ".join(f'"{name}"' for name in table.columns)
            kept = database.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY rowid').fetchall()
            numbers = [number for number, field in enumerate(table.fields) if field.type in ("integer", "number")]
            for was, now in zip(typed, kept, strict=True):
                for number, (text, cell) in enumerate(zip(was, now, strict=True)):
                    assert (float(text) == cell) if number in numbers and text else (text or None) == cell
        charges = database.execute('SELECT value, count(*) FROM testimonies_charge GROUP BY value').fetchall()
        assert dict(charges) == case.testimonies["charge"].explode().dropna().value_counts().to_dict()
        first = database.execute("SELECT count(*) FROM sources WHERE \"table\" = 'testimonies'").fetchone()[0]
        assert first == case.testimonies["source"].str.split(";").map(len).sum()
    finally:
        database.close()


def test_datasette_is_told_of_every_column(volume, tmp_path):
    metadata = json.loads((export(volume, "sqlite", tmp_path / "out") / "metadata.json").read_text("utf8"))
    tables = metadata["databases"]["case"]["tables"]
    for table in volume.schema.tables.values():
        assert set(tables[table.name]["columns"]) == set(table.columns)
    assert metadata["license"] and metadata["title"]


@pytest.mark.parametrize("case", ["village_case", "volume"], indirect=True)
def test_frictionless(case, tmp_path):
    """A damaged copy is known by its checksum."""
    folder = export(case, "frictionless", tmp_path / "out")
    package = frictionless.Package(str(folder / "datapackage.json"))
    assert all(resource.hash and resource.bytes for resource in package.resources)
    report = package.validate()
    assert [error.type for task in report.tasks for error in task.errors if error.type in ("hash-count", "byte-count", "hash-error", "byte-count-error")] == [] and report.errors == []
    for path in folder.glob("*.csv"):
        assert path.read_bytes() == (case.folder / path.name).read_bytes()
    path = folder / "actors.csv"
    path.write_bytes(path.read_bytes() + b"x")
    assert not frictionless.Package(str(folder / "datapackage.json")).validate().valid


@pytest.mark.parametrize("case", ["village_case", "volume"], indirect=True)
def test_ro_crate(case, tmp_path):
    """An archive's own reader finds every file, its checksum, and who may do what with it."""
    folder = export(case, "ro-crate", tmp_path / "out")
    crate = ROCrate(folder)
    files = {unquote(entity.id): entity for entity in crate.get_entities() if "File" in str(entity.type)}
    on_disk = {path.name for path in folder.iterdir()} - {"ro-crate-metadata.json"}
    assert set(files) - {"ro-crate-metadata.json"} == on_disk
    for name in on_disk:
        assert files[name]["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert crate.root_dataset["name"] and crate.root_dataset["datePublished"]


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_bytes_again(volume, to, tmp_path):
    """Two exports of one case can be compared by their checksums."""
    one, other = export(volume, to, tmp_path / "a"), export(volume, to, tmp_path / "b")
    names = [path.relative_to(one) for path in one.rglob("*")] if one.is_dir() else [Path()]
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names if not (one / name).is_dir())


@pytest.mark.parametrize("to", FORMATS)
def test_an_earlier_export_is_replaced(village_case, to, tmp_path):
    target = tmp_path / f"x{FORMATS[to][1]}"
    export(village_case, to, target)
    assert export(village_case, to, target).exists()
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_what_is_not_ours_is_left_alone(village_case, tmp_path):
    """A folder of somebody's photographs is not replaced by two tables."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "photo.jpg").write_text("x")
    with pytest.raises(ExportError, match="something else there .photo.jpg."):
        export(village_case, "gephi", tmp_path / "mine")
    with pytest.raises(ExportError, match="a folder of that name"):
        export(village_case, "gexf", tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["photo.jpg"]


def test_a_full_disk_leaves_nothing(village_case, tmp_path, monkeypatch):
    """The earlier export stands, and no half of the new one lies beside it."""
    target = export(village_case, "gexf", tmp_path / "x.gexf")
    before = target.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ExportError, match="No space left"):
        export(village_case, "gexf", target)
    assert target.read_bytes() == before and [path.name for path in tmp_path.iterdir()] == ["x.gexf"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", str(VILLAGE), "--to", "excel"], "no such format"),
        (["export", "nowhere", "--to", "gexf"], "no such folder"),
        (["export", str(VILLAGE), "--to", "gexf", "--out", "/proc/nothing/x.gexf"], "nothing was written"),
    ],
)
def test_one_line_says_what_is_wrong(words, said, capsys):
    assert cli.main(words) == 1
    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) == 1 and said in lines[0]


def test_the_command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["export", str(VILLAGE), "--to", "graphml"]) == 0
    assert Path(capsys.readouterr().out.strip()).is_file()
