"""Progress: whoever waits is told why, and whoever does not wait is not disturbed."""

import io
import time

from testimonia import patience as room
from testimonia.patience import patience


def test_what_is_quick_says_nothing():
    """A line for every command would be noise in a script's log."""
    stream = io.StringIO()
    with patience("Checking", stream):
        pass
    assert stream.getvalue() == ""


def test_what_takes_long_is_named(monkeypatch):
    """A terminal that is silent for a minute looks broken."""
    monkeypatch.setattr(room, "FIRST", 0.05)
    monkeypatch.setattr(room, "LATER", 0.05)
    stream = io.StringIO()
    with patience("Checking", stream) as say:
        time.sleep(0.12)
        say("Packing")
        time.sleep(0.12)
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("Checking … ") and lines[-1].startswith("Packing … ")
    time.sleep(0.12)
    assert stream.getvalue().splitlines() == lines, "it stops when the work is done"
