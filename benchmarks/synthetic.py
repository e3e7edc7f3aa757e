"""Cases of any size, made up by a seeded generator: the same number of testimonies gives the same bytes.

    python benchmarks/synthetic.py 100000 /somewhere/case
    python benchmarks/synthetic.py 20000000 /somewhere/testimonies.parquet

The schema is that of the village in the tests. A few are named very often and most seldom, several
are named on one occasion, and dates are days, months, years, ranges and open ranges, as on record.
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

VILLAGE = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "village"
SEED = 1651
FIRST, DAYS = np.datetime64("1640-01-01"), 7305
THREATS = 20
CHARGES = ("milk_theft", "pact", "weather", "pact;gathering", "poisoning;other")
MEDIA = ("interrogation", "confession", "letter", "report", "rumour", "trial")
BASES = [("stated", "high"), ("stated", "medium"), ("inferred", "medium"), ("summary", "high"), ("inferred", "low")]
#: One person for so many testimonies.
EACH = 20


def write_case(n: int, folder: str | Path) -> Path:
    """Write a case of `n` testimonies (and n/10 events, n/50 assessments, n/100 decisions) and return its folder."""
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(VILLAGE, folder)
    _declare_retention(folder)
    rng = np.random.default_rng(SEED)
    people = people_of(n)
    ids = _numbered("p", people)
    common = {"section": "the-trial", "source": "kovacs1999[¶1]", "basis": "stated", "certainty": "high", "note": ""}
    kinds = np.where(np.arange(people) % 50 == 49, "group", "person")
    _write(folder, "actors", {"id": ids, "name": _numbered("Person ", people), "type": kinds, **common})
    threats = _numbered("threat-", THREATS)
    _write(folder, "threats", {"id": threats, "label": _numbered("Threat ", THREATS), "locus": "internal", "span": "1640/1660", "summary": "A fear.", **common})
    _write(folder, "testimonies", _testimonies(rng, n, ids, threats))
    count = max(3, n // 10)
    kind = np.where(np.arange(count) % 3 == 0, "arrest", "other")
    _write(folder, "events", {
        "id": _numbered("event-", count), "date": _dates(rng, count), "title": "An event", "kind": kind,
        # only those of an even number are arrested: custody is coded for the others
        "actors": ids[2 * rng.integers(0, people // 2, count)], "threat": threats[rng.integers(0, THREATS, count)], "summary": "It befell.", **common,
    })  # fmt: skip
    count = max(3, n // 50)
    _write(folder, "assessments", {
        "id": _numbered("assessment-", count), "date": _dates(rng, count), "assessor": ids[rng.integers(0, people, count)],
        "threat": threats[rng.integers(0, THREATS, count)], "level": rng.integers(-2, 3, count).astype(str), "stance": "warns", "forum": "closed", "summary": "A judgement.", **common,
    })  # fmt: skip
    count = max(3, n // 100)
    _write(folder, "decisions", {
        "id": _numbered("decision-", count), "date": _dates(rng, count), "actor": ids[rng.integers(0, people, count)],
        "direction": np.where(rng.random(count) < 0.5, "restraint", "escalation"), "strength": "1", "threat": threats[rng.integers(0, THREATS, count)], "summary": "An act.", **common,
    })  # fmt: skip
    _write(folder, "archives", {})
    for name in ("transmissions", "measures", "claims", "hypotheses", "weights"):
        _write(folder, name, {})
    _write(folder, "retention", {
        "id": [f"retain-{basis}-{certainty}" for basis, certainty in BASES], "basis": [one for one, _ in BASES], "certainty": [one for _, one in BASES],
        "low": "0.5", "high": "0.9", "rationale": "An example.", "section": "the-trial", "source": "kovacs1999[¶1];molnar2005[1];tidings1652",
    })  # fmt: skip
    return folder


def people_of(n: int) -> int:
    """How many persons and groups there are among `n` testimonies."""
    return min(n, max(10, n // EACH))


def write_parquet(n: int, target: str | Path, batch: int = 1_000_000) -> Path:
    """Write `n` testimonies as Parquet, a batch at a time, with only what counts and curves are made of."""
    rng, target, people = np.random.default_rng(SEED), Path(target), 100_000
    ids, calendar = pa.array(_numbered("p", people)), pa.array(_written())
    schema = pa.schema([("deponent", pa.dictionary(pa.int32(), pa.string())), ("accused", pa.dictionary(pa.int32(), pa.string())), ("date", pa.dictionary(pa.int32(), pa.string()))])
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for start in range(0, n, batch):
            size = min(batch, n - start)
            who = [pa.DictionaryArray.from_arrays(pa.array(_named(rng, size, people), pa.int32()), ids) for _ in range(2)]
            when = pa.DictionaryArray.from_arrays(pa.array(rng.integers(0, len(calendar), size), pa.int32()), calendar)
            writer.write_table(pa.table([*who, when], schema=schema))
    return target


def _testimonies(rng, n: int, ids: np.ndarray, threats: np.ndarray) -> dict:
    statement = np.cumsum(rng.random(n) < 0.4)  # two or three on one occasion
    speakers = _named(rng, int(statement[-1]) + 1, len(ids), 0.6)
    accused = _named(rng, n, len(ids), 0.8)
    accused[: len(ids)] = rng.permutation(len(ids))  # nobody is in the table of actors for nothing
    deponent = speakers[statement]
    spoken = _dates(rng, int(statement[-1]) + 1)
    sure = rng.choice(len(BASES), n, p=(0.7, 0.1, 0.1, 0.05, 0.05))
    basis, certainty = (np.array([one[place] for one in BASES], object)[sure] for place in (0, 1))
    numbers = np.arange(n).astype(str).astype(object)
    return {
        "id": "t-" + numbers, "date": spoken[statement], "statement": ("s-" + np.arange(len(spoken)).astype(str).astype(object))[statement],
        "deponent": ids[deponent], "accused": ids[accused], "charge": np.array(CHARGES, object)[rng.integers(0, len(CHARGES), n)],
        "medium": np.array(MEDIA, object)[rng.integers(0, len(MEDIA), n)], "custody": np.where(deponent % 2 == 1, "yes", "no"), "duress": "none stated", "joint": "no",
        "plot": threats[rng.integers(0, len(threats), n)], "summary": 'Testimony "' + numbers + '", and so on.', "section": "the-trial",
        "source": ("kovacs1999[¶" + np.arange(1, 41).astype(str).astype(object) + "];molnar2005[12]")[np.arange(n) % 40],
        "basis": basis, "certainty": certainty, "note": np.where(sure == 0, "", "The reading is one of two."),
    }  # fmt: skip


def _named(rng, size: int, people: int, skew: float = 0.8) -> np.ndarray:
    """Who of so many, a few of them very often: the rank to the power −skew."""
    weight = np.arange(1, people + 1, dtype=float) ** -skew
    return np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random(size)).clip(0, people - 1)


def _written() -> np.ndarray:
    """Dates as EDTF: every day, range of nine days, month, year, and month with an open end."""
    days = FIRST + np.arange(DAYS)
    months = np.unique(days.astype("datetime64[M]")).astype(str).astype(object)
    plain = days.astype(str).astype(object)
    years = np.unique(days.astype("datetime64[Y]")).astype(str).astype(object)
    return np.concatenate([plain, plain + "/" + (days + 9).astype(str).astype(object), months, months + "~", months + "/..", years])


def _dates(rng, size: int) -> np.ndarray:
    return _written()[rng.integers(0, len(_written()), size)]


def _numbered(stem: str, count: int) -> np.ndarray:
    return stem + np.arange(count).astype(str).astype(object)


def _write(folder: Path, table: str, columns: dict) -> None:
    path = folder / f"{table}.csv"
    header = path.read_text("utf8").split("\n", 1)[0].split(",") if path.exists() else list(columns)
    size = max((len(cells) for cells in columns.values() if not isinstance(cells, str)), default=0)
    cells = {name: columns.get(name, "") for name in header}
    pd.DataFrame(cells, index=range(size)).to_csv(path, index=False, lineterminator="\n")


def _declare_retention(folder: Path) -> None:
    """The village declares no retention ranges; a large case is asked for replicates, and needs them."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text("utf8"))
    like = next(one for one in package["resources"] if one["name"] == "testimonies")
    fields = {field["name"]: field for field in like["schema"]["fields"]}
    number = {"type": "number", "constraints": {"required": True, "minimum": 0, "maximum": 1}}
    made = [fields["id"], fields["basis"], fields["certainty"], {"name": "low", **number}, {"name": "high", **number}, {"name": "rationale", "type": "string"}, fields["section"], fields["source"]]
    package["resources"].append({**like, "name": "retention", "path": "retention.csv", "title": "Retention", "schema": {"fields": made, "primaryKey": ["id"]}})
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    size, place = int(sys.argv[1]), Path(sys.argv[2])
    print(write_parquet(size, place) if place.suffix == ".parquet" else write_case(size, place))
