"""What a page costs a reader: bytes and requests over the wire, from this machine and from no other."""

import gzip
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

#: One page of every kind.
KINDS = {
    "title": "book/title.html", "prose": "book/preface.html", "essay": "notebooks/4-the-spy-scare.html", "table": "book/tables/events.html",
    "register": "book/register.html", "dictionary": "book/dictionary.html", "concordance": "book/concordance.html", "bibliography": "book/bibliography.html",
    "colophon": "book/colophon.html", "status": "status.html", "index": "genindex.html", "search": "search.html", "not found": "404.html",
}  # fmt: skip
ESSAYS = [f"notebooks/{path.stem}.html" for path in sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]-*.md"))]
LIMIT, LIMIT_WITH_FIGURES = 150_000, 200_000
pytestmark = pytest.mark.browser


def sent(path: Path) -> int:
    """Bytes of a file as a host sends them: text compressed, fonts and pictures of dots as they are."""
    content = path.read_bytes()
    return len(gzip.compress(content, 9)) if path.suffix in {".html", ".css", ".js", ".svg", ".json"} else len(content)


def cost(seen, html: Path) -> tuple[int, int]:
    """Requests and bytes of a page as it stands before anybody scrolls or touches anything."""
    seen.page.wait_for_timeout(300)
    files = {unquote(urlsplit(address).path) for address in seen.asked if not address.startswith("data:")}
    found = [html / file.lstrip("/") for file in files]
    return len(files), sum(sent(path / "index.html" if path.is_dir() else path) for path in found)


def limit(html: Path, name: str) -> int:
    """Bytes a page may cost before anybody touches it."""
    return LIMIT_WITH_FIGURES if "vl-chart" in (html / name).read_text("utf8") or "data-interactive" in (html / name).read_text("utf8") else LIMIT


@pytest.mark.parametrize("name", [KINDS["title"], KINDS["essay"], KINDS["table"], KINDS["search"]])
def test_a_page_is_light(visit, server, html, name):
    """On a slow line a page must be there before a reader loses patience."""
    with visit(server + name) as seen:
        requests, weight = cost(seen, html)
        assert seen.abroad == [] and seen.errors == []
        assert weight <= limit(html, name), f"{name}: {weight} bytes in {requests} requests"
        assert requests <= 14


def test_a_search_costs_no_more_than_a_page_with_figures(visit, server, html):
    """The index of the whole volume comes with the first search; a phone must not wait for it long."""
    with visit(server + "search.html?q=corps") as seen:
        seen.page.wait_for_selector("#search-found a")
        assert LIMIT / 2 < cost(seen, html)[1] <= LIMIT_WITH_FIGURES


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", sorted({*KINDS.values(), *ESSAYS}))
def test_every_kind_of_page_is_light(visit, server, html, name, width):
    """No kind of page, on a desk or on a phone, may send more than the others are allowed."""
    with visit(server + name, width) as seen:
        requests, weight = cost(seen, html)
        assert seen.abroad == [] and seen.errors == []
        assert weight <= limit(html, name), f"{name}: {weight} bytes in {requests} requests"


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*KINDS.values(), *ESSAYS}))
def test_from_disk_a_page_asks_only_the_disk(visit, html, name):
    """Whoever carries the volume on a stick must see what others see on the web."""
    with visit(html / name) as seen:
        assert seen.abroad == [] and seen.errors == []
        assert all(address.startswith(("file:", "data:")) for address in seen.asked)


def test_nothing_is_kept_that_no_page_asks_for(html):
    """A folder of unused scripts and maps is sent to an archive with every copy of the volume."""
    static = html / "_static"
    left = [path.relative_to(static).as_posix() for path in static.rglob("*") if path.suffix in {".map", ".ttf", ".po", ".mo"} or path.name in {"searchtools.js", "bootstrap.js", "fontawesome.js", "pydata-sphinx-theme.css"}]
    assert left == []
    assert sum(path.stat().st_size for path in static.rglob("*.woff2")) < 12_000, "icon fonts hold the icons in use, no others"


def test_no_page_names_a_script_of_another_host(html):
    """A mention is enough for a later click to fetch it: Thebe, MathJax and require.js must not be named at all."""
    for path in html.rglob("*.html"):
        text = path.read_text("utf8")
        assert not re.search(r"unpkg\.com|jsdelivr|cdnjs|thebe|MathJax|require\.min\.js", text), path.name


SHIFTS = """new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) (window.shifts ||= []).push([entry.value, entry.sources.map(source => source.node?.outerHTML?.slice(0, 80))]) }).observe({type: "layout-shift", buffered: true})"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", [KINDS["title"], KINDS["essay"], KINDS["table"], KINDS["search"]])
def test_nothing_jumps_as_a_page_opens(visit, server, name, width):
    """Whoever has begun to read must not lose the line to a form that a script puts in above it."""
    with visit("about:blank", width) as seen:
        seen.page.add_init_script(SHIFTS)
        seen.page.goto(server + name)
        seen.page.wait_for_timeout(500)
        shifts = seen.page.evaluate("window.shifts || []")
        assert sum(value for value, _ in shifts) < 0.01, shifts


def test_without_scripts_nothing_is_offered_that_needs_one(visit, html):
    """A reader whose browser runs no scripts must not press buttons that do nothing."""
    for name, idle in {KINDS["essay"]: (".reading-switch", ".reading-banner"), KINDS["table"]: (".reading-switch", ".table-tools")}.items():
        with visit(html / name, java_script_enabled=False) as seen:
            assert [(seen.page.locator(one).count(), seen.page.locator(one).is_visible()) for one in idle] == [(1, False)] * len(idle)
