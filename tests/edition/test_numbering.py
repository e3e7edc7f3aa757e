"""Chapter numbers: '§4' and 'Figure 4.1' must mean the same essay for ever."""

import pytest

from testimonia.edition.numbering import chapter_number


@pytest.mark.parametrize(("docname", "number"), [("notebooks/0-the-question", 0), ("notebooks/12-late", 12), ("book/preface", None), ("notebooks/claims", None), ("4-x", 4), ("a4-x", None)])
def test_the_number_is_the_one_in_the_file_name(docname, number):
    """A footnote citing essay 4 would otherwise drift when an essay is inserted."""
    assert chapter_number(docname) == number
