"""The command line."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from testimonia import cli

from .conftest import VILLAGE

SRC = Path(__file__).resolve().parents[1] / "src"


def run(*arguments, **options):
    """The command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(SRC), **options.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "testimonia.cli", *map(str, arguments)],
        capture_output=True, env=environment, timeout=60, **options,
    )  # fmt: skip


def test_a_clean_case_prints_its_counts(capsys):
    """Nobody would know whether the check saw the tables at all."""
    assert cli.main(["check", str(VILLAGE)]) == 0
    lines = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert lines["testimonies"] == "10" and lines["exceptions"] == "0" and len(lines) == 13


def test_a_damaged_case_prints_its_problems(village, capsys):
    """A script could not tell a damaged case from a sound one."""
    path = village / "testimonies.csv"
    path.write_text(path.read_text("utf-8").replace(",dora,", ",dorra,", 1), "utf-8")
    assert cli.main(["check", str(village)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 problem"


def test_json(village, capsys):
    """Another program could not read the report."""
    (village / "datapackage.json").unlink()
    assert cli.main(["check", "--json", str(village)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False and report["problems"][0]["rule"] == "folder"
    assert cli.main(["check", "--json", str(VILLAGE)]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["actors"] == 10


def test_this_folder_is_the_default(village, capsys, monkeypatch):
    """The shortest form of the command would not work."""
    monkeypatch.chdir(village)
    assert cli.main(["check"]) == 0


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--jsn"], ["check", "a", "b"]])
def test_wrong_usage(arguments, capsys):
    """A slip in the command would be taken for a damaged case."""
    assert cli.main(arguments) == 2
    assert "usage: testimonia" in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["nowhere", "a\0b", "x" * 5000, __file__, "", "/"])
def test_a_wrong_folder_is_told_not_thrown(folder, capsys):
    """A slip in a path would end in a traceback."""
    assert cli.main(["check", folder]) == 1
    said = capsys.readouterr().out
    assert "; name the folder" in said or "; a case is a folder" in said or "; name a folder" in said


def test_help_and_version(capsys):
    """The door would have no sign."""
    assert cli.main(["--help"]) == 0 and "check" in capsys.readouterr().out
    assert cli.main(["--version"]) == 0 and "testimonia" in capsys.readouterr().out


def test_a_terminal_without_the_letters(village):
    """A Windows or C terminal would get a traceback instead of the report."""
    path = village / "actors.csv"
    path.write_text(path.read_text("utf-8").replace("Dóra Kiss,person", "Dóra Kiss,persón"), "utf-8")
    done = run("check", village, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1 and b"pers\\xf3n" in done.stdout and b"Traceback" not in done.stderr


def test_interruption_is_quiet(monkeypatch):
    """Ctrl-C would leave a page of traceback."""
    import testimonia.case.check

    def interrupted(folder):
        raise KeyboardInterrupt

    monkeypatch.setattr(testimonia.case.check, "check", interrupted)
    assert cli.main(["check", str(VILLAGE)]) == 128 + signal.SIGINT


def test_a_reader_that_leaves_is_no_fault(village):
    """`testimonia check | head` would end in a traceback."""
    path = village / "testimonies.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + lines[1] * 5000, "utf-8")
    command = [sys.executable, "-m", "testimonia.cli", "check", str(village)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(SRC)}) as process:
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read() and process.wait(60) in (0, 1)


def test_import_is_quick_and_lazy():
    """Every command, and every page that imports the library, would wait for pandas and matplotlib."""
    code = "import sys, testimonia; print(sorted({'pandas', 'matplotlib', 'networkx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(SRC)})
    assert done.stdout.strip() == "[]"


def test_the_front_door_offers_the_rooms():
    """`tm.load`, `tm.check` or `tm.Case` would not be where the book says."""
    import testimonia as tm

    assert tm.load(VILLAGE).name == "the-village" and tm.check(VILLAGE).ok
    assert tm.Case.__name__ == "Case" and issubclass(tm.CaseError, ValueError)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tm.nonsense  # noqa: B018
