"""Figures to explore in the built volume, driven as a reader drives them: by keyboard, by pointer, by touch."""

import gzip
import json
import re

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe

import testimonia as tm

from .conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOMES = {"fig-overview": "0-the-question", "fig-vesna-network": "2-operation-vesna", "fig-final-weeks": "4-the-spy-scare", "fig-who-named-whom": "4-the-spy-scare", "fig-stances": "4-the-spy-scare"}
EIGHT = ["primakov", "putna", "feldman", "kork", "tukhachevskii", "yakir", "eideman", "uborevich"]
NETWORK = "fig-who-named-whom"


@pytest.fixture(scope="module")
def graph():
    """The testimonies that the network of the last essay draws."""
    case = tm.load(ROOT / "data")
    return lambda **chosen: tm.testimony_graph(case.where("testimonies", accused=EIGHT), **chosen)


@pytest.fixture
def explore(visit, html):
    """A function that opens the page of a figure from disk and starts its chart: (visit, chart, locator)."""

    def start(name: str, width: int = 1280, scheme: str = "light", **more):
        seen = visit(html / f"notebooks/{HOMES[name]}.html", width, scheme, **more)
        seen.page.locator(f"button[data-figure={name}]").click()
        chart = seen.page.locator(f"#{name} .tm-chart")
        chart.locator(".tm-plot svg").wait_for()
        seen.page.wait_for_function(f"document.querySelector('#{name} .tm-status').textContent")
        return seen, chart

    return start


def pairs(graph) -> set:
    """Deponent and accused of every testimony."""
    return {(a, b) for a, b, _ in graph.edges(keys=True)}


def said(chart, words: str) -> None:
    """Wait until the chart says something, in words that are part of it."""
    chart.page.wait_for_function("([id, words]) => document.querySelector(`#${id} .tm-status`).textContent.includes(words)", arg=[chart.evaluate("one => one.closest('figure').id"), words], timeout=5000)


def lines(chart) -> tuple[int, int]:
    """Return how many lines the network draws, and how many of them solid."""
    return tuple(chart.evaluate("one => [one.querySelectorAll('.lines_marks > path').length, [...one.querySelectorAll('.mark-rule line')].filter(line => !/3/.test(line.getAttribute('stroke-dasharray') || '')).length]"))


def test_a_page_asks_for_no_chart_until_it_is_wanted(visit, html):
    """A reader who never explores must not pay for it: the page stays light, and print has the figure."""
    for page in set(HOMES.values()):
        with visit(html / f"notebooks/{page}.html") as seen:
            assert not [address for address in seen.asked if "/lazy/" in address]
            assert seen.page.locator(".explore-start:visible").count() == sum(home == page for home in HOMES.values())
            seen.page.emulate_media(media="print")
            assert seen.page.locator(".explore-start:visible").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", HOMES)
def test_every_chart_starts_from_disk_and_gives_way_again(explore, name, width):
    """On a train, on a phone: no request leaves the machine, nothing is wider than the screen, and the figure comes back."""
    seen, chart = explore(name, width, "dark" if width == 390 else "light")
    with seen:
        assert seen.abroad == [] and seen.errors == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert chart.locator(".tm-plot svg").bounding_box()["width"] <= chart.bounding_box()["width"] + 1
        assert not seen.page.locator(f"#{name} img").first.is_visible()
        seen.page.emulate_media(media="print")
        assert seen.page.locator(f"#{name} img").first.is_visible() and not chart.is_visible()
        seen.page.emulate_media(media="screen")
        chart.get_by_role("button", name="Back to the figure").click()
        assert seen.page.locator(f"#{name} img").first.is_visible() and chart.count() == 0
        assert seen.page.evaluate("document.activeElement.className") == "explore-start"


def test_charts_work_over_http_too(visit, server):
    """A volume on a web host serves the same files."""
    with visit(f"{server}notebooks/4-the-spy-scare.html") as seen:
        seen.page.locator("button[data-figure=fig-stances]").click()
        seen.page.locator("#fig-stances .tm-plot svg").wait_for()
        assert seen.abroad == [] and seen.errors == []


def test_the_slider_shows_what_was_said_by_the_day(explore, graph):
    """The chart and the analysis must not tell two stories of one day."""
    seen, chart = explore(NETWORK)
    with seen:
        slider = chart.locator("input[type=range]")
        seen_counts = set()
        for day in ("1930-09-15", "1937-01-31", "1937-04-25", "1937-05-09", "1937-05-20", "1937-06-11"):
            certain, possible = (pairs(graph(as_of=day, mode=mode)) for mode in ("certainly", "possibly"))
            number = (pd.Timestamp(day) - pd.Timestamp("1970-01-01")).days
            slider.evaluate("(one, day) => { one.value = day; one.dispatchEvent(new Event('input')); }", number)
            said(chart, f": {len(possible)} {'line' if len(possible) == 1 else 'lines'} from accuser to accused, {len(certain)} certain, {len(possible) - len(certain)} only possible.")
            assert lines(chart) == (len(possible), len({pair for pair in certain if pair[0] != pair[1]}))
            seen_counts.add((len(certain), len(possible)))
        assert len(seen_counts) >= 5


def test_arrow_keys_go_from_change_to_change(explore):
    """Thousands of days lie between the first word and the last; a reader without a mouse must not count them."""
    seen, chart = explore(NETWORK)
    with seen:
        slider = chart.locator("input[type=range]")
        slider.focus()
        before = [slider.get_attribute("aria-valuetext")]
        for _ in range(4):
            seen.page.keyboard.press("ArrowLeft")
            before.append(slider.get_attribute("aria-valuetext"))
        assert len(set(before)) == 5 and all(re.fullmatch(r"\d+ \w+ \d{4}", one) for one in before)
        seen.page.keyboard.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext") == before[3]


def test_play_runs_and_stops_and_only_steps_where_motion_is_unwelcome(explore, graph):
    """What moves must be stoppable, and must not move at all for those whom it makes ill (WCAG 2.2, 2.2.2)."""
    seen, chart = explore(NETWORK)
    with seen:
        step = chart.get_by_role("button", name="Step")
        step.click()
        text = chart.locator("output").text_content()
        seen.page.wait_for_timeout(1500)
        assert chart.locator("output").text_content() == text, "nothing may run by itself"
        chart.get_by_role("button", name="Back to the figure").click()
        seen.page.emulate_media(reduced_motion="no-preference")
        seen.page.locator(f"button[data-figure={NETWORK}]").click()
        chart.get_by_role("button", name="Play").click()
        seen.page.wait_for_timeout(2500)
        running = chart.locator("output").text_content()
        assert running != text
        chart.get_by_role("button", name="Pause").focus()
        seen.page.keyboard.press("Escape")
        stopped = chart.locator("output").text_content()
        seen.page.wait_for_timeout(1500)
        assert chart.locator("output").text_content() == stopped
        assert chart.get_by_role("button", name="Play").is_visible()


@pytest.mark.parametrize(("signal", "label", "value", "column"), [("plot", "Plot", None, "plot"), ("charge", "Charge", "espionage", "charge"), ("custody", "Custody", "yes", "custody"), ("certainty", "Certainty of the coding", "high", "certainty")])
def test_a_filter_leaves_what_it_names(explore, graph, signal, label, value, column):
    """A reader who asks for words in custody must get these and no others."""
    seen, chart = explore(NETWORK)
    with seen:
        choice = chart.get_by_label(label, exact=True)
        value = value or choice.locator("option").nth(1).get_attribute("value")
        choice.select_option(value)
        expected = pairs(graph(**{column: value}))
        said(chart, f": {len(expected)} ")
        assert 0 < lines(chart)[0] == len(expected) < len(pairs(graph()))


def test_enter_isolates_and_escape_brings_all_back(explore, graph):
    """Without a mouse a reader must be able to ask who had named one man, and to leave again."""
    seen, chart = explore(NETWORK)
    with seen:
        whole = lines(chart)
        mark = chart.locator(".tm-plot svg [tabindex='0']")
        assert mark.count() == 1, "the chart is one stop of the Tab key"
        mark.focus()
        assert chart.locator(".tm-tip").is_visible()
        for _ in range(3):
            seen.page.keyboard.press("ArrowRight")
        who = seen.page.evaluate("document.activeElement.__data__.datum.id")
        seen.page.keyboard.press("Enter")
        near = tm.ego(graph(), who)
        said(chart, "Had named:")
        assert lines(chart)[0] == len(pairs(near)) < whole[0]
        assert chart.locator(".people_marks > path").count() == len(near)
        assert seen.page.evaluate("document.activeElement.__data__?.datum.id") == who, "the focus stays where it was"
        names = tm.load(ROOT / "data").names
        told = chart.locator(".tm-status").text_content().split(" had been named by ")[1].split(". Had named")[0]
        for accuser in {a for a, b in pairs(graph()) if b == who}:
            assert names[accuser] in told
        seen.page.keyboard.press("Escape")
        seen.page.wait_for_function("n => document.querySelectorAll('.lines_marks > path').length === n", arg=whole[0])
        assert not chart.locator(".tm-tip").is_visible()


@pytest.mark.parametrize("touch", [False, True])
def test_a_click_or_a_tap_isolates(explore, graph, touch):
    """As with Enter, for a pointer and for a finger."""
    seen, chart = explore(NETWORK, *((390, "light") if touch else (1280, "light")), **({"has_touch": True} if touch else {}))
    with seen:
        node = chart.locator(".people_marks > path[aria-label*='Mikhail Tukhachevskii']").first
        node.scroll_into_view_if_needed()
        node.tap() if touch else node.click()
        said(chart, "Mikhail Tukhachevskii had been named by")
        assert lines(chart)[0] == len(pairs(tm.ego(graph(), "tukhachevskii")))
        assert chart.get_by_label("Person or body").input_value() == "tukhachevskii"


@pytest.mark.parametrize("touch", [False, True])
def test_the_brush_chooses_a_stretch_of_time(explore, touch):
    """Drag over the strip, by pointer or finger: the lanes show the stretch, and the dates say which."""
    seen, chart = explore("fig-overview", *((390, "light") if touch else (1280, "light")), **({"has_touch": True} if touch else {}))
    with seen:
        inputs = chart.locator("input[type=date]")
        whole = [inputs.nth(n).input_value() for n in (0, 1)]
        clock = lambda: chart.evaluate("one => [...one.querySelectorAll('.tm-plot .role-axis-label text')].map(text => text.textContent).join(' ')")  # noqa: E731
        before = clock()
        chart.locator("[class*=brush_brush_bg]").first.scroll_into_view_if_needed()
        box = chart.locator("[class*=brush_brush_bg] > path, .brush_brush_bg path").first.bounding_box()
        y = box["y"] + box["height"] / 2
        drag(seen.page, (box["x"] + box["width"] * 0.5, y), (box["x"] + box["width"] * 0.9, y), touch)
        seen.page.wait_for_timeout(400)
        chosen = [inputs.nth(n).input_value() for n in (0, 1)]
        length = pd.Timestamp(whole[1]) - pd.Timestamp(whole[0])
        for day, part in zip(chosen, (0.5, 0.9), strict=True):
            assert abs(pd.Timestamp(day) - pd.Timestamp(whole[0]) - part * length).days < 200, chosen
        assert clock() != before
        assert seen.page.evaluate("scrollX") == 0
        chart.get_by_role("button", name="Whole period").click()
        seen.page.wait_for_timeout(600)
        assert [inputs.nth(n).input_value() for n in (0, 1)] == whole and clock() == before


def drag(page, start, end, touch: bool) -> None:
    """Drag with a pointer, or with a finger as the browser's own protocol has it."""
    points = [(start[0] + (end[0] - start[0]) * n / 8, start[1]) for n in range(9)]
    if not touch:
        page.mouse.move(*start)
        page.mouse.down()
        for x, y in points:
            page.mouse.move(x, y)
        page.mouse.up()
        return
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": start[0], "y": start[1]}]})
    for x, y in points[1:]:
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_dates_typed_choose_the_same_stretch(explore):
    """Nobody should have to drag (WCAG 2.2, 2.5.7)."""
    seen, chart = explore("fig-overview")
    with seen:
        chart.get_by_label("From", exact=True).fill("1936-01-01")
        chart.get_by_label("From", exact=True).press("Tab")
        seen.page.wait_for_timeout(800)
        years = set(re.findall(r"\b19\d\d\b", " ".join(chart.locator(".tm-plot .role-axis-label").first.locator("text").all_text_contents())))
        assert years and years <= {"1936", "1937", "1938", "1939"}
        assert "shown" in chart.locator(".tm-status").text_content() and seen.errors == []


def test_threat_and_voice_leave_what_they_name(explore):
    """The lanes of other threats go, and the words of other voices."""
    seen, chart = explore("fig-overview")
    with seen:
        count = lambda: chart.locator(".points_marks > path").count()  # noqa: E731
        whole, threat = count(), chart.get_by_label("Threat", exact=True)
        value = threat.locator("option").nth(1).get_attribute("value")
        threat.select_option(value)
        seen.page.wait_for_function("n => document.querySelectorAll('.points_marks > path').length < n", arg=whole)
        data = chart.evaluate("one => [...one.querySelectorAll('.points_marks > path')].map(path => path.__data__.datum.threat)")
        assert set(data) == {value}
        threat.select_option("")
        chart.get_by_label("Voice", exact=True).select_option("army")
        seen.page.wait_for_function("([a, b]) => { const n = document.querySelectorAll('.points_marks > path').length; return n > a && n < b; }", arg=[len(data), whole])
        sides = chart.evaluate("one => [...one.querySelectorAll('.points_marks > path')].map(path => path.__data__.datum).filter(datum => datum.layer === 'assessment').map(datum => datum.side)")
        assert set(sides) == {"army"}


def test_calendar_and_stances_follow_their_filters(explore):
    """The rows of one man, the words of one deponent, the judgements of one forum."""
    seen, chart = explore("fig-final-weeks")
    with seen:
        data = lambda: chart.evaluate("one => [...one.querySelectorAll('.points_marks > path')].map(path => path.__data__.datum)")  # noqa: E731
        chart.get_by_label("Person", exact=True).select_option("Avgust Kork")
        said(chart, " shown.")
        seen.page.wait_for_timeout(400)
        assert {mark["person"] for mark in data()} == {"Avgust Kork"}
        chart.get_by_label("Person", exact=True).select_option("")
        chart.locator(".tm-plot svg [tabindex='0']").focus()
        statement = seen.page.evaluate("document.activeElement.__data__.datum.statement")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_timeout(400)
        faded = chart.evaluate("(one, statement) => [...one.querySelectorAll('.points_marks > path')].every(path => (path.__data__.datum.statement === statement) === (path.getAttribute('opacity') !== '0.15'))", statement)
        assert statement and faded
    seen, chart = explore("fig-stances")
    with seen:
        chart.get_by_label("Person", exact=True).select_option("Yan Gamarnik")
        seen.page.wait_for_timeout(400)
        marks = chart.evaluate("one => [...one.querySelectorAll('.points_marks > path')].map(path => path.__data__.datum)")
        assert marks and {mark["person"] for mark in marks} == {"Yan Gamarnik"}
        assert {mark["row"] for mark in marks} == set(tm.trajectory(tm.load(ROOT / "data").with_basis(["stated", "inferred"]), "gamarnik").query("latest >= '1935'")["row"])


def test_charts_follow_the_reading_of_the_volume(explore, graph):
    """A reader who believes only what is stated must not be shown the rest by a chart."""
    seen, chart = explore(NETWORK)
    with seen:
        case = tm.load(ROOT / "data")
        for reading, kept in enumerate((case, case.with_basis("stated"), case.with_certainty("high"))):
            expected = pairs(tm.testimony_graph(kept.where("testimonies", accused=EIGHT)))
            seen.page.evaluate("reading => { document.documentElement.dataset.reading = reading; document.dispatchEvent(new CustomEvent('testimonia:reading', {detail: reading})); }", reading)
            said(chart, f": {len(expected)} ")
            assert lines(chart)[0] == len(expected)
        chart.get_by_role("button", name="Back to the figure").click()
        seen.page.locator(f"button[data-figure={NETWORK}]").click()
        said(chart, f": {len(expected)} ")


def test_the_dark_recolours_and_keeps_what_was_chosen(explore):
    """A reader who turns the page dark must not lose his place."""
    seen, chart = explore(NETWORK)
    with seen:
        chart.get_by_label("Custody", exact=True).select_option("yes")
        seen.page.wait_for_timeout(300)
        fill = "one => getComputedStyle(one.querySelector('.people_marks > path')).fill"
        light, count = chart.evaluate(fill), lines(chart)
        seen.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        assert chart.evaluate(fill) != light and lines(chart) == count
        assert chart.get_by_label("Custody", exact=True).input_value() == "yes"


def test_a_turned_phone_gets_the_other_layout_and_keeps_what_was_chosen(explore):
    """Turning a phone must neither cut the chart nor begin it anew."""
    seen, chart = explore(NETWORK, 390)
    with seen:
        chart.get_by_label("Custody", exact=True).select_option("yes")
        seen.page.wait_for_timeout(300)
        count = lines(chart)
        seen.page.set_viewport_size({"width": 900, "height": 420})
        seen.page.wait_for_timeout(1200)
        assert lines(chart) == count
        assert chart.locator(".tm-plot svg").bounding_box()["width"] > 500


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", sorted(set(HOMES.values())))
def test_charts_that_live_are_accessible(visit, html, page, width, scheme):
    """What a checker can see, a reader with a screen reader stumbles over."""
    with visit(html / f"notebooks/{page}.html", width, scheme) as seen:
        for name in (name for name, home in HOMES.items() if home == page):
            seen.page.locator(f"button[data-figure={name}]").click()
            seen.page.locator(f"#{name} .tm-plot svg").wait_for()
        seen.page.locator(".tm-plot svg [tabindex='0']").first.focus()
        seen.page.wait_for_timeout(300)
        found = Axe().run(seen.page, context={"include": [["article"]]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == []


def test_the_files_of_charts_are_what_they_should_be(html):
    """The script before the bundle is small, and every button names a file that is there."""
    lazy = html / "_static" / "lazy"
    assert len(gzip.compress((lazy / "vega.js").read_bytes(), 9)) < 320_000
    assert len(gzip.compress((lazy / "charts.js").read_bytes(), 9)) < 8_000
    asked = {file for page in set(HOMES.values()) for file in re.findall(r'data-chart="([^"]+)"', (html / f"notebooks/{page}.html").read_text("utf8"))}
    assert asked == {path.name for path in lazy.glob("chart-*.js")} and len(asked) == len(HOMES)
    for file in asked:
        payload = json.loads((lazy / file).read_text("utf8").split("]=", 1)[1].rstrip(";\n"))
        assert payload["label"] and payload["wide"] and payload["narrow"]
