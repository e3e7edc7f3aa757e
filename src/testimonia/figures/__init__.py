"""What it looks like: static figures of what the room `analysis` returns, in one look.

Every function returns a matplotlib Figure whose `testimonia_data` is the table
of what is drawn, takes `title=None` (captions belong to the book) and
`narrow=True` (a layout for 390 px), and never fails on an empty table: the
figure then says what is missing.
"""

from .argument import argument
from .balance import balance
from .calendar import calendar
from .cascade import cascade
from .cumulative import cumulative
from .dumbbell import dumbbell
from .intervals import intervals
from .magnitudes import magnitudes
from .network import network
from .page import svg
from .rates import rates
from .share_over_time import share_over_time
from .theme import mark, marks, theme
from .timeline import timeline
from .trajectories import trajectories
from .weights import weights

__all__ = [
    "argument", "balance", "calendar", "cascade", "cumulative", "dumbbell", "intervals", "magnitudes", "mark", "marks", "network", "rates", "share_over_time", "svg",
    "theme", "timeline", "trajectories", "weights",
]
