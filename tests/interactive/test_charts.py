"""Charts to explore: valid, true to the tables, and in words where there is nothing to draw."""

import json

import altair as alt
import networkx as nx
import pandas as pd
import pytest
import vl_convert

import testimonia as tm
from testimonia.figures.network import edge_table, web_places
from testimonia.figures.theme import contrast
from testimonia.interactive.look import DARK, LIGHT, palette_rules
from testimonia.interactive.network import OTHERS

from .conftest import drawn

NAMES = ("timeline", "network", "calendar", "trajectories")
HOSTILE = "</script><script>alert(1)</script><!-- \" ' \u202e=1+1\u2028 " + "x" * 10_000


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_valid_and_can_be_drawn(charts, name, narrow):
    """A specification that Vega-Lite refuses would leave a reader before an empty place."""
    spec = charts[name].spec(narrow)
    alt.Chart.from_dict(spec, validate=True)
    assert vl_convert.vegalite_to_vega(json.dumps(spec).replace('"container"', "400"))["marks"]
    assert "http" not in json.dumps(charts[name].spec(narrow, data=False))


def test_the_timeline_has_every_row_of_the_table_once(charts, village_case):
    """A row left out of a chart would be evidence withheld."""
    table = tm.timeline(village_case)
    assert sorted(mark["row"] for mark in charts["timeline"].data["marks"]) == sorted(table["row"])
    shown = drawn(charts["timeline"])
    assert len(shown["points"]) == (table["layer"] != "span").sum()
    one = table["lane"].dropna().iloc[0]
    assert len(drawn(charts["timeline"], threat=one)["points"]) == ((table["lane"] == one) & (table["layer"] != "span")).sum()


def test_a_voice_leaves_only_its_judgements_and_decisions(charts, village_case):
    """Choosing a voice must not leave another's words on the lanes."""
    table = tm.timeline(village_case)
    voice = table.loc[table["layer"] == "assessment", "actor"].dropna().iloc[0]
    silent = (table["layer"] == "event") | (table["layer"].isin(["assessment", "decision"]) & (table["actor"] == voice))
    assert len(drawn(charts["timeline"], voice=voice)["points"]) == silent.sum()


def test_trajectories_and_calendar_have_every_row(charts, village_case):
    """As for the timeline."""
    assert {mark["row"] for mark in charts["trajectories"].data["marks"]} == set(tm.perception(village_case).query("earliest.notna() or latest.notna()")["row"])
    said = {mark["row"] for mark in charts["calendar"].data["marks"] if mark["kind"] == "testimony"}
    assert said == set(village_case.testimonies.query("earliest.notna() or latest.notna()").index)
    assert len(drawn(charts["calendar"])["points"]) == len(charts["calendar"].data["marks"])


def test_the_network_has_the_testimonies_of_the_case(charts, village_case):
    """Every filter and every count of the chart rests on these rows."""
    rows = {row["row"]: row for row in charts["network"].data["rows"]}
    assert set(rows) == set(village_case.testimonies.index)
    for row, values in village_case.testimonies.iterrows():
        assert (rows[row]["from"], rows[row]["to"], rows[row]["custody"]) == (values["deponent"], values["accused"], values["custody"])
        assert rows[row]["charge"] == list(values["charge"])


def test_the_network_of_a_day_is_the_graph_of_that_day(charts, village_case):
    """The slider must show what the analysis says: certain by the last possible day, possible from the first."""
    chart, seen = charts["network"], set()
    for day in [chart.controls[0]["low"] - 1, *chart.controls[0]["stops"]]:
        when = pd.Timestamp("1970-01-01") + pd.Timedelta(days=day)
        pairs = {mode: {(a, b) for a, b, _ in tm.testimony_graph(village_case, as_of=when, mode=mode).edges(keys=True)} for mode in ("certainly", "possibly")}
        shown = drawn(chart, day=day)
        assert len(shown["lines"]) == len(pairs["possibly"])
        ruled = next(items for name, items in shown.items() if items and "strokeDash" in items[0] and "x2" in items[0]) if shown["lines"] else []
        assert sum(item["strokeDash"] == [1, 0] for item in ruled) == len({pair for pair in pairs["certainly"] if pair[0] != pair[1]})
        seen.add((len(pairs["certainly"]), len(pairs["possibly"])))
    assert len(seen) > 3


@pytest.mark.parametrize("column", ["plot", "custody", "certainty", "charge"])
def test_a_filter_of_the_network_is_that_of_the_analysis(charts, village_case, column):
    """A reader who asks for words in custody must get these and no others."""
    options = next(control["options"] for control in charts["network"].controls if control["signal"] == column)[1:]
    assert options
    for value, _ in options:
        graph = tm.testimony_graph(village_case, **{column: value})
        assert len(drawn(charts["network"], **{column: value})["lines"]) == len({(a, b) for a, b, _ in graph.edges(keys=True)})


def test_isolating_somebody_leaves_the_ego_network(charts, village_case):
    """'Who stood near him' must mean in the chart what it means in the analysis."""
    graph = tm.testimony_graph(village_case)
    sizes = set()
    for who in graph:
        near = tm.ego(graph, who)
        shown = drawn(charts["network"], who=who)
        assert len(shown["people"]) == len(near)
        assert len(shown["lines"]) == len({(a, b) for a, b, _ in near.edges(keys=True)})
        sizes.add(len(near))
    assert len(sizes) > 1


@pytest.mark.parametrize("narrow", [False, True])
def test_actors_stand_where_the_static_figure_puts_them(charts, village_case, narrow):
    """A reader who goes from the figure to the chart must find everybody in the same place."""
    graph = tm.testimony_graph(village_case)
    dots, *_ = web_places(edge_table(graph, village_case.names), {}, 1611, narrow)
    figure = tm.figures.network(graph, names=village_case.names, narrow=narrow)
    printed = {(round(float(line.get_xdata()[0]), 1), round(float(line.get_ydata()[0]), 1)) for ax in figure.axes[:1] for line in ax.lines if len(line.get_xdata()) == 1}
    places = {(node["x"], node["y"]) for node in charts["network"].data["places_narrow" if narrow else "places"]}
    assert places == {(round(float(x), 1), round(float(y), 1)) for x, y in dots.values()} and places <= printed


def test_a_crowd_is_drawn_as_one_and_the_chart_says_so():
    """Ten thousand names on one page are none; a reader must know what was left out."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((f"a{n}", {"name": f"Actor {n}", "type": "person"}) for n in range(10_000))
    for n in range(9_999):
        graph.add_edge(f"a{n + 1}", f"a{n % 40 if n % 3 else (n * 7) % 10_000}", key=f"t{n}", custody="yes", earliest=pd.Timestamp("1651-01-01"), latest=pd.Timestamp("1651-01-31"))
    chart = tm.interactive.network(graph)
    assert len(chart.data["places"]) <= 80 and any(node["id"] == OTHERS for node in chart.data["places"])
    left = graph.number_of_edges() - len(chart.data["rows"])
    assert left > 0 and f"{left:,} testimonies among these are left out" in chart.note
    assert "9,9" in next(node["name"] for node in chart.data["places"] if node["id"] == OTHERS)


def test_every_chart_without_data_says_so(village_case):
    """An empty frame leaves a reader guessing whether something failed."""
    empty = village_case.tables
    made = [
        tm.interactive.timeline(tm.timeline(village_case).iloc[:0]), tm.interactive.network(nx.MultiDiGraph()),
        tm.interactive.calendar(empty["events"].iloc[:0], empty["testimonies"].iloc[:0]), tm.interactive.trajectories(tm.perception(village_case).iloc[:0]),
    ]  # fmt: skip
    for chart in made:
        assert chart.payload()["empty"].endswith(".") and "wide" not in chart.payload()
        assert chart.payload()["empty"] in chart._repr_html_()
        with pytest.raises(ValueError, match="nothing to draw"):
            chart.spec()


def test_text_of_a_cell_stays_text(village_case):
    """A script in somebody's table must never run, in the file of a chart or in a notebook."""
    rows = tm.perception(village_case).assign(summary=HOSTILE, label=HOSTILE)
    chart = tm.interactive.trajectories(rows, names={one: HOSTILE[:60] for one in village_case.names.index})
    script = chart.script("fig-a")
    assert "<" not in script and "\u2028" not in script
    payload = json.loads(script.split('["fig-a"]=', 1)[1].rstrip(";\n"))
    tips = [mark["tip"] for mark in payload["data"]["marks"]]
    assert all("</script><script>alert(1)</script>" in tip for tip in tips)
    assert all(len(tip) < 2000 for tip in tips), "a tip of 10,000 letters covers the chart"
    assert chart._repr_html_().count("alert(1)") == script.count("alert(1)") and "<script>alert" not in chart._repr_html_()
    json.loads(json.dumps(chart.spec()))


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_follows_the_reading(charts, village_case, name):
    """Under 'stated only' a chart must not show what was inferred."""
    chart = {
        "timeline": lambda: tm.interactive.timeline(tm.timeline(village_case)), "network": lambda: tm.interactive.network(tm.testimony_graph(village_case)),
        "calendar": lambda: tm.interactive.calendar(village_case.events, village_case.testimonies), "trajectories": lambda: tm.interactive.trajectories(tm.perception(village_case)),
    }[name]()  # fmt: skip
    data = "rows" if name == "network" else "marks"
    ids = {record["row"] for record in chart.data[data]}
    sure = set(sorted(ids)[::2])
    assert set() < sure < ids
    chart.under([ids, set(), sure])
    mark, key = ("lines", "pair") if name == "network" else ("points", "row")
    points = [record for record in chart.data[data] if record.get("layer") != "span"]
    for reading, kept in enumerate((ids, set(), sure)):
        expected = {record[key] for record in points if record["row"] in kept} if name == "network" else [record for record in points if record["row"] in kept]
        assert len(drawn(chart, reading=reading).get(mark, [])) == len(expected)


def test_a_life_knows_only_the_arrest_that_its_reading_keeps(village_case):
    """A line drawn heavy after an arrest that the reading sets aside would state it all the same."""
    arrest = village_case.events.query("kind == 'arrest'").index[0]
    who = village_case.events.loc[arrest, "actors"][0]
    chart = tm.interactive.calendar(village_case.events, village_case.testimonies, rows=[who], names=village_case.names)
    everything = set(village_case.events.index)
    chart.under([everything, everything - set(village_case.events.query("kind == 'arrest'").index)])
    states = [{life["state"] for life in chart.data["lives"] if life["kept"][reading]} for reading in (0, 1)]
    assert "in custody" in states[0] and "in custody" not in states[1]


def test_lines_join_only_judgements_whose_order_is_certain(village_case):
    """A line between two undecided days would tell a story that the dates do not."""
    day = pd.to_datetime
    rows = pd.DataFrame({"actor": "anna", "earliest": day(["1651-01-01", "1651-02-01", "1651-02-10"]), "latest": day(["1651-01-01", "1651-03-01", "1651-02-20"]), "level": [-1, 1, 2]})
    rules = [item for name, items in drawn(tm.interactive.trajectories(rows)).items() for item in items if "x2" in item and item.get("y") != item.get("y2", item.get("y"))]
    assert len(rules) == 1


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_marks_and_words_stand_out_on_light_and_dark(palette):
    """Below 3:1 a mark is not there for many readers, below 4.5:1 a word (WCAG 2.2)."""
    for name, value in palette.items():
        if name not in ("paper", "pale", "hair"):
            assert contrast(value, palette["paper"]) >= (3 if name == "rule" else 4.5), name


@pytest.mark.parametrize("name", NAMES)
def test_every_colour_is_of_the_palette(charts, name):
    """A colour outside the palette would not follow the page into the dark."""
    import re

    text = json.dumps(charts[name].payload())
    assert set(re.findall(r"var\(--tm-(\w+),", text)) <= set(LIGHT)
    assert not re.findall(r"(?<!,)#[0-9a-fA-F]{6}\b", text)
    assert all(f"--tm-{one}:" in palette_rules() for one in LIGHT)


def test_somebody_to_whom_nothing_happened_has_a_life_too(village_case):
    """One person without a recorded event would take the whole chart, and the essay, down."""
    assert not any("emil" in actors for actors in village_case.events["actors"])
    chart = tm.interactive.calendar(village_case.events, village_case.testimonies, rows=["anna", "emil"], names={"anna": "Anna", "emil": "Emil"})
    chart.under([set(village_case.events.index)])
    assert [life["state"] for life in chart.data["lives"] if life["person"] == "Emil"] == ["at liberty"]
