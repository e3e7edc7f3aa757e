"""Where the book lives, taken from the checkout's own remote, so that a fork points to the fork."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

#: Public forges whose launch, edit and issue addresses the theme knows how to build.
FORGES = ("github.com", "gitlab.com", "bitbucket.org")
#: Those from which Binder can be launched by the theme.
BINDER = ("github.com", "gitlab.com")
_REMOTE = re.compile(r"^(?:(?:https?|ssh|git)://)?(?:[^@/]*@)?(?P<host>[\w.-]+)(?::\d+/|[:/])(?P<path>[\w.~-]+(?:/[\w.~-]+)+)/?$")


@dataclass(frozen=True)
class Repository:
    """A repository on a public forge: its host, its address without credentials, its branch."""

    host: str
    url: str
    branch: str


def parse_remote(remote: str) -> tuple[str, str] | None:
    """Return host and public address of a git remote, or None if it is on no public forge.

    Credentials are never kept.

    >>> parse_remote("https://someone:secret@github.com/someone/a-book.git")
    ('github.com', 'https://github.com/someone/a-book')
    >>> parse_remote("git@gitlab.com:group/sub/a-book.git")
    ('gitlab.com', 'https://gitlab.com/group/sub/a-book')
    >>> parse_remote("/srv/git/a-book.git") is None
    True
    """
    match = _REMOTE.match(remote.strip())
    if not match or match["host"].lower() not in FORGES:
        return None
    host = match["host"].lower()
    return host, f"https://{host}/{match['path'].removesuffix('.git')}"


def repository(folder: Path) -> Repository | None:
    """Return the public repository that ``folder`` is a checkout of, or None."""
    remote = _git(folder, "remote", "get-url", "origin")
    parsed = parse_remote(remote) if remote else None
    if parsed is None:
        return None
    branch = _git(folder, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
    return Repository(*parsed, branch or _git(folder, "symbolic-ref", "--short", "HEAD") or "main")


def commit(folder: Path) -> str:
    """Return the checkout's commit, abbreviated, or '' outside a checkout."""
    return _git(folder, "rev-parse", "--short=12", "HEAD")


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def point_buttons(app, config) -> None:
    """Give the theme its repository, or take every button away that would need one."""
    options = dict(config.html_theme_options)
    found = repository(Path(app.srcdir))
    if found:
        options |= {"repository_url": found.url, "repository_branch": found.branch, "path_to_docs": ""}
        options |= {"use_repository_button": True, "use_edit_page_button": True, "use_issues_button": True}
        if found.host in BINDER:
            options["launch_buttons"] = {"binderhub_url": "https://mybinder.org", "notebook_interface": "jupyterlab"}
    else:
        options |= {"use_repository_button": False, "use_edit_page_button": False, "use_issues_button": False}
        options["launch_buttons"] = {}
    config.html_theme_options = options
