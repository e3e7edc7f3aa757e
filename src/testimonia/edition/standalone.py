"""Pages that need nothing beside them: one file, no style sheet, no script of the volume, nothing fetched."""

from __future__ import annotations

from html import escape

_STYLE = """:root { color-scheme: light dark; }
body { font: 1.1rem/1.6 "Iowan Old Style", Charter, Georgia, serif; max-width: 36rem; margin: 12vh auto; padding: 0 1.2rem; color: #1a1a1a; background: #fff; overflow-wrap: anywhere; }
h1, h2, h3 { font-weight: 500; line-height: 1.2; } h1 { font-size: 2rem; }
a { color: #0b57a4; } li { margin: .35rem 0; }
@media (prefers-color-scheme: dark) { body { color: #ededed; background: #121212; } a { color: #8ab8ff; } }
"""


def standalone(title: str, body: str, description: str = "", language: str = "en", style: str = "", head: str = "") -> str:
    """Return a whole page. ``body`` and ``head`` are HTML, ``style`` is CSS beyond the common; all else is text.

    >>> "<title>Mills &amp; fields</title>" in standalone("Mills & fields", "<h1>Mills</h1>")
    True
    """
    described = f'<meta name="description" content="{escape(description, True)}" />\n' if description else ""
    return f"""<!DOCTYPE html>
<html lang="{escape(language, True)}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>{escape(title)}</title>
{described}<link rel="icon" href="data:," />
{head}<style>
{_STYLE}{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
