"""Light pages: one style sheet, one script, a handful of icons, and nothing that no page asks for.

A theme built for any site sends half a megabyte with every page. When the pages stand, its style
sheets are joined with the volume's own and cut to the rules in use, its two scripts are appended to
the volume's, its icon fonts keep the icons that are shown, and what is then asked for by nobody is
removed. The same pages give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import logging
import posixpath
import re
from pathlib import Path

from .pruning import Used, prune

#: Themes whose own style sheets and scripts the templates of the edition leave out.
THEMES = {"sphinx_book_theme"}
TEMPLATES = Path(__file__).with_name("templates")
#: What the theme's templates would have asked for, in that order.
_THEME_STYLES = ("styles/theme.css", "styles/pydata-sphinx-theme.css")
_THEME_SCRIPTS = ("scripts/pydata-sphinx-theme.js", "scripts/sphinx-book-theme.js")
#: Scripts that the volume does without, or has in its own script.
_SPARED = re.compile(r"(?:documentation_options|doctools|sphinx_highlight|clipboard\.min|copybutton(?:_funcs)?|sphinx-book-theme)\.js$")
_SPARED_INLINE = ("DOCUMENTATION_OPTIONS.", "toggleHint", "toggleOpenOnPrint")
#: Scripts, written in a page or not, that only pages with such markup need.
_ASKED_BY = (("togglebutton", re.compile(r'class="(?:[^"]*\s)?(?:toggle|admonition[^"]*\sdropdown)[\s"]')), ("design-tabs", re.compile(r"sd-tab-label")))
_BUNDLED = "/* joined */\n"


def offer_templates(app, config) -> None:
    """Put the edition's templates before the theme's, where they know the theme."""
    if config.html_theme in THEMES:
        config.templates_path.append(str(TEMPLATES))
        logging.getLogger("sphinx.sphinx.util.osutil").addFilter(_news)


def _news(record: logging.LogRecord) -> bool:
    """Tell what is worth saying: not that a file which the last build made light is copied anew."""
    return getattr(record, "subtype", "") != "copy_overwrite"


def is_light(app) -> bool:
    """Tell whether the pages are HTML of a theme that the edition knows."""
    return app.builder.format == "html" and app.config.html_theme in THEMES


def ask_for_little(app, pagename, templatename, context, doctree) -> None:
    """Have a page ask for one style sheet and for the scripts that it needs, all deferred."""
    if not is_light(app):
        return
    body = context.get("body") or ""
    context["css_files"] = [sheet for sheet in context["css_files"] if str(sheet.filename).endswith("/testimonia.css")]
    kept = []
    for script in context["script_files"]:
        name, inline = str(script.filename or ""), script.attributes.get("body", "")
        if _SPARED.search(name) or any(word in inline for word in _SPARED_INLINE):
            continue
        if any(word in name + inline and not markup.search(body) for word, markup in _ASKED_BY):
            continue
        if name and not {"defer", "async"} & set(script.attributes):
            script = type(script)(name, priority=script.priority, **{**script.attributes, "defer": "defer"})
        kept.append(script)
    context["script_files"] = kept


def pages_of(out: Path) -> list[Path]:
    """Return every page of a built volume, without the templates that a theme may leave among its static files."""
    return [path for path in sorted(out.rglob("*.html")) if out / "_static" not in path.parents]


def lighten(app, exception) -> None:
    """Join, cut and clear away, once every page and script of the volume is written."""
    if exception or not is_light(app):
        return
    out = Path(app.outdir)
    static = out / "_static"
    pages = {path: path.read_text("utf8") for path in pages_of(out)}
    _join_scripts(static)
    _join_styles(app, static, pages)
    _renew_addresses(static, pages)
    _clear(app, out, pages)


def _join_scripts(static: Path) -> None:
    own = static / "testimonia.js"
    text = own.read_text("utf8")
    if not text.startswith(_BUNDLED):
        theme = [re.sub(r"//# sourceMappingURL=.*", "", (static / name).read_text("utf8")) for name in _THEME_SCRIPTS]
        own.write_text(_BUNDLED + text + "\n" + "\n".join(theme), "utf8")


def _join_styles(app, static: Path, pages: dict[Path, str]) -> None:
    sheets = sorted(app.builder.globalcontext["css_files"], key=lambda sheet: sheet.priority)
    names = [*_THEME_STYLES, *(str(sheet.filename).removeprefix("_static/") for sheet in sheets)]
    names = [name for name in dict.fromkeys(names) if "://" not in name]
    if (static / "testimonia.css").read_text("utf8").startswith(_BUNDLED):
        return
    used = Used()
    for markup in pages.values():
        used.page(markup)
    for script in sorted(static.rglob("*.js")):
        if script.parent.name != "scripts":  # those of the theme that are in use have been joined
            used.script(script.read_text("utf8"))
    sheet = prune("\n".join(_placed(static, name) for name in names), used)
    sheet = _fewer_icons(static, sheet)
    (static / "testimonia.css").write_text(_BUNDLED + sheet, "utf8")


def _placed(static: Path, name: str) -> str:
    """Return a style sheet with its addresses as seen from ``_static``, and without an old format of fonts."""
    text = (static / name).read_text("utf8")
    text = re.sub(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/', "", text)
    text = re.sub(r',\s*url\([^)]*\.ttf\)\s*format\("truetype"\)', "", text)
    folder = posixpath.dirname(name)
    text = re.sub(r"""@import\s+(?:url\()?["']?(?!data:|[a-z]+://|/)([^)"';]+)["']?\)?\s*;""", lambda match: _placed(static, posixpath.normpath(posixpath.join(folder, match[1]))), text)
    return re.sub(r"""url\((["']?)(?!data:|[a-z]+://|/|#)([^)"']+)\1\)""", lambda match: f"url({posixpath.normpath(posixpath.join(folder, match[2]))})", text)


def _fewer_icons(static: Path, sheet: str) -> str:
    """Cut every icon font to the characters that the style sheet shows; the file names stay."""
    from fontTools import subset

    logging.getLogger("fontTools").setLevel(logging.WARNING)  # where a log is kept, it would list every table of every font
    shown = {int(code, 16) for code in re.findall(r"\\([ef][0-9a-f]{3,4})", sheet)} | {ord(sign) for sign in sheet if "\ue000" <= sign <= "\uf8ff"}
    for name in sorted(set(re.findall(r"url\(([^)]+\.woff2)\)", sheet))):
        options = subset.Options(flavor="woff2", notdef_outline=True, recalc_timestamp=False, desubroutinize=True)
        options.drop_tables += ["FFTM"]
        font = subset.load_font(str(static / name), options)
        cut = subset.Subsetter(options)
        cut.populate(unicodes=sorted(shown))
        cut.subset(font)
        written = io.BytesIO()
        subset.save_font(font, written, options)
        (static / name).write_bytes(written.getvalue())
    return sheet


def _renew_addresses(static: Path, pages: dict[Path, str]) -> None:
    """Give the two files the version of what is in them now, so that no browser keeps an older one."""
    versions = {kind: hashlib.sha256((static / f"testimonia.{kind}").read_bytes()).hexdigest()[:8] for kind in ("css", "js")}
    for path, text in pages.items():
        renewed = re.sub(r"(_static/testimonia\.(css|js))(?:\?v=[0-9a-f]+)?(?=\")", lambda match: f"{match[1]}?v={versions[match[2]]}", text)
        if renewed != text:
            pages[path] = renewed
            path.write_text(renewed, "utf8")


def _clear(app, out: Path, pages: dict[Path, str]) -> None:
    """Remove every static file that no page, style sheet or script names, save what the book brought itself."""
    static = out / "_static"
    own = {path.relative_to(folder).as_posix() for folder in _own_folders(app) for path in folder.rglob("*") if path.is_file()}
    kept = {"testimonia.css", "testimonia.js"}
    texts = [*pages.values(), *((static / name).read_text("utf8") for name in sorted(kept))]
    texts += [script.read_text("utf8") for script in sorted((static / "lazy").rglob("*.js"))] if (static / "lazy").is_dir() else []
    for path in sorted(static.rglob("*")):
        name = path.relative_to(static).as_posix()
        if path.is_file() and name not in own and name not in kept and not name.startswith("lazy/") and not any(name in text for text in texts):
            path.unlink()
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _own_folders(app) -> list[Path]:
    """Return the static folders that lie in the book, not those that extensions added."""
    book = Path(app.srcdir)
    folders = [book / name for name in app.config.html_static_path]
    return [folder for folder in folders if folder.is_dir() and folder.is_relative_to(book) and not any(part.startswith((".", "_build")) for part in folder.relative_to(book).parts)]
