"""Circuits of rumour: against the enumeration of days, starts and rows."""

import itertools

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import cycles, transmission_graph
from testimonia.analysis.example import case_of

RING = ("a", "b", "c", "d")


def ring_of(edtf, intervals, size):
    rows = [
        {"id": f"r{n}", "date": edtf(i), "origin": RING[k % size], "recipient": RING[(k + 1) % size], "channel": "rumour"}
        for n, (k, i) in enumerate(intervals)
    ]
    return transmission_graph(case_of(transmissions=rows))


def runs_round(days, size):
    """From which places a ring runs in time, on the given days of its steps."""
    return {k for k in range(size) if all(days[(k + s) % size] <= days[(k + s + 1) % size] for s in range(size - 1))}


def test_rings_in_time_are_what_every_day_says(intervals, edtf, worlds, told):
    """A rumour could be said to have come home that never left, or the other way round."""

    @settings(deadline=None, max_examples=60)
    @given(st.lists(intervals, min_size=1, max_size=4))
    def check(given_intervals):
        size = len(given_intervals)
        found = cycles(ring_of(edtf, list(enumerate(given_intervals)), size)).iloc[0]
        starts = [runs_round(world, size) for world in worlds(given_intervals, room=3)]  # room for three undated rows to run backwards
        assert found["in_order"] == told(bool(s) for s in starts)
        assert set(found["starts"]) == {RING[k] for k in set().union(*starts)}

    check()


def test_with_several_rows_to_a_step_no_answer_is_too_sure(intervals, edtf, worlds):
    """A second report between the same two could hide that the round is, or is not, possible."""
    rows = st.lists(st.tuples(st.integers(0, 2), intervals), min_size=1, max_size=1)

    @settings(deadline=None, max_examples=15)
    @given(st.tuples(intervals, intervals, intervals), rows)
    def check(base, more):
        steps = [*enumerate(base), *more]
        found = cycles(ring_of(edtf, steps, 3)).iloc[0]
        options = [[n for n, (k, _) in enumerate(steps) if k == place] for place in range(3)]
        answers, starts = set(), set()
        for world in worlds([i for _, i in steps], room=2):
            here = set().union(*(runs_round([world[n] for n in choice], 3) for choice in itertools.product(*options)))
            answers.add(bool(here))
            starts |= here
        assert set(found["starts"]) == {RING[k] for k in starts}
        if found["in_order"] == "yes":
            assert answers == {True}
        assert (found["in_order"] == "no") == (answers == {False})

    check()


def test_every_elementary_circuit_is_listed_with_its_rows():
    """A circuit could be missed, or its rows be those of another."""
    rows = [("r1", "a", "b", "1651-01"), ("r2", "b", "a", "1650-01"), ("r3", "b", "c", "1651-02"), ("r4", "c", "a", "1651-03"), ("r5", "c", "c", None), ("r6", "a", "b", "1652")]  # fmt: skip
    case = case_of(transmissions=[{"id": i, "origin": u, "recipient": v, "date": t} for i, u, v, t in rows])
    graph = transmission_graph(case)
    found = cycles(graph)
    assert found["cycle"].tolist() == [("c",), ("a", "b"), ("a", "b", "c")]
    assert sorted(map(sorted, found["cycle"])) == sorted(map(sorted, nx.simple_cycles(nx.DiGraph(graph))))
    assert found["rows"].tolist() == [(("r5",),), (("r1", "r6"), ("r2",)), (("r1", "r6"), ("r3",), ("r4",))]
    assert found["in_order"].tolist() == ["yes", "yes", "yes"]
    assert cycles(graph, longest=2)["length"].tolist() == [1, 2]


def test_until_leaves_out_what_came_later_and_says_what_is_open():
    """The circuit of the 1920s would be closed by a report of the 1930s."""
    rows = [("old", "a", "b", "1650"), ("new", "b", "a", "1652"), ("undated", "b", "c", None)]
    case = case_of(transmissions=[{"id": i, "origin": u, "recipient": v, "date": t} for i, u, v, t in rows])
    graph = transmission_graph(case, until="1651")
    assert [k for *_, k in graph.edges(keys=True)] == ["old"] and graph.graph["cannot_tell"] == ("undated",)
    assert transmission_graph(case, until="1651", mode="possibly").number_of_edges() == 2
    assert cycles(graph).empty
