"""From nothing: a fresh clone sets itself up, builds, builds the same bytes again, and points to its own home."""

import filecmp
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from .jupyterlab import Lab, serving, urlpaths
from .volume.conftest import CHROMIUM, FLAGS

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow


def run(where: Path, *words: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a command in a folder as a stranger would: none of this test run's own settings."""
    ours = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "SOURCE_DATE_EPOCH", "PYTHONPATH", "VIRTUAL_ENV"}
    clean = {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("PYTEST_")}
    return subprocess.run(words, cwd=where, env=clean | environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=1200)


def build(where: Path, *words: str, **environment: str) -> str:
    done = run(where, "make", "html", *words, **environment)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def copy_of_the_project(where: Path) -> Path:
    """A clone of the last commit, with whatever the checkout has changed since."""
    where.mkdir(parents=True)
    listed = run(ROOT, "git", "ls-files", "-co", "--exclude-standard").stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, where / name)
    commit = ["git", "-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "as it stands", "--date=2026-11-23T00:00:00Z"]
    for words in (["git", "init", "-q"], ["git", "add", "-A"], commit):
        assert run(where, *words, GIT_COMMITTER_DATE="2026-11-23T00:00:00Z").returncode == 0
    return where


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    """A clone that has set up its own environment and built the volume once."""
    where = copy_of_the_project(tmp_path_factory.mktemp("fresh") / "clone")
    said = build(where)
    assert "Setting up .venv" in said and "The HTML volume: _build/html/index.html" in said
    return where


def same(one: Path, other: Path) -> list[str]:
    """Files that differ, or that only one of two folders has."""
    names = {path.relative_to(root) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    return sorted(str(name) for name in names if not ((one / name).is_file() and (other / name).is_file() and filecmp.cmp(one / name, other / name, shallow=False)))


def test_nothing_changed_is_at_once(fresh):
    start = time.perf_counter()
    said = build(fresh)
    assert "Nothing has changed" in said and time.perf_counter() - start < 5


def test_two_clean_builds_are_identical(fresh, tmp_path):
    """Built again in another folder, by the same environment: not a byte differs."""
    other = copy_of_the_project(tmp_path / "elsewhere")
    build(other, f"VENV={fresh / '.venv'}", PYTHONPATH=str(other / "src"))
    assert same(fresh / "_build" / "html", other / "_build" / "html") == []


def test_plain_jupyter_book_is_right_too(fresh, tmp_path):
    """`jupyter-book build .` without make gives the same pages."""
    other = copy_of_the_project(tmp_path / "plain")
    shutil.copytree(fresh / "_build" / ".jupyter_cache", other / "_build" / ".jupyter_cache")    # the essays have been run twice by now
    epoch = run(other, "git", "log", "-1", "--format=%ct").stdout.strip()
    done = run(other, str(fresh / ".venv/bin/jupyter-book"), "build", ".", PYTHONPATH=str(other / "src"), SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 0, done.stdout[-3000:]
    assert same(fresh / "_build" / "html", other / "_build" / "html") == []


@pytest.fixture(scope="module")
def fork(fresh, tmp_path_factory) -> Path:
    """A built clone whose remote is on a forge, with somebody's password in its address."""
    fork = tmp_path_factory.mktemp("forked") / "fork"
    shutil.copytree(fresh, fork, symlinks=True, ignore=shutil.ignore_patterns(".venv"))
    run(fork, "git", "remote", "add", "origin", "https://someone:secret@github.com/someone/another-army.git")
    build(fork, f"VENV={fresh / '.venv'}", PYTHONPATH=str(fork / "src"))
    return fork


def test_a_fork_points_to_the_fork(fresh, fork):
    """Launch and edit buttons follow the checkout's remote, without its credentials; without a remote there are none."""
    pages = "".join(path.read_text("utf8") for path in (fresh / "_build" / "html" / "notebooks").glob("*.html"))
    assert "mybinder.org/v2" not in pages
    pages = {path: path.read_text("utf8") for path in (fork / "_build" / "html" / "notebooks").glob("*.html")}
    for path, page in pages.items():
        assert "github.com/someone/another-army" in page and "mybinder.org/v2/gh/someone/another-army" in page, path.name
    assert not [path for path in (fork / "_build" / "html").rglob("*.*") if path.suffix in {".html", ".json", ".js", ".xml"} and "secret@" in path.read_text("utf8", errors="replace")]


def test_a_page_removed_leaves_no_trace(fresh, tmp_path):
    """A page taken out of the table of contents is gone from the next build."""
    where = tmp_path / "removed"
    shutil.copytree(fresh, where, symlinks=True, ignore=shutil.ignore_patterns(".venv"))
    contents = (where / "_toc.yml").read_text("utf8")
    (where / "book" / "passing-by.md").write_text("# Passing by\n\nHere today.\n", "utf8")
    first = re.search(r"^( *)- file: .*$", contents, re.M)
    (where / "_toc.yml").write_text(contents.replace(first[0], f"{first[0]}\n{first[1]}- file: book/passing-by", 1), "utf8")
    options = [f"VENV={fresh / '.venv'}"]
    build(where, *options, PYTHONPATH=str(where / "src"))
    assert (where / "_build/html/book/passing-by.html").is_file()
    (where / "book" / "passing-by.md").unlink()
    (where / "_toc.yml").write_text(contents, "utf8")
    build(where, *options, PYTHONPATH=str(where / "src"))
    assert not (where / "_build/html/book/passing-by.html").exists()


def test_a_failed_build_fails_again_until_mended(fresh, tmp_path):
    """A warning is not forgotten by the next build, and says where it stands."""
    where = tmp_path / "broken"
    shutil.copytree(fresh, where, symlinks=True, ignore=shutil.ignore_patterns(".venv"))
    page = next((where / "book").glob("*.md"))
    page.write_text(page.read_text("utf8") + "\n\n[a way to nowhere](no-such-page.md)\n", "utf8")
    for _ in range(2):
        done = run(where, "make", "html", f"VENV={fresh / '.venv'}", PYTHONPATH=str(where / "src"))
        assert done.returncode != 0
        assert "no-such-page" in done.stdout and "was not built" in done.stdout


def edit_cell(table: Path, row: str, old: str, new: str) -> None:
    """Change one cell of a CSV table, as a reader who disagrees would."""
    lines = table.read_text("utf8").splitlines(keepends=True)
    changed = [line.replace(old, new, 1) if line.startswith(f"{row},") else line for line in lines]
    assert changed != lines, f"{row} does not hold {old!r}"
    table.write_text("".join(changed), "utf8")


def words(page: str) -> str:
    """A page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_changed_cell_moves_a_number_and_a_figure(fresh, tmp_path):
    """Nothing stale: one cell of a table is changed, and a number and a drawing of the book change with it."""
    where = tmp_path / "moved"
    shutil.copytree(fresh, where, symlinks=True, ignore=shutil.ignore_patterns(".venv"))
    essay = "_build/html/notebooks/0-the-question.html"
    before = (where / essay).read_text("utf8")
    edit_cell(where / "data/measures.csv", "count-purge-arrests-discharges", ",30000,", ",31000,")
    build(where, f"VENV={fresh / '.venv'}", PYTHONPATH=str(where / "src"))
    after = (where / essay).read_text("utf8")
    assert "more than 30,000" in words(before) and "more than 31,000" in words(after)
    drawn = [re.search(r'<figure[^>]*id="fig-scale".*?<img[^>]*src="([^"]+)"', page, re.S)[1] for page in (before, after)]
    assert drawn[0] != drawn[1], "the figure kept its old drawing"


def test_a_sentence_that_became_false_fails_the_build_and_one_command_says_what_moved(fresh, tmp_path):
    """What is no longer true is not published: the build names check and sentence, `make diff` the cells and all they moved."""
    where = tmp_path / "edited"
    shutil.copytree(fresh, where, symlinks=True, ignore=shutil.ignore_patterns(".venv"))
    options = [f"VENV={fresh / '.venv'}"], {"PYTHONPATH": str(where / "src")}
    edit_cell(where / "data" / "events.csv", "arrest-feldman-1937", "1937-05-15", "1937-05-25")
    edit_cell(where / "data" / "testimonies.csv", "medvedev-tukhachevskii-1937", ";trotskyism", ";espionage")
    done = run(where, "make", "html", *options[0], **options[1])
    assert done.returncode != 0
    assert "kork-feldman-first" in done.stdout and "days before the rest" in done.stdout
    assert re.search(r"notebooks/4-the-spy-scare\.md:\d+: WARNING: the tables no longer bear out", done.stdout)
    done = run(where, "make", "diff", *options[0], **options[1])
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "medvedev-tukhachevskii-1937  charge: plot_membership;trotskyism → plot_membership;espionage" in done.stdout
    assert "statement may-no-espionage: holds → does not hold" in done.stdout and "statement kork-feldman-first: holds → does not hold" in done.stdout
    assert "may-no-espionage" in (where / "_build" / "diff.html").read_text("utf8")


@pytest.mark.browser
def test_every_launch_button_opens_an_essay_that_runs(fresh, fork, tmp_path):
    """Who presses the button of an essay must get a notebook, and Run All without an error, with no other host asked.

    The environment is that of environment.yml: its pip part is the lock that the fresh clone was set up from,
    and postBuild is run in it as Binder runs it. JupyterLab and the browser are real ones.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    assert yaml.safe_load((fork / "environment.yml").read_text("utf8"))["dependencies"][-1] == {"pip": ["-r requirements.txt"]}
    programs = fresh / ".venv" / "bin"
    done = run(fork, "./postBuild", PATH=f"{programs}:{os.environ['PATH']}")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = sorted((fork / "_build" / "html" / "notebooks").glob("*.html"))
    told = []
    with serving(programs, fork, tmp_path / "home") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        lab = Lab(browser, address)
        for page in pages:
            (path,) = urlpaths(page.read_text("utf8"))
            begun = time.perf_counter()
            shown = lab.open(path)
            cells = lab.run_all(shown)
            told.append(f"{path}: {_fault(cells) or 'no error'}, {sum(cell['code'] for cell in cells)} cells, {time.perf_counter() - begun:.0f} s")
            assert not _fault(cells), told[-1]
            explored = [place for place, cell in enumerate(cells) if any(one["live"] for one in cell["outputs"])]
            assert len(explored) == (fork / "notebooks" / f"{page.stem}.md").read_text("utf8").count("explore=lambda"), page.stem
            for place in explored:
                cell = lab.scroll(shown, place)
                cell.locator("summary").first.click()
                cell.locator("details .vega-embed svg.marks").wait_for(timeout=30_000)
                assert cell.locator("details svg.marks [class*=role-mark] > *").count() > 3, f"{page.stem}: the figure to explore is empty"
            lab.close(shown)
        browser.close()
    print("\n".join(told))
    assert lab.abroad == [] and len(told) == len(list((fork / "notebooks").glob("*.md")))


def _fault(cells: list[dict]) -> str:
    """What is wrong with the cells of an essay that was run; '' if nothing is."""
    code = [cell for cell in cells if cell["code"]]
    outputs = [one for cell in code for one in cell["outputs"]]
    if failed := [one["error"] for one in outputs if one["kind"] == "error"]:
        return failed[0]
    if [cell["count"] for cell in code] != list(range(1, len(code) + 1)):
        return "cells that have not run"
    if any(one["stream"] == "stderr" for one in outputs):
        return "a warning was printed"
    return "" if any("image/svg+xml" in one["mimes"] or one["live"] for one in outputs) else "no figure is shown"
