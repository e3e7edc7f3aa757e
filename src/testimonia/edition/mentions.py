"""The first mention of a person or a term in a page of prose leads to the register or the glossary."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass

from docutils import nodes

from .marks import carry
from .paragraphs import prose_paragraphs

_NEVER_INSIDE = (nodes.reference, nodes.literal, nodes.title, nodes.superscript, nodes.footnote_reference, nodes.math)


@dataclass(frozen=True)
class Target:
    """What a word may lead to: its page and anchor, the class of the link, and the row of a person."""

    page: str
    anchor: str
    kind: str
    row: str = ""
    names: tuple[str, ...] = ()


def person_names(actors) -> dict[str, str]:
    """Return the names under which prose speaks of persons, each with the id of its person.

    Whole names and variants count, and family names that nobody else in the table bears or has in
    a name of theirs. A name that is a description ('The miller of the upper village') has no family name.

    >>> from testimonia.case.example import two_letters
    >>> person_names(two_letters().actors)["Varga"]
    'anna'
    """
    forms = {actor: _forms(values) for actor, values in actors.iterrows()}
    words = Counter(word for names in forms.values() for word in {word for name in names for word in re.findall(r"[\w’-]+", name)})
    owners = Counter(name for names in forms.values() for name in set(names))
    found: dict[str, str] = {}
    for actor, names in forms.items():
        if actors.loc[actor].get("type") != "person":
            continue
        for name in names:
            family = name.split()[-1]
            if owners[name] == 1 and (" " in name or words[name] == 1):
                found[name] = actor
            if all(word[:1].isupper() for word in name.split()) and len(family) > 2 and not family.isupper() and words[family] == 1:
                found[family] = actor
    return found


def _forms(values) -> list[str]:
    variants = values.get("variants")
    variants = variants if isinstance(variants, tuple) else ()
    return [_plain(name) for name in (str(values["name"]), *variants)]


def _plain(text: str) -> str:
    return text.replace("'", "’")


def term_names(headwords: dict[str, str]) -> dict[str, str]:
    """Return the forms under which prose uses the terms of a glossary, each with its term.

    'Reeve, Bailiff' lists two names of one thing; 'court, upper' is the upper court.

    >>> sorted(term_names({"Reeve, Bailiff": "", "court, upper": ""}))
    ['Bailiff', 'Reeve', 'Upper court', 'Upper courts', 'upper court', 'upper courts']
    """
    found: dict[str, str] = {}
    for term in headwords:
        first, comma, rest = _plain(term).partition(", ")
        if first[:1].isupper():
            found |= dict.fromkeys(_plain(term).split(", "), term)
            continue
        said = f"{rest} {first}" if comma else first
        plural = said if said.endswith("s") else re.sub(r"y$", "ie", said) + "s"
        found |= {form[:1].upper() + form[1:]: term for form in (said, plural)} | {said: term, plural: term}
    return found


def candidates(app) -> dict[str, Target]:
    """Return everything that prose may mention, by the words that mention it."""
    env = app.env
    homes, actors = env.get_domain("case").data["actor"], app.testimonia_case.tables.get("actors")
    found: dict[str, Target] = {}
    terms = {name: home for (kind, name), home in env.get_domain("std").objects.items() if kind == "term"}
    for words, term in term_names(terms).items():
        found[words] = Target(*terms[term], "term-mention")
    if homes and actors is not None:
        for words, actor in person_names(actors).items():
            if actor in homes:
                found[words] = Target(*homes[actor], "person-mention", actor, tuple(_forms(actors.loc[actor])))
    return found


def refresh(app, env) -> list[str]:
    """Find what can be mentioned; return every page, to be written anew, where that has changed."""
    app.testimonia_mentions = candidates(app)
    digest = hashlib.sha256(json.dumps({words: vars(target) for words, target in app.testimonia_mentions.items()}, sort_keys=True).encode()).hexdigest()
    before, env.testimonia_mentions_digest = getattr(env, "testimonia_mentions_digest", ""), digest
    return [] if digest == before else sorted(env.found_docs)


def link_first_mentions(app, doctree, docname: str) -> None:
    """Link the first mention of each person and term in the paragraphs of a page.

    Never within headings, captions, lists, code, tables or links, and not on the pages to which
    such links lead.
    """
    waiting = app.testimonia_mentions
    homes = {target.page for target in waiting.values()} | {page for page, _ in app.env.get_domain("case").data["row"].values()}
    if not waiting or docname in homes:
        return
    pattern = re.compile(r"(?<![\w’-])(?:" + "|".join(map(re.escape, sorted(waiting, key=lambda words: (-len(words), words)))) + r")(?![\w-])")
    done: set[str] = set()
    for paragraph in prose_paragraphs(doctree):
        for text in list(paragraph.findall(nodes.Text)):
            if not _within(text, _NEVER_INSIDE):
                _link(app, docname, text, pattern, waiting, done)


def _link(app, docname: str, text: nodes.Text, pattern: re.Pattern, waiting: dict[str, Target], done: set[str]) -> None:
    said, at, made = text.astext(), 0, []
    plain = _plain(said)
    for match in pattern.finditer(plain):
        target = waiting[match[0]]
        if target.anchor in done or not _is_this_person(target, plain[: match.start()]):
            continue
        done.add(target.anchor)
        link = nodes.reference("", said[match.start() : match.end()], refuri=f"{app.builder.get_relative_uri(docname, target.page)}#{target.anchor}", internal=True, classes=[target.kind])
        carry(link, rows=[target.row] if target.row else [])
        made += [nodes.Text(said[at : match.start()]), link]
        at = match.end()
    if made:
        text.parent.replace(text, [*made, nodes.Text(said[at:])])


def _is_this_person(target: Target, before: str) -> bool:
    """Return whether the word before a family name allows it: not another's given name or initial."""
    word = re.search(r"([^\W\d_][\w’.-]*) $", before)
    if not target.row or not word or not word[1][0].isupper():
        return True
    opens = re.search(r"(^|[.?!:;\n—]\s*[‘“(]?)$", before[: word.start()])
    return bool(opens and not word[1].endswith(".")) or any(word[1] in name.split() for name in target.names)


def _within(node: nodes.Node, kinds: tuple[type, ...]) -> bool:
    while node is not None and not isinstance(node, nodes.paragraph):
        if isinstance(node, kinds):
            return True
        node = node.parent
    return False
