"""The switch at the head of every page: how much of the record the reader will believe."""

from __future__ import annotations

from html import escape

from .readings import READINGS

#: Runs before the page is painted: a page that opens under a reading must not flash what is recorded.
#: Where storage is refused the reading travels in the address. The page is never kept back for long.
EARLY = (
    '(root => { let chosen = new URLSearchParams(location.search).get("reading"); '
    'try { chosen = chosen || localStorage.getItem("testimonia-reading") } catch (refused) {} '
    f'if (![{", ".join(repr(str(number)) for number in range(1, len(READINGS)))}].includes(chosen)) chosen = "0"; '
    'root.dataset.reading = chosen; if (chosen !== "0") { root.classList.add("reading-waits"); '
    'setTimeout(() => root.classList.remove("reading-waits"), 2000) } })(document.documentElement)'
)


def markup() -> str:
    """Return the switch as HTML: a group of radio buttons, a line that says what is chosen, a voice for screen readers.

    >>> markup().count('type="radio"') == len(READINGS)
    True
    """
    choices = "".join(
        f'<label><input type="radio" name="testimonia-reading" value="{number}"{" checked" if number == 0 else ""}> {escape(name)}</label>'
        for number, name in enumerate(READINGS)
    )
    return (
        '<form class="reading-switch screen-only"><fieldset><legend>How much do you believe?</legend>'
        f'{choices}</fieldset><p class="visually-hidden" role="status" aria-live="polite"></p></form>'
    )


def banner() -> str:
    """Return the line that stays in sight while less than everything is believed."""
    return '<p class="reading-banner screen-only" hidden>Shown: <strong></strong> <button type="button">Show everything recorded</button></p>'


def add_switch(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Put the switch before the text of a page and the banner after it."""
    if app.builder.format == "html" and context.get("body"):
        context["body"] = markup() + context["body"] + banner()


def add_early(app) -> None:
    """Have every page choose its reading before it is painted."""
    if app.builder.format == "html":
        app.builder.add_js_file(None, body=EARLY, priority=50)  # that of the application would add it twice
