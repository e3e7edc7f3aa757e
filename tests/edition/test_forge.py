"""The book's address: a fork's buttons must point to the fork, and never leak a password."""

import subprocess

import pytest

from testimonia.edition.forge import parse_remote, point_buttons, repository


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("https://user:secret@github.com/a/b.git", "https://github.com/a/b"),
        ("https://token@github.com/a/b", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "https://github.com/a/b"),
        ("ssh://git@github.com:22/a/b.git", "https://github.com/a/b"),
        ("ssh://git@gitlab.com/group/sub/b.git", "https://gitlab.com/group/sub/b"),
        ("git@gitlab.com:group/sub/b.c.git", "https://gitlab.com/group/sub/b.c"),
        ("https://GitHub.com/a/b/", "https://github.com/a/b"),
    ],
)
def test_public_remotes_are_read_without_credentials(remote, address):
    """A token printed in an edit button would be published with the book."""
    assert parse_remote(remote)[1] == address


@pytest.mark.parametrize("remote", ["", "/srv/git/b.git", "../b", "https://git.example.org/a/b.git", "file:///x/b", "https://github.com/", "git@intranet:a/b.git", "https://github.com.evil.example/a/b"])
def test_other_remotes_give_no_address(remote):
    """A button that leads nowhere is worse than no button."""
    assert parse_remote(remote) is None


def _checkout(folder, remote=None):
    subprocess.run(["git", "init", "-q", "-b", "trunk", folder], check=True)
    if remote:
        subprocess.run(["git", "-C", folder, "remote", "add", "origin", remote], check=True)
    return folder


class _App:
    def __init__(self, folder):
        self.srcdir = folder


class _Config:
    def __init__(self):
        self.html_theme_options = {"show_toc_level": 2, "launch_buttons": {"binderhub_url": "https://mybinder.org"}}


def test_a_fork_gets_its_own_buttons(tmp_path):
    """A forker's readers must land in the fork, not in ours."""
    folder = _checkout(tmp_path / "fork", "https://me:pw@github.com/me/my-case.git")
    config = _Config()
    point_buttons(_App(folder), config)
    assert config.html_theme_options["repository_url"] == "https://github.com/me/my-case"
    assert config.html_theme_options["repository_branch"] == "trunk"
    assert config.html_theme_options["launch_buttons"]["binderhub_url"] == "https://mybinder.org"
    assert config.html_theme_options["show_toc_level"] == 2


def test_without_a_remote_the_buttons_are_hidden(tmp_path):
    """A reader of an offline copy should see no button that cannot work."""
    config = _Config()
    point_buttons(_App(_checkout(tmp_path / "alone")), config)
    assert config.html_theme_options["launch_buttons"] == {}
    assert not config.html_theme_options["use_edit_page_button"]
    assert repository(tmp_path / "alone") is None
