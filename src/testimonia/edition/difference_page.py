"""The difference between two versions as a page of its own: one file, no script, nothing fetched."""

from __future__ import annotations

from html import escape

from ..case.difference import Change
from .difference import Difference, Move
from .standalone import standalone

_STYLE = """body { max-width: 52rem; margin: 2rem auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; } caption { text-align: left; font-weight: bold; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #8888; padding: .25rem .5rem .25rem 0; }
del { text-decoration: line-through; } ins { text-decoration: none; font-weight: bold; } blockquote { margin: .25rem 0 .25rem 1rem; font-style: italic; }
@media (max-width: 30rem) { thead { position: absolute; clip-path: inset(50%); } tr, td { display: block; border: 0; padding: 0; } tr { border-bottom: 1px solid #8888; padding: .4rem 0; } }
"""


def page(found: Difference, old: str, new: str) -> str:
    """Return the page; every text of a table is text in it.

    >>> from ..case.difference import Change
    >>> "&lt;b&gt;" in page(Difference([Change("actors", "anna", "altered", "name", "Anna", "<b>")], []), "old", "new")
    True
    """
    body = [f"<h1>What changed, and what it did to the argument</h1><p>From <code>{escape(old)}</code> to <code>{escape(new)}</code>.</p>"]
    body += ["<h2>The tables</h2>", _tables(found.changes) or "<p>The tables are the same.</p>", "<h2>The volume</h2>"]
    if found.moves is None:
        body.append(f"<p>What this does to the volume cannot be said: not built: {escape(', '.join(found.unbuilt))}.</p>")
    else:
        body.append(_moves(found.moves) or "<p>Nothing in the volume moved.</p>")
    return standalone("What changed", "\n".join(body), style=_STYLE)


def _tables(changes: list[Change]) -> str:
    made = []
    for name in dict.fromkeys(change.table for change in changes):
        rows = [f"<tr><td><code>{escape(change.row)}</code></td><td>{escape(change.column or change.kind)}</td><td>{_change(change)}</td></tr>" for change in changes if change.table == name]
        made.append(f"<table><caption>{escape(name)}.csv</caption><thead><tr><th>Row</th><th>Column</th><th>Change</th></tr></thead><tbody>{''.join(rows)}</tbody></table>")
    return "\n".join(made)


def _change(change: Change) -> str:
    if change.kind != "altered":
        return f"row {change.kind}"
    return f"<del>{escape(change.old) or '(empty)'}</del> → <ins>{escape(change.new) or '(empty)'}</ins>"


def _moves(moves: list[Move]) -> str:
    made = []
    for name in dict.fromkeys(move.page for move in moves):
        made.append(f"<h3>{escape(name)}</h3><ul>")
        for move in (move for move in moves if move.page == name):
            first, *sentences = str(move).splitlines()
            made.append(f"<li>{escape(first)}{''.join(f'<blockquote>{escape(sentence.strip())}</blockquote>' for sentence in sentences)}</li>")
        made.append("</ul>")
    return "\n".join(made)
