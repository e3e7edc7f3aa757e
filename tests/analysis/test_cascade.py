"""How naming spread: against the enumeration of ways and days."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import cascade, depths
from testimonia.analysis.example import case_of, village

PEOPLE = "abcd"
ACTORS = [{"id": i, "name": i.title(), "type": "person"} for i in PEOPLE]


def case_with(edtf, edges):
    rows = [{"id": f"t{n}", "deponent": u, "accused": v, "date": edtf(i)} for n, (u, v, i) in enumerate(edges)]
    return case_of(actors=ACTORS, testimonies=rows)


def shortest(edges, can_follow):
    """Fewest steps to each, and the last rows of the shortest ways, by trying every way."""
    depth, last = {"a": 0}, {}
    for size in range(1, len(edges) + 1):
        for way in itertools.permutations(range(len(edges)), size):
            steps = [edges[n] for n in way]
            ends = [s[1] for s in steps]
            if steps[0][0] != "a" or [s[0] for s in steps[1:]] != ends[:-1] or not can_follow([s[2] for s in steps]):
                continue
            if depth.setdefault(ends[-1], size) == size:
                last.setdefault(ends[-1], set()).add(f"t{way[-1]}")
    return depth, last


def test_depth_is_the_shortest_way_in_time(intervals, edtf, worlds):
    """Somebody could be said to be three steps from the first arrest by a way that runs back in time."""
    person = st.sampled_from(PEOPLE)

    @settings(deadline=None, max_examples=80)
    @given(st.lists(st.tuples(person, person, intervals), min_size=1, max_size=4))
    def check(edges):
        def possibly(spans):
            return any(list(w) == sorted(w) for w in worlds(spans))

        def certainly(spans):
            return all(list(w) == sorted(w) for w in worlds(spans))

        graph = cascade(case_with(edtf, edges), "a")
        depth, last = shortest(edges, possibly)
        assert dict(graph.nodes(data="depth")) == depth
        sure, _ = shortest(edges, certainly)
        assert {n: d for n, d in graph.nodes(data="depth_certainly") if d is not None} == sure
        rows = depths(graph).set_index("actor")["rows"]
        assert {n: set(rows[n]) for n in depth if n != "a"} == {n: r for n, r in last.items() if n != "a"}

    check()


def test_a_later_short_way_does_not_close_an_earlier_long_one(edtf):
    """Those named early through others would drop out of the cascade."""
    edges = [("a", "c", (4, 4)), ("a", "b", (0, 0)), ("b", "c", (1, 1)), ("c", "d", (2, 2))]
    graph = cascade(case_with(edtf, edges), "a")
    assert dict(graph.nodes(data="depth")) == {"a": 0, "b": 1, "c": 1, "d": 3}
    table = depths(graph).set_index("actor")
    assert table.loc["d", "by"] == ("c",) and table.loc["d", "reached_earliest"] == pd.Timestamp("1651-01-03")
    assert graph.edges["b", "c"]["onward"] == () and graph.edges["a", "c"]["onward"] == ("t0",)


def test_since_leaves_out_what_was_certainly_earlier():
    """Testimony of years before would be counted as set off by the arrest."""
    edges = [("b", "1650-01"), ("c", "1651-06/.."), ("d", None)]
    rows = [{"id": f"t-{v}", "deponent": "a", "accused": v, "date": t} for v, t in edges]
    graph = cascade(case_of(actors=ACTORS, testimonies=rows), "a", since="1651")
    assert set(graph) == {"a", "c", "d"}


def test_links_join_rumour_and_testimony():
    """A cascade through reports could not be followed, or a slip be taken for an empty table."""
    graph = cascade(village(), "clara", links=("testimonies", "transmissions"))
    assert graph.edges["clara", "neighbours"]["links"] == ("transmissions",) and graph.nodes["court"]["depth"] == 2
    with pytest.raises(ValueError, match="links are testimonies and transmissions"):
        cascade(village(), "clara", links="letters")
    with pytest.raises(KeyError, match="no such actor"):
        cascade(village(), "nobody")


def test_stated_links_join_the_cascade():
    """An arrest that led to others without testimony on record could not be followed; a table without dates would pass."""
    case = village()
    stated = case.events.loc[["arrest-bela"], ["earliest", "latest"]].assign(origin="emil", recipient="bela")
    graph = cascade(case, "emil", links=("testimonies", stated))
    assert dict(graph.nodes(data="depth")) == {"emil": 0, "bela": 1, "anna": 2}
    assert graph.edges["emil", "bela"]["rows"] == ("arrest-bela",) and graph.edges["emil", "bela"]["links"] == ("stated",)
    with pytest.raises(ValueError, match="lacks earliest"):
        cascade(case, "emil", links=stated.drop(columns="earliest"))
    with pytest.raises(KeyError, match="no such actor: 'ogre'"):
        cascade(case, "emil", links=stated.assign(origin="ogre"))


def test_a_root_who_named_nobody_stands_alone():
    """An empty cascade would be an error instead of a finding."""
    graph = cascade(village(), "emil")
    assert list(graph) == ["emil"] and depths(graph)["depth"].tolist() == [0]
