"""Smaller drawings are the same drawings."""

import re

import numpy as np
from matplotlib.figure import Figure

from testimonia.figures.compact import compact


def points(path: str) -> list[tuple[float, float]]:
    """The points of path data, absolute or not, for the commands that matplotlib and `compact` write."""
    tokens = re.findall(r"[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)", path)
    found, here, begun, at, command = [], np.zeros(2), np.zeros(2), 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
            if command in "zZ":
                here = begun
            continue
        count = {"M": 1, "L": 1, "Q": 2, "C": 3}[command.upper()]
        pairs = np.array([float(token) for token in tokens[at : at + 2 * count]]).reshape(-1, 2) + (here if command.islower() else 0)
        at += 2 * count
        found += [tuple(pair) for pair in pairs]
        here = pairs[-1]
        begun = here if command == "M" else begun
    return found


def test_no_point_moves_by_more_than_a_hundredth(tmp_path):
    """Errors must not add up along a line, however many points it has."""
    figure = Figure()
    axes = figure.add_subplot()
    x = np.linspace(0, 20, 4000)
    axes.plot(x, np.sin(x) * np.exp(x / 9))
    axes.set_title("Anna and Bela, 1650", path_effects=[])
    figure.savefig(tmp_path / "a.svg")
    before = (tmp_path / "a.svg").read_text("utf8")
    after = compact(before)
    assert len(after) < 0.75 * len(before)
    paths = [re.findall(r'<path[^>]*?\bd="([^"]*)"', text) for text in (before, after)]
    assert len(paths[0]) == len(paths[1]) > 5
    for one, other in zip(*paths, strict=True):
        first, second = points(one), points(other)
        assert len(first) == len(second) and np.abs(np.array(first) - np.array(second)).max() <= 0.0051
    assert compact(after) == after
