"""Chapters carry the number of their file: ``notebooks/4-the-spy-scare`` is chapter 4, its figures 4.1, 4.2 …

Sphinx counts chapters from one in the order of the contents. A volume whose first essay is numbered
0, or from which an essay is missing, would disagree with its own file names and footnotes.
"""

from __future__ import annotations

import re

_CHAPTER = re.compile(r"(?:^|/)(\d+)-[^/]+$")


def chapter_number(docname: str) -> int | None:
    """Return the number in the file name of an essay, or None for any other page.

    >>> chapter_number("notebooks/4-the-spy-scare"), chapter_number("book/preface")
    (4, None)
    """
    match = _CHAPTER.search(docname)
    return int(match[1]) if match else None


def numbered(env, page: str, kind: str, key: str) -> str | None:
    """Return how a figure or table of a page is named in print, such as 'Figure 4.1'; None where it has no number."""
    number = env.toc_fignumbers.get(page, {}).get(kind, {}).get(key)
    return env.config.numfig_format[kind] % ".".join(map(str, number)) if number else None


def renumber(app, env) -> list[str]:
    """Replace the chapter part of section, figure and table numbers by the number in the file name."""
    changed = []
    for docname in sorted(env.found_docs):
        number = chapter_number(docname)
        if number is None:
            continue
        before = (env.toc_secnumbers.get(docname), env.toc_fignumbers.get(docname))
        sections = {anchor: at and (number, *at[1:]) for anchor, at in (env.toc_secnumbers.get(docname) or {"": (number,)}).items()}
        figures = {kind: {anchor: (number, at[-1]) for anchor, at in found.items()} for kind, found in env.toc_fignumbers.get(docname, {}).items()}
        env.toc_secnumbers[docname], env.toc_fignumbers[docname] = sections, figures
        _mark_contents(env, docname, sections)
        if before != (sections, figures):
            changed.append(docname)
    return changed


def _mark_contents(env, docname: str, sections: dict[str, tuple[int, ...]]) -> None:
    env.titles[docname]["secnumber"] = sections[""]
    for contents in (env.tocs[docname], *(toc for name, toc in env.tocs.items() if name != docname)):
        for reference in contents.findall(lambda node: getattr(node, "attributes", {}).get("refuri") == docname):
            anchor = reference.get("anchorname", "")
            if sections.get(anchor):
                reference["secnumber"] = sections[anchor]
