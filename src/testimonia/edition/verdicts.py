"""The checks of a book, loaded and run under every reading; nothing here needs Sphinx, so that an essay can ask too."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pandas as pd

from ..analysis.claims import VERDICTS, Checks, unmatched
from ..analysis.memory import remembering
from .beside import beside
from .readings import EVERYTHING, READINGS
from .wording import has_row

#: A sign for each verdict, so that none is told by colour alone.
SIGNS = dict(zip(VERDICTS, "✓±✗?=–", strict=True))
_MODULE = "testimonia_checks_of_the_book"


def load_checks(path: Path) -> Checks:
    """Return the ``checks`` of a module (a file) or package (a folder); raises ValueError, naming the path.

    The module is loaded anew, so that what is run is what is on disk.
    """
    file = path / "__init__.py" if path.is_dir() else path
    if not file.is_file():
        raise ValueError(f"{path}: there are no checks here; testimonia_claims names a Python file or a package")
    for name in [name for name in sys.modules if name == _MODULE or name.startswith(f"{_MODULE}.")]:
        del sys.modules[name]
    spec = importlib.util.spec_from_file_location(_MODULE, file, submodule_search_locations=[str(path)] if path.is_dir() else None)
    module = importlib.util.module_from_spec(spec)
    sys.modules[_MODULE] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise ValueError(f"{path}: the checks cannot be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(getattr(module, "checks", None), Checks):
        raise ValueError(f"{path}: no ‘checks’ in it; write checks = testimonia.Checks()")
    return module.checks


def ledger_of(case, checks: Checks) -> pd.DataFrame:
    """Return the ledger with a column ``readings``: for each claim its verdict under every reading.

    Evidence that is set aside does not speak against a claim: where a check fails under a
    doubter's reading, and not all of its rows are left, the verdict is 'cannot tell'. Raises
    ClaimError, as ``Checks.run`` does, for what fails under everything recorded, and ValueError
    where table and checks do not fit.
    """
    if wrong := unmatched(case, checks):
        raise ValueError("\n".join(wrong))
    doubters = {reading: keep(case) for reading, keep in READINGS.items() if reading != EVERYTHING}
    with beside(lambda: [_run(checks, kept, strict=False) for kept in doubters.values()]) as under:
        ledger = _run(checks, case, strict=True)
        found_under = dict(zip(doubters, under(), strict=True))
    readings = {claim: {EVERYTHING: verdict} for claim, verdict in zip(ledger["claim"], ledger["verdict"], strict=True)}
    for reading, kept in doubters.items():
        for line, full in zip(found_under[reading].itertuples(), ledger.itertuples(), strict=True):
            silenced = line.verdict == "not borne out" != full.verdict and not all(has_row(kept, row) for row in full.rows)
            readings[line.claim][reading] = "cannot tell" if silenced else line.verdict
    return ledger.assign(readings=list(readings.values()))


def _run(checks: Checks, case, strict: bool) -> pd.DataFrame:
    with remembering({}):
        return checks.run(case, strict=strict)


def told(verdict: str) -> str:
    """Return a verdict with its sign.

    >>> told("qualified")
    '± qualified'
    """
    return f"{SIGNS[verdict]} {verdict}"
