"""Nothing stale is published: the execution cache is keyed by everything an essay depends on.

myst-nb's own cache knows a notebook's code and nothing else, so a corrected table would leave the
old figure standing. Here each state of tables, library and lock file has a cache of its own.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from sphinx.util import logging

from ..aside import write_aside

LOG = logging.getLogger(__name__)
PACKAGE = Path(__file__).resolve().parents[1]


def inputs(book: Path, data: Path, checks: Path | None = None) -> list[Path]:
    """Return every file that the results of essays and checks can depend on, sorted by path."""
    files = [path for path in data.rglob("*") if path.suffix in {".csv", ".json", ".bib"}]
    files += [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".ttf", ".json"}]
    files += list((book / "notebooks").rglob("*.py"))
    files += [] if checks is None else checks.rglob("*.py") if checks.is_dir() else [checks]
    return sorted({path for path in [*files, book / "requirements.txt"] if path.is_file()})


def key(book: Path, data: Path, checks: Path | None = None) -> str:
    """Return a digest of those files and of the running Python, the same wherever the book lies."""
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    for path in inputs(book, data, checks):
        home = next((root for root in (data, PACKAGE, book) if path.is_relative_to(root)), path.parent)
        digest.update(f"\n{path.relative_to(home).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def set_cache(app, config) -> None:
    """Point myst-nb at the cache that belongs to the present tables, library and lock file.

    The path is a setting of Sphinx's environment, so a new key also makes Sphinx read every page
    anew. Caches of earlier states are removed once there are more than three.
    """
    book = Path(app.srcdir)
    caches = Path(app.outdir).parent / ".jupyter_cache"
    checks = book / config.testimonia_claims if config.testimonia_claims else None
    fresh = caches / key(book, book / config.testimonia_data, checks)
    config.nb_execution_cache_path = str(fresh)
    old = [path for path in caches.glob("*") if path.is_dir() and path != fresh]
    for path in sorted(old, key=lambda path: path.stat().st_mtime)[:-2]:
        shutil.rmtree(path, ignore_errors=True)


def kept(app, name: str, make: Callable) -> object:
    """Return what ``make`` returned for the present tables, library and checks, from the cache if it is there."""
    place = Path(app.config.nb_execution_cache_path) / f"{name}.pickle"
    try:
        return pickle.loads(place.read_bytes())
    except Exception:  # it is not there, or another pandas wrote it
        made = make()
    write_aside(place, pickle.dumps(made))
    return made


def execute_ahead(app, env, docnames) -> None:
    """Run the notebooks that are about to be read, two at a time, into the cache.

    Sphinx reads pages one after another; kernels are processes of their own, so this halves the
    time of a cold build on two cores. The longest begin first, so that none is left to run alone
    at the end. A notebook that fails here is left for myst-nb, which runs it again and reports it
    with its place in the source.
    """
    if app.config.nb_execution_mode != "cache":
        return
    from jupyter_cache import get_cache

    pages = [Path(env.doc2path(name)) for name in sorted(docnames)]
    cache = get_cache(env.mystnb_config.execution_cache_path)
    waiting = [(path, book) for path in pages if (book := notebook_of(env, path)) is not None and not _cached(cache, book)]
    if not waiting:
        return
    LOG.info("running %d essays: %s", len(waiting), ", ".join(path.stem for path, _ in waiting))
    waiting.sort(key=_length, reverse=True)
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = {pool.submit(_run, *one, app.config.nb_execution_timeout): one for one in waiting}
        try:
            for done in as_completed(running):  # kept at once, so that a build that is interrupted need not begin anew
                (path, notebook), result = running[done], done.result()
                if result.err is None:
                    _keep(cache, path, notebook, result.time)
                    LOG.info("ran %s in %.0f s", path.stem, result.time)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _length(one) -> int:
    """How much there is to run: a cell of code is short or long in time about as it is in print."""
    return sum(len(cell.source) for cell in one[1].cells if cell.cell_type == "code")


def report_run_times(app, exception) -> None:
    """Write how long each essay took to run, in seconds, to ``reports/run-times.json`` beside the volume.

    Beside it and not in it: a time is never the same twice, and two builds of one volume must be.
    """
    if exception:
        return
    known = getattr(app.env, "nb_metadata", {})
    times = {page: data["exec_data"]["runtime"] for page, data in sorted(known.items()) if data.get("exec_data")}
    reports = Path(app.outdir).parent / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    (reports / "run-times.json").write_text(json.dumps(times, indent=1) + "\n", "utf8")


def notebook_of(env, path: Path):
    """Return the notebook that a page is, as myst-nb reads it, or None where it is a page of prose."""
    from myst_nb.core.read import create_nb_reader

    text = path.read_text("utf8") if path.suffix == ".md" else ""
    reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text) if text else None
    return reader.read(text) if reader else None


def _cached(cache, notebook) -> bool:
    try:
        return cache.match_cache_notebook(notebook) is not None
    except KeyError:
        return False


def _run(path: Path, notebook, timeout: int):
    from jupyter_cache.executors.utils import single_nb_execution

    return single_nb_execution(notebook, cwd=str(path.parent), allow_errors=False, timeout=timeout, meta_override=True)


def _keep(cache, path: Path, notebook, seconds: float) -> None:
    from jupyter_cache.base import CacheBundleIn

    bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
