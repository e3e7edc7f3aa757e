"""Small cases of every odd kind, as folders, and everything the library does, done to one of them."""

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd

import testimonia as tm

VILLAGE = Path(__file__).parent / "fixtures" / "village"
COMMON = {"section": "the-trial", "source": "kovacs1999[¶1]", "basis": "stated", "certainty": "high"}
SAID = {"charge": "pact", "medium": "letter", "custody": "unknown", "duress": "unknown", "joint": "no", "summary": "Said."}
WORKS = "@book{kovacs1999,\n  author = {Kovács, Péter},\n  year = {1999},\n  title = {A Village}\n}\n"


def actor(row: str, name: str | None = None, kind: str = "person") -> dict:
    return {"id": row, "name": name or row.title(), "type": kind}


def told(row: str, deponent: str, accused: str, date: str, **more) -> dict:
    return {"id": row, "date": date, "statement": f"s-{row}", "deponent": deponent, "accused": accused, **SAID, **more}


def write(folder: Path, calendar: str = "gregorian", without: tuple[str, ...] = (), **tables) -> Path:
    """Write a case with these rows in these tables, the others empty, and those of `without` not there at all."""
    folder.mkdir(parents=True)
    package = json.loads((VILLAGE / "datapackage.json").read_text("utf8"))
    package |= {"calendar": calendar, "resources": [one for one in package["resources"] if one["name"] not in without]}
    for resource in package["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            if field.get("references") in without:
                del field["references"]
        with (folder / resource["path"]).open("w", encoding="utf8", newline="") as file:
            writer = csv.DictWriter(file, fields, lineterminator="\n")
            writer.writeheader()
            for row in tables.get(resource["name"], []):
                writer.writerow({key: value for key, value in {**COMMON, **row}.items() if key in fields})
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), "utf8")
    (folder / "references.bib").write_text(WORKS, "utf8")
    return folder


def village(folder: Path) -> Path:
    return Path(shutil.copytree(VILLAGE, folder))


def analyses(case) -> dict:
    """What every public analysis of a case returns; one that cannot be made is the sentence that says why."""
    people = list(case.names.index[:8])
    first = people[0] if people else "nobody"
    said = list(case.tables.get("testimonies", pd.DataFrame()).index)
    happened = list(case.tables.get("events", pd.DataFrame()).index)
    asked = {
        "timeline": lambda: tm.timeline(case),
        "testimony_graph": lambda: tm.testimony_graph(case, include="all"),
        "collapse": lambda: tm.collapse(tm.testimony_graph(case)),
        "centrality": lambda: tm.centrality(tm.testimony_graph(case), sources=16),
        "pairs": lambda: tm.pairs(case),
        "standing": lambda: tm.standing(case, core=True, sources=16),
        "ego": lambda: tm.ego(tm.testimony_graph(case, include="all"), first),
        "named_by": lambda: tm.named_by(case),
        "cumulative": lambda: tm.cumulative(case),
        "perception": lambda: tm.perception(case),
        "gap": lambda: tm.gap(case, {"one": people[:1], "others": people[1:]}),
        "trajectory": lambda: tm.trajectory(case, first),
        "change_of_mind": lambda: tm.change_of_mind(case, first, -1, 1),
        "charges_over_time": lambda: tm.charges_over_time(case, by="year"),
        "order": lambda: tm.order(case, said[:3], happened[:3]),
        "first": lambda: tm.first(case, said[:5]),
        "all_before": lambda: tm.all_before(case, said[:3], happened[:3]),
        "transmission_graph": lambda: tm.transmission_graph(case),
        "cycles": lambda: tm.cycles(tm.transmission_graph(case)),
        "cascade": lambda: tm.cascade(case, first),
        "depths": lambda: tm.depths(tm.cascade(case, first)),
        "lags": lambda: tm.lags(case, people),
        "rank_stability": lambda: tm.rank_stability(case, draws=50),
        "lag_replicates": lambda: tm.lag_replicates(case, people, draws=50),
        "removals": lambda: tm.removals(case),
        "leave_one_out": lambda: tm.leave_one_out(case, lambda c: len(tm.pairs(c)), by={one: (one,) for one in said[:3]}),
        "conflicts": lambda: tm.conflicts(case),
        "weights": lambda: tm.weights(case),
        "retention": lambda: tm.retention(case),
    }  # fmt: skip
    found = {}
    for name, ask in asked.items():
        try:
            found[name] = ask()
        except (ValueError, KeyError) as error:
            found[name] = str(error)
    return found


def figures(case, found: dict) -> dict:
    """Every figure that can be drawn of what was found, on the page; what cannot be drawn says why."""
    people = list(case.names.index[:8])
    drawing = tm.figures
    asked = {
        "timeline": lambda: drawing.timeline(found["timeline"]),
        "network": lambda: drawing.network(found["testimony_graph"]),
        "network in columns": lambda: drawing.network(found["collapse"], layout="columns"),
        "calendar": lambda: drawing.calendar(case.tables.get("events", tm.analysis.records.records(case, "events")), case.testimonies, names=case.names),
        "cumulative": lambda: drawing.cumulative(tm.cumulative(case, people), names=case.names),
        "trajectories": lambda: drawing.trajectories(found["perception"], names=case.names),
        "dumbbell": lambda: drawing.dumbbell(found["gap"]),
        "share_over_time": lambda: drawing.share_over_time(found["charges_over_time"], category="charge"),
        "cascade": lambda: drawing.cascade(found["cascade"]) if not isinstance(found["cascade"], str) else None,
        "live network": lambda: tm.interactive.network(found["testimony_graph"], names=case.names),
        "live timeline": lambda: tm.interactive.timeline(found["timeline"], names=case.names),
        "live calendar": lambda: tm.interactive.calendar(case.tables.get("events", tm.analysis.records.records(case, "events")), case.testimonies, names=case.names),
        "live trajectories": lambda: tm.interactive.trajectories(found["perception"], names=case.names),
    }  # fmt: skip
    return {name: ask() for name, ask in asked.items()}


def is_a_reason(text: str) -> bool:
    """Whether a sentence tells a reader something: no bare name of a column, no trace of the machinery."""
    return len(text.split()) >= 4 and "Traceback" not in text and "numpy" not in text and "index" not in text


def words_of(figure) -> str:
    return " ".join(text.get_text() for text in [*figure.texts, *(one for ax in figure.axes for one in ax.texts)])


def isclose(a, b) -> bool:
    return bool(np.isclose(a, b))
