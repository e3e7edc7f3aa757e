"""What runs on a public repository, as far as it can be proved without one."""

import re
import subprocess

import pytest
import yaml

from testimonia.edition.fork import filling

from .test_house import ROOT, make, targets

OURS = ROOT / ".github"
THEIRS = filling.TEMPLATE / "dot-github"
FILES = sorted(path.relative_to(THEIRS).as_posix() for path in THEIRS.rglob("*.yml"))


def workflow(path=OURS / "workflows" / "book.yml") -> dict:
    return yaml.safe_load(path.read_text("utf8"))


def steps() -> list[dict]:
    return [step for job in workflow()["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("name", FILES)
def test_a_fork_gets_the_same(name):
    """A fault that is mended here would live on in every new book."""
    assert (OURS / name).read_text("utf8") == (THEIRS / name).read_text("utf8")


def test_it_builds_tests_and_publishes_on_a_push():
    """An edition that nobody tested would be published."""
    made = workflow()
    on = made[True] if True in made else made["on"]  # YAML 1.1 reads the word 'on' as yes
    assert on["push"] == {"branches": ["main"], "tags": ["v*"]} and "pull_request" in on
    assert made["jobs"]["publish"]["needs"] == "build" and "push" in made["jobs"]["publish"]["if"]
    commands = [step["run"] for step in made["jobs"]["build"]["steps"] if "run" in step]
    assert [word for word in ("make check", "make book", "make test", "make sealed") if word not in commands] == []


def test_every_make_it_calls_exists_here_and_in_a_fork():
    """A workflow that names a target nobody has fails on the day of the release."""
    called = {target for step in steps() for target in re.findall(r"\bmake ([a-z-]+)", step.get("run", ""))}
    assert called >= {"book", "test", "check", "sealed", "site"}
    theirs = targets(filling.TEMPLATE)
    assert called <= targets() and called <= theirs
    for target in called:
        assert make("--dry-run", target).returncode == 0


def test_actions_are_pinned_to_a_major_version():
    """An action without a version changes under the book."""
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used and [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", one)] == []


def test_it_may_write_only_where_it_publishes():
    """A token that can write in every job is a gift to whoever gets in."""
    made = workflow()
    assert made["permissions"] == {"contents": "read"}
    assert [name for name, job in made["jobs"].items() if "permissions" in job] == ["publish"]


@pytest.mark.parametrize("step", [step for step in steps() if "run" in step], ids=lambda step: step.get("name", step["run"])[:30])
def test_its_scripts_are_shell(step):
    """A slip of the pen would be found after the tag is pushed."""
    script = re.sub(r"\$\{\{.*?\}\}", "x", step["run"])
    assert subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True).stderr == ""
    assert "${{" not in step["run"], "what comes from outside reaches a script through env alone"


def test_no_address_is_made_up():
    """A link to a repository that does not exist would be followed."""
    for path in [*OURS.rglob("*.yml"), *THEIRS.rglob("*.yml")]:
        assert not re.search(r"github\.com/|github\.io|zenodo\.org|10\.5281", path.read_text("utf8")), path.name


def test_the_form_asks_what_the_page_says_and_takes_what_the_link_gives():
    """A row that the link names must land in a field of the form."""
    form = yaml.safe_load((OURS / "ISSUE_TEMPLATE" / "dispute.yml").read_text("utf8"))
    assert {"name", "description", "body"} <= form.keys()
    fields = {field["id"]: field for field in form["body"]}
    assert {"row", "table", "column", "instead", "source"} <= fields.keys()
    assert all(field["type"] in {"input", "textarea", "dropdown"} and field["attributes"]["label"] for field in fields.values())
    assert len({field["attributes"]["label"] for field in fields.values()}) == len(fields)


def test_the_editions_of_a_repository_are_kept(tmp_path):
    """The very steps that publish, on a repository of this machine: two pushes, and both editions are there."""
    publish = [step for step in workflow()["jobs"]["publish"]["steps"] if step.get("name") in ("The editions published so far", "Publish")]
    remote, clone = tmp_path / "remote.git", tmp_path / "clone"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", remote], check=True)
    for edition in ("latest", "v1.0"):
        subprocess.run(["git", "clone", "-q", remote, clone / edition], check=True, capture_output=True)
        run = lambda step: subprocess.run(["bash", "-e", "-c", step["run"]], cwd=clone / edition, check=True, capture_output=True, text=True, env={"PATH": __import__("os").environ["PATH"], "EDITION": edition, "HOME": str(tmp_path)})
        if edition == "latest":
            subprocess.run(["git", "-C", clone / edition, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "begin"], check=True)
            subprocess.run(["git", "-C", clone / edition, "push", "-q", "origin", "HEAD:main"], check=True)
        run(publish[0])
        (clone / edition / "site" / edition).mkdir()
        (clone / edition / "site" / edition / "index.html").write_text(edition)
        run(publish[1])
    listed = subprocess.run(["git", "-C", remote, "ls-tree", "-r", "--name-only", "gh-pages"], check=True, capture_output=True, text=True).stdout.split()
    assert listed == ["latest/index.html", "v1.0/index.html"]
