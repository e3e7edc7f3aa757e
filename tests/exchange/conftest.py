"""A case with what other tools stumble over: odd texts, no dates, days before our era."""

import csv
from pathlib import Path

import pytest

import testimonia


@pytest.fixture
def odd(village: Path):
    """The village, with an undated testimony, one before our era, a self-accusation, and texts that are markup."""
    path = village / "testimonies.csv"
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= {"date": "", "summary": '=1+1 <b>"x"</b> & ]]> ؜ عربي \u202e'}
    rows[1] |= {"date": "-0043-03-15"}
    rows[2] |= {"accused": rows[2]["deponent"]}
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return testimonia.load(village)
