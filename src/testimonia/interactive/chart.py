"""An interactive figure: Altair specifications for two widths, their data, and the controls beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Sequence

import altair as alt

from .look import colour

#: What a datum must satisfy to be drawn under the chosen reading.
KEPT = "!datum.kept || datum.kept[reading]"

_CONFIG = {
    "background": "transparent",
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": colour("#5c5c5c"), "titleColor": colour("#1a1a1a"), "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal", "domainColor": colour("#858585"), "tickColor": colour("#858585"),
        "gridColor": colour("#dcdcd8"), "labelLimit": 0,
    },
    "header": {"labelColor": colour("#1a1a1a"), "labelFontSize": 13, "labelFontWeight": 600},
    "text": {"color": colour("#1a1a1a")},
}  # fmt: skip


class Interactive:
    """A figure to explore, for a page of the volume and for a notebook.

    `data` holds its data sets by name, each a list of records; a record with ``row`` (the id of a
    row, or a tuple of ids) is drawn only under the readings that keep the row. `spec` gives the
    Vega-Lite specification of either layout, `payload` everything a page needs, as plain JSON.
    A notebook shows it by itself, without any network.

    >>> Interactive.nothing("Nothing on record").payload()["empty"]
    'Nothing on record'
    """

    def __init__(
        self, label: str, data: dict[str, list[dict]], draw: Callable[[bool], alt.TopLevelMixin], *, controls: Sequence[dict] = (),
        key: Sequence[dict] = (), note: str = "", counted: dict | None = None, pick: dict | None = None,
        margins: tuple[int, int] = (16, 16), derive: Callable[[Container | None], dict[str, list[dict]]] | None = None,
    ):
        self.label, self.note, self.empty = label, note, ""
        self.data, self.controls, self.key = data, list(controls), list(key)
        self.counted, self.pick, self.margins = counted, pick, margins
        self._draw, self._derive = draw, derive
        self._cite: Callable[[str], str] | None = None

    @classmethod
    def nothing(cls, message: str) -> Interactive:
        """Return a figure without data, which says so in words."""
        made = cls(message, {}, lambda narrow: None)
        made.empty = message
        return made

    def under(self, readings: Iterable[Container[str]], cite: Callable[[str], str] | None = None) -> Interactive:
        """Return the figure with every record marked by the readings under which it is drawn.

        `readings` are the ids of the rows that each reading keeps, in the order of the switch;
        `cite` writes the source of a row, given its id.
        """
        readings = list(readings)
        for records in self.data.values():
            for record in records:
                rows = record.get("row")
                if rows is not None:
                    rows = (rows,) if isinstance(rows, str) else rows
                    record["kept"] = [all(row in kept for row in rows) for kept in readings]
        if self._derive is not None:  # what one reading draws otherwise than another, not merely leaves out
            for number, kept in enumerate(readings):
                for name, records in self._derive(kept).items():
                    marked = [record | {"kept": [n == number for n in range(len(readings))]} for record in records]
                    self.data[name] = marked if number == 0 else self.data[name] + marked
        self._cite = cite or self._cite
        return self

    def spec(self, narrow: bool = False, data: bool = True) -> dict:
        """Return the Vega-Lite specification (version 6) of one layout, with its data inline unless `data` is False.

        Raises altair's SchemaValidationError if it is not valid, ValueError if there is nothing to draw.
        """
        if self.empty:
            raise ValueError(f"there is nothing to draw: {self.empty}")
        chart = self._draw(narrow).properties(description=self.label).configure(**_CONFIG)
        made = _plainly_named(chart.to_dict())
        made.pop("$schema", None)  # names a host; the version travels with the bundle
        return made | {"datasets": self.records()} if data else made

    def records(self) -> dict[str, list[dict]]:
        """Return the data sets as they are drawn: tips end with the source."""
        return {name: [self._written(record) for record in records] for name, records in self.data.items()}

    def _written(self, record: dict) -> dict:
        kept = {key: value for key, value in record.items() if key != "source"}
        rows = record.get("row")
        source = self._cite(rows) if self._cite and isinstance(rows, str) else record.get("source")
        return kept | {"tip": f"{record['tip']}\n{source}"} if source and "tip" in record else kept

    def payload(self) -> dict:
        """Return what a page needs to show the figure: words, controls, key, data and both layouts."""
        words = {"label": self.label, "note": self.note, "empty": self.empty}
        if self.empty:
            return words
        return words | {
            "controls": self.controls, "key": self.key, "counted": self.counted, "pick": self.pick, "margins": list(self.margins),
            "data": self.records(), "wide": self.spec(False, data=False), "narrow": self.spec(True, data=False),
        }

    def script(self, name: str) -> str:
        """Return a classic script that hands the payload to the page under a name.

        >>> Interactive.nothing("None").script("fig-a").startswith('((window.testimonia||={}).charts||={})["fig-a"]=')
        True
        """
        return f"((window.testimonia||={{}}).charts||={{}})[{written(name)}]={written(self.payload())};\n"

    def _repr_html_(self) -> str:
        from .live import html

        return html(self)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<Interactive: {self.empty or self.label}>"


def _plainly_named(spec):
    """Return a specification in which views have the names they were given; altair numbers those within others."""
    if isinstance(spec, list):
        return [_plainly_named(one) for one in spec]
    if not isinstance(spec, dict):
        return spec
    name = {"name": re.sub(r"_\d+$", "", spec["name"])} if "mark" in spec and "name" in spec else {}
    return {key: _plainly_named(value) for key, value in spec.items()} | name


def written(value: object) -> str:
    """Return a value as JSON that is safe within a script, in a file or in a page.

    >>> written({"b": "</script>", "a": 1})
    '{"b":"\\\\u003c/script>","a":1}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def params(**values: object) -> list[alt.Parameter]:
    """Return the parameters of a chart: ``reading`` (0, 1, 2) and others with their first values.

    >>> [one.name for one in params(day=3)]
    ['reading', 'day']
    """
    return [alt.param(name=name, value=value) for name, value in {"reading": 0, **values}.items()]


def named(data: str, *filters: str) -> alt.Chart:
    """Return a chart of a named data set, under the chosen reading and the given filters.

    >>> len(named("marks", "datum.x > 1").transform)
    2
    """
    chart = alt.Chart(alt.NamedData(name=data))
    for one in (KEPT, *filters):
        chart = chart.transform_filter(one)
    return chart


def select(signal: str, label: str, options: Iterable[tuple[str, str]], everything: str = "all") -> dict:
    """Return a control: one of several values, '' for all of them.

    >>> select("plot", "Plot", [("a", "A")])["options"]
    [['', 'all'], ['a', 'A']]
    """
    return {"kind": "select", "signal": signal, "label": label, "options": [["", everything], *map(list, options)]}
