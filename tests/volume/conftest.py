"""The built volume, read as a reader's browser would."""

import http.server
import json
import re
import shutil
import threading
from functools import lru_cache, partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"


@lru_cache(maxsize=None)
def page(path: Path) -> BeautifulSoup:
    """Return a built page, parsed once."""
    return BeautifulSoup(path.read_text("utf8"), "lxml")


@lru_cache(maxsize=None)
def anchors(path: Path) -> dict[str, Tag]:
    """Return the elements of a built page by their ids: where a link may lead."""
    return {element["id"]: element for element in reversed(page(path).find_all(id=True))}


@pytest.fixture(scope="session")
def html() -> Path:
    """The folder of built pages; `make test` builds it first."""
    if not (HTML / "manifest.json").is_file():
        pytest.fail("the volume is not built: run `make html` first")
    return HTML


@pytest.fixture(scope="session")
def pages(html) -> dict[Path, BeautifulSoup]:
    """Every page of the volume, parsed."""
    return {path: page(path) for path in sorted(html.rglob("*.html"))}


@pytest.fixture(scope="session")
def essays(pages) -> dict[Path, BeautifulSoup]:
    """The pages of the argument."""
    return {path: soup for path, soup in pages.items() if path.parent.name == "notebooks"}


@pytest.fixture(scope="session")
def manifest(html) -> dict:
    """What the build says of its own numbers, statements and figures."""
    return json.loads((html / "manifest.json").read_text("utf8"))


@pytest.fixture(scope="session")
def pdf(html, tmp_path_factory):
    """The PDF of the pages as they are built now."""
    from testimonia.edition.print import make_pdf

    return make_pdf(ROOT, say=lambda line: None, out=tmp_path_factory.mktemp("pdf") / "volume.pdf")


# --- a real browser -------------------------------------------------------------------------------

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="package")
def browser():
    """A headless Chromium, started once for the tests of the volume; without one they are skipped, with a word."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Visit:
    """A page opened in a window of its own, with what it asked for, what left the machine, and what went wrong.

    Use it as ``with visit(address) as page``; the window is closed at the end.
    """

    def __init__(self, browser, address: str, width: int = 1280, scheme: str = "light", height: int = 900, settle: bool = True, **context):
        self.context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **context)
        self.context.route("**/*", self._let_through)
        self.page = self.context.new_page()
        self.asked, self.abroad, self.errors = [], [], []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.goto(address)
        if settle:
            self.page.wait_for_load_state("load")

    def _let_through(self, route):
        """Let requests to this machine pass; note and refuse all others."""
        address = route.request.url
        if re.match(r"(file:|data:|blob:|https?://(127\.0\.0\.1|localhost)[:/])", address):
            self.asked.append(address)
            route.continue_()
        else:
            self.abroad.append(address)
            route.abort()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


@pytest.fixture
def visit(browser):
    """A function that opens an address, or a file of the volume from disk: ``visit(html / "search.html", 390, "dark")``."""

    def open_(where, width: int = 1280, scheme: str = "light", **more) -> Visit:
        return Visit(browser, where.as_uri() if isinstance(where, Path) else where, width, scheme, **more)

    return open_


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the volume as a plain host of static files does: pages it has not are answered with its 404 page."""

    def log_message(self, *_):
        pass

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="package")
def server(html):
    """The volume over http on this machine; the value is its address, with a slash at the end."""
    serving = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(html)))
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}/"
    serving.shutdown()
    serving.server_close()
