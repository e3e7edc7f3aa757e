"""How long an essay takes to run: what a reader waits who presses Run All."""

import os
import time

import jupytext
import pytest
from nbclient import NotebookClient

from testimonia.edition.live import BUILDING

from .conftest import ROOT

#: Seconds that an essay may take, from the first cell to the last, on a machine of two cores that does nothing else.
LIMIT = 10.0
#: Processor seconds that `_yardstick` takes on such a machine: on a slower one the limit is as much longer.
YARDSTICK = 0.3


def _yardstick() -> float:
    begun = time.process_time()
    total = 0
    for number in range(10_000_000):
        total += number & 7
    return time.process_time() - begun


def _seconds(stem: str) -> float:
    path = ROOT / "notebooks" / f"{stem}.md"
    notebook = jupytext.read(path, fmt="md:myst")
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    with client.setup_kernel():
        begun = time.perf_counter()
        for place, cell in enumerate(notebook.cells):
            client.execute_cell(cell, place)
        return time.perf_counter() - begun


@pytest.mark.slow
@pytest.mark.parametrize("stem", ["5-weighing-the-case", "6-how-sure-can-we-be"])
def test_the_essays_that_try_every_doubt_run_in_ten_seconds(stem, record_property, monkeypatch):
    """They compute each finding without every witness and every source; who changed a row would wait for them.

    The start of the kernel is not counted. Of three runs the quickest counts, since a machine may be busy.
    """
    monkeypatch.delenv(BUILDING, raising=False)  # a reader presses Run All; no volume is being built
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src") + os.pathsep + os.environ.get("PYTHONPATH", ""))
    slower = max(1.0, min(_yardstick() for _ in range(3)) / YARDSTICK)
    taken = min(_seconds(stem) for _ in range(3))
    record_property(f"seconds of {stem}", round(taken, 1))
    assert taken <= LIMIT * slower, f"{stem} took {taken:.1f} s on a machine {slower:.1f} times as slow as the one meant"
