"""One step of the benchmark, in a process of its own: prints its seconds and the peak of its memory as JSON.

    python benchmarks/steps.py network /somewhere/case
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import pandas as pd

#: Draws of the replicates: enough for the shape; time and memory grow in step with them.
DRAWS = 200
#: Betweenness is exact up to so many actors, beyond which it is estimated from so many sources.
EXACT, SOURCES = 1_000, 64
#: A step is repeated until so many seconds have gone, if it takes less than half of them.
QUICK = 1.0
#: So often at least is read what is compared with the yardstick, and the yardstick.
TIMES = 3


def read_csv(folder):
    """The yardstick: the same files through pandas, without a check, a type or a date."""
    return sum(len(pd.read_csv(path)) for path in sorted(Path(folder).glob("*.csv")))


def load(folder):
    import testimonia

    return len(testimonia.load(folder).testimonies)


def check(folder):
    from testimonia.case.check import check

    report = check(folder)
    assert report.ok, str(report)[:500]
    return sum(report.counts.values())


def network(case):
    """Weighted pairs, degrees, strengths, PageRank, components."""
    return len(_standing(case))


def cores(case):
    return int(_standing(case, core=True)["core"].max())


def betweenness(case):
    from testimonia.analysis import pairs

    found = pairs(case)
    many = len(set(found["deponent"]) | set(found["accused"])) > EXACT
    _standing(case, found=found, sources=SOURCES if many else None)
    return f"{SOURCES} sources" if many else "exact"


def timeline(case):
    from testimonia.analysis import timeline

    return len(timeline(case))


def named(case):
    from testimonia.analysis import named_by

    return len(named_by(case))


def curves(case):
    """A cumulative curve for every accused."""
    from testimonia.analysis import cumulative

    return len(cumulative(case))


def ranks(case):
    from testimonia.analysis import rank_stability

    return len(rank_stability(case, draws=DRAWS))


def lags(case):
    """Days from naming to arrest of the ten first arrested on record, with their limits."""
    from testimonia.analysis import lag_replicates

    arrested = case.events[case.events["kind"] == "arrest"]["actors"].explode().drop_duplicates()[:10]
    return len(lag_replicates(case, list(arrested), draws=DRAWS))


def charges(case):
    from testimonia.analysis import charges_over_time

    return len(charges_over_time(case, by="year"))


def beyond(parquet):
    """Counts and curves of a table that is never in memory."""
    from testimonia.exchange import curves_of_parquet

    return len(curves_of_parquet(parquet, memory="700MB", threads=2))


def _standing(case, **more):
    from testimonia.analysis import standing

    return standing(case, **{"sources": 0, **more})


ON_FILES = {"read_csv": read_csv, "load": load, "check": check, "beyond": beyond}
ON_A_CASE = {"network": network, "cores": cores, "betweenness": betweenness, "timeline": timeline, "named": named, "curves": curves, "charges": charges, "ranks": ranks, "lags": lags}


def run(step: str, place: str, quick: float = QUICK) -> dict:
    """Seconds, megabytes and outcome of one step; a case is loaded before the clock starts, but counts in memory."""
    if step in ON_FILES:
        from testimonia.case import check  # noqa: F401  imports are not the step

        work, given = ON_FILES[step], place
        for path in sorted(Path(place).glob("*")) if Path(place).is_dir() else []:
            path.read_bytes()  # so that neither reader pays for the disk
    else:
        import testimonia

        work, given = ON_A_CASE[step], testimonia.load(place)
        import testimonia.analysis  # noqa: F401  nor here
    best, spent, least, done, peak = float("inf"), 0.0, float("inf"), 0, 0.0
    least_often = TIMES if step in ON_FILES and quick == QUICK else 1
    while done < least_often or (spent < quick and best < quick / 2):  # the best of several is the least disturbed
        begun, busy = time.perf_counter(), time.process_time()
        outcome = work(given)
        seconds, least = time.perf_counter() - begun, min(least, time.process_time() - busy)
        best, spent, done = min(best, seconds), spent + seconds, done + 1
        # The peak of the first time: nobody loads a case twice to use it.
        peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    # Beside the clock, the processor's own time, of all threads: on a busy machine it is the fairer of the two.
    return {"seconds": best, "processor": least, "megabytes": peak, "outcome": outcome}


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2])), flush=True)
    os._exit(0)  # a million rows need not be given back one by one
