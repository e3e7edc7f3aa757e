"""The balance on the page: what the reader moves is what Python would have computed."""

import sys

import pytest

import testimonia as tm

from .conftest import ROOT, page as parsed
from .test_browser import CHROMIUM, FLAGS, visit

PAGE = "notebooks/5-weighing-the-case.html"
CONTESTS = {"motive": "vulnerability", "agency": "ezhov-leading"}
WAYS = {"independent": {}, "strongest": {"dependence": "grouped"}, "mean": {"dependence": "grouped", "counted": "mean"}}
browsing = [pytest.mark.slow, pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")]


@pytest.fixture(scope="module")
def absences():
    """The checks of the absences, as the essays use them."""
    sys.path.insert(0, str(ROOT / "notebooks"))
    try:
        from absences import ABSENCES
    finally:
        sys.path.remove(str(ROOT / "notebooks"))
    return ABSENCES


@pytest.fixture(scope="module")
def case():
    """The case of the volume."""
    return tm.load(ROOT / "data")


def test_every_absence_has_a_check_that_finds_it(case, absences):
    """A weight on a silence that nobody looked for would be an invention."""
    named = {member for row in case.weights["observation"] for member in row if "_" in member}
    assert named and named == set(absences)
    for name in named:
        found, rows = absences[name](case)
        assert found and rows, name


def test_an_absence_is_gone_when_the_thing_turns_up(case, absences):
    """Each check must be able to fail: a row that would break the silence is put into the tables."""
    letter = case.events.loc[["stalin-letter-molotov-1930"]].rename(index=lambda _: "found").assign(earliest="1937-05-01", latest="1937-05-01").astype(case.events.dtypes.to_dict())
    words = case.transmissions.loc[["pass-ezhov-stalin-1936"]].rename(index=lambda _: "found").assign(origin="stalin", recipient="ezhov")
    arrest = case.events.loc[["arrest-kork-1937"]].rename(index=lambda _: "found").assign(earliest="1935-05-01", latest="1935-05-01").astype(case.events.dtypes.to_dict())
    said = case.testimonies.loc[["gai-yakir-1937", "gai-uborevich-1937"]].rename(index=lambda row: f"found-{row}").assign(earliest="1936-01-01", latest="1936-01-02").astype(case.testimonies.dtypes.to_dict())
    changed = {"no_word_of_stalin": ("events", letter), "no_order_to_ezhov": ("transmissions", words), "no_step_against_command": ("events", arrest), "no_early_naming": ("testimonies", said)}
    assert set(changed) == set(absences)
    import pandas as pd

    for name, (table, rows) in changed.items():
        assert not absences[name](case.with_tables({table: pd.concat([case.tables[table], rows])}))[0], name


def test_the_weights_are_on_the_page_without_scripts(html, case):
    """In print and without scripts a reader still sees every weight with its range and side."""
    soup = parsed(html / PAGE)
    tables = {section["data-contest"]: " ".join(section.find("table").get_text(" ").split()) for section in soup.select(".balance")}
    assert set(tables) == set(CONTESTS)
    for row in case.weights.itertuples():
        contest = str(case.hypotheses.loc[row.hypothesis, "contest"])
        assert row.label in tables[contest] and f"{row.low:g} to {row.high:g}".replace("-", "−") in tables[contest]
    assert all(one.has_attr("hidden") and "screen-only" in one["class"] for one in soup.select(".balance-controls"))


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def opened(browser, html, contest, width=1280, scheme="light"):
    """The form of a contest, opened from disk."""
    page, asked, errors = visit(browser, html / PAGE, width, scheme)
    section = page.locator(f".balance[data-contest={contest}]")
    section.locator(".balance-open").click()
    section.locator("form").wait_for()
    return page, section, asked, errors


def shown(section):
    return {key: float(value) for key, value in section.locator(".balance-said").evaluate("node => ({...node.dataset})").items()}


def agrees(section, result):
    """Bounds and middle are exact; quantiles and share are held against Python's replicates."""
    told = shown(section)
    for key in ("least", "middle", "most"):
        assert told[key] == pytest.approx(getattr(result, key), abs=1e-3), key
    for key in ("low", "high"):
        assert told[key] == pytest.approx(getattr(result, key), abs=0.1), key
    assert told["share"] == pytest.approx(result.share, abs=0.005)


def slide(section, name, value):
    section.locator(f"input[name$={name}]").evaluate("(input, value) => { input.value = value; input.dispatchEvent(new Event('input', {bubbles: true})); }", str(value))


class TestInTheBrowser:
    pytestmark = browsing

    @pytest.mark.parametrize("contest", CONTESTS)
    def test_every_way_of_counting_agrees_with_python(self, browser, html, case, absences, contest):
        """A page that computes otherwise than the essay would contradict the sentence above it."""
        page, section, asked, errors = opened(browser, html, contest)
        for way, settings in WAYS.items():
            section.locator(f"input[value={way}]").check()
            for priors in ((-6, 6), (-20, -4), (7, 7), (-1, 11)):
                slide(section, "prior", (priors[0] + priors[1]) / 2)
                slide(section, "give", (priors[1] - priors[0]) / 2)
                agrees(section, tm.balance(case, contest, hypothesis=CONTESTS[contest], absences=absences, priors=priors, replicates=300_000, **settings))
        assert asked == [] and errors == []
        page.context.close()

    def test_observations_and_groups_are_switched(self, browser, html, case, absences):
        """What is struck out must be gone from the sum, and a group goes as one."""
        page, section, _, errors = opened(browser, html, "motive")
        group = section.locator("input[data-group=suddenness]")
        group.press("Space")
        section.locator("input[data-weight=weigh-war-near]").press("Space")
        gone = [*case.weights.index[case.weights["group"] == "suddenness"], "weigh-war-near"]
        less = case.with_tables({"weights": case.weights.drop(index=gone)})
        agrees(section, tm.balance(less, "motive", hypothesis="vulnerability", absences=absences))
        section.locator("input[data-weight=weigh-promotions]").press("Space")
        assert group.evaluate("box => box.indeterminate && box.checked")
        section.get_by_role("button", name="Put everything back").click()
        agrees(section, tm.balance(case, "motive", hypothesis="vulnerability", absences=absences))
        for box in section.locator("input[data-group]").all():
            box.uncheck()
        told = shown(section)
        assert (told["least"], told["most"]) == (-6, 6) and told["share"] == pytest.approx(0.5) and errors == []
        page.context.close()

    def test_a_reading_sets_observations_aside(self, browser, html, case, absences):
        """Under a doubter's reading the form must weigh what the essay weighs."""
        from testimonia.edition import Findings

        page, section, _, _ = opened(browser, html, "motive")
        for index, thinner in enumerate(Findings(case, "x").readings.values()):
            page.evaluate("index => { document.documentElement.dataset.reading = index; document.dispatchEvent(new CustomEvent('testimonia:reading', {detail: index})); }", index)
            result = tm.balance(thinner, "motive", hypothesis="vulnerability", absences=absences)
            agrees(section, result)
            assert section.locator("input[data-weight]:not(:disabled)").count() == len(result.terms)
        page.context.close()

    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
    def test_the_form_is_accessible_and_fits(self, browser, html, width, scheme):
        """A reader with a keyboard, a screen reader or a phone moves the balance too."""
        from axe_playwright_python.sync_playwright import Axe

        page, section, _, _ = opened(browser, html, "motive", width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.activeElement.matches('.balance-form input')")
        found = Axe().run(page, context=".balance-form", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.response["violations"] == [], [(one["id"], [node["html"] for node in one["nodes"]][:2]) for one in found.response["violations"]]
        said = section.locator(".balance-said").inner_text()
        section.locator("input[name$=prior]").press("ArrowRight")
        assert section.locator(".balance-said").inner_text() != said and "vulnerability" in section.locator("input[name$=prior]").get_attribute("aria-valuetext")
        page.context.close()
