"""Small multiples: the same axes again and again, one for each person or charge."""

from __future__ import annotations

import math

from .lettering import height_of, wrap, write
from .theme import TEXT


class Panels:
    """A grid of equal panels with captions, `columns` wide, read row by row.

    `place(n)` gives (left, top, caption top) of the n-th panel in points.
    """

    def __init__(self, captions, page: float, plot: float, columns: int, left: float, right: float, foot: float):
        self.columns = min(columns, max(len(captions), 1))
        self.step = page / self.columns
        self.width = self.step - left - right
        self.captions = [wrap(caption, self.step - 8, TEXT, "semibold") for caption in captions]
        self.left, self.plot = left, plot
        self.tops, y = [], 3.0
        for row in range(math.ceil(len(captions) / self.columns)):
            words = max(height_of(text) for text in self.captions[row * self.columns:(row + 1) * self.columns])
            self.tops.append((y, words + 4))
            y += words + 4 + plot + foot
        self.height = y

    def place(self, number: int) -> tuple[float, float, float]:
        """Return left edge, top edge and caption top of a panel."""
        row, column = divmod(number, self.columns)
        top, words = self.tops[row]
        return column * self.step + self.left, top + words, top

    def caption(self, ax, number: int, words: float, weight: str = "semibold") -> None:
        """Write the caption of a panel, `words` points above the plot, into its axes."""
        write(ax, -self.left + 4, -words, self.captions[number], size=TEXT, weight=weight, va="top", ha="left")
