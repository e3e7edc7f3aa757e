"""What a figure shows, in sentences made from the rows it draws.

Every figure carries its rows (`testimonia_data`) and its kind (`testimonia_kind`). There is a function
for each kind; a figure of another kind, or of matplotlib's own, is told by its rows alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from .calendar_axis import day_numbers, written_span

KINDS: dict[str, Callable[[pd.DataFrame], list[str]]] = {}
#: So many are listed; of the others it is said how many they are.
MOST = 12


def tell(figure) -> list[str]:
    """Return what a figure shows as a list of sentences; a figure without rows says that nothing is shown.

    >>> from .magnitudes import magnitudes
    >>> sizes = pd.DataFrame({"label": ["sheep"], "when": ["1611"], "value": [4], "low": [None], "high": [None]})
    >>> tell(magnitudes(sizes))
    ['One number is shown.', 'sheep, 1611: 4.']
    """
    data = getattr(figure, "testimonia_data", None)
    if data is None:
        return []
    if data.empty:
        return ["Nothing is shown: no row is left to draw."]
    told = KINDS.get(getattr(figure, "testimonia_kind", ""))
    return told(data) if told else [f"{_count(len(data), 'row').capitalize()} {_are(len(data))} shown."]


def tells(kind: str):
    """Make a function the one that tells figures of a kind."""

    def register(function):
        KINDS[kind] = function
        return function

    return register


@tells("timeline")
def timeline(data: pd.DataFrame) -> list[str]:
    """Return a sentence on the whole, one for each lane, and one on the decisions.

    >>> day = pd.to_datetime(["1611-03-01"])
    >>> timeline(pd.DataFrame({"lane": "spells", "label": "Spells", "layer": "event", "side": "event", "kind": "trial",
    ...                        "earliest": day, "latest": day}))
    ['The timeline has one lane and no lane of decisions; it shows one event.', 'Spells: one event (1 Mar 1611).']
    """
    decided = data["side"] == "decision"
    lanes = data[~decided].groupby("label", sort=False)
    dated = data[data["side"] != "bar"]
    said = [f"The timeline has {_count(len(lanes), 'lane')} and {'a' if decided.any() else 'no'} lane of decisions; it shows {_layers(dated)}."]
    for label, lane in lanes:
        bars, marks = lane[lane["side"] == "bar"], lane[lane["side"] != "bar"]
        spoken = f" spoken of {_when(bars)}" if len(bars) else ""
        said.append(f"{label}:{spoken}{';' if spoken and len(marks) else ''} {_layers(marks)}{_within(marks)}." if len(marks) else f"{label}:{spoken}.")
    if decided.any():
        said.append(f"Decisions: {_kinds(data[decided])}, {_when(data[decided])}.")
    return said


@tells("calendar")
def calendar(data: pd.DataFrame) -> list[str]:
    """Return a sentence for each person: the statements against them and what befell them.

    >>> day = pd.to_datetime(["1611-05-02"])
    >>> calendar(pd.DataFrame({"person": "bela", "name": "Bela", "what": "event", "kind": "arrest", "earliest": day, "latest": day,
    ...                        "deponent": ""}))
    ['The calendar has a row for one person or body.', 'Bela: arrest 2 May 1611.']
    """
    said = [f"The calendar has a row for {_count(data['person'].nunique(), 'person or body', 'persons or bodies')}."]
    for name, rows in data.groupby("name", sort=False):
        spoken, befell = rows[rows["what"] == "testimony"], rows[rows["what"] != "testimony"]
        parts = [f"{_count(len(spoken), 'statement')} against them{_within(spoken)}"] if len(spoken) else []
        parts += [f"{row.kind} {_span(row.earliest, row.latest)}" for row in befell.sort_values("earliest", kind="stable").itertuples()]
        said.append(f"{name}: {_some(parts, '; ')}.")
    return said


@tells("network")
def network(data: pd.DataFrame) -> list[str]:
    """Return how many arrows there are, who is reached by most, and for each who speaks whom the arrows reach.

    >>> network(pd.DataFrame({"deponent_name": ["Anna"], "accused_name": ["Bela"], "testimonies": [2]}))
    ['One arrow joins one at its beginning and one at its end.', 'From Anna to Bela (2 times).']
    """
    starts, ends = data["deponent_name"].nunique(), data["accused_name"].nunique()
    said = [f"{_count(len(data), 'arrow').capitalize()} {'joins' if len(data) == 1 else 'join'} {_number(starts)} at {'its' if len(data) == 1 else 'their'} beginning and {_number(ends)} at {'its' if len(data) == 1 else 'their'} end."]
    reached = data.groupby("accused_name")["deponent_name"].nunique().sort_values(ascending=False, kind="stable")
    if reached.iloc[0] > 1:
        most = reached[reached == reached.iloc[0]].index
        said.append(f"Reached from most sides: {_some(most)}, from {_number(int(reached.iloc[0]))}.")
    for name, rows in data.groupby("deponent_name", sort=False):
        said.append(f"From {name} to {_some(f'{row.accused_name}{_times(row.testimonies)}' for row in rows.itertuples())}.")
    return said


@tells("cascade")
def cascade(data: pd.DataFrame) -> list[str]:
    """Return who stands at the beginning and who is reached at each step, with the bounds of their days.

    >>> cascade(pd.DataFrame({"name": ["Anna", "Bela"], "depth": [0, 1], "earliest": pd.to_datetime([None, "1611-05-02"]),
    ...                       "latest": pd.to_datetime([None, "1611-05-02"])}))
    ['At the beginning: Anna.', 'Step 1: Bela (2 May 1611).']
    """
    said = []
    for depth, rows in data.groupby("depth"):
        who = [f"{row.name}{_in_brackets(row.earliest, row.latest)}" for row in rows.rename(columns={"name": "who"}).assign(name=rows["name"]).itertuples(index=False)]
        said.append(f"{'At the beginning' if depth == 0 else f'Step {depth}'}: {_some(who)}.")
    return said


@tells("cumulative")
def cumulative(data: pd.DataFrame) -> list[str]:
    """Return for each accused how many statements there certainly and possibly were by the last day drawn.

    >>> day = pd.to_datetime(["1611-05-02", "1611-06-01"])
    >>> cumulative(pd.DataFrame({"accused": "bela", "name": "Bela", "day": day, "certainly": [0, 1], "possibly": [1, 2]}))
    ['The curves are of one accused.', 'Bela: certainly one, possibly two by 1 Jun 1611.']
    """
    said = [f"The curves are of {_number(data['accused'].nunique())} accused."]
    for accused, rows in data.groupby("accused", sort=False):
        last = rows.sort_values("day", kind="stable").iloc[-1]
        name, least, most = last.get("name") or accused, int(last["certainly"]), int(last["possibly"])
        many = _number(least) if least == most else f"certainly {_number(least)}, possibly {_number(most)}"
        said.append(f"{name}: {many} by {_span(last['day'], last['day'])}.")
    return said


@tells("dumbbell")
def dumbbell(data: pd.DataFrame) -> list[str]:
    """Return for each threat and period the mean judgement of every side that spoke.

    >>> dumbbell(pd.DataFrame({"threat": ["spells"], "label": ["Spells"], "period": ["1611"], "priest_n": [1], "priest_mean": [2.0]}))
    ['One row compares priest.', 'Spells, 1611: priest 2 (of one judgement).']
    """
    sides = [name.removesuffix("_mean") for name in data.columns if str(name).endswith("_mean")]
    said = [f"{_count(len(data), 'row').capitalize()} {'compares' if len(data) == 1 else 'compare'} {_some(sides, last=' and ')}."]
    for row in data.to_dict("records"):
        name = ", ".join(str(row[key]) for key in ("label" if "label" in row else "threat", "period") if key in row)
        spoke = [f"{side} {_plain(row[f'{side}_mean'])} (of {_count(int(row[f'{side}_n']), 'judgement')})" for side in sides if pd.notna(row[f"{side}_mean"])]
        said.append(f"{name}: {', '.join(spoke)}.")
    return said


@tells("trajectories")
def trajectories(data: pd.DataFrame) -> list[str]:
    """Return for each actor how many marks there are, where they begin and end, and how far they reach.

    >>> day = pd.to_datetime(["1611-01-01", "1611-05-01"])
    >>> trajectories(pd.DataFrame({"actor": "anna", "earliest": day, "latest": day, "level": [-1, 2], "stance": ["downplays", "inflates"]}))
    ['One panel shows two marks.', 'anna: two marks (1 Jan–1 May 1611), from −1 to 2: downplays (one), inflates (one).']
    """
    panels = data.groupby("actor", sort=False)
    said = [f"{_count(len(panels), 'panel').capitalize()} {'shows' if len(panels) == 1 else 'show'} {_count(len(data), 'mark')}."]
    for actor, rows in panels:
        name = rows["assessor_name"].iloc[0] if "assessor_name" in rows else actor
        low, high = _plain(rows["level"].min()), _plain(rows["level"].max())
        reach = f"at {low}" if low == high else f"from {low} to {high}"
        said.append(f"{name}: {_count(len(rows), 'mark')}{_within(rows)}, {reach}: {_kinds(rows, 'stance')}.")
    return said


@tells("rates")
def rates(data: pd.DataFrame) -> list[str]:
    """Return each rate with its limits and, where known, the count it rests on.

    >>> rates(pd.DataFrame({"label": ["spring"], "count": [4], "rate": [1.3], "low": [0.4], "high": [3.4]}))
    ['One rate is shown.', 'spring: 1.3 (0.4 to 3.4), from a count of 4.']
    """
    said = [f"{_count(len(data), 'rate').capitalize()} {_are(len(data))} shown."]
    for row in data.to_dict("records"):
        name = ", ".join(str(row[key]) for key in ("group", "label") if row.get(key)) or _span(row.get("earliest"), row.get("latest"))
        counted = f", from a count of {_plain(row['count'])}" if "count" in row else ""
        said.append(f"{name}: {row['rate']:.1f} ({row['low']:.1f} to {row['high']:.1f}){counted}.")
    return said


@tells("intervals")
def intervals(data: pd.DataFrame) -> list[str]:
    """Return each estimate with its limits.

    >>> intervals(pd.DataFrame({"label": ["stance"], "value": [0.8], "low": [0.7], "high": [0.9]}))
    ['One estimate is shown.', 'stance: 0.8 (0.7 to 0.9).']
    """
    words = [column for column in data.columns if column in ("group", "counted", "label", "name", "code")]
    said = [f"{_count(len(data), 'estimate').capitalize()} {_are(len(data))} shown."]
    said += [f"{', '.join(str(row[word]) for word in words)}: {_plain(round(row['value'], 2))} ({_plain(round(row['low'], 2))} to {_plain(round(row['high'], 2))})." for row in data.to_dict("records")]
    return said


@tells("share_over_time")
def share_over_time(data: pd.DataFrame) -> list[str]:
    """Return for each category the count, total and share of every period.

    >>> share_over_time(pd.DataFrame({"category": ["spells"], "period": ["1611"], "count": [1], "total": [4], "share": [0.25]}))
    ['One strip of bars is shown.', 'spells: 1611 1 of 4 (25%).']
    """
    strips = data.groupby("category", sort=False)
    said = [f"{_count(len(strips), 'strip').capitalize()} of bars {_are(len(strips))} shown."]
    for category, rows in strips:
        said.append(f"{category}: {_some((f'{row.period} {_plain(row.count_)} of {_plain(row.total)} ({100 * row.share:.0f}%)' for row in rows.rename(columns={'count': 'count_'}).itertuples()), '; ')}.")
    return said


@tells("magnitudes")
def magnitudes(data: pd.DataFrame) -> list[str]:
    """Return every number as it is stated: a value, a range, or a bound.

    >>> magnitudes(pd.DataFrame({"label": ["sheep"], "when": [""], "value": [None], "low": [100.0], "high": [None], "drawn": ["at least"]}))
    ['One number is shown.', 'sheep: at least 100.']
    """
    said = [f"{_count(len(data), 'number').capitalize()} {_are(len(data))} shown."]
    for row in data.to_dict("records"):
        many = f"{row['low']:,.0f} to {row['high']:,.0f}" if row["drawn"] == "range" else f"{row['value']:,.0f}" if row["drawn"] == "point" else f"{row['drawn']} {row['low' if row['drawn'] == 'at least' else 'high']:,.0f}"
        said.append(f"{row['label']}{', ' + row['when'] if row['when'] else ''}: {many}.")
    return said


@tells("weights")
def weights(data: pd.DataFrame) -> list[str]:
    """Return for each observation which explanation it favours, by how many decibans, and what kind of test it is.

    >>> weights(pd.DataFrame({"contest": ["motive"], "label": ["Hail"], "favours": ["spite"], "test": ["hoop"], "low": [0.0], "high": [4.0]}))
    ['One weight is shown.', 'motive, Hail: 0 to 4 decibans for spite (hoop).']
    """
    said = [f"{_count(len(data), 'weight').capitalize()} {_are(len(data))} shown."]
    return said + [f"{row.contest}, {row.label}: {_plain(row.low)} to {_plain(row.high)} decibans for {row.favours} ({row.test})." for row in data.itertuples()]


@tells("balance")
def balance(data: pd.DataFrame) -> list[str]:
    """Return the middle and the ends of each balance, and how many in a hundred favour its explanation.

    >>> balance(pd.DataFrame({"label": ["Motive"], "hypothesis": ["spite"], "low": [-1.0], "middle": [5.0], "high": [9.0], "share": [0.9]}))
    ['One balance is shown.', 'Motive: 5 decibans for spite in the middle, −1 to 9 between the percentiles; 90 in 100 favour it.']
    """
    said = [f"{_count(len(data), 'balance').capitalize()} {_are(len(data))} shown."]
    return said + [f"{row.label}: {_plain(row.middle)} decibans for {row.hypothesis} in the middle, {_plain(row.low)} to {_plain(row.high)} between the percentiles; {100 * row.share:.0f} in 100 favour it." for row in data.itertuples()]


@tells("argument")
def argument(data: pd.DataFrame) -> list[str]:
    """Return for each branch of an argument its verdict and how many of the claims below it are tested.

    >>> argument(pd.DataFrame({"words": ["Hail fell."], "verdict": ["qualified"], "claims": [2], "tested": [1]}))
    ['The argument has one branch.', 'Hail fell: qualified; one of two claims tested.']
    """
    said = [f"The argument has {_count(len(data), 'branch', 'branches')}."]
    return said + [f"{row.words.rstrip('.')}: {row.verdict}; {_number(int(row.tested))} of {_count(int(row.claims), 'claim')} tested." for row in data.itertuples()]


_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()


def _number(number: int) -> str:
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{_number(number)} {one if number == 1 else many or one + 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _plain(value) -> str:
    return "unknown" if pd.isna(value) else f"{float(value):.3g}".replace("-", "−") if float(value) % 1 else f"{int(value):,}".replace("-", "−")


def _some(parts: Iterable[str], between: str = ", ", last: str = "") -> str:
    """Return parts in one phrase; of more than MOST the first, and how many others there are."""
    parts = [str(part) for part in parts]
    if len(parts) > MOST:
        return between.join(parts[:MOST]) + f"{between}and {len(parts) - MOST} more"
    return between.join(parts[:-1]) + last + parts[-1] if last and len(parts) > 1 else between.join(parts)


def _span(earliest, latest) -> str:
    first, second = day_numbers(pd.to_datetime(pd.Series([earliest, latest]), errors="coerce").astype("datetime64[s]"))
    return written_span(first, second)


def _within(rows: pd.DataFrame) -> str:
    """Return the bounds of all dates in brackets: the days before and after which nothing can have been."""
    return f" ({_when(rows)})" if len(rows) else ""


def _when(rows: pd.DataFrame) -> str:
    return _span(rows["earliest"].min() if rows["earliest"].notna().all() else None, rows["latest"].max() if rows["latest"].notna().all() else None)


def _in_brackets(earliest, latest) -> str:
    return "" if pd.isna(earliest) and pd.isna(latest) else f" ({_span(earliest, latest)})"


def _times(number) -> str:
    return f" ({int(number)} times)" if number > 1 else ""


def _kinds(rows: pd.DataFrame, column: str = "kind") -> str:
    """Return how many rows there are of each kind, in the order in which kinds first stand."""
    return _some(f"{str(kind).replace('_', ' ') or 'unmarked'} ({_number(int(number))})" for kind, number in rows.groupby(column, sort=False, observed=True).size().items())


def _layers(rows: pd.DataFrame) -> str:
    """Return judgements above and below, events and decisions, as many as there are of each."""
    names = {"event": ("event", "events"), "above": ("judgement above", "judgements above"), "below": ("judgement below", "judgements below"), "decision": ("decision", "decisions")}
    counts = rows["side"].value_counts()
    return _some((_count(int(counts[side]), *words) for side, words in names.items() if counts.get(side, 0)), last=" and ") or "nothing dated"
