"""What is uncertain, silent or missing is drawn so."""

import networkx as nx
import pandas as pd
import pytest
from matplotlib.text import Text

from testimonia import analysis, figures
from testimonia.analysis.example import case_of, wager
from testimonia.figures.calendar_axis import Days, day_numbers
from testimonia.figures.dated import Dated


def said(figure):
    return {text.get_text() for text in figure.findobj(Text)}


def day(*dates):
    return pd.to_datetime(pd.Series(dates)).astype("datetime64[s]")


def lane(layer, earliest, latest, **more):
    row = {"lane": "spells", "label": "Spells", "layer": layer, "row": f"{layer}-{earliest}", "kind": None, "actor": None} | more
    return pd.DataFrame([row]).assign(earliest=day(earliest), latest=day(latest))


SPAN = lane("span", "1611-01-01", "1620-12-31")


def hollow(figure):
    lines = [line for ax in figure.axes for line in ax.lines if line.get_marker() not in ("None", "", None)]
    return [str(line.get_markerfacecolor()) == "#ffffff" for line in lines]


def test_a_date_that_may_be_any_day_of_a_year_is_never_a_point():
    """A solid mark in the middle of a year would be a day that nobody has recorded."""
    sure = figures.timeline(pd.concat([SPAN, lane("assessment", "1615-06-01", "1615-06-01", kind="warns")]))
    vague = figures.timeline(pd.concat([SPAN, lane("assessment", "1615-01-01", "1615-12-31", kind="warns")]))
    assert sure.testimonia_data["drawn"].tolist() == ["bar", "point"]
    assert vague.testimonia_data["drawn"].tolist() == ["bar", "interval"]
    assert hollow(vague)[0] and not hollow(sure)[0]


def test_the_line_of_an_uncertain_mark_spans_all_its_days_and_no_more():
    """The reader measures the doubt on the line."""
    days = Days(0, 364, 365)
    dated = Dated(days, [10.0], [19.0], size=5)
    assert (dated.left[0], dated.right[0], dated.form[0]) == (10, 20, "interval")


def test_threshold_in_days_overrules_the_width_of_the_mark():
    """An author may want every month to show as a month, however small the figure."""
    days = Days(0, 3650, 100)
    assert Dated(days, [10.0], [40.0], size=6).form[0] == "point"
    assert Dated(days, [10.0], [40.0], size=6, threshold=28).form[0] == "interval"


def test_an_open_end_is_told_from_a_known_one():
    """'Until' and 'on' are different claims."""
    figure = figures.timeline(pd.concat([SPAN, lane("event", "1615-06-01", None, kind="report")]))
    assert figure.testimonia_data["drawn"].tolist() == ["bar", "open"]


def test_judgements_of_neither_side_are_kept_apart_and_named():
    """A voice that belongs to neither side must not be drawn for one, nor vanish without trace."""
    rows = [lane("assessment", "1615-06-01", "1615-06-01", kind="warns", actor=who) for who in ("priest", "judge", "miller")]
    figure = figures.timeline(pd.concat([SPAN, *rows]), above=["priest"], below=["judge"])
    assert figure.testimonia_data["side"].tolist() == ["bar", "above", "below"]
    assert figure.testimonia_omitted["actor"].tolist() == ["miller"]


def test_the_speaker_counts_before_his_office():
    """The same rule as in the table of the gap: else figure and table would disagree."""
    row = lane("assessment", "1615-06-01", "1615-06-01", kind="warns", actor="priest").assign(institution="court")
    figure = figures.timeline(pd.concat([SPAN, row]), above=["court"], below=["priest"])
    assert "below" in figure.testimonia_data["side"].tolist()


def test_a_row_without_a_threat_has_a_lane_of_its_own():
    """Most decisions and some events concern no single threat; they would be lost with the missing key."""
    row = lane("event", "1615-06-01", "1615-06-01", kind="report").assign(lane=None, label=None)
    figure = figures.timeline(pd.concat([SPAN, row]))
    assert len(figure.testimonia_data) == 2 and "No single threat" in said(figure)


def test_restraint_lies_under_the_line_and_escalation_over_it():
    """Position, shape and colour must say the same."""
    rows = pd.concat([SPAN, lane("decision", "1613-06-01", "1613-06-01", kind="restraint", strength=1),
                      lane("decision", "1616-06-01", "1616-06-01", kind="escalation", strength=3)])
    ax = figures.timeline(rows).axes[0]
    height = {line.get_marker(): line.get_ydata()[0] for line in ax.lines if line.get_marker() in ("s", "X")}
    assert height["s"] > height["X"]  # y runs downwards


def test_a_crowded_lane_turns_events_into_strokes_and_loses_none():
    """An overview of twenty years must not hide events behind each other's marks."""
    rows = [lane("event", f"1615-06-{n:02d}", f"1615-06-{n:02d}", kind="report") for n in range(1, 21)]
    figure = figures.timeline(pd.concat([SPAN, *rows]))
    assert (figure.testimonia_data["layer"] == "event").sum() == 20 and "other event" in said(figure)


def test_custody_before_the_window_begins_at_its_edge():
    """A man arrested long before the first day drawn must not look free."""
    events = pd.DataFrame({"kind": ["arrest"], "actors": [("bela",)], "earliest": day("1611-01-01"), "latest": day("1611-01-05")})
    spoken = pd.DataFrame({"deponent": ["anna"], "accused": ["bela"], "earliest": day("1611-05-02"), "latest": day("1611-05-02")})
    ax = figures.calendar(events, spoken, since="1611-05-01", until="1611-05-31").axes[0]
    heavy = [line for line in ax.lines if line.get_linewidth() == 2.6 and line.get_linestyle() == "-" and len(set(line.get_xdata())) > 1]
    assert heavy[0].get_xdata()[0] == 0


def test_calendar_keeps_what_lies_outside_its_days():
    """The table must say what the figure could not show."""
    events = pd.DataFrame({"kind": ["arrest"], "actors": [("bela", "clara")], "earliest": day("1611-01-01"), "latest": day("1611-01-05")})
    spoken = pd.DataFrame({"deponent": ["anna"], "accused": ["bela"], "earliest": day("1611-05-02"), "latest": day("1611-05-02")})
    figure = figures.calendar(events, spoken, since="1611-05-01", until="1611-05-31")
    assert figure.testimonia_data["kind"].tolist() == ["testimony"] and figure.testimonia_omitted["kind"].tolist() == ["arrest"]


def test_the_count_at_the_end_of_a_curve_is_a_range_where_dates_are_open():
    """'1' would claim a statement that may not have been made by then."""
    curves = pd.DataFrame({"accused": "bela", "day": day("1611-05-02", "1611-06-01"), "certainly": [0, 1], "possibly": [1, 2]})
    assert "1–2" in said(figures.cumulative(curves))


def test_a_silent_side_has_no_mark_and_a_pair_has_a_bar():
    """A mark at nought would turn silence into indifference."""
    rows = {"threat": ["spells", "spells"], "period": ["1611", "1612"], "priest_n": [2, 1], "priest_min": [1, 1], "priest_mean": [1.5, 1.0],
            "priest_max": [2, 1], "judge_n": [0, 1], "judge_min": [None, -1], "judge_mean": [None, -1.0], "judge_max": [None, -1]}
    ax = figures.dumbbell(pd.DataFrame(rows)).axes[1]
    assert sum(line.get_marker() == "o" for line in ax.lines) == 1 and sum(line.get_marker() == "^" for line in ax.lines) == 2
    assert sum(line.get_linewidth() == 2.2 for line in ax.lines) == 1


def test_the_line_joins_only_judgements_whose_order_is_certain():
    """A line between overlapping dates would tell a story of change that the record does not tell."""
    frame = pd.DataFrame({"actor": "anna", "earliest": day("1611-01-01", "1611-02-01"), "latest": day("1611-06-30", "1611-02-01"),
                          "level": [-1, 2], "stance": ["downplays", "inflates"]})
    overlapping = figures.trajectories(frame).axes[0]
    apart = figures.trajectories(frame.assign(latest=day("1611-01-20", "1611-02-01"))).axes[0]
    def joins(ax):
        return sum(len(set(line.get_ydata())) == 2 and len(line.get_ydata()) == 2 and line.get_linewidth() == 0.9 and line.get_color() == "#858585" for line in ax.lines)
    assert joins(overlapping) == 0 and joins(apart) == 1


def test_first_day_of_a_pair_is_bounded_by_the_least_of_both_ends():
    """The first of two testimonies was given no later than the earlier of their last days."""
    graph = nx.MultiDiGraph()
    graph.add_edge("anna", "bela", earliest=pd.Timestamp("1700-01-01"), latest=pd.Timestamp("1700-12-31"), custody="yes")
    graph.add_edge("anna", "bela", earliest=pd.Timestamp("1700-03-01"), latest=pd.Timestamp("1700-03-01"), custody="yes")
    row = figures.network(graph).testimonia_data.iloc[0]
    assert (row["testimonies"], str(row["earliest"])[:10], str(row["latest"])[:10]) == (2, "1700-01-01", "1700-03-01")


def test_self_accusation_is_ringed_and_stays_in_the_table():
    """A confession names the confessor; it must not vanish because a loop is hard to draw."""
    graph = nx.MultiDiGraph([("anna", "anna"), ("anna", "bela")])
    figure = figures.network(graph)
    assert len(figure.testimonia_data) == 2 and "ringed: named themselves" in said(figure)


def test_cascade_leaves_edges_back_out_of_the_figure_but_not_out_of_sight():
    """Lines back to the root would hide the order; they are listed instead."""
    graph = nx.DiGraph([("anna", "bela"), ("bela", "anna")])
    nx.set_node_attributes(graph, {"anna": 0, "bela": 1}, "depth")
    figure = figures.cascade(graph)
    assert figure.testimonia_omitted[["from", "to"]].values.tolist() == [["bela", "anna"]]


def test_rates_without_an_estimate_are_listed_as_omitted():
    """'Over 200' gives no rate; leaving it out without a word would mislead."""
    df = pd.DataFrame({"label": ["spring", "summer"], "count": [4, None], "rate": [1.3, None], "low": [0.4, 2.0], "high": [3.4, None]})
    assert figures.rates(df).testimonia_omitted["label"].tolist() == ["summer"]


EMPTY = {
    "timeline": lambda: figures.timeline(SPAN.iloc[:0]),
    "calendar": lambda: figures.calendar(
        pd.DataFrame(columns=["earliest", "latest", "kind", "actors"]), pd.DataFrame(columns=["earliest", "latest", "deponent", "accused"])),
    "network": lambda: figures.network(nx.MultiDiGraph()),
    "cumulative": lambda: figures.cumulative(pd.DataFrame(columns=["accused", "day", "certainly", "possibly"])),
    "trajectories": lambda: figures.trajectories(pd.DataFrame(columns=["actor", "earliest", "latest", "level"])),
    "dumbbell": lambda: figures.dumbbell(pd.DataFrame(columns=["threat", "period", "a_n", "a_min", "a_mean", "a_max"])),
    "rates": lambda: figures.rates(pd.DataFrame(columns=["rate", "low", "high"])),
    "share_over_time": lambda: figures.share_over_time(pd.DataFrame(columns=["category", "period", "count", "total"])),
    "cascade": lambda: figures.cascade(nx.DiGraph()),
    "weights": lambda: figures.weights(analysis.weights(case_of())),
    "balance": lambda: figures.balance({}),
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_table_gives_a_figure_that_says_so(name):
    """A chapter whose filter leaves nothing must be built, and must say that there is nothing."""
    figure = EMPTY[name]()
    assert figure.testimonia_data.empty
    assert any("on record" in text.lower() or "nothing" in text.lower() for text in said(figure))


@pytest.mark.parametrize(("call", "column"), [
    (lambda: figures.timeline(pd.DataFrame({"lane": []})), "layer"),
    (lambda: figures.cumulative(pd.DataFrame({"accused": []})), "certainly"),
    (lambda: figures.rates(pd.DataFrame({"rate": []})), "high"),
    (lambda: figures.trajectories(pd.DataFrame({"actor": []})), "level"),
    (lambda: figures.share_over_time(pd.DataFrame({"category": []})), "total"),
    (lambda: figures.dumbbell(pd.DataFrame({"threat": []})), "_mean"),
    (lambda: figures.calendar(pd.DataFrame({"kind": []}), pd.DataFrame()), "actors"),
])
def test_a_missing_column_is_named(call, column):
    """The message must tell a forker which column to add, not where in the library it hurt."""
    with pytest.raises(ValueError, match=column):
        call()


def test_unknown_layout_is_refused_with_the_known_ones():
    """A misspelt layout must not silently give another figure."""
    with pytest.raises(ValueError, match="columns"):
        figures.network(nx.DiGraph([("anna", "bela")]), layout="circle")


def test_day_numbers_reach_back_before_our_era():
    """A forker's case may be Roman."""
    assert day_numbers(pd.Series(["1970-01-02", None]).astype("datetime64[s]")).tolist()[0] == 1.0
    early = pd.Series(pd.array([pd.NaT], dtype="datetime64[s]"))
    assert pd.isna(day_numbers(early)[0])


def test_weights_that_do_not_stand_are_not_drawn_but_kept():
    """A range drawn for an observation that a reading sets aside would still weigh with the eye."""
    figure = figures.weights(analysis.weights(wager().without("anna-bela")))
    assert figure.testimonia_data["label"].tolist() == ["after-hail", "no-mill"]
    assert figure.testimonia_omitted["label"].tolist() == ["old-quarrel"]


def test_an_absence_is_hollow_and_a_test_has_its_shape():
    """Colour alone would not tell a silence from a thing seen."""
    table = analysis.weights(wager()).assign(test=["straw in the wind", "hoop", "hoop"])
    axes = figures.weights(table).axes[0]
    marks = [(line.get_marker(), line.get_markerfacecolor() == "#ffffff") for line in axes.lines if line.get_marker() not in ("None", "")]
    assert marks == [("o", False), ("s", False), ("s", True)]


def test_a_balance_says_how_many_replicates_favour_the_hypothesis():
    """The figure must not end in a single number, nor leave its share to the eye."""
    result = analysis.balance(wager(), "motive", replicates=4000)
    figure = figures.balance({"all": result})
    assert f"{round(100 * result.share)} in 100" in said(figure)
    assert figure.testimonia_data.loc[0, ["low", "middle", "high", "least", "most"]].tolist() == [result.low, result.middle, result.high, result.least, result.most]
