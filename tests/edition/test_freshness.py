"""The cache key: everything an essay depends on changes it, nothing else does."""

from types import SimpleNamespace

import pytest

from testimonia.edition.freshness import kept, key


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


def test_checks_that_lie_elsewhere_change_the_key(book):
    """Else a book with its checks beside the essays would print the verdicts of the checks before these."""
    checks = book / "checks.py"
    checks.write_text("", "utf8")
    before = key(book, book / "data", checks)
    checks.write_text("changed", "utf8")
    assert key(book, book / "data", checks) != before


def test_what_is_kept_is_made_once_and_again_where_it_cannot_be_read(tmp_path):
    """A changed sentence would run every check again, or a damaged file would end the build."""
    app, made = SimpleNamespace(config=SimpleNamespace(nb_execution_cache_path=str(tmp_path / "cache"))), []

    def make():
        made.append(1)
        return {"claims": len(made)}

    assert [kept(app, "ledger", make) for _ in range(2)] == [{"claims": 1}] * 2
    (tmp_path / "cache" / "ledger.pickle").write_bytes(b"damaged")
    assert [kept(app, "ledger", make) for _ in range(2)] == [{"claims": 2}] * 2
