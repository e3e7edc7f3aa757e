"""The benchmark: what a forker with a large case is promised."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "benchmarks" / "bench.py"


def run(*words) -> subprocess.CompletedProcess:
    """The benchmark as a forker runs it."""
    return subprocess.run([sys.executable, BENCH, *map(str, words)], capture_output=True, text=True, timeout=900)


@pytest.fixture(scope="module")
def bench():
    sys.path.insert(0, str(BENCH.parent))
    try:
        import bench

        yield bench
    finally:
        sys.path.remove(str(BENCH.parent))


@pytest.fixture(scope="module")
def finished(bench, tmp_path_factory) -> tuple[str, dict, Path]:
    """One small run through every step: its table, its measurements, its folder."""
    out = tmp_path_factory.mktemp("bench")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert bench.main(["--sizes", "300", "1000", "3000", "--rows", "20000", "--out", str(out), "--together"]) == 0
    return said.getvalue(), json.loads((out / "finished.json").read_text("utf8")), out


def test_every_step_is_in_the_table(finished):
    table, measured, _ = finished
    for words in ("pandas.read_csv", "load", "check", "PageRank", "core numbers", "betweenness", "timeline", "cumulative curves", "replicates: ranks", "Beyond memory", "of 3 times", "n log n"):
        assert words in table, words
    assert all(one["seconds"] > 0 and one["megabytes"] > 10 for key, one in measured.items() if key != "sources")


def test_the_same_size_gives_the_same_case(finished, tmp_path):
    """Two measurements of the same size would not be of the same thing."""
    _, _, out = finished
    subprocess.run([sys.executable, ROOT / "benchmarks" / "synthetic.py", "300", tmp_path / "again"], check=True, capture_output=True)
    for path in (out / "case-300").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_no_step_is_quadratic(finished):
    """From 300 to 3,000 testimonies a quadratic step takes a hundred times longer, and a linear one ten."""
    _, measured, _ = finished
    for key, one in measured.items():
        if key.startswith("3000 "):
            less = measured[key.replace("3000", "300")]["seconds"]
            assert one["seconds"] < 30 * max(less, 0.01), key


def test_a_run_broken_off_goes_on(tmp_path):
    """Ctrl-C in the last minute of a long run would cost the whole run."""
    words = [sys.executable, str(BENCH), "--sizes", "300", "3000", "--rows", "0", "--together", "--out", str(tmp_path)]
    first = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))    # in the background of a shell it is ignored
    kept, limit = tmp_path / "measured.json", time.monotonic() + 120
    while not kept.is_file() and time.monotonic() < limit:
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGINT)
    _, said = first.communicate(timeout=60)
    assert first.returncode == 130 and "goes on from there" in said and "Traceback" not in said
    before = json.loads(kept.read_text("utf8"))
    assert len(before) > 1 and not list(tmp_path.glob("*.new"))
    kept.write_text(json.dumps(before | {"300 read_csv": {"seconds": 1234.5, "megabytes": 100.0, "outcome": 1}}), "utf8")
    again = run(*words[2:])
    assert again.returncode == 0 and "1234.5" in again.stdout and not kept.exists()


def test_the_power_of_a_step_is_found(bench):
    """A step that grows with the square must not be printed as one that does not."""
    sizes = [10**3, 10**4, 10**5, 10**6]
    assert abs(bench.exponent(sizes, [0.2 + 1e-9 * n**2 for n in sizes]) - 2) < 0.05
    assert abs(bench.exponent(sizes, [0.2 + 1e-6 * n for n in sizes]) - 1) < 0.05


@pytest.mark.slow
def test_a_million_testimonies_keep_to_their_limits(tmp_path):
    """What is promised for 10⁶ testimonies on two cores; the time may be five times that of a quiet machine, memory not."""
    done = run("--sizes", 100_000, 1_000_000, "--rows", 20_000_000, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    measured = json.loads((tmp_path / "finished.json").read_text("utf8"))
    (ROOT / "_build" / "reports").mkdir(parents=True, exist_ok=True)
    (ROOT / "_build" / "reports" / "bench.txt").write_text(done.stdout, "utf8")
    top = {key.split()[1]: one for key, one in measured.items() if key.startswith(("1000000 ", "20000000 "))}
    assert max(one["megabytes"] for one in top.values()) <= 1536 and top["beyond"]["megabytes"] <= 1024
    assert top["check"]["seconds"] <= 5 * 4 and top["network"]["seconds"] <= 5 * 3 and top["beyond"]["seconds"] <= 5 * 10
    assert top["load"]["processor"] <= 5 * top["read_csv"]["processor"], "measured quiet: 3 times by either clock; the processor's own time is less disturbed"
