"""A real JupyterLab, driven in a real browser: what somebody sees who re-runs an essay."""

import os
import re
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

# Of every cell: its kind, its number, and each output's kind, so that nothing depends on what is in view.
_CELLS = """() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells.map(cell => ({
    code: cell.cell_type === 'code', count: cell.execution_count ?? null, source: Array.isArray(cell.source) ? cell.source.join('') : cell.source,
    outputs: (cell.outputs ?? []).map(one => ({kind: one.output_type, stream: one.name ?? '', mimes: Object.keys(one.data ?? {}), error: one.ename ? one.ename + ': ' + one.evalue : '',
        live: String((one.data ?? {})['text/html'] ?? '').includes('testimonia-live-')}))
}))"""
_IDLE = "() => { const one = window.jupyterapp?.shell.currentWidget; return one?.context?.isReady && one.sessionContext.session?.kernel?.status === 'idle'; }"
_DONE = """() => { const one = window.jupyterapp.shell.currentWidget, cells = one.context.model.toJSON().cells.filter(cell => cell.cell_type === 'code');
    return one.sessionContext.session?.kernel?.status === 'idle' && (cells.every(cell => cell.execution_count) || cells.some(cell => cell.outputs.some(output => output.output_type === 'error'))); }"""
_SCROLL = "place => { const one = window.jupyterapp.shell.currentWidget; one.content.activeCellIndex = place; return one.content.scrollToItem(place, 'start'); }"


@contextmanager
def serving(programs: Path, folder: Path, home: Path):
    """Start JupyterLab from the programs of an environment, in a folder, without a token; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home.mkdir(parents=True, exist_ok=True)
    ours = {"PYTHONPATH", "VIRTUAL_ENV", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR"}
    environment = {name: value for name, value in os.environ.items() if name not in ours} | {"HOME": str(home), "PATH": f"{programs}:{os.environ['PATH']}"}
    words = ["lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"]
    with (home / "jupyterlab.log").open("w") as log:
        server = subprocess.Popen([programs / "jupyter", *words], env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            address, limit = f"http://127.0.0.1:{port}", time.monotonic() + 90
            while True:
                try:
                    urllib.request.urlopen(f"{address}/api", timeout=5).read()
                    break
                except OSError:
                    assert server.poll() is None and time.monotonic() < limit, (home / "jupyterlab.log").read_text()[-2000:]
                    time.sleep(0.2)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


class Lab:
    """A browser before a JupyterLab; whatever would leave this machine is refused, and noted in `abroad`."""

    def __init__(self, browser, address: str):
        self.address, self.abroad = address, []
        self.context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
        self.context.route("**/*", self._let_through)

    def _let_through(self, route):
        if route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.abroad.append(route.request.url)
            route.abort()

    def open(self, path: str):
        """Open what a launch button points to, such as ``lab/tree/notebooks/1.md``; returns the page once its kernel is idle."""
        page = self.context.new_page()
        page.goto(f"{self.address}/{path}?reset", timeout=120_000)
        page.wait_for_selector(".jp-NotebookPanel", timeout=60_000)
        page.wait_for_function(_IDLE, timeout=120_000)
        return page

    @staticmethod
    def run_all(page, seconds: int = 600) -> list[dict]:
        """Choose Run, Run All Cells, as a reader would; returns the cells when all have run, or one has failed."""
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Run All Cells$")).click()
        page.wait_for_function(_DONE, timeout=1000 * seconds, polling=300)
        return page.evaluate(_CELLS)

    @staticmethod
    def scroll(page, place: int):
        """Bring a cell into view; returns it as it stands on the page."""
        page.evaluate(_SCROLL, place)
        return page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{place}"]')

    @staticmethod
    def close(page) -> None:
        """Close an essay and end its kernel, so that the next has the machine to itself."""
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        page.close()


def urlpaths(page_text: str) -> list[str]:
    """The paths that the launch buttons of a page hand to Binder."""
    return sorted(set(re.findall(r"mybinder\.org/v2/[^\"?]+\?urlpath=([^\"&]+)", page_text)))
