"""The network of testimony for graph tools: GraphML, dynamic GEXF 1.3, tables for Gephi and for Palladio.

Every testimony is an edge of its own, with its row's id, so that what is found in another tool can
be traced back. Dates are given as the record has them (EDTF) and as the first and last day they
cover; where there is no date there is no attribute, since None and '' mean something else there.
"""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx

from ..analysis.network import testimony_graph
from .days import iso_day, plain, xml_text

GEXF = "http://gexf.net/1.3"
#: What an edge carries: an attribute for each, as text.
EDGE = ("date", "earliest", "latest", "statement", "charge", "plot", "medium", "custody", "certainty", "basis", "source", "summary")
NODE = ("name", "type", "variants", "role", "fate", "fate_date")


def plain_graph(case) -> nx.MultiDiGraph:
    """Return the testimonies with every attribute as text and none that is empty.

    Nodes are all actors whom a testimony names or who gave one: name, type, variants, role, fate,
    fate_date. Edges are keyed by the id of their row: see ``EDGE``.

    >>> from testimonia.analysis.example import village
    >>> plain_graph(village()).edges["bela", "anna", "bela-anna"]["earliest"]
    '1651-05-02'
    """
    graph = testimony_graph(case)
    made = nx.MultiDiGraph()
    actors = case.tables.get("actors")
    for actor, known in graph.nodes(data=True):
        row = actors.loc[actor] if actors is not None and actor in actors.index else {}
        said = {name: plain(row[name]) for name in NODE if name in row} or {name: plain(value) for name, value in known.items()}
        made.add_node(actor, **{name: xml_text(value) for name, value in said.items() if value})
    rows = case.tables["testimonies"]
    for u, v, key, data in graph.edges(keys=True, data=True):
        cells = {**{name: rows.at[key, name] for name in EDGE if name in rows}, **{name: data[name] for name in EDGE if name in data}}
        said = {name: iso_day(value) if name in ("earliest", "latest") else plain(value) for name, value in cells.items()}
        made.add_edge(u, v, key=key, **{name: xml_text(value) for name, value in said.items() if value})
    return made


def graphml(case, target: Path) -> None:
    """Write GraphML; networkx, igraph, yEd and Cytoscape read it.

    The id of an edge is the id of its row.
    """
    nx.write_graphml_xml(plain_graph(case), target, named_key_ids=True, edge_id_from_attribute=None)


def gexf(case, target: Path) -> None:
    """Write dynamic GEXF 1.3: an edge is there from the first day on which its testimony may have been given.

    Dates are days, since the schema allows no months; an edge without a date has no ``start``. Written
    here because networkx writes GEXF 1.2 only.
    """
    graph = plain_graph(case)
    root = ET.Element("gexf", {"xmlns": GEXF, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "testimonia"
    ET.SubElement(meta, "description").text = case.schema.title or case.name
    body = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"})
    for kind, names in (("node", NODE[1:]), ("edge", EDGE)):
        declared = ET.SubElement(body, "attributes", {"class": kind, "mode": "static"})
        for name in names:
            ET.SubElement(declared, "attribute", {"id": f"{kind}-{name}", "title": name, "type": "string"})
    nodes = ET.SubElement(body, "nodes")
    for actor, known in graph.nodes(data=True):
        _values(ET.SubElement(nodes, "node", {"id": actor, "label": known.get("name", actor)}), "node", NODE[1:], known)
    edges = ET.SubElement(body, "edges")
    for u, v, key, known in graph.edges(keys=True, data=True):
        when = {"start": known["earliest"]} if "earliest" in known else {}
        edge = ET.SubElement(edges, "edge", {"id": key, "source": u, "target": v, "label": known.get("charge", key), **when})
        _values(edge, "edge", EDGE, known)
    ET.indent(root)
    ET.ElementTree(root).write(target, encoding="utf-8", xml_declaration=True)


def _values(element: ET.Element, kind: str, names: tuple[str, ...], known: dict) -> None:
    values = ET.SubElement(element, "attvalues")
    for name in names:
        if name in known:
            ET.SubElement(values, "attvalue", {"for": f"{kind}-{name}", "value": known[name]})
    if not len(values):
        element.remove(values)


def gephi(case, target: Path) -> None:
    """Write ``nodes.csv`` and ``edges.csv`` with the column names Gephi's importer looks for."""
    graph = plain_graph(case)
    target.mkdir()
    nodes = [{"Id": actor, "Label": known.get("name", actor), **{name: known.get(name, "") for name in NODE[1:]}} for actor, known in graph.nodes(data=True)]
    edges = [{"Source": u, "Target": v, "Type": "Directed", "Id": key, **{name: known.get(name, "") for name in EDGE}} for u, v, key, known in graph.edges(keys=True, data=True)]
    _table(target / "nodes.csv", ["Id", "Label", *NODE[1:]], nodes)
    _table(target / "edges.csv", ["Source", "Target", "Type", "Id", *EDGE], edges)


def palladio(case, target: Path) -> None:
    """Write ``testimonies.csv``, one row for each with both names spelled out, and ``people.csv`` to extend them by name."""
    graph = plain_graph(case)
    target.mkdir()
    names = {actor: known.get("name", actor) for actor, known in graph.nodes(data=True)}
    doubled = {name for name in names.values() if list(names.values()).count(name) > 1}
    names = {actor: f"{name} ({actor})" if name in doubled else name for actor, name in names.items()}
    rows = [{"id": key, "deponent": names[u], "accused": names[v], **{name: known.get(name, "") for name in EDGE}} for u, v, key, known in graph.edges(keys=True, data=True)]
    people = [{"name": names[actor], "id": actor, **{name: known.get(name, "") for name in NODE[1:]}} for actor, known in graph.nodes(data=True)]
    _table(target / "testimonies.csv", ["id", "deponent", "accused", *EDGE], rows)
    _table(target / "people.csv", ["name", "id", *NODE[1:]], people)


def _table(path: Path, columns: list[str], rows: list[dict]) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
