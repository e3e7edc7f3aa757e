"""The same data to explore on screen: charts with brush, slider and filters, from the arguments of the static figures.

Every function returns an `Interactive`: Altair specifications in a wide and a narrow layout, their
data, and the controls that stand beside them. A notebook shows it without any network; the edition
fetches it when a reader first asks for it, and the static figure stands there until then. A chart
without data says so. Colours and shapes are those of `testimonia.figures.theme`.
"""

from .calendar import calendar
from .chart import Interactive
from .network import network
from .timeline import timeline
from .trajectories import trajectories

__all__ = ["Interactive", "calendar", "network", "timeline", "trajectories"]
