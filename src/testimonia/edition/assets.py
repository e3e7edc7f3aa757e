"""The style sheet and the script of the volume: one file of each, joined from the pieces in ``assets/``.

A page asks for few files. What only some readers need lies in ``assets/lazy`` and is served from
``_static/lazy`` as it is, to be fetched when it is first wanted.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ASSETS = Path(__file__).with_name("assets")


def joined(kind: str) -> str:
    """Return the pieces of one kind ('css' or 'js'), ``base`` first and the rest by name, as one text.

    >>> joined("css").startswith("/* base.css */")
    True
    """
    pieces = sorted(ASSETS.glob(f"*.{kind}"), key=lambda path: (path.stem != "base", path.name))
    return "\n".join(f"/* {path.name} */\n{path.read_text('utf8')}" for path in pieces)


def add_assets(app) -> None:
    """Write the joined files into a static folder of the build and have every page ask for them."""
    if app.builder.format != "html":
        return
    folder = Path(app.doctreedir).parent / ".testimonia-static"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if (ASSETS / "lazy").is_dir():
        shutil.copytree(ASSETS / "lazy", folder / "lazy")
    for kind in ("css", "js"):
        (folder / f"testimonia.{kind}").write_text(joined(kind), "utf8")
    app.config.html_static_path.append(os.path.relpath(folder, app.confdir))  # an absolute path would tell two folders apart
    app.add_css_file("testimonia.css")
    app.add_js_file("testimonia.js", loading_method="defer")


def forget_places(app) -> None:
    """Leave out of the fingerprint of a build where its templates lie: two folders would differ in it, and in nothing else."""
    if not hasattr(app.builder, "create_build_info"):
        return
    places = app.config.templates_path
    app.config.templates_path = [Path(place).name for place in places]
    try:
        app.builder.build_info = app.builder.create_build_info()
    finally:
        app.config.templates_path = places
