"""Figures for a phone: where an essay recorded a narrow layout, small screens are given that one."""

from __future__ import annotations

import hashlib
import re
from html import escape
from pathlib import Path

#: The width of the screen, in CSS pixels, up to which the narrow layout is shown.
PHONE = 640


def offer_narrow(app, exception) -> None:
    """Write the narrow figures beside the others and let every page choose between them by width."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    for page, findings in app.env.testimonia_findings.items():
        narrow = {one["name"]: one["narrow"] for one in findings if one["kind"] == "figure" and one.get("narrow")}
        path = out / f"{page}.html"
        if not narrow or not path.is_file():
            continue
        text = path.read_text("utf8")
        for name, svg in narrow.items():
            file = f"{name}-narrow-{hashlib.sha256(svg.encode()).hexdigest()[:12]}.svg"
            (out / "_images" / file).write_text(svg, "utf8")
            text = with_picture(text, name, "../" * page.count("/") + f"_images/{file}")
        path.write_text(text, "utf8")


def with_picture(page: str, figure: str, source: str) -> str:
    """Return a page in which the image of one figure is wrapped in a ``<picture>``.

    >>> with_picture('<figure id="fig-a"><img alt="A" src="a.svg"/></figure>', "fig-a", "a-narrow.svg")
    '<figure id="fig-a"><picture><source media="(max-width: 640px)" srcset="a-narrow.svg"><img alt="A" src="a.svg"/></picture></figure>'
    """
    pattern = re.compile(rf'(<figure[^>]*\bid="{re.escape(figure)}"[^>]*>(?:(?!</figure>).)*?)(<img\b[^>]*>)', re.DOTALL)
    choice = rf'\1<picture><source media="(max-width: {PHONE}px)" srcset="{escape(source, True)}">\2</picture>'
    return page if f'srcset="{source}"' in page else pattern.sub(choice, page, count=1)
