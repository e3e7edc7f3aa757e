"""The room as a whole: empty cases, the village on disk, what is offered."""

import networkx as nx
import pandas as pd
import pytest

import testimonia.analysis as analysis
from testimonia.analysis.example import case_of, village

TABLES = {
    "timeline": lambda c: analysis.timeline(c), "named_by": lambda c: analysis.named_by(c),
    "cumulative": lambda c: analysis.cumulative(c), "perception": lambda c: analysis.perception(c),
    "gap": lambda c: analysis.gap(c, {"a": [], "b": []}), "charges_over_time": lambda c: analysis.charges_over_time(c),
    "lags": lambda c: analysis.lags(c), "centrality": lambda c: analysis.centrality(analysis.testimony_graph(c)),
    "cycles": lambda c: analysis.cycles(analysis.transmission_graph(c)), "order": lambda c: analysis.order(c, [], []),
    "first": lambda c: analysis.first(c, []), "weights": lambda c: analysis.weights(c),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_case_gives_an_empty_table_with_its_columns(name):
    """A new book, with no rows yet, would end in an exception."""
    empty, full = TABLES[name](case_of()), TABLES[name](village())
    assert empty.empty and empty.columns.tolist() == full.columns.tolist()
    assert empty.dtypes.tolist() == full.dtypes.tolist()


def test_nothing_in_the_case_is_changed():
    """An analysis that alters the tables would make the next one depend on the order of the cells."""
    case = village()
    before = {name: table.copy(deep=True) for name, table in case.tables.items()}
    for analyse in TABLES.values():
        analyse(case)
    analysis.cascade(case, "anna")
    for name, table in case.tables.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_the_room_offers_what_it_says():
    """A name of the room would be missing, or mean a module instead of the function."""
    assert all(callable(getattr(analysis, name)) for name in analysis.__all__)


def test_analyses_of_the_village_on_disk(village_case):
    """The analyses would read only tables made in these tests, not those loaded from a folder."""
    lanes = analysis.timeline(village_case)
    assert lanes["lane"].dropna().unique().tolist() == ["witchcraft", "foreign-healers", "milk-theft"]
    assert len(lanes) == sum(len(village_case.tables[t]) for t in ("threats", "events", "assessments", "decisions"))
    graph = analysis.testimony_graph(village_case, custody="yes")
    assert graph.number_of_edges() == 6 and nx.is_weakly_connected(graph)
    assert graph.nodes["neighbours"]["type"] == "group"
    named = analysis.named_by(village_case).set_index("accused")
    assert named.loc["anna", ["deponents", "statements"]].tolist() == [3, 3]
    lags = analysis.lags(village_case, ["anna", "bela", "clara"]).set_index("accused")
    assert lags.loc["anna", ["lag_min", "lag_max"]].tolist() == [124, 153]
    assert lags.loc["bela", ["lag_min", "lag_max"]].tolist() == [10, 15]
    assert pd.isna(lags.loc["clara", "lag_min"])
    turn = analysis.change_of_mind(village_case, "emil", -1, 2)
    assert (turn["answer"], turn["latest"]) == ("yes", pd.Timestamp("1651-06-30"))
    assert analysis.cascade(village_case, "anna").nodes(data="depth")["clara"] == 1
    assert analysis.cycles(analysis.transmission_graph(village_case)).empty
    counts = village_case.measures[village_case.measures["unit"] == "persons"]
    assert analysis.rates(counts)["rate"].notna().all()
    assert "milk_theft" in set(analysis.charges_over_time(village_case)["charge"])
