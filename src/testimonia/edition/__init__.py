"""How a case is published: findings recorded in essays, and the Sphinx extension that binds them to the prose.

``testimonia.edition`` is itself the name of the Sphinx extension; Sphinx is imported only when a
book is built, so that an essay run as a notebook needs none of it.
"""

from .findings import Findings, Table, in_words
from .verdicts import ledger_of
from .weighed import offer_balance

__all__ = ["Findings", "Table", "in_words", "ledger_of", "offer_balance", "setup"]


def setup(app):
    """Register the extension with a Sphinx application (called by Sphinx)."""
    from .extension import register

    return register(app)
