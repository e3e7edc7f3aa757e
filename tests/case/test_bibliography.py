"""BibTeX files, whole and broken."""

import pytest

from testimonia.case.bibliography import Bibliography


@pytest.fixture
def read(tmp_path):
    def write_and_read(text):
        path = tmp_path / "references.bib"
        path.write_text(text, encoding="utf-8")
        return Bibliography.read(path)

    return write_and_read


def test_fields_and_lines(read):
    """A short citation could not be made, or a problem would point at the wrong line."""
    works = read('% a comment\n\n@Article{k,\n  Author = {M{\\"u}ller, Jan},\n  year = 1999,\n  keywords = {article, cited}\n}\n')
    assert works.keys == {"k"} and works.lines == {"k": 3} and works.problems == ()
    assert works.entries["k"] == {"author": "Müller, Jan", "year": "1999", "keywords": "article, cited", "entrytype": "article"}
    assert works.short("k") == "Müller 1999"
    assert works.with_keyword("cited") == ["k"] and works.with_keyword("method") == []


@pytest.mark.parametrize("broken", [
    "@book{bad title={x}}", "@book{bad, title={x}", "@book{bad, title={x}, @x}", "@book{bad,, title=}",
])  # fmt: skip
def test_good_entries_survive_broken_ones(read, broken):
    """One missing comma would empty the bibliography, and every row would be reported."""
    works = read("@book{a, title={A}}\n" + broken + "\n@book{z, title={Z}}\n")
    assert {"a", "z"} <= works.keys
    assert [p.row for p in works.problems] == [2] and "bad" in {p.value for p in works.problems}


def test_strings_are_expanded(read):
    """A publisher written once for all entries would be printed as a code."""
    assert read('@string{p = "Press"}\n@book{k, publisher = p}\n').entries["k"]["publisher"] == "Press"


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"@", b"{" * 500, b"@book{" * 200])
def test_rubbish_does_not_raise(tmp_path, content):
    """A damaged file would end in a traceback."""
    (tmp_path / "r.bib").write_bytes(content)
    assert Bibliography.read(tmp_path / "r.bib").entries == {}


def test_a_folder_is_no_bibliography(tmp_path):
    """A wrong path would end in a traceback."""
    (problem,) = Bibliography.read(tmp_path).problems
    assert "cannot be read" in problem.problem
