"""Testimony graphs: against networkx on graphs drawn by hand, and row by row."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import centrality, collapse, ego
from testimonia.analysis import testimony_graph as graph_of  # pytest would take test... for a test
from testimonia.analysis.example import case_of, village

ROWS = [
    ("t1", "s1", "anna", "bela", "1651-01", "yes"),
    ("t2", "s1", "anna", "crowd", "1651-01", "yes"),
    ("t3", "s2", "bela", "anna", "1651-02", "no"),
    ("t4", "s3", "bela", "bela", None, "yes"),
    ("t5", "s4", "anna", "bela", "1651-03/..", "unknown"),
]


@pytest.fixture
def case():
    return case_of(
        actors=[{"id": i, "name": i.title(), "type": "group" if i == "crowd" else "person"} for i in ("anna", "bela", "crowd", "emil")],
        testimonies=[
            {"id": i, "statement": s, "deponent": d, "accused": a, "date": t, "custody": c, "charge": ("pact",)} for i, s, d, a, t, c in ROWS
        ],
    )


def keys(graph):
    return sorted(key for *_, key in graph.edges(keys=True))


def test_every_row_is_an_edge_with_its_attributes(case):
    """A testimony could be lost between two of the same pair, or a group pass for a person."""
    graph = graph_of(case)
    assert [(u, v, k) for u, v, k in graph.edges(keys=True) if k in ("t4", "t5")] == [("anna", "bela", "t5"), ("bela", "bela", "t4")]
    assert keys(graph) == ["t1", "t2", "t3", "t4", "t5"]
    edge = graph.edges["anna", "bela", "t5"]
    assert (edge["statement"], edge["charge"], edge["plot"], edge["earliest"]) == ("s4", ("pact",), None, pd.Timestamp("1651-03-01"))
    assert pd.isna(edge["latest"])
    assert dict(graph.nodes(data="type")) == {"anna": "person", "bela": "person", "crowd": "group"}


def test_as_of_is_certain_or_possible_and_says_what_is_neither(case):
    """A later or undated testimony could be shown as known at an earlier day."""
    assert keys(graph_of(case, as_of="1651-02")) == ["t1", "t2", "t3"]
    assert keys(graph_of(case, as_of="1651-02-15")) == ["t1", "t2"]
    assert keys(graph_of(case, as_of="1651-02-15", mode="possibly")) == ["t1", "t2", "t3", "t4"]
    assert graph_of(case, as_of="1651-02-15").graph["cannot_tell"] == ("t3", "t4")
    assert graph_of(case).graph["cannot_tell"] == ()


def test_as_of_is_what_every_day_says(intervals, edtf, worlds, told):
    """The network of a given day could hold edges that some reading of the dates excludes."""

    @settings(deadline=None)
    @given(intervals, st.integers(0, 4))
    def check(interval, day):
        case = case_of(testimonies=[{"id": "t", "date": edtf(interval), "deponent": "a", "accused": "b"}])
        day_text = f"1651-01-0{day + 1}"
        expected = told(d <= day for (d,) in worlds([interval]))
        graph = graph_of(case, as_of=day_text)
        assert keys(graph) == (["t"] if expected == "yes" else [])
        assert keys(graph_of(case, as_of=day_text, mode="possibly")) == (["t"] if expected != "no" else [])
        assert graph.graph["cannot_tell"] == (("t",) if expected == "cannot tell" else ())

    check()


def test_filters_and_included_actors(case):
    """Figures of one plot or of custody would show all, and a silent actor would be missing."""
    assert keys(graph_of(case, custody="yes")) == ["t1", "t2", "t4"]
    assert keys(graph_of(case, custody=["no", "unknown"])) == ["t3", "t5"]
    assert keys(graph_of(case, charge="coup")) == []
    graph = graph_of(case, include=["emil"])
    assert graph.nodes["emil"] == {"name": "Emil", "type": "person"} and graph.degree("emil") == 0
    assert set(graph_of(case, charge="coup", include="all")) == {"anna", "bela", "crowd", "emil"}
    with pytest.raises(KeyError, match="did you mean 'emil'"):
        graph_of(case, include=["emill"])


def test_collapse_adds_up_testimonies_and_statements(case):
    """One confession of several charges could weigh as many."""
    simple = collapse(graph_of(case))
    pair = simple.edges["anna", "bela"]
    assert (pair["testimonies"], pair["statements"], pair["rows"]) == (2, 2, ("t1", "t5"))
    assert (pair["first_earliest"], pair["first_latest"]) == (pd.Timestamp("1651-01-01"), pd.Timestamp("1651-01-31"))
    twice = case_of(testimonies=[{"id": i, "statement": "s", "deponent": "a", "accused": "b", "date": "1651"} for i in ("x", "y")])
    assert collapse(graph_of(twice)).edges["a", "b"]["statements"] == 1
    assert collapse(graph_of(twice)).edges["a", "b"]["testimonies"] == 2


def test_centrality_of_a_star_and_a_path():
    """The wrong person would be called central: hand-drawn graphs with known values."""
    star = case_of(testimonies=[{"id": f"t{n}", "deponent": d, "accused": "hub", "date": "1651"} for n, d in enumerate("abcd")])
    found = centrality(graph_of(star)).set_index("actor")
    assert found.loc["hub", ["in_degree", "out_degree", "in_strength"]].tolist() == [4, 0, 4]
    # PageRank of a star by hand: leaves have r, the hub r + 4 · 0.85 · r, all sum to 1.
    leaf = 1 / 8.4
    assert found.loc["a", "pagerank"] == pytest.approx(leaf, abs=1e-5) and found.loc["hub", "pagerank"] == pytest.approx(4.4 * leaf, abs=1e-5)
    path = case_of(testimonies=[{"id": u, "deponent": u, "accused": v, "date": "1651"} for u, v in zip("abc", "bcd")])
    between = centrality(graph_of(path)).set_index("actor")["betweenness"]
    assert between.to_dict() == pytest.approx({"a": 0, "b": 2 / 6, "c": 2 / 6, "d": 0})


def test_centrality_weights_are_explicit(case):
    """PageRank by rows could be printed as PageRank by occasions."""
    graph = graph_of(case)
    simple = collapse(graph)
    for weight in ("statements", "testimonies"):
        found = centrality(graph, weight=weight).set_index("actor")
        assert found["pagerank"].to_dict() == pytest.approx(nx.pagerank(simple, weight=weight))
        assert found["in_strength"].to_dict() == dict(simple.in_degree(weight=weight))
    assert found["betweenness"].to_dict() == nx.betweenness_centrality(simple)
    assert found["self_accused"].to_dict() == {"anna": False, "bela": True, "crowd": False}


def test_ego_network_by_hand(case):
    """The surroundings of a person would leave out those who named him."""
    graph = graph_of(case, include="all")
    assert set(ego(graph, "crowd")) == {"crowd", "anna"}
    assert keys(ego(graph, "crowd", radius=2)) == ["t1", "t2", "t3", "t4", "t5"]
    with pytest.raises(KeyError, match="no such actor in the graph"):
        ego(graph, "nobody")


def test_an_unnamed_deponent_stays_in():
    """Anonymous testimony would vanish from the graph and from the counts."""
    graph = graph_of(case_of(testimonies=[{"id": "t", "deponent": None, "accused": "b", "date": "1651"}]))
    assert list(graph.edges) == [("?t", "b", "t")]


def test_mutual_accusation_keeps_both_directions():
    """Two who named each other would look as if one did."""
    graph = graph_of(village())
    assert graph.has_edge("anna", "bela") and graph.has_edge("bela", "anna")
