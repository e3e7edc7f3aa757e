"""Sources: reading `key[locator];key[locator]`, and printing it as a historian does."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.case.citation import Bibliography, CitationError, Sources, parse_citations

keys = st.from_regex(r"[a-z]{1,8}[0-9]{0,4}", fullmatch=True)
locators = st.none() | st.text(st.sampled_from("¶n 0123456789.,;:-–абв"), min_size=1, max_size=12).filter(lambda t: t == t.strip() and t)


@given(st.lists(st.tuples(keys, locators), min_size=1, max_size=5))
def test_what_is_written_is_read(citations):
    """A source would be lost, or one source's page given to another."""
    text = ";".join(key + (f"[{place}]" if place else "") for key, place in citations)
    read = parse_citations(text)
    assert [(c.key, c.locator) for c in read] == citations
    assert all(text[c.column - 1 :].startswith(c.key) for c in read)


@given(st.text(st.sampled_from("ab1[]; ¶,"), max_size=16) | st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_place(text):
    """A slip in a source cell would end in a traceback."""
    try:
        read = parse_citations(text)
    except CitationError as error:
        assert error.problem and error.remedy and 1 <= error.column <= len(text) + 1
    else:
        assert ";".join(c.key + (f"[{c.locator}]" if c.locator else "") for c in read) == text


@pytest.mark.parametrize("text, column, words", [
    ("", 1, "an empty citation"), ("a[1];", 6, "an empty citation"), (";a", 1, "an empty citation"), ("a[1];;b", 6, "an empty citation"),
    ("a[1", 2, "not closed"), ("a[]", 2, "empty locator"), ("a[ ]", 2, "empty locator"), ("a[ 1]", 3, "blanks around"), ("a[1]b[2]", 5, "text after the bracket"),
    ("[1]", 1, "without a key"), ("a [1]", 2, "after the key 'a'"), (" a", 1, "blank before"), ("a, b", 2, "after the key 'a'"), ("a[b[1]]", 2, "within a bracket"),
])  # fmt: skip
def test_what_is_refused_names_its_place(text, column, words):
    """In a cell of several sources nobody would see which is meant."""
    with pytest.raises(CitationError) as caught:
        parse_citations(text)
    assert caught.value.column == column and words in caught.value.problem


@pytest.fixture
def sources():
    works = Bibliography({
        "one": {"author": "Whitlock, Peter", "year": "2015"},
        "two": {"author": "Molnár, Ilona and Judit Szabó", "date": "2005-03"},
        "three": {"author": "Artner, A. and Berg, B. and Csik, C.", "year": "2003"},
        "others": {"author": "Artner, A. and others", "year": "2003"},
        "editor": {"editor": "von Berg, Carl", "year": "1900"},
        "body": {"author": "{The District Court}", "year": "1651"},
        "nobody": {"title": "The {Burning} of Two Witches", "shorttitle": "The Burning", "year": "1652"},
        "untitled": {"year": "1652"},
    })  # fmt: skip
    archives = pd.DataFrame(
        {"archive": ["VAS", "VAS"], "fond": ["33987", "1"], "opis": ["3", None], "delo": ["965", None], "list": ["88", "8-9"]},
        index=["vas-1", "vas-2"],
    )
    return Sources(works, archives)


@pytest.mark.parametrize("text, printed", [
    ("one[¶38];three[602];vas-1", "Whitlock 2015, ¶38; Artner et al. 2003, p. 602; VAS, f. 33987, op. 3, d. 965, l. 88"),
    ("two[323-324]", "Molnár & Szabó 2005, pp. 323–324"), ("one[n19]", "Whitlock 2015, n. 19"), ("one[n. 19]", "Whitlock 2015, n. 19"),
    ("one[12, 14-15]", "Whitlock 2015, pp. 12, 14–15"), ("one[¶3, n4]", "Whitlock 2015, ¶3, n. 4"), ("one[ch. 2]", "Whitlock 2015, ch. 2"),
    ("others", "Artner et al. 2003"), ("editor", "von Berg 1900"), ("body", "The District Court 1651"), ("nobody[2]", "The Burning 1652, p. 2"),
    ("untitled", "untitled 1652"), ("vas-2", "VAS, f. 1, ll. 8–9"), ("unknown[5]", "unknown, p. 5"),
])  # fmt: skip
def test_sources_are_printed_as_in_a_note(sources, text, printed):
    """Captions would show keys instead of sources."""
    assert sources.format(text) == printed


def test_keys_are_resolved(sources):
    """A work would be looked for among the archives."""
    assert [sources.resolve(key) for key in ("one", "vas-1", "nemo")] == ["work", "archive", None]
