"""The command line: ``testimonia new``, ``check``, ``build``, ``diff``, ``export`` and ``publish``."""

import argparse
import json
import os
import sys

from . import __version__
from .aside import write_aside
from .patience import patience
from .refusal import Refusal


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 clean, 1 problems found, 2 wrong usage.

    >>> main(["check", "nowhere"])
    nowhere: no such folder; name the folder that holds datapackage.json
    1 problem
    1
    """
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse has printed its message
        return stop.code or 0
    try:
        return options.run(options)
    except Refusal as error:
        _print(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="testimonia", description="Tables of threats, testimonies and decisions: check them, read them, draw them."
    )
    parser.add_argument("--version", action="version", version=f"testimonia {__version__}")
    commands = parser.add_subparsers(metavar="command", required=True)
    new = commands.add_parser(
        "new", help="write a complete small book for a case of your own",
        description="Write a complete small book: tables with invented example rows, essays, tests, and all it takes to build and publish it. "
        "The folder holds the whole book afterwards, or is as it was.",
    )
    new.add_argument("folder", metavar="DIR", help="the folder of the new book, which does not exist or is empty")
    new.add_argument("--title", default="", help="the title of the book (default: a line to fill in)")
    new.add_argument("--author", default="", help="its author or authors, as they are to be printed (default: a line to fill in)")
    new.set_defaults(run=_new)
    check = commands.add_parser(
        "check", help="say everything that is wrong with the tables of a case",
        description="Say everything that is wrong with the tables of a case: file, row, column, value, remedy. "
        "Exit status 0 if nothing is, 1 if something is.",
    )
    check.add_argument("folder", nargs="?", default=".", metavar="DIR",
                       help="the folder of the case (default: this one)")
    check.add_argument("--json", action="store_true", help="print the report as JSON")
    check.set_defaults(run=_check)
    build = commands.add_parser(
        "build", help="make the volume: the HTML pages, then the PDF",
        description="Make the volume of a book: the HTML pages in _build/html, then the PDF in _build/pdf. "
        "Exit status 0 if both were made, 1 if not; what was made before then stays.",
    )
    build.add_argument("folder", nargs="?", default=".", metavar="DIR", help="the folder of the book, which holds _config.yml (default: this one)")
    only = build.add_mutually_exclusive_group()
    only.add_argument("--html", action="store_true", help="the HTML pages only")
    only.add_argument("--pdf", action="store_true", help="the PDF only, from pages built before")
    build.set_defaults(run=_build)
    diff = commands.add_parser(
        "diff", help="say what changed between two versions, and what it did to the volume",
        description="Say which rows were added, removed or altered between two versions of a case, and, where both volumes are built, "
        "which numbers, statements, claims and sentences moved. Exit status 0 whether or not something did, 1 if they cannot be compared.",
    )
    diff.add_argument("old", metavar="OLD", help="the folder of a case or of a book")
    diff.add_argument("new", metavar="NEW", help="the folder of the later version")
    diff.add_argument("--json", action="store_true", help="print the difference as JSON")
    diff.add_argument("--page", metavar="FILE", help="write it as an HTML page too")
    diff.set_defaults(run=_diff)
    export = commands.add_parser(
        "export", help="write a case in a format that other tools read",
        description="Write a case for other tools. What is written is complete or not there at all.",
    )
    export.add_argument("folder", nargs="?", default=".", metavar="DIR", help="the folder of the case (default: this one); for --sealed, of the book")
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument("--to", metavar="FORMAT", help="graphml, gexf, gephi, palladio, sqlite, ro-crate or frictionless")
    what.add_argument("--sealed", action="store_true", help="the whole volume in one zip: pages, PDF, tables, executed essays, lock file, checksums")
    export.add_argument("--out", metavar="PATH", help="the file or folder to write (default: the name of the case, here)")
    export.set_defaults(run=_export)
    publish = commands.add_parser(
        "publish", help="put the built pages into a folder of editions",
        description="Copy the built pages of a book into a folder that holds one folder for each edition, and write its first page, which lists them. "
        "Other editions in it are left as they are.",
    )
    publish.add_argument("site", metavar="SITE", help="the folder of the editions")
    publish.add_argument("--edition", required=True, metavar="NAME", help="the name of this edition, such as v1.0; an edition of this name is replaced")
    publish.add_argument("--book", default=".", metavar="DIR", help="the folder of the book (default: this one)")
    publish.set_defaults(run=_publish)
    return parser


def _new(options) -> int:
    from .edition.fork import new_book

    with patience(f"Writing {options.folder}") as say:
        made = new_book(options.folder, options.title, options.author, say)
    _print(f"A new book: {made}\nIts rows are invented examples. Next: cd {made} && make book")
    return 0


def _publish(options) -> int:
    from .edition.editions import add_edition

    with patience(f"Copying the pages of {options.book}"):
        made = add_edition(options.book, options.site, options.edition)
    _print(str(made))
    return 0


def _check(options) -> int:
    from .case.check import check  # here, so that --help does not wait for it

    with patience(f"Checking {options.folder}"):
        report = check(options.folder)
    if options.json:
        problems = [problem.as_dict() for problem in report.problems]
        content = {"ok": report.ok, "counts": report.counts, "problems": problems, "reminders": report.reminders}
        _print(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        _print(str(report))
        if count := len(report.problems):
            _print(f"{count} problem{'s' if count > 1 else ''}")
        for line in report.reminders:
            _print(line)
    return 0 if report.ok else 1


def _build(options) -> int:
    import tempfile
    from pathlib import Path

    if not (Path(options.folder) / "_config.yml").is_file():
        raise Refusal(f"{options.folder}: no book here; name the folder that holds _config.yml")
    try:  # before anything is run: Sphinx would say it in a page of traceback
        (Path(options.folder) / "_build").mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=Path(options.folder) / "_build") as trial:
            trial.write(bytes(1 << 16))
    except OSError as error:
        raise Refusal(f"{options.folder}: {error.strerror}; the volume is made in _build, in this folder: make room there, or build a copy elsewhere") from error
    if not options.pdf:
        import subprocess

        done = subprocess.run([sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(options.folder), "--warningiserror", "--keep-going"])
        if done.returncode:
            raise Refusal("The HTML volume was not built: the reason stands above.")
    if options.html:
        return 0
    from .edition.print import PrintError, make_pdf

    try:
        made = make_pdf(options.folder, say=lambda line: print(line, flush=True))
    except PrintError as error:
        raise Refusal(f"The PDF was not made: {error}" + ("" if options.pdf else "\nThe HTML volume is complete in _build/html.")) from error
    _print(f"The printed volume: {made}")
    return 0


def _diff(options) -> int:
    from .edition.difference import difference
    from .edition.difference_page import page

    with patience(f"Comparing {options.old} and {options.new}"):
        found = difference(options.old, options.new)
    if options.page:
        try:
            write_aside(options.page, page(found, options.old, options.new))
        except OSError as error:
            raise Refusal(f"{error.filename or options.page}: {error.strerror}; nothing was written") from error
    _print(json.dumps(found.as_dict(), ensure_ascii=False, indent=2) if options.json else str(found))
    return 0


def _export(options) -> int:
    from .case.load import load
    from .exchange import FORMATS, export

    if options.sealed:
        return _seal(options)
    if options.to not in FORMATS:
        raise Refusal(f"no such format: {options.to!r}; one of {', '.join(FORMATS)}")
    with patience(f"Writing {options.to}"):
        case = load(options.folder)
        ending = FORMATS[options.to][1]
        made = export(case, options.to, options.out or (f"{case.name}{ending}" if ending else f"{case.name}-{options.to}"))
    _print(str(made))
    return 0


def _seal(options) -> int:
    from .edition.sealed import seal

    with patience("Sealing"):
        made = seal(options.folder, options.out, say=_print)
    _print(str(made))
    return 0


def _print(text: str) -> None:
    """Print; a terminal that lacks a letter shows its code instead of failing."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


if __name__ == "__main__":
    sys.exit(main())
