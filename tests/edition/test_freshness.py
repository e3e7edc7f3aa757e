"""The cache key: everything an essay depends on changes it, nothing else does."""

import pytest

from testimonia.edition.freshness import key


@pytest.fixture
def book(tmp_path):
    """A folder with the files that a key is made of."""
    for name, text in {"data/events.csv": "id\n", "data/datapackage.json": "{}", "data/references.bib": "", "data/notes.txt": "x", "notebooks/claims.py": "", "notebooks/1-a.md": "x", "requirements.txt": "pandas"}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf8")
    return tmp_path


@pytest.mark.parametrize("name", ["data/events.csv", "data/datapackage.json", "data/references.bib", "notebooks/claims.py", "requirements.txt"])
def test_a_changed_input_changes_the_key(book, name):
    """Else a corrected cell would leave the old figure in the book."""
    before = key(book, book / "data")
    (book / name).write_text("changed", "utf8")
    assert key(book, book / "data") != before


@pytest.mark.parametrize("name", ["data/notes.txt", "notebooks/1-a.md"])
def test_other_files_do_not(book, name):
    """Else one changed sentence would run every essay again."""
    before = key(book, book / "data")
    (book / name).write_text("changed", "utf8")
    assert key(book, book / "data") == before


def test_the_key_does_not_depend_on_where_the_book_lies(book, tmp_path_factory):
    """Else two readers with the same files would build different volumes."""
    import shutil

    other = tmp_path_factory.mktemp("elsewhere") / "book"
    shutil.copytree(book, other)
    assert key(other, other / "data") == key(book, book / "data")
