"""Work on a second core: what it hands over, and that nothing is lost where there is none."""

import os

import pytest

from testimonia.edition import beside as module
from testimonia.edition.beside import beside

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no processes")


@pytest.fixture(params=[pytest.param(True, marks=FORKS), False], ids=["two cores", "one core"])
def cores(request, monkeypatch):
    monkeypatch.setattr(module, "_two_cores", lambda: request.param)
    return request.param


def test_the_result_is_that_of_this_process(cores):
    """A picture would differ by the number of cores of the machine that made it."""
    with beside(lambda: bytes(range(256)) * 1000) as result:  # more than a pipe holds
        assert result() == bytes(range(256)) * 1000 == result()


def test_an_error_is_raised_where_the_result_is_asked_for(cores):
    """A failed drawing would leave an empty picture."""
    with pytest.raises(ZeroDivisionError), beside(lambda: 1 / 0) as result:
        result()


def test_what_cannot_be_handed_over_is_made_here(cores):
    with beside(lambda: (lambda: 7)) as result:  # a function cannot be pickled
        assert result()() == 7


@FORKS
def test_the_copy_is_another_process_and_is_gone_afterwards(monkeypatch):
    """An essay that is run again and again would fill the machine with what is left of it."""
    monkeypatch.setattr(module, "_two_cores", lambda: True)
    with beside(os.getpid) as result:
        child = result()
    assert child != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@FORKS
def test_nobody_waits_for_a_result_that_is_not_asked_for(monkeypatch):
    """An error in the cell would hang the notebook while the copy writes to nobody."""
    monkeypatch.setattr(module, "_two_cores", lambda: True)
    with pytest.raises(KeyError), beside(bytes, 5_000_000):
        raise KeyError
