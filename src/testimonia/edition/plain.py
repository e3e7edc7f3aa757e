"""An essay's prose without the marks of the press, for a notebook that is read where nothing knows them.

In the volume ``{glue:text}`arrests``` is a number and ``{holds}`first``` a sign that leads to a check. JupyterLab, an
editor, or whatever opens a notebook in twenty years would show the marks. Here they become what a reader of the
volume sees in their place, as text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from .brief import HEADS
from .numbering import numbered
from .readings import EVERYTHING
from .roles import EXPLICIT, paragraph_label

_ROLE = re.compile(r"\{([a-z:]+)\}`([^`]+)`")
_DIRECTIVE = re.compile(r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[a-z-]+)\}[ ]*(?P<argument>[^\n]*)\n(?P<content>.*?)^(?P=fence)[ ]*$\n?", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r"^:([a-z-]+):[ ]*(.*)\n?", re.MULTILINE)
_SIGNS = {"holds": "✓", "does not hold": "✗"}


def plain(text: str, words: Callable[[str, str], str | None]) -> str:
    """Return Markdown in which roles and directives are plain text.

    ``words(role, content)`` says what a role shows; None leaves it as it stands. Of a directive its text and its
    caption stay.

    >>> plain("Anna named {glue:text}`named` people.{holds}`first`", lambda role, content: {"named": "three", "first": " ✓"}[content])
    'Anna named three people. ✓'
    >>> plain(":::{in-brief}\\nthat Bela lied.\\n\\nthe dates.\\n\\nthat he did.\\n:::\\n", lambda role, content: None).splitlines()[0]
    '> **The article argues** that Bela lied.'
    """
    def shown(role: re.Match) -> str:
        said = words(role[1], role[2].strip())
        return role[0] if said is None else said

    return _ROLE.sub(shown, _DIRECTIVE.sub(lambda one: _directive(one, words), text))


def _directive(one: re.Match, words: Callable) -> str:
    options, content = dict(_OPTION.findall(one["content"])), _OPTION.sub("", one["content"]).strip()
    if one["name"] == "in-brief":
        paragraphs = [f"**{head}** {said}" for head, said in zip(HEADS, content.split("\n\n"), strict=False)]
        content = "\n>\n".join("> " + said.replace("\n", "\n> ") for said in paragraphs)
    elif caption := options.get("caption"):
        label = words("numref", one["argument"])
        content = f"*{label}. {caption}*" if label else f"*{caption}*"
    return f"{content}\n" if content else ""


class Words:
    """What the roles on one page of a book show: ``Words(app, page)(role, content)``."""

    def __init__(self, app, page: str):
        self.env, self.case, self.page = app.env, app.testimonia_case, page
        self.findings = {one["name"]: one for one in app.env.testimonia_findings[page]}

    def __call__(self, role: str, content: str) -> str | None:
        say = getattr(self, "_" + role.replace(":", "_"), None)
        return say(content) if say else None

    def _glue_text(self, name: str) -> str | None:
        return self.findings[name]["shown"] if name in self.findings else None

    def _holds(self, name: str) -> str | None:
        return " " + _SIGNS.get(self.findings[name]["readings"][EVERYTHING], "?") if name in self.findings else None

    def _row(self, content: str) -> str:
        explicit = EXPLICIT.match(content)
        return explicit["text"] if explicit else content

    def _para(self, label: str) -> str:
        return paragraph_label(label)

    def _numref(self, key: str) -> str | None:
        places = ((page, kind) for page, kinds in self.env.toc_fignumbers.items() for kind in kinds)
        return next(filter(None, (numbered(self.env, *place, key) for place in places)), None)

    def _doc(self, content: str) -> str | None:
        explicit = EXPLICIT.match(content)
        page = explicit["target"] if explicit else content
        page = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.page), page)).lstrip("/")
        title = self.env.titles.get(page)
        return explicit["text"] if explicit else title and f"*{title.astext()}*"

    def _cite_p(self, keys: str) -> str:
        return f"({'; '.join(self.case.sources.short(key.strip()) for key in keys.split(','))})"

    def _cite_t(self, keys: str) -> str:
        return "; ".join(re.sub(r" (\d{4}\S*)$", r" (\1)", self.case.sources.short(key.strip())) for key in keys.split(","))
