"""The pictures of a figure as files: wide and narrow, as SVG and as PNG, and its table, for every reading."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ..aside import write_aside
from .parts import full
from .views import unpack

#: The width of the screen, in CSS pixels, up to which the narrow layout is shown.
PHONE = 640
#: Where pictures stand that pages show, and where files lie that readers take away.
SHOWN, OFFERED = "_images", "_downloads/figures"


@dataclass(frozen=True)
class Files:
    """The files of one view, as paths from the root of the volume; '' where there is none."""

    wide: str = ""  # of everything recorded it is the cell's own output, and has no name here
    narrow: str = ""
    png: str = ""
    table: str = ""


def files(one: dict) -> list[tuple[Files, dict[str, bytes]]]:
    """Return for every reading the names of a figure's files, and what is in them; a missing view has none."""
    return [_of(one["name"], view, one["narrow"] if number == 0 or view is full(one["views"])[0] else "") for number, view in enumerate(full(one["views"]))]


def _of(name: str, view: dict, narrow: str) -> tuple[Files, dict[str, bytes]]:
    if "missing" in view:
        return Files(), {}
    contents = {
        "wide": unpack(view["wide"]) if view.get("wide") else b"", "narrow": unpack(view["narrow"]) if view.get("narrow") else narrow.encode(),
        "png": unpack(view["png"]) if view.get("png") else b"", "table": as_csv(view["columns"], view["cells"]),
    }
    places = {"wide": (SHOWN, "", "svg"), "narrow": (SHOWN, "-narrow", "svg"), "png": (OFFERED, "", "png"), "table": (OFFERED, "", "csv")}
    paths = {kind: f"{folder}/{name}{form}-{hashlib.sha256(contents[kind]).hexdigest()[:12]}.{ending}" if contents[kind] else "" for kind, (folder, form, ending) in places.items()}
    return Files(**paths), {paths[kind]: content for kind, content in contents.items() if content}


def as_csv(columns: list[str], cells: list[list[str]]) -> bytes:
    """Return a table as CSV (RFC 4180): UTF-8, lines ended by CR LF, text as it is.

    >>> as_csv(["deponent", "said"], [["anna", 'he said "no", twice']])
    b'deponent,said\\r\\nanna,"he said ""no"", twice"\\r\\n'
    """
    sheet = io.StringIO(newline="")
    csv.writer(sheet, lineterminator="\r\n").writerows([columns, *cells])
    return sheet.getvalue().encode("utf8")


def write_pictures(app, exception) -> None:
    """Write the files of every figure, and let every page choose between wide and narrow by its width."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    for page, findings in app.env.testimonia_findings.items():
        path = out / f"{page}.html"
        made = {one["name"]: files(one) for one in findings if one["kind"] == "figure"}
        if not made or not path.is_file():
            continue
        text = path.read_text("utf8")
        for name, views in made.items():
            for _, contents in views:
                for file, content in contents.items():
                    if not (out / file).is_file():  # its name is its content
                        write_aside(out / file, content)
            if views[0][0].narrow:
                text = with_picture(text, name, "../" * page.count("/") + views[0][0].narrow)
        path.write_text(text, "utf8")


def with_picture(page: str, figure: str, source: str) -> str:
    """Return a page in which the image of one figure is wrapped in a ``<picture>``.

    >>> with_picture('<figure id="fig-a"><img alt="A" src="a.svg"/></figure>', "fig-a", "a-narrow.svg")
    '<figure id="fig-a"><picture><source media="(max-width: 640px)" srcset="a-narrow.svg"><img alt="A" src="a.svg"/></picture></figure>'
    """
    pattern = re.compile(rf'(<figure[^>]*\bid="{re.escape(figure)}"[^>]*>(?:(?!</figure>).)*?)(<img\b[^>]*>)', re.DOTALL)
    choice = rf'\1<picture><source media="(max-width: {PHONE}px)" srcset="{escape(source, True)}">\2</picture>'
    return page if f'srcset="{source}"' in page else pattern.sub(choice, page, count=1)
