"""Several machines: the same bits as one, through a real scheduler of dask.distributed."""

import os
import time

import joblib
import pandas as pd
import pytest

from testimonia import analysis
from testimonia.analysis.example import case_of, village
from testimonia.analysis.tasks import each

pytestmark = pytest.mark.slow


def process(pause: float) -> int:
    """The number of the process that this runs in."""
    time.sleep(pause)
    return os.getpid()


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two workers, each a process of its own, on the loopback of this machine."""
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None) as made, Client(made) as client:
        client.wait_for_workers(2, timeout=120)
        yield client


@pytest.fixture(scope="module")
def case():
    """The village, with a chance for every row to fall."""
    made = village()
    classes = [("stated", "high", 0.8, 1.0), ("inferred", "low", 0.3, 0.6)]
    ranges = case_of(retention=[{"basis": basis, "certainty": sure, "low": low, "high": high, "rationale": "an example"} for basis, sure, low, high in classes])
    basis = ["stated", "inferred", "stated", "stated", "inferred", "stated"]
    rows = made.testimonies.assign(basis=basis, certainty=["high" if one == "stated" else "low" for one in basis])
    return made.with_tables({"testimonies": rows, "retention": ranges.tables["retention"]})


def most_named(one) -> str:
    """Who is named by most, with how many."""
    found = analysis.named_by(one).iloc[0]
    return f"{found['accused']} {found['deponents']}"


RUNS = {
    "ranks": lambda case: analysis.rank_stability(case, draws=2_000, seed=7),
    "ranks by statement": lambda case: analysis.rank_stability(case, draws=2_000, seed=7, together=True),
    "lags": lambda case: analysis.lag_replicates(case, ["anna", "bela", "clara"], draws=2_000, seed=7),
    "leave one out": lambda case: analysis.leave_one_out(case, most_named),
}


def test_the_work_is_done_by_both_workers(cluster):
    """The other tests of this file would say nothing if this process did the work itself."""
    with joblib.parallel_config(backend="dask"):
        found = set(each(process, [(0.2,)] * 8))
    assert found == set(cluster.run(os.getpid).values()) and len(found) == 2 and os.getpid() not in found


@pytest.mark.parametrize("name", RUNS)
def test_a_cluster_gives_the_same_bits(cluster, case, name):
    """A result that depends on who computed it could not be published."""
    alone = RUNS[name](case)
    with joblib.parallel_config(backend="dask"):  # the one line
        together = RUNS[name](case)
    pd.testing.assert_frame_equal(together, alone, check_exact=True)
    floats = alone.select_dtypes("float64")
    assert floats.to_numpy().tobytes() == together[floats.columns].to_numpy().tobytes()
