"""What a change did to the argument: she edits one cell, and sees which sentences moved."""

import json

import pytest
from bs4 import BeautifulSoup

from testimonia import cli
from testimonia.edition.difference import DifferenceError, difference, moved, version
from testimonia.edition.difference_page import page
from testimonia.edition.manifest import checksums

from ..case.test_difference import edit
from ..conftest import VILLAGE

NUMBER = {"kind": "number", "name": "named", "shown": "two", "readings": {"everything recorded": "two", "stated only": "two"}, "sentences": ["She named two."], "rows": [{"id": "a", "source": "x"}], "observed": ""}


def book(folder, findings):
    """A book around a copy of the village, built as far as a manifest goes."""
    import shutil

    shutil.copytree(VILLAGE, folder / "data")
    (folder / "_config.yml").write_text("title: A village\n", "utf8")
    built(folder, findings)
    return folder


def built(folder, findings):
    (folder / "_build/html").mkdir(parents=True, exist_ok=True)
    manifest = {"title": "A village", "tables": checksums(folder / "data"), "pages": {"notebooks/1": findings}, "claims": {}}
    (folder / "_build/html/manifest.json").write_text(json.dumps(manifest), "utf8")


@pytest.fixture
def two(tmp_path):
    """An older and a newer book: one cell differs, and one number with it."""
    old = book(tmp_path / "old", [NUMBER])
    new = book(tmp_path / "new", [NUMBER])
    edit(new / "data", "testimonies", lambda rows: [rows[0] | {"certainty": "low"}, *rows[1:]])
    built(new, [NUMBER | {"shown": "three", "sentences": ["She named <b>three</b>."]}])
    return old, new


def test_rows_and_sentences(two):
    found = difference(*two)
    assert [(change.table, change.column, change.new) for change in found.changes] == [("testimonies", "certainty", "low")]
    assert [(move.name, move.old, move.new, move.sentences) for move in found.moves] == [("named", "two", "three", ("She named <b>three</b>.",))]


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"readings": {"everything recorded": "two", "stated only": "one"}}, "under ‘stated only’: two → one"),
        ({"rows": [{"id": "b", "source": "x"}]}, "it rests on other rows"),
        ({"rows": [{"id": "a", "source": "y"}]}, "its rows cite other sources"),
        ({"sentences": ["Two were named by her."]}, "its sentence was rewritten"),
    ],
)
def test_what_moves_unseen(change, because):
    """The number is the same, but it no longer rests on the same ground."""
    (move,) = moved({"pages": {"1": [NUMBER]}}, {"pages": {"1": [NUMBER | change]}})
    assert move.old == move.new == "two" and move.because == (because,) and because in str(move)


def test_a_figure_counts_the_rows_of_its_twin_that_changed():
    figure = {"kind": "figure", "name": "fig-a", "cells": [["anna", "1"], ["bela", "2"]], "rows": []}
    (move,) = moved({"pages": {"1": [figure]}}, {"pages": {"1": [figure | {"cells": [["anna", "1"], ["bela", "3"]]}]}})
    assert str(move) == "figure fig-a: 2 rows → 2 rows, 1 of them new or different"


def test_findings_come_and_go():
    (gone,) = moved({"pages": {"1": [NUMBER]}}, {"pages": {"1": []}})
    (new,) = moved({"pages": {}}, {"pages": {"1": [NUMBER]}})
    assert (gone.old, gone.new, new.old, new.new) == ("two", None, None, "two")


def test_a_verdict_on_a_claim():
    claim = {"kind": "claim", "name": "claim-a", "shown": "borne out", "rows": []}
    (move,) = moved({"pages": {}, "claims": {"claim-a": claim}}, {"pages": {}, "claims": {"claim-a": claim | {"shown": "qualified"}}})
    assert str(move) == "claim claim-a: borne out → qualified"


def test_nothing_moved(tmp_path):
    old, new = book(tmp_path / "a", [NUMBER]), book(tmp_path / "b", [NUMBER])
    assert str(difference(old, new)) == "The tables are the same.\n\nNothing in the volume moved."


def test_the_tables_alone(two):
    """A case without a book can be compared; that the volume is not, is said."""
    found = difference(VILLAGE, two[1])
    assert found.moves is None and found.unbuilt == (str(VILLAGE),)
    assert "cannot be said" in str(found) and "cannot be said" in page(found, "a", "b")


def test_the_folder_of_the_tables_finds_its_book(two):
    assert version(two[1] / "data").manifest["pages"]


def test_a_volume_built_from_other_tables_is_refused(two):
    """It would tell of moves that another change made."""
    edit(two[1] / "data", "testimonies", lambda rows: rows[1:])
    with pytest.raises(DifferenceError, match="built from other tables"):
        difference(*two)


def test_the_page_shows_text_as_text(two):
    soup = BeautifulSoup(page(difference(*two), str(two[0]), str(two[1])), "lxml")
    assert "“She named <b>three</b>.”" in soup.get_text() and soup.find("b") is None and soup.find("script") is None


def test_the_command(two, capsys, tmp_path):
    old, new = map(str, two)
    assert cli.main(["diff", old, new, "--page", str(tmp_path / "out" / "page.html")]) == 0
    assert "number named: two → three" in capsys.readouterr().out and (tmp_path / "out/page.html").is_file()
    assert cli.main(["diff", old, new, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["rows"][0]["column"] == "certainty" and said["volume"][0]["new"] == "three"


@pytest.mark.parametrize("spoil", ["missing", "manifest", "page"])
def test_what_cannot_be_compared(two, capsys, tmp_path, spoil):
    """One line that says why; status 1; no traceback."""
    words = ["diff", str(two[0]), str(two[1])]
    if spoil == "missing":
        words[1] = str(tmp_path / "nowhere")
    elif spoil == "manifest":
        (two[1] / "_build/html/manifest.json").write_text("{", "utf8")
    else:
        (tmp_path / "file").write_text("", "utf8")
        words += ["--page", str(tmp_path / "file" / "page.html")]
    assert cli.main(words) == 1
    assert len(capsys.readouterr().out.strip().splitlines()) == 1
