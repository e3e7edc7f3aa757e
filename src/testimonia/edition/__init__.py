"""How a case is published: findings recorded in essays, and the Sphinx extension that binds them to the prose.

``testimonia.edition`` is itself the name of the Sphinx extension; Sphinx is imported only when a
book is built, so that an essay run as a notebook needs none of it.
"""

import importlib
from typing import Any

#: Where what an essay asks for is defined. It is fetched when it is first used: the printed volume is
#: a room of this one, and has no use for the tables' machinery, which takes 120 MB.
_HOMES = {"Findings": "findings", "Table": "findings", "in_words": "findings", "ledger_of": "verdicts", "offer_balance": "weighed"}

__all__ = ["Findings", "Table", "in_words", "ledger_of", "offer_balance", "setup"]  # noqa: F822


def setup(app):
    """Register the extension with a Sphinx application (called by Sphinx)."""
    from .extension import register

    return register(app)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
