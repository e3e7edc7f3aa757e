"""Actors taken as one: no row is lost, and what closes into a circuit is what the rows bear."""

import pytest

from testimonia.analysis import cycles, transmission_graph
from testimonia.analysis.example import case_of
from testimonia.analysis.merging import affiliates, merged


@pytest.fixture
def watch():
    """An office under an old and a new name; a rumour leaves the one and comes home to the other."""
    people = [("old-watch", ()), ("watch", ()), ("jan", ("watch",)), ("tavern", ()), ("eva", ("tavern", "jan"))]
    passed = [("out", "old-watch", "tavern", "1650"), ("home", "eva", "jan", "1651"), ("up", "jan", "watch", "1652")]
    return case_of(
        actors=[{"id": i, "name": i.title(), "type": "group", "affiliation": heads} for i, heads in people],
        transmissions=[{"id": i, "origin": a, "recipient": b, "date": day, "channel": "rumour"} for i, a, b, day in passed],
    )


def test_affiliation_is_followed_at_any_remove(watch):
    assert affiliates(watch, "watch") == ("watch", "jan", "eva")
    assert affiliates(watch, ["tavern", "old-watch"]) == ("tavern", "old-watch", "eva")
    with pytest.raises(KeyError):
        affiliates(watch, "nobody")


def test_affiliation_may_run_in_a_ring():
    ring = case_of(actors=[{"id": "a", "affiliation": ("b",)}, {"id": "b", "affiliation": ("a",)}])
    assert affiliates(ring, "a") == ("a", "b")


def test_every_row_is_an_edge_or_listed_as_within(watch):
    graph = transmission_graph(watch)
    for groups in ({}, {"watch": ["old-watch", "jan"]}, {"watch": ["old-watch", "jan"], "tavern": ["eva"]}):
        one = merged(watch, graph, groups)
        kept = [key for *_, key in one.edges(keys=True)]
        assert sorted([*kept, *one.graph["within"]]) == sorted(key for *_, key in graph.edges(keys=True))
        assert not set(one) & {member for members in groups.values() for member in members}
        assert all(data["name"] for _, data in one.nodes(data=True))


def test_a_circuit_may_close_only_when_names_are_put_together(watch):
    graph = transmission_graph(watch)
    groups = {"watch": ["old-watch", "jan"], "tavern": ["eva"]}
    assert cycles(graph).empty
    assert cycles(merged(watch, graph, {"watch": groups["watch"]})).empty
    assert cycles(merged(watch, graph, groups))["cycle"].tolist() == [("tavern", "watch")]


def test_self_reports_stay_and_nobody_is_in_two_groups(watch):
    graph = transmission_graph(watch)
    graph.add_edge("eva", "eva", key="self")
    assert merged(watch, graph, {}).has_edge("eva", "eva", key="self")
    with pytest.raises(ValueError, match="two groups"):
        merged(watch, graph, {"watch": ["jan"], "tavern": ["jan"]})
