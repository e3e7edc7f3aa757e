"""Rules of lives: nobody acts after death, nobody is promoted on the way to the scaffold.

Dates are intervals of days. A rule is broken only where it is broken whichever day
of each interval is the true one (Allen 1983: the interval 'before' another); an open
or unknown end may be any day and breaks nothing.
"""

import re
import unicodedata
from collections.abc import Iterator

import pandas as pd

from .findings import Finding, has
from .model import Case

DEATHS = ("death", "execution")
ACTS = (
    ("testimonies", "deponent", "testifies"),
    ("assessments", "assessor", "judges"),
    ("transmissions", "origin", "speaks or writes"),
    ("decisions", "actor", "decides"),
    ("events", "by", "acts"),
)


def happened(case: Case, *kinds: str) -> pd.DataFrame:
    """What happened to whom: one row per actor and event of these kinds (actor, earliest, latest, row).

    >>> from .example import two_letters
    >>> happened(two_letters(), "arrest").empty
    True
    """
    if not has(case, "events", "kind", "actors", "earliest", "latest"):
        return pd.DataFrame({"actor": [], "earliest": pd.to_datetime([]), "latest": pd.to_datetime([]), "row": []})
    events = case.tables["events"]
    events = events[events["kind"].isin(kinds)]
    long = events[["actors", "earliest", "latest"]].assign(row=events.index).explode("actors")
    return long.dropna(subset="actors").rename(columns={"actors": "actor"}).reset_index(drop=True)


def persons(case: Case) -> set[str]:
    """Ids of the actors that are persons.

    >>> from .example import two_letters
    >>> sorted(persons(two_letters()))
    ['anna', 'bela']
    """
    if not has(case, "actors", "type"):
        return set()
    actors = case.tables["actors"]
    return set(actors.index[actors["type"] == "person"].dropna())


def died_by(case: Case) -> dict[str, pd.Timestamp]:
    """The last day on which each dead person may have been alive, from fates and events.

    >>> from .example import two_letters
    >>> died_by(two_letters())["anna"]
    Timestamp('1651-02-28 00:00:00')
    """
    found = [happened(case, *DEATHS)[["actor", "latest"]]]
    if has(case, "actors", "fate", "fate_date_latest"):
        actors = case.tables["actors"]
        dead = actors[actors["fate"].notna() & (actors["fate"] != "survived")]
        found.append(pd.DataFrame({"actor": dead.index, "latest": dead["fate_date_latest"].to_numpy()}))
    days = pd.concat([f for f in found if len(f)] or found[:1]).dropna()
    days = days[days["actor"].isin(persons(case))]
    return days.groupby("actor")["latest"].min().to_dict()


def after_death(case: Case) -> Iterator[Finding]:
    """Nobody testifies, writes, speaks, judges or decides after death, or takes a statement back.

    >>> from .example import two_letters
    >>> [f.position for f in after_death(two_letters())]
    [1]
    """
    deaths = died_by(case)
    acts = [(t, c, "earliest", verb) for t, c, verb in ACTS]
    acts.append(("testimonies", "deponent", "retracted_earliest", "retracts"))
    for table, column, day, verb in acts:
        if not deaths or not has(case, table, column, day):
            continue
        frame = case.tables[table]
        acting = pd.DataFrame({"actor": frame[column].to_numpy(object), "day": frame[day].to_numpy()})
        acting = acting.explode("actor") if case.schema.tables[table].field(column).separator else acting
        acting = acting[acting["actor"].isin(deaths)]
        late = acting[acting["day"] > acting["actor"].map(deaths).astype("datetime64[s]")]
        for position, actor in zip(late.index, late["actor"], strict=True):
            yield Finding("after-death", table, position, column, actor,
                          f"{verb} after death (dead by {deaths[actor].date()})", "correct one of the dates")


def promoted_in_arrest(case: Case) -> Iterator[Finding]:
    """Nobody is promoted between arrest and execution.

    >>> from .example import two_letters
    >>> list(promoted_in_arrest(two_letters()))
    []
    """
    arrests, promotions = happened(case, "arrest"), happened(case, "promotion")
    executions = happened(case, "execution")
    if has(case, "actors", "fate", "fate_date_earliest"):
        actors = case.tables["actors"]
        shot = actors[actors["fate"] == "executed"]
        fates = pd.DataFrame({"actor": shot.index, "earliest": shot["fate_date_earliest"].to_numpy()})
        executions = pd.concat([f for f in (executions, fates) if len(f)] or [executions])
    if promotions.empty:
        return
    held = arrests.groupby("actor")["latest"].min()
    ended = executions.groupby("actor")["earliest"].max()
    index = case.tables["events"].index if "events" in case.tables else []
    places = {row: place for place, row in enumerate(index)}
    for promotion in promotions.itertuples():
        start, end = held.get(promotion.actor, pd.NaT), ended.get(promotion.actor, pd.NaT)
        if promotion.earliest > start and promotion.latest < end:
            yield Finding("promoted-in-arrest", "events", places[promotion.row], "actors", promotion.actor,
                          f"promoted between arrest (by {start.date()}) and execution ({end.date()})",
                          "correct one of the dates")


def custody_before_arrest(case: Case) -> Iterator[Finding]:
    """A testimony in custody does not fall before the deponent's arrest, where that is dated.

    >>> from .example import two_letters
    >>> list(custody_before_arrest(two_letters()))
    []
    """
    if not has(case, "testimonies", "custody", "deponent", "latest"):
        return
    arrests = happened(case, "arrest")
    arrests = arrests[arrests["earliest"].notna() | arrests["latest"].notna()]
    # An arrest that may have begun at any time (NaT) keeps all its deponent's rows free of blame.
    dated = arrests[~arrests["actor"].isin(arrests.loc[arrests["earliest"].isna(), "actor"])]
    first = dated.groupby("actor")["earliest"].min()
    rows = case.tables["testimonies"]
    codes, deponents = pd.factorize(rows["deponent"])  # few, however many rows there are
    # A column in which nobody matches would be float, and not to be compared with days.
    days = pd.Series(deponents, dtype=object).map(first.to_dict()).astype("datetime64[s]")
    day = days.reindex(codes).set_axis(rows.index)  # there is none at -1, for an empty cell
    early = (rows["custody"] == "yes").to_numpy() & (rows["latest"] < day).to_numpy()
    for position in early.nonzero()[0]:
        yield Finding("custody-before-arrest", "testimonies", position, "custody", "yes",
                      f"before the deponent's arrest ({day.iloc[position].date()} at the earliest)",
                      "correct one of the dates, or write no or unknown")


def one_person(case: Case) -> Iterator[Finding]:
    """A person is one row: no name or variant belongs to two persons.

    >>> from .example import two_letters
    >>> list(one_person(two_letters()))
    []
    """
    if not has(case, "actors", "name", "type"):
        return
    actors = case.tables["actors"].reset_index()
    variants = actors["variants"] if "variants" in actors else [()] * len(actors)
    seen: dict[str, int] = {}
    for position, (kind, name, others) in enumerate(zip(actors["type"], actors["name"], variants, strict=True)):
        if kind != "person":
            continue
        for form in (name, *others):
            key = _folded(form)
            if not key:
                continue
            before = seen.setdefault(key, position)
            if before != position:
                column = "name" if form == name else "variants"
                yield Finding("one-person", "actors", position, column, form,
                              f"also the name of '{actors['id'].iloc[before]}'",
                              "make them one row, or tell their names apart")
                break


def _folded(name) -> str:
    """A name for comparing: letters only as far as case, width and blanks go."""
    if not isinstance(name, str):
        return ""
    return re.sub(r"[\s.]+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()
