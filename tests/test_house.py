"""The house: the lock agrees with what is asked for, rooms keep to their order, every word is in its room."""

import ast
import csv
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "testimonia"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
LOCK_TEXT = (ROOT / "requirements.txt").read_text("utf8")
MODULES = sorted(SRC.rglob("*.py"))


def locked() -> dict[str, tuple[str, str]]:
    """Name to version and platform marker, as requirements.txt has them."""
    rows = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\\n]+)(?: *; *([^\\\n]+?))? *\\?$", LOCK_TEXT, re.M)
    return {canonicalize_name(name): (version, marker) for name, version, marker in rows}


LOCK = locked()
ASKED = [
    *(("needed", line) for line in PROJECT["project"]["dependencies"]),
    *((extra, line) for extra, lines in EXTRAS.items() for line in lines),
    *(("build-system", line) for line in PROJECT["build-system"]["requires"]),
]


def make(*words: str, where: Path = ROOT) -> subprocess.CompletedProcess:
    """`make` in the project or another folder, without the settings of a `make` that may be running these tests."""
    clean = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
    return subprocess.run(["make", *words], cwd=where, env=clean, capture_output=True, text=True, timeout=60)


def targets(where: Path = ROOT) -> set[str]:
    """What `make help` offers in a folder."""
    return set(re.findall(r"^  make ([a-z-]+)", make("help", where=where).stdout, re.M))


def text_files() -> list[Path]:
    """Every text file that git tracks or would add."""
    try:
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        paths = [ROOT / line for line in listed.splitlines()]
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive
        paths = [path for path in ROOT.rglob("*") if not {".venv", "_build", ".git", "__pycache__"} & set(path.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


# --- what is installed -------------------------------------------------------------------------


@pytest.mark.parametrize("extra, line", ASKED)
def test_lock_holds_a_version_that_fits(extra, line):
    asked = Requirement(line)
    assert (name := canonicalize_name(asked.name)) in LOCK, f"{line} ({extra}) is not in requirements.txt: run `make lock`"
    assert asked.specifier.contains(LOCK[name][0], prereleases=True), f"{line} ({extra}) against {name}=={LOCK[name][0]}: run `make lock`"


def test_every_line_of_the_lock_has_hashes_and_no_address():
    entries = [entry for entry in re.split(r"\n(?=\S)", LOCK_TEXT) if not entry.startswith("#")]
    assert len(entries) == len(LOCK) > 100
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK_TEXT and not re.search(r"^\s*-(?!-hash)", LOCK_TEXT, re.M)


def test_what_runs_is_what_is_locked():
    """The environment of these tests has the locked versions, so that what passed is what was locked."""
    for name in {canonicalize_name(Requirement(line).name) for _, line in ASKED}:
        assert importlib.metadata.version(name) == LOCK[name][0], f"{name}: run `make setup`"


def test_lower_bounds_are_loose():
    for line in [*PROJECT["project"]["dependencies"], *(line for lines in EXTRAS.values() for line in lines)]:
        operators = {part.operator for part in SpecifierSet(str(Requirement(line).specifier))}
        assert operators == {">="} or line.startswith("jupyter-book"), line


def test_conda_environment_takes_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf8"))
    *conda, pip = environment["dependencies"]
    assert pip == {"pip": ["-r requirements.txt"]}
    assert {"pip", "pango"} < set(conda)
    python = next(line for line in conda if line.startswith("python=")).removeprefix("python=")
    assert SpecifierSet(PROJECT["project"]["requires-python"]).contains(python)


def test_post_build_installs_the_package_and_opens_essays_as_notebooks(tmp_path):
    script = ROOT / "postBuild"
    assert os.access(script, os.X_OK)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    # a stand-in that notes the pip call and runs everything else with a prefix of its own
    (bin_ / "python").write_text(
        f'#!/bin/sh\nif [ "$1" = -m ]; then echo "$@" > "{tmp_path}/pip"; else '
        f"sed 's|^import sys$|import sys; sys.prefix = \"{tmp_path}\"|' | \"{sys.executable}\" -; fi\n"
    )
    (bin_ / "python").chmod(0o755)
    for _ in range(2):  # running it twice does no harm
        subprocess.run([script], check=True, cwd=ROOT, env={**os.environ, "PATH": f"{bin_}:{os.environ['PATH']}"})
    assert {"--no-deps", "--no-build-isolation"} < set((tmp_path / "pip").read_text().split())
    settings = json.loads((tmp_path / "share/jupyter/lab/settings/overrides.json").read_text())
    assert settings["@jupyterlab/docmanager-extension:plugin"]["defaultViewers"] == {"markdown": "Jupytext Notebook"}
    assert settings["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}


def test_container_for_development_is_the_same_environment():
    """A container with other versions than the lock would run other essays."""
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf8"))
    python = next(line for line in yaml.safe_load((ROOT / "environment.yml").read_text("utf8"))["dependencies"] if str(line).startswith("python="))
    assert container["image"].endswith(python.replace("python=", "python:1-") + "-bookworm")
    steps = container["postCreateCommand"]
    assert "libpango-1.0-0" in steps and "pip install --require-hashes -r requirements.txt" in steps and steps.endswith("./postBuild")
    packages = re.search(r"^pango-packages := (.+)$", (ROOT / "src/testimonia/edition/fork/template/volume.mk").read_text("utf8"), re.M)[1]
    assert packages in steps


ROOMS_OF_THE_VOLUME = {"interactive", "edition"}
STANDARD = sys.stdlib_module_names | {"testimonia"}


def imported(path: Path) -> set[str]:
    """Top-level names a file imports from elsewhere."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module.split(".")[0])
    return names - STANDARD


def declared(*extras: str) -> set[str]:
    lines = PROJECT["project"]["dependencies"] + [line for extra in extras for line in EXTRAS[extra]]
    return {canonicalize_name(Requirement(line).name) for line in lines}


#: Brought by a declared package, of which it is a part in all but name.
PART_OF = {"sphinx": "jupyter-book", "docutils": "jupyter-book", "sphinx-external-toc": "jupyter-book", "sphinxcontrib-bibtex": "jupyter-book", "pybtex": "jupyter-book", "jupyter-cache": "myst-nb", "nbformat": "myst-nb", "nbclient": "myst-nb", "myst-parser": "myst-nb", "ipython": "ipykernel", "matplotlib-inline": "ipykernel"}


@cache
def installed() -> dict[str, list[str]]:
    """Packages by the names under which they are imported."""
    return importlib.metadata.packages_distributions()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_imports_are_declared(path):
    """Outside the edition and the charts for the screen, and at the head of a module, only what `pip install testimonia` brings."""
    room = path.relative_to(SRC).parts[0]
    known = declared("book", "scale")
    packages = installed()
    for name in imported(path):
        owners = {canonicalize_name(owner) for owner in packages.get(name, [])}
        assert owners, f"{path.name} imports {name}, which is not installed"
        assert {PART_OF.get(owner, owner) for owner in owners} & known, f"{path.name} imports {name}: declare one of {owners} in pyproject.toml"
    if room not in ROOMS_OF_THE_VOLUME:
        head = {alias.name.split(".")[0] for node in ast.parse(path.read_text("utf8")).body if isinstance(node, ast.Import) for alias in node.names}
        head |= {node.module.split(".")[0] for node in ast.parse(path.read_text("utf8")).body if isinstance(node, ast.ImportFrom) and node.level == 0}
        for name in head - STANDARD:
            owners = {canonicalize_name(owner) for owner in packages[name]}
            assert owners & declared(), f"{path.name} imports {name} at its head, which only the extra `book` brings"


# --- one version, one name ---------------------------------------------------------------------


def test_one_version_everywhere():
    version = PROJECT["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf8"))
    init = re.search(r'^__version__ = "([^"]+)"', (SRC / "__init__.py").read_text("utf8"), re.M)
    assert init, "src/testimonia/__init__.py states no __version__"
    stated = {
        "CITATION.cff": str(citation["version"]),
        "CITATION.cff, preferred-citation": str(citation["preferred-citation"]["version"]),
        "datapackage.json": json.loads((ROOT / "data" / "datapackage.json").read_text("utf8"))["version"],
        "__init__.py": init[1],
        "README.md": re.search(r"Version (\S+),", (ROOT / "README.md").read_text("utf8"))[1],
        "CHANGELOG.md": re.search(r"^## .*?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf8"), re.M)[1],
    }
    assert stated == dict.fromkeys(stated, version)


def test_citation_file_is_valid():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf8"))
    citation["date-released"] = citation["date-released"].isoformat()  # YAML reads a date, the schema asks for its text
    schema = json.loads((ROOT / "tests" / "schemas" / "cff-1.2.0.json").read_text("utf8"))
    jsonschema.Draft7Validator(schema).validate(citation)
    assert citation["authors"] == [{"name": "The Suspected Army contributors"}]
    assert "doi" not in citation and "doi" not in citation["preferred-citation"], "no DOI has been minted"
    assert [work["doi"] for work in citation["references"]] == ["10.1080/09668136.2014.990708"]


@pytest.mark.parametrize("name, opening", [("LICENSE", "MIT License"), ("LICENSE-TEXT", "Creative Commons Attribution 4.0 International"), ("LICENSE-DATA", "Creative Commons Legal Code\n\nCC0 1.0 Universal")])
def test_licences_are_here_and_named(name, opening):
    assert (ROOT / name).read_text("utf8").startswith(opening)
    assert f"`{name}`" in (ROOT / "README.md").read_text("utf8")


# --- nothing of one machine, no address of a package index -------------------------------------

INDEX_HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "anaconda" + ".org", "deb." + "debian.org", "files." + "pythonhosted"]
MACHINE_PATH = re.compile(r"(?<![\w.~$}>*-])/(?:home|root|work|Users|opt)/\w")


def test_no_machine_paths_and_no_index_addresses():
    found = []
    for path in text_files():
        for number, line in enumerate(path.read_text("utf8", errors="replace").splitlines(), 1):
            if any(host in line for host in INDEX_HOSTS) or MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_text_is_utf8_with_unix_lines():
    files = [path for path in text_files() if "fixtures" not in path.parts]
    assert [path.name for path in files if b"\r" in path.read_bytes()] == []
    for path in files:
        path.read_text("utf8")


# --- the commands ------------------------------------------------------------------------------


def test_commands_named_in_the_documents_exist():
    offered = targets()
    assert {"book", "html", "test", "check-all", "clean", "help", "setup", "lock"} <= offered
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".ci/run"):
        for word in re.findall(r"^ {4,}make ([a-z][a-z-]*)|`make ([a-z][a-z-]*)|^make ([a-z][a-z-]*)", (ROOT / name).read_text("utf8"), re.M):
            assert "".join(word) in offered, f"{name} names `make {''.join(word)}`"


@pytest.mark.parametrize("target", ["book", "html", "test", "check-all", "clean", "help", "setup", "lock"])
def test_make_understands(target):
    done = make("--dry-run", target)
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr


def test_make_says_what_is_missing_when_there_is_no_python():
    done = make("setup", "VENV=_build/no-such-environment", "PYTHON=no-such-python")
    assert done.returncode and "apt install python3 python3-venv" in done.stderr
    assert not (ROOT / "_build" / "no-such-environment").exists()


@pytest.mark.parametrize("script, shell", [("postBuild", "sh"), (".ci/run", "bash")])
def test_scripts_parse(script, shell):
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run([shell, "-n", ROOT / script], check=True)


def test_the_volume_does_not_read_the_environment():
    """Sphinx looks into hidden folders too: without this it reads every README of every installed package."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    assert config.get("only_build_toc_files") is True
    assert {".*", ".venv", ".venv/**"} & set(config.get("exclude_patterns", [])), "_config.yml: exclude_patterns must hold .venv"


# --- rooms -------------------------------------------------------------------------------------

FOR_ALL = {"__version__", "aside", "refusal"}  # how a file is written, or something refused, is no room's own business
MAY_USE = {
    "case": {"case"},
    "analysis": {"case", "analysis"},
    "figures": {"case", "analysis", "figures"},
    "interactive": {"case", "analysis", "figures", "interactive"},
    "exchange": {"case", "analysis", "exchange"},
    "edition": {"case", "analysis", "figures", "interactive", "exchange", "edition"},
}


def rooms_used(path: Path) -> set[str]:
    """The rooms a module imports from; 'testimonia' stands for the whole library."""
    here = path.relative_to(SRC.parent).with_suffix("").parts
    package = here[:-1]
    used = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        full = []
        if isinstance(node, ast.Import):
            full = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            base += node.module.split(".") if node.module else []
            full = [base + [alias.name] for alias in node.names] if base == ["testimonia"] else [base]
        used |= {(parts[1] if len(parts) > 1 else parts[0]) for parts in full if parts and parts[0] == "testimonia"}
    return used - FOR_ALL


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent != SRC], ids=lambda path: path.relative_to(SRC).as_posix())
def test_rooms_use_only_rooms_before_them(path):
    room = path.relative_to(SRC).parts[0]
    assert room in MAY_USE, f"{room} is not a room of the house"
    assert rooms_used(path) <= MAY_USE[room]


def test_the_rule_of_rooms_sees_every_form_of_import(tmp_path, monkeypatch):
    source = SRC / "case" / "__init__.py"
    module = ast.parse("import testimonia.figures.theme\nfrom testimonia import analysis\nfrom ..exchange import gexf\nfrom .. import edition\nfrom . import edtf\ndef f():\n    import testimonia")
    monkeypatch.setattr(ast, "parse", lambda text: module)
    assert rooms_used(source) == {"figures", "analysis", "exchange", "edition", "case", "testimonia"}


WORDS_OF_THE_CASE = ["Stalin", "NKVD", "OGPU", "Cheka", "Red Army", "RKKA", "Politburo", "Soviet", "Bolshevik", "Trotsk", "Kremlin", "Whitewood", "Vesna", "vesna", "Military-Fascist", "1937"]


def persons() -> list[str]:
    """Family names from the table of actors, those long enough not to be other words."""
    path = ROOT / "data" / "actors.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf8", newline="") as file:
        return [row["name"].split()[-1] for row in csv.DictReader(file) if row["type"] == "person" and len(row["name"].split()[-1]) > 4]


def test_the_library_knows_nothing_of_this_case():
    pattern = re.compile("|".join([*map(re.escape, WORDS_OF_THE_CASE), *(rf"\b{re.escape(name)}\b" for name in persons())]))
    files = [path for path in text_files() if path.is_relative_to(SRC) and "OFL" not in path.name]
    assert len(files) >= len(MODULES) > 0
    found = [f"{path.relative_to(ROOT)}:{number}: {match[0]}" for path in files for number, line in enumerate(path.read_text("utf8").splitlines(), 1) if "--hash=" not in line and (match := pattern.search(line))]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_modules_are_short_and_public_names_are_described(path):
    text = path.read_text("utf8")
    assert text.count("\n") <= 330, "a module this long wants to be two"
    tree = ast.parse(text)
    public = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []
    if path.name != "__init__.py":
        assert ast.get_docstring(tree), "a module opens with what it is for"


def test_the_wheel_carries_everything_in_the_package(tmp_path):
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("testimonia-*.whl")
    shutil.unpack_archive(wheel, tmp_path / "wheel", "zip")
    inside = {path.relative_to(tmp_path / "wheel" / "testimonia").as_posix() for path in (tmp_path / "wheel" / "testimonia").rglob("*") if path.is_file()}
    here = {path.relative_to(SRC).as_posix() for path in SRC.rglob("*") if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")}
    assert inside == here
    assert (next((tmp_path / "wheel").glob("*.dist-info")) / "entry_points.txt").read_text().split() == ["[console_scripts]", "testimonia", "=", "testimonia.cli:main"]
