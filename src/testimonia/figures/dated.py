"""Marks on a stretch of days, each drawn as certain as its date; captions of named days."""

from __future__ import annotations

from itertools import product

import numpy as np

from .calendar_axis import Days, day_number
from .lettering import Entry, block_width, height_of, mark_style, pack, plain, wrap, write
from .theme import GREY, INK, RULE, SMALL, Mark


class Dated:
    """Where dated marks fall on a stretch of days, each as certain as its date.

    `left`, `right` and `middle` are places in points; `form` is 'point' where the
    interval of possible days is no wider than the mark itself, so that a point
    says nothing false, 'interval' where it is wider and 'open' where an end is
    not known. `threshold` (days) overrides the width of the mark.
    """

    def __init__(self, days: Days, earliest, latest, size: float, threshold: float | None = None):
        first, last = np.asarray(earliest, float), np.asarray(latest, float)
        known_first, known_last = ~np.isnan(first), ~np.isnan(last)
        self.known_left, self.known_right = known_first, known_last
        left = days.at(np.where(known_first, first, days.low))
        right = days.at(np.where(known_last, last + 1, days.high))
        wide = (right - left) > size if threshold is None else (last - first + 1) > threshold
        closed = known_first & known_last
        self.form = np.where(~closed, "open", np.where(wide, "interval", "point"))
        self.left, self.right = np.clip(left, 0, days.width), np.clip(right, 0, days.width)
        self.middle = (self.left + self.right) / 2
        half = size / 2 + 0.5
        point = self.form == "point"
        self.start = np.where(point, self.middle - half, np.minimum(self.left, self.middle - half))
        self.end = np.where(point, self.middle + half, np.maximum(self.right, self.middle + half))
        self.size = size

    def rows(self, gap: float = 1.0) -> np.ndarray:
        """Return the row of each mark if no two may touch."""
        return pack(self.start, self.end, gap)

    def draw(self, ax, place: int, y: float, mark: Mark, zorder: float = 4, size: float | None = None,
             bare: bool = False) -> None:
        """Draw one mark at height `y`: solid where the day is known, hollow on a line where it is not.

        A `bare` one is the line alone, for crowded figures.
        """
        x, certain = self.middle[place], self.form[place] == "point"
        if not certain:
            left, right = self.left[place], self.right[place]
            cap = 1.1 if bare else 2.0
            ax.plot([left, right], [y, y], color=mark.colour, lw=0.9, zorder=zorder - 0.5, clip_on=False)
            for end, known in ((left, self.known_left[place]), (right, self.known_right[place])):
                if known:
                    ax.plot([end, end], [y - cap, y + cap], color=mark.colour, lw=0.9, zorder=zorder, clip_on=False)
                else:  # an end that nobody knows: an arrow head, never a cap
                    back = 3.2 if end == left else -3.2
                    ax.plot([end + back, end, end + back], [y - 2.2, y, y + 2.2], color=mark.colour, lw=0.9,
                            zorder=zorder, clip_on=False)
        if not bare:
            ax.plot([x], [y], zorder=zorder, **mark_style(mark, size or self.size, not certain))


def lay_moments(moments, days: Days):
    """Return (places, height) of the captions of named days above a figure.

    `moments` maps a date to a short text. Captions are stacked so that none
    touches another; each stands beside its own line.
    """
    if not moments:
        return [], 0.0
    stated = sorted((day_number(date), plain(text)) for date, text in dict(moments).items())
    stated = [(days.at(number + 0.5), wrap(text, min(130.0, days.width - 8), SMALL)) for number, text in stated
              if days.low <= number <= days.high]
    return stack_captions([(x, text, block_width(text, SMALL)) for x, text in stated], days.width)


def stack_captions(boxes, width: float):
    """Return (places, height): captions (x, text, width of text) stacked beside their lines.

    A caption stands right or left of its line, so that none touches another or
    the line of one. Up to eight captions are tried on either side in every way,
    laid from the right and from the left, and the lowest arrangement without a
    crossing is kept; more than eight go to the right where they can.
    """
    best = None
    for ordered in (sorted(boxes, key=lambda box: (-box[0], box[1])), sorted(boxes, key=lambda box: (box[0], box[1]))):
        free = []
        for x, _, wide in ordered:
            lefts = [left for left in (x + 3, x - 3 - wide) if left >= 0 and left + wide <= width]
            free.append(lefts or [min(max(x + 3, 0.0), max(width - wide, 0.0))])
        if len(ordered) > 8:
            free = [lefts[:1] for lefts in free]
        for lefts in product(*free):
            found = _stacked(ordered, lefts)
            best = found if best is None or found[:2] < best[:2] else best
    return best[2], best[1]


def _stacked(ordered, lefts):
    """Return (crossings, height, places) if captions, in this order, begin at `lefts`."""
    placed, crossings = [], 0
    for (x, text, wide), left in zip(ordered, lefts, strict=True):
        tall, level = height_of(text, SMALL) + 2, 0.0
        while clash := [
            up + high for line, begin, end, up, high, _ in placed
            if (begin - 4 < left + wide and left - 4 < end and up < level + tall and level < up + high)
            or (left - 2 < line < left + wide + 2 and level < up)
        ]:
            level = max(clash)
        # its own line must come down beside the captions below it, not through them
        crossings += sum(begin - 1 < x < end + 1 and up < level for _, begin, end, up, _, _ in placed)
        placed.append((x, left, left + wide, level, tall, text))
    height = max((up + high for *_, up, high, _ in placed), default=0.0)
    return crossings, height, [(x, left, up, high, text) for x, left, _, up, high, text in placed]


def draw_moments(ax, places, base: float, bottom: float) -> None:
    """Draw captions of named days above `base`, each with a line down to `bottom`."""
    for x, left, level, tall, text in places:
        ax.plot([x, x], [base - level - tall + 3, bottom], color=RULE, lw=0.8, ls=(0, (1, 1.6)), zorder=1,
                clip_on=False)
        write(ax, left, base - level - 2, text, size=SMALL, color=INK, va="bottom")


UNCERTAIN = Entry("day not known: line spans the possible days", Mark("o", GREY, ""), hollow=True,
                  line={"color": GREY, "lw": 0.9})
