"""Progress of what takes long: nothing for a second, then a line on stderr, and another as time goes on."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Seconds until the first line, and between the later ones.
FIRST, LATER = 1.5, 5.0


@contextmanager
def patience(what: str, stream=None) -> Iterator[Callable[[str], None]]:
    """Tell a person who waits what is being done, on stderr; yields a function by which a step names itself.

    Whatever is over within `FIRST` seconds says nothing.

    >>> with patience("Counting") as say:
    ...     say("Counting again")
    """
    stream = stream or sys.stderr
    began, done, saying = time.monotonic(), threading.Event(), [what]

    def tell() -> None:
        wait = FIRST
        while not done.wait(wait):
            wait = LATER
            print(f"{saying[-1]} … {time.monotonic() - began:.0f} s", file=stream, flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield saying.append
    finally:
        done.set()
        teller.join(1)
