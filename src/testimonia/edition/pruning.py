"""A style sheet cut down to the rules that the built pages can use.

A theme styles what any site might hold; a book uses a tenth of it. A rule stays when every class,
id and element its selector asks for occurs in some page, or is a word of some script, which may put
it there later. What stands within ``:not()``, ``:is()``, ``:where()`` and ``:has()`` is not asked
for, so the cut errs on the side of keeping. The order of the rules is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import tinycss2

_WORD = re.compile(r"[A-Za-z_-][\w-]*")
_TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s+[^\s=>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)")
_ATTRIBUTE = re.compile(r"\s(class|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_SCRIPT = re.compile(r"<script(?![^>]*(?:json|src=))[^>]*>(.*?)</script>", re.DOTALL)
_NESTING = {"media", "supports", "layer", "container"}


@dataclass
class Used:
    """What the pages and scripts of a book can show: classes, ids, elements, and words of scripts."""

    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    elements: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def page(self, markup: str) -> None:
        """Take note of a page and of the scripts written in it."""
        for element, attributes in _TAG.findall(markup):
            self.elements.add(element.lower())
            for name, *values in _ATTRIBUTE.findall(attributes):
                (self.classes if name == "class" else self.ids).update("".join(values).split())
        for script in _SCRIPT.findall(markup):
            self.script(script)

    def script(self, text: str) -> None:
        """Take note of every word of a script, since any may be a class it will set."""
        self.words.update(_WORD.findall(text))

    def has(self, kind: str, name: str) -> bool:
        """Tell whether a page has this class, id or element, or a script its name."""
        return name in getattr(self, kind) or name in self.words


def prune(sheet: str, used: Used) -> str:
    """Return the style sheet with only the rules, variables, animations and fonts that can be used.

    >>> used = Used()
    >>> used.page('<p class="note">Anna</p>')
    >>> prune(":root{--a:1px;--b:2px} p.note, h4{margin:var(--a)} .card{color:red} @media print{.card{color:black}}", used)
    ':root{--a:1px}p.note{margin:var(--a)}'
    """
    rules = _rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), used)
    return "".join(_write(rule) for rule in _needed(rules, used))


@dataclass
class _Rule:
    """A rule that was kept: its head, and what it holds, declarations or further rules."""

    head: str
    declarations: list[tuple[str, str]] = field(default_factory=list)
    rules: list[_Rule] | None = None


def _rules(parsed: list, used: Used) -> list[_Rule]:
    kept = []
    for rule in parsed:
        if rule.type == "qualified-rule":
            selectors = [_text(part) for part in _split(rule.prelude) if _can_match(part, used)]
            if selectors:
                kept.append(_Rule(",".join(selectors), _declarations(rule.content)))
        elif rule.type == "at-rule":
            head = f"@{rule.at_keyword} {_text(rule.prelude)}".strip()
            if rule.content is None:
                kept += [_Rule(head + ";")] if rule.lower_at_keyword != "charset" else []
            elif rule.lower_at_keyword in _NESTING:
                inner = _rules(tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True), used)
                kept += [_Rule(head, rules=inner)] if inner else []
            elif rule.lower_at_keyword in ("font-face", "page"):
                kept.append(_Rule(head, _declarations(rule.content)))
            else:  # keyframes and the like: as they are
                kept.append(_Rule(head, [("", _text(rule.content))]))
    return kept


def _split(prelude: list) -> list[list]:
    """Split the tokens of a selector list at its commas."""
    parts: list[list] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _can_match(selector: list, used: Used) -> bool:
    before = ""
    for token in selector:
        if token.type == "ident":
            if before == "." and not used.has("classes", token.value):
                return False
            if before not in (".", ":") and not used.has("elements", token.lower_value):
                return False
        elif token.type == "hash" and not used.has("ids", token.value):
            return False
        before = token.value if token.type == "literal" else ""
    return True


def _declarations(content: list) -> list[tuple[str, str]]:
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    made = []
    for one in parsed:
        if one.type == "declaration":
            made.append((one.name, _text(one.value) + ("!important" if one.important else "")))
        elif one.type in ("qualified-rule", "at-rule"):  # rules within rules: as they are
            made.append(("", one.serialize()))
    return made


def _text(tokens: list) -> str:
    return re.sub(r"\s+", " ", tinycss2.serialize([token for token in tokens if token.type != "comment"])).strip()


def _needed(rules: list[_Rule], used: Used) -> list[_Rule]:
    """Drop variables nobody reads, then animations and fonts nobody names."""
    while True:
        said = " ".join(value for _, value in _all(rules))
        read = set(re.findall(r"var\(\s*(--[\w-]+)", said)) | used.words
        if not _drop(rules, lambda name, value: name.startswith("--") and name not in read):
            break
    named = " ".join(value for rule in _flat(rules) if not rule.head.startswith("@font-face") for _, value in rule.declarations)
    return _kept(rules, named)


def _all(rules: list[_Rule]):
    return [pair for rule in _flat(rules) for pair in rule.declarations]


def _flat(rules: list[_Rule]):
    for rule in rules:
        yield rule
        yield from _flat(rule.rules or [])


def _drop(rules: list[_Rule], wanted) -> int:
    dropped = 0
    for rule in _flat(rules):
        before = len(rule.declarations)
        rule.declarations = [pair for pair in rule.declarations if not wanted(*pair)]
        dropped += before - len(rule.declarations)
    return dropped


def _kept(rules: list[_Rule], named: str) -> list[_Rule]:
    kept = []
    for rule in rules:
        if rule.rules is not None:
            rule.rules = _kept(rule.rules, named)
            kept += [rule] if rule.rules else []
        elif animation := re.match(r"@(?:-\w+-)?keyframes (\S+)", rule.head):
            kept += [rule] if re.search(rf"(?<![\w-]){re.escape(animation[1])}(?![\w-])", named) else []
        elif rule.head == "@font-face":
            family = next((value for name, value in rule.declarations if name == "font-family"), "").strip("\"'")
            kept += [rule] if _plain(family) in _plain(named) else []
        else:
            kept += [rule] if rule.declarations or rule.head.endswith(";") else []
    return kept


def _plain(family: str) -> str:
    return re.sub(r"[\\\"']", "", family)


def _write(rule: _Rule) -> str:
    if rule.rules is not None:
        return f"{rule.head}{{{''.join(map(_write, rule.rules))}}}"
    if not rule.declarations:
        return rule.head
    return f"{rule.head}{{{';'.join(f'{name}:{value}' if name else value for name, value in rule.declarations)}}}"
