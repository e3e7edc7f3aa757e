"""The day a page last changed: from the history, and silent where the history does not tell."""

import datetime as dt
import os
import subprocess

import pytest

from testimonia.edition import dates


def git(where, *words, day="2000-01-01"):
    stamp = f"{day}T12:00:00Z"
    return subprocess.run(["git", "-c", "user.name=test", "-c", "user.email=test@example.org", *words], cwd=where, check=True, capture_output=True, env=os.environ | {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp})


@pytest.fixture
def history(tmp_path):
    """A checkout in which one page changed early and another late."""
    where = tmp_path / "village"
    where.mkdir()
    git(where, "init", "-q")
    for day, page in (("2001-02-03", "early.md"), ("2004-05-06", "late.md")):
        (where / page).write_text(day)
        git(where, "add", "-A")
        git(where, "commit", "-q", "-m", page, day=day)
    return where


def test_a_page_has_the_day_of_its_own_last_change(history):
    """A reader of an old page must not be told that it is as new as the newest."""
    assert dates.last_change(history, "early.md") == dt.date(2001, 2, 3)
    assert dates.last_change(history, "late.md") == dt.date(2004, 5, 6)


def test_a_shallow_clone_does_not_lie(history, tmp_path):
    """Its first commit seems to have changed every file; only what came after it is known."""
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", history.as_uri(), str(shallow))
    assert dates.last_change(shallow, "early.md") is None and dates.last_change(shallow, "late.md") is None
    (shallow / "late.md").write_text("later")
    git(shallow, "commit", "-q", "-am", "later", day="2007-08-09")
    assert dates.last_change(shallow, "late.md") == dt.date(2007, 8, 9)
    assert dates.last_change(shallow, "early.md") is None


def test_outside_a_checkout_there_is_no_date(tmp_path, monkeypatch):
    """An unpacked archive knows nothing of its history and says nothing."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "page.md").write_text("x")
    assert dates.last_change(tmp_path, "page.md") is None
