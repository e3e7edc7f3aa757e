"""A hundred thousand testimonies."""

import csv
import random
import time

import pytest

from testimonia.case.check import check
from testimonia.case.load import load

ROWS = 100_000


@pytest.fixture
def crowded(village):
    """The village with a hundred thousand more testimonies, no two alike."""
    chance = random.Random(1651)
    with open(village / "testimonies.csv", encoding="utf-8", newline="") as handle:
        header = next(csv.reader(handle))
    with open(village / "testimonies.csv", "a", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        for number in range(ROWS):
            day = f"1651-{chance.choice(('01', '04', '05', '06'))}-{chance.randint(1, 28):02}"
            writer.writerow(dict(
                id=f"t-{number}", date=f"{day}/1651-06-28" if number % 3 else day, statement=f"s-{number // 3}",
                deponent=chance.choice(("neighbours", "dora", "clara")), accused=chance.choice(("anna", "bela", "dora")),
                charge=chance.choice(("pact", "pact;gathering")), medium="report", custody="no", duress="none stated", joint="no",
                summary=f'Testimony {number}, "and so on".', section="the-trial",
                source=f"kovacs1999[¶{number % 40 + 1}];molnar2005[{number % 300 + 1}]", basis="stated", certainty="high",
            ))  # fmt: skip
    return village


def test_a_large_case_is_checked_and_loaded_in_seconds(crowded):
    """A large case would be checked once, and then never again."""
    begun = time.perf_counter()
    report = check(crowded)
    checked = time.perf_counter()
    case = load(crowded)
    loaded = time.perf_counter()
    assert report.ok and len(case.testimonies) == ROWS + 10
    # Measured at about one second each; the margin is for busy machines.
    assert checked - begun < 6 and loaded - checked < 6


def test_a_large_case_full_of_faults_is_reported_too(crowded):
    """A column pasted one cell too low would hang the check in its suggestions."""
    path = crowded / "testimonies.csv"
    path.write_text(path.read_text("utf-8").replace(",dora,", ",dorra,"), "utf-8")
    begun = time.perf_counter()
    report = check(crowded)
    assert time.perf_counter() - begun < 20
    assert len(report.problems) > 10_000 and "did you mean 'dora'?" in report.problems[0].remedy
