"""Cases that the library was not written for: nothing falls over, and the numbers are right."""

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import testimonia as tm
from testimonia.case.check import check

from .any_case import actor, analyses, figures, is_a_reason, told, words_of, write

PEOPLE = [actor("anna"), actor("bela"), actor("clara")]
CASES = {
    "undated": {"actors": PEOPLE, "testimonies": [told("t1", "anna", "bela", "../1651"), told("t2", "bela", "clara", "1651/.."), told("t3", "clara", "anna", "1651-04")]},
    "before the year 1": {
        "actors": PEOPLE, "testimonies": [told("t1", "anna", "bela", "-0043-03-15"), told("t2", "bela", "clara", "-0043-03"), told("t3", "clara", "anna", "0001")],
        "events": [{"id": "e1", "date": "-0043-03-20", "title": "Arrest", "kind": "arrest", "actors": "clara", "summary": "Taken."}],
    },
    "Julian": {
        "calendar": "julian", "actors": PEOPLE[:2], "testimonies": [told("t1", "anna", "bela", "1582-10-07"), told("t2", "bela", "anna", "1700-02-29")],
        "events": [{"id": "e1", "date": "1700-02-29", "title": "Arrest", "kind": "arrest", "actors": "bela", "summary": "Taken."}],
    },
    "self-accusation": {"actors": PEOPLE[:1], "testimonies": [told("t1", "anna", "anna", "1651-04")]},
    "mutual accusation": {"actors": PEOPLE[:2], "testimonies": [told("t1", "anna", "bela", "1651-04"), told("t2", "bela", "anna", "1651-05")]},
    "groups": {
        "actors": [PEOPLE[0], actor("millers", "Several millers", "group"), actor("court", "The court", "institution")],
        "testimonies": [told("t1", "anna", "millers", "1651-04"), told("t2", "millers", "millers", "1651-05"), told("t3", "court", "millers", "1651-05")],
    },
    "homonyms": {
        "actors": [actor("kiss-1", "Anna Kiss"), actor("kiss-2", "Anna Kiss"), actor("bela")], "testimonies": [told("t1", "kiss-1", "kiss-2", "1651-04"), told("t2", "bela", "kiss-1", "1651-05")],
        "exceptions": [{"rule": "one-person", "row": "kiss-2", "reason": "Mother and daughter.", "signed": "A. Reader, 2026-11-23"}],
    },
    "no threats table": {"without": ("threats",), "actors": PEOPLE[:2], "testimonies": [told("t1", "anna", "bela", "1651-04")], "events": [{"id": "e1", "date": "1651-06", "title": "Arrest", "kind": "arrest", "actors": "bela", "summary": "Taken."}]},
    "no decisions table": {"without": ("decisions",), "actors": PEOPLE[:2], "testimonies": [told("t1", "anna", "bela", "1651-04")]},
    "two tables alone": {
        "without": ("threats", "decisions", "events", "assessments", "transmissions", "measures", "claims", "hypotheses", "weights", "archives", "exceptions"),
        "actors": PEOPLE[:2], "testimonies": [told("t1", "anna", "bela", "1651-04")],
    },
    "one row": {"actors": PEOPLE[:2], "testimonies": [told("t1", "anna", "bela", "1651-04-02")]},
    "no row": {},
}  # fmt: skip
#: What may be refused in words: it needs a declaration, or somebody to ask about.
REFUSED = {"retention", "rank_stability", "lag_replicates"}
NEEDS_SOMEBODY = {"ego", "trajectory", "change_of_mind", "cascade", "depths"}


@pytest.fixture
def made(tmp_path):
    """A function that writes one of the cases and loads it; it must pass the check but for a work that no row cites."""

    def make(name: str):
        folder = write(tmp_path / "case", **CASES[name])
        assert [problem for problem in check(folder).problems if problem.file != "references.bib"] == []
        return tm.load(folder)

    return make


@pytest.mark.parametrize("name", CASES)
def test_everything_runs_or_says_why(made, name):
    """A forker with such a case would meet a traceback instead of a figure or a reason."""
    case = made(name)
    found = analyses(case)
    refused = {key: text for key, text in found.items() if isinstance(text, str)}
    assert set(refused) <= REFUSED | (NEEDS_SOMEBODY if name == "no row" else set()), refused
    assert all(is_a_reason(text) for text in refused.values()), refused
    for kind, drawn in figures(case, found).items():
        if drawn is None:
            continue
        if hasattr(drawn, "testimonia_data"):
            assert tm.figures.svg(drawn).startswith("<?xml") and words_of(drawn).strip(), kind
            assert len(drawn.testimonia_data) or is_a_reason(words_of(drawn)), kind
        else:
            assert drawn.data or is_a_reason(drawn.empty), kind
    assert len(found["named_by"]) == len({row["accused"] for row in CASES[name].get("testimonies", [])})


@pytest.mark.parametrize("name", CASES)
def test_counts_are_those_of_the_rows(made, name):
    """Counted again by hand, from the rows as they were written."""
    rows = CASES[name].get("testimonies", [])
    found = tm.named_by(made(name)).set_index("accused")
    for accused in {row["accused"] for row in rows}:
        own = [row for row in rows if row["accused"] == accused]
        assert found.loc[accused, ["testimonies", "deponents", "others"]].tolist() == [len(own), len({row["deponent"] for row in own}), len({row["deponent"] for row in own} - {accused})]


def test_the_undated_are_possible_always_and_certain_never(made):
    case = made("undated")
    curves = tm.cumulative(case).set_index("accused")
    assert curves.loc["bela", "possibly"].min() == 1 and curves.loc["clara", "certainly"].max() == 0
    graph = tm.testimony_graph(case, as_of="1651-06")
    assert set(graph.edges(keys=True)) == {("clara", "anna", "t3")} and set(graph.graph["cannot_tell"]) == {"t1", "t2"}


def test_years_before_the_first_keep_their_order(made):
    """-0043 is 44 BCE: a parser that drops the sign would put it after the year 1."""
    case = made("before the year 1")
    ides = case.testimonies.loc["t1", "earliest"]
    assert ides == np.datetime64("-0043-03-15") and case.testimonies["earliest"].is_monotonic_decreasing is False
    assert tm.order(case, ["t1"], ["e1"])["verdict"].tolist() == ["yes"] and tm.order(case, ["t3"], ["e1"])["verdict"].tolist() == ["no"]
    assert tm.lags(case, ["clara"])[["lag_min", "lag_max"]].values.tolist() == [[-11, 19]]


def test_a_julian_day_is_the_gregorian_one_ten_or_eleven_later(made):
    """29 February 1700 was a day in Moscow and none in Rome; reckoned by the astronomers' day number."""
    case = made("Julian")

    def day_number(year, month, day):  # Meeus, Astronomical Algorithms, 1998, ch. 7, without the Gregorian correction
        year, month = (year - 1, month + 12) if month < 3 else (year, month)
        return int(365.25 * (year + 4716)) + int(30.6001 * (month + 1)) + day - 1524

    for row, written in (("t1", (1582, 10, 7)), ("t2", (1700, 2, 29))):
        gregorian = dt.date(1970, 1, 1) + dt.timedelta(days=day_number(*written) - 2440588)
        assert case.testimonies.loc[row, "earliest"] == pd.Timestamp(gregorian)
    assert tm.order(case, ["t2"], ["e1"])["verdict"].tolist() == ["no"]  # the same day


def test_who_accuses_himself_is_no_other(made):
    case = made("self-accusation")
    row = tm.standing(case).iloc[0]
    assert (row["in_degree"], row["out_degree"], row["self_accused"]) == (1, 1, True)
    assert tm.figures.network(tm.testimony_graph(case)).testimonia_data["testimonies"].tolist() == [1]


def test_homonyms_stay_two(made):
    """Two women of one name would become one, with the testimony of both."""
    case = made("homonyms")
    graph = tm.testimony_graph(case)
    assert [graph.nodes[node]["name"] for node in ("kiss-1", "kiss-2")] == ["Anna Kiss"] * 2
    drawn = tm.figures.network(graph)
    assert len(drawn.testimonia_data) == 2 and words_of(drawn).count("Anna") == 2


SCRIPTS = {"cyrillic": "Анна Ковач", "arabic": "محمد بن علي", "chinese": "王小明", "combining": "e\u0301ve Z\u0323\u0304", "hebrew": "שרה כהן"}


@pytest.fixture
def many_scripts(tmp_path):
    ids = list(SCRIPTS)
    rows = [told(f"t{n}", a, b, f"1651-0{n}") for n, (a, b) in enumerate(zip(ids, ids[1:]), 1)]
    arrest = {"id": "e1", "date": "1651-06", "title": "逮捕", "kind": "arrest", "actors": "chinese", "summary": "Taken."}
    folder = write(tmp_path / "case", actors=[actor(row, name) for row, name in SCRIPTS.items()], testimonies=rows, events=[arrest])
    assert [problem for problem in check(folder).problems if problem.file != "references.bib"] == []
    return tm.load(folder)


@pytest.mark.filterwarnings("ignore:no font on this machine")
def test_names_in_any_script(many_scripts, tmp_path):
    """A name comes out as it went in, in every table, figure and export."""
    found = analyses(many_scripts)
    assert set(found["named_by"]["name"]) == {name for row, name in SCRIPTS.items() if row != "cyrillic"}
    drawn = figures(many_scripts, found)
    assert all(tm.figures.svg(one) for one in drawn.values() if hasattr(one, "testimonia_data"))
    assert set(drawn["network"].testimonia_data["accused_name"]) <= set(SCRIPTS.values())
    assert {place["name"] for place in drawn["live network"].data["places"]} == set(SCRIPTS.values())
    from testimonia.exchange import export

    for form in ("graphml", "gexf"):
        text = export(many_scripts, form, tmp_path / f"x.{form}").read_text("utf8")
        assert all(name in text for name in SCRIPTS.values())
    back = nx.read_graphml(tmp_path / "x.graphml")
    assert {data["name"] for _, data in back.nodes(data=True)} == set(SCRIPTS.values())


def test_letters_that_no_font_has_are_told_once(many_scripts, monkeypatch):
    """Boxes instead of a name, and a hundred warnings about glyphs, would tell nobody what to do."""
    from testimonia.figures import lettering, scripts

    monkeypatch.setattr(scripts, "_told", set())
    lettering.width_of.cache_clear()
    case = many_scripts.with_tables({"actors": many_scripts.tables["actors"].assign(name="\U0001f9ff " + many_scripts.tables["actors"]["name"].str[:0] + "Anna \U00013000")})
    with pytest.warns(UserWarning, match="install a font that has them") as said:
        tm.figures.svg(tm.figures.network(tm.testimony_graph(case)))
    assert not [one for one in said if "Glyph" in str(one.message)]
    letters = [str(one.message).split(" letters ")[1].split(":")[0] for one in said]
    assert sorted("".join(letters)) == sorted(set("".join(letters)))


@pytest.fixture(scope="module")
def ten_thousand(tmp_path_factory):
    """A synthetic case of 200,000 testimonies by and about 10,000 persons and groups."""
    folder = tmp_path_factory.mktemp("many") / "case"
    script = Path(__file__).resolve().parents[1] / "benchmarks" / "synthetic.py"
    subprocess.run([sys.executable, script, "200000", folder], check=True, capture_output=True)
    return tm.load(folder)


def test_ten_thousand_persons(ten_thousand):
    """Counts that no graph object is needed for, checked against plain pandas."""
    case = ten_thousand
    rows = case.testimonies
    assert len(case.actors) == 10_000
    found = tm.standing(case).set_index("actor")
    counted = rows.groupby("accused")["deponent"].nunique()
    assert (found["in_degree"].reindex(counted.index) == counted).all() and found["pagerank"].sum() == pytest.approx(1)
    assert (tm.named_by(case).set_index("accused")["testimonies"].reindex(counted.index) == rows.groupby("accused").size()).all()
    last = tm.cumulative(case).groupby("accused")["possibly"].last()
    assert (last.reindex(counted.index) == rows.groupby("accused")["statement"].nunique()).all()


@pytest.mark.parametrize("layout", ["web", "columns"])
def test_a_figure_of_ten_thousand_can_be_read(ten_thousand, layout):
    """Ten thousand names on a page are a black square; what is left out must be said."""
    whole = ten_thousand
    case = whole.with_tables({"testimonies": whole.testimonies.drop_duplicates("accused")})
    begun = time.perf_counter()
    drawn = tm.figures.network(tm.testimony_graph(case), layout=layout)
    assert time.perf_counter() - begun < 60  # measured at three seconds
    names = set(drawn.testimonia_data["accused"]) | set(drawn.testimonia_data["deponent"])
    assert len(names) <= 80 and "others" in words_of(drawn)
    assert "too many to be drawn" in words_of(drawn).replace("\n", " ") and "left out" in drawn.testimonia_note
    assert drawn.get_figheight() * 72 < 3000 and len(tm.figures.svg(drawn)) < 2_000_000
