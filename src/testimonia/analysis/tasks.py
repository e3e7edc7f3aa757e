"""Many small computations, in one process, in several, or on several machines.

Without a word the computations run one after another in this process, which at the
size of a book is fastest. With joblib (``pip install joblib``) one line before them
sends the same computations elsewhere, `joblib.parallel_config(backend="dask")` to a
cluster of machines on which a `dask.distributed.Client` was opened. Results come
back in the order of the tasks, whoever did them.
"""

import sys
from collections.abc import Callable, Sequence

import numpy as np

__all__ = ["each", "seeds", "sizes"]

#: How many parts a simulation is cut into, on however many workers: results depend on it.
CHUNKS = 16


def each(function: Callable, tasks: Sequence[tuple], n_jobs: int | None = None) -> list:
    """What `function` returns for each task (a tuple of arguments), in order.

    `n_jobs` is that of joblib: 1 for this process alone, 2 for two, −1 for as many as
    there are cores. With None, joblib's own configuration holds if joblib is in use
    (`joblib.parallel_config`), and otherwise this process does the work. Raises
    ModuleNotFoundError for more than one job where joblib is not installed.

    >>> each(pow, [(2, 3), (3, 2)])
    [8, 9]
    """
    if n_jobs == 1 or (n_jobs is None and "joblib" not in sys.modules):
        return [function(*task) for task in tasks]
    try:
        from joblib import Parallel, delayed
    except ModuleNotFoundError:
        raise ModuleNotFoundError("several jobs need joblib; install it, or leave n_jobs out") from None
    return list(Parallel(n_jobs=n_jobs)(delayed(function)(*task) for task in tasks))


def seeds(seed: int, chunks: int = CHUNKS) -> list[np.random.SeedSequence]:
    """One source of chance for each part of a simulation, the same however many workers share them.

    >>> len(seeds(1651)), seeds(1651)[0].generate_state(1)[0] == seeds(1651)[0].generate_state(1)[0]
    (16, np.True_)
    """
    return np.random.SeedSequence(seed).spawn(chunks)


def sizes(draws: int, chunks: int = CHUNKS) -> list[int]:
    """How many of the draws fall to each part.

    >>> sizes(10, 4)
    [3, 3, 2, 2]
    """
    return [draws // chunks + (part < draws % chunks) for part in range(chunks)]
