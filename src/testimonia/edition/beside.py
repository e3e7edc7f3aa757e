"""One piece of work in a process of its own, while this one goes on with another.

Drawing is most of an essay's time, and a second core would look on. The piece is done in a copy of
this process (fork), so that nothing has to be handed to it, and what it returns is what it would
have returned here. Where a process cannot be copied, or there is no second core, or the copy fails,
the piece is done here when its result is asked for.
"""

from __future__ import annotations

import gc
import os
import pickle
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["beside"]


@contextmanager
def beside(function: Callable, *args) -> Iterator[Callable[[], object]]:
    """Begin ``function(*args)`` beside this process; what is yielded waits for it and returns its result.

    The function must change nothing that is looked at afterwards, since it may be another process
    that it changes; its result must be picklable. What it raises is raised where the result is asked for.

    >>> with beside(sorted, "clara") as letters:
    ...     others = sorted("anna")
    ...     letters()
    ['a', 'a', 'c', 'l', 'r']
    """
    if not _two_cores():
        yield lambda: function(*args)
        return
    child, pipe = _begun(function, args)
    told = None

    def result():
        nonlocal told
        if told is None:
            told = pipe.read()
        return pickle.loads(told) if told else function(*args)

    try:
        yield result
    finally:
        pipe.close()  # a copy that is still writing is told that nobody listens
        os.waitpid(child, 0)


def _two_cores() -> bool:
    """Whether this is a system on which a process may be copied while it has threads, and there is a core to spare."""
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _begun(function: Callable, args: tuple):
    """The number of the copy, and the pipe from which its result is read: nothing where it failed."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of threads: the copy asks nothing of them
        child = os.fork()
    if child:
        os.close(writing)
        return child, os.fdopen(reading, "rb")
    try:  # from here on this is the copy; it must never return
        os.close(reading)
        gc.disable()
        told = pickle.dumps(function(*args))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(told)
    finally:
        os._exit(0)
