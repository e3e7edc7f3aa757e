"""The network without a graph object against networkx, which keeps one."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia import analysis
from testimonia.analysis.example import case_of, village
from testimonia.analysis.sparse import pagerank

NAMES = [f"a{n}" for n in range(7)]
ROWS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 4), st.sampled_from(["1650", "1651-03", "1651-04-02/..", None])), min_size=1, max_size=30)


def told(rows):
    """A case in which these people named each other; self-accusation and mutual accusation come up by themselves."""
    return case_of(
        actors=[{"id": name, "name": name.upper(), "type": "person"} for name in NAMES],
        testimonies=[{"id": f"t{n}", "deponent": u, "accused": v, "statement": f"{u}-{s}", "date": date, "charge": ("pact",)} for n, (u, v, s, date) in enumerate(rows)],
    )


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from([None, "1651-03"]), st.sampled_from(["certainly", "possibly"]))
def test_pairs_are_the_collapsed_graph(rows, as_of, mode):
    """A large case would be counted by another rule than a small one."""
    case = told(rows)
    graph = analysis.collapse(analysis.testimony_graph(case, as_of=as_of, mode=mode))
    found = analysis.pairs(case, as_of=as_of, mode=mode).set_index(["deponent", "accused"])
    assert set(found.index) == set(graph.edges)
    for pair, row in found.iterrows():
        edge = graph.edges[pair]
        assert (row["testimonies"], row["statements"]) == (edge["testimonies"], edge["statements"])
        for end in ("first_earliest", "first_latest"):
            assert row[end] == pd.Timestamp(edge[end]) or (pd.isna(row[end]) and pd.isna(edge[end]))


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(["statements", "testimonies"]))
def test_standing_is_that_of_networkx(rows, weight):
    """A wrong rank at a million rows could not be seen by eye."""
    case = told(rows)
    graph = analysis.testimony_graph(case)
    simple = analysis.collapse(graph)
    found = analysis.standing(case, weight=weight, core=True, sources=None)
    wanted = analysis.centrality(graph, weight=weight)
    shared = [name for name in wanted if name not in ("pagerank", "betweenness")]
    pd.testing.assert_frame_equal(found[shared], wanted[shared])
    assert np.allclose(found["pagerank"], wanted["pagerank"], atol=1e-9) and np.allclose(found["betweenness"], wanted["betweenness"])
    plain = nx.Graph(simple.to_undirected())
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    assert found.set_index("actor")["core"].to_dict() == nx.core_number(plain)
    parts = {frozenset(part) for part in nx.weakly_connected_components(simple)}
    assert {frozenset(group) for _, group in found.groupby("component")["actor"]} == parts
    sizes = found["component"].value_counts().sort_index()
    assert sizes.is_monotonic_decreasing and sizes.index.tolist() == list(range(len(parts)))


def test_sampled_betweenness_is_near_the_whole():
    """An estimate that leans to one side would mislead at exactly the size where nothing else can be had."""
    rng = np.random.default_rng(1)
    rows = [(f"a{a}", f"a{b}", n, "1651") for n, (a, b) in enumerate(rng.integers(0, 60, (400, 2)))]
    case = case_of(testimonies=[{"id": f"t{n}", "deponent": u, "accused": v, "statement": f"s{s}", "date": d} for n, (u, v, s, d) in enumerate(rows)])
    whole = analysis.standing(case, sources=None)["betweenness"]
    parts = np.mean([analysis.standing(case, sources=20, seed=seed)["betweenness"] for seed in range(40)], axis=0)
    assert np.corrcoef(whole, parts)[0, 1] > 0.98 and abs(parts.mean() / whole.mean() - 1) < 0.05
    assert analysis.standing(case, sources=20, seed=3).equals(analysis.standing(case, sources=20, seed=3))


def test_filters_are_those_of_the_graph():
    for words in ({"plot": "milk-theft"}, {"charge": "pact"}, {"custody": ["no", "yes"]}, {"as_of": "1651-04", "charge": ("pact", "milk_theft")}):
        graph = analysis.testimony_graph(village(), **words)
        assert analysis.pairs(village(), **words)["testimonies"].sum() == graph.number_of_edges() > 0


def test_nobody_has_no_standing():
    empty = case_of(testimonies=[])
    assert analysis.standing(empty).empty and analysis.pairs(empty).columns.tolist() == analysis.pairs(village()).columns.tolist()
    with pytest.raises(ValueError, match="weight is 'statements' or 'testimonies'"):
        analysis.standing(village(), weight="rows")


def test_ranks_that_do_not_settle_are_refused():
    """A number from a search that was cut short would pass for a result."""
    from scipy import sparse

    with pytest.raises(ArithmeticError, match="did not settle"):
        pagerank(sparse.csr_array(np.array([[0, 1, 0], [0, 0, 1], [1, 1, 0]])), tolerance=0, most=3)
