"""Rows of two codings: what is the same finding."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import match_actors, match_codings, paired_codes


def table(rows):
    return pd.DataFrame(rows, columns=["id", "source", "date", "accused", "level"])


A = table([("a1", "k[¶3];m[12]", "1651-01", "anna", 1), ("a2", "k[¶3]", "1651-01", "anna;bela", 2), ("a3", "k[¶9]", None, "clara", 0)])
B = table([("b1", "k[¶3]", "1651-01", "anna;bela", 2), ("b2", "k[¶2-3]", "1651-01-10", "varga", 1), ("b3", "m[¶9]", "1700", "dora", 0)])


def test_matching_by_hand():
    """Recall between the coders would count rows that are not the same finding."""
    found = match_codings(A, B, by=["accused"], same={"varga": "anna"})
    assert found.pairs[["a", "b"]].values.tolist() == [["a1", "b2"], ["a2", "b1"]]
    assert found.pairs["same_dates"].tolist() == [False, True] and found.pairs["paragraphs"].tolist() == [(3,), (3,)]
    assert found.pairs["shared"].tolist() == [("anna",), ("anna", "bela")]
    assert (found.only_a, found.only_b) == (("a3",), ("b3",))
    assert (found.recall_a.part, found.recall_a.whole, found.recall_b.whole) == (2, 3, 3)


@pytest.mark.parametrize(
    ("change", "matches"),
    [({"source": "k[¶4]"}, 0), ({"source": "k[3]"}, 0), ({"date": "1652"}, 0), ({"date": None}, 1), ({"date": "1650/.."}, 1), ({"accused": "bela"}, 0), ({"accused": None}, 0), ({}, 1)],
)  # fmt: skip
def test_paragraph_date_and_person_must_all_agree(change, matches):
    """Rows of other paragraphs, times or people would be matched, or uncertain dates not."""
    row = A.iloc[[0]]
    assert len(match_codings(row, row.assign(**change), by=["accused"]).pairs) == matches


def test_columns_taken_together_and_silence():
    """A person whom one coder puts among those who acted, the other among those acted on, would be two."""
    a = pd.DataFrame({"id": ["x", "w"], "source": ["k[¶1]"] * 2, "actors": [("anna",), ()], "by": [(), ()]})
    b = pd.DataFrame({"id": ["y", "z"], "source": ["k[¶1]"] * 2, "actors": [(), ()], "by": [("anna",), ()]})
    assert match_codings(a, b, by=[("actors", "by")]).pairs[["a", "b"]].values.tolist() == [["x", "y"], ["w", "z"]]
    assert match_codings(a, b, by=["actors", "by"]).pairs[["a", "b"]].values.tolist() == [["w", "z"]]


def test_most_rows_are_paired_and_then_the_most_alike():
    """A greedy pairing would leave rows over that both coders found: against every assignment."""
    people = st.sampled_from(["anna", "bela", "anna;bela", "bela;clara", "clara"])
    rows = st.lists(people, min_size=0, max_size=4)

    @settings(deadline=None, max_examples=60)
    @given(rows, rows)
    def check(left, right):
        def score(i, j):
            one, other = set(left[i].split(";")), set(right[j].split(";"))
            return 0.6 * len(one & other) / len(one | other) + 0.4 if one & other else None

        best = (0, 0.0)
        for size in range(min(len(left), len(right)) + 1):
            for rows_a in itertools.combinations(range(len(left)), size):
                for rows_b in itertools.permutations(range(len(right)), size):
                    scores = [score(i, j) for i, j in zip(rows_a, rows_b)]
                    if None not in scores:
                        best = max(best, (size, round(sum(scores), 9)))
        a, b = (table([(f"r{n}", "k[¶1]", "1651", p, 0) for n, p in enumerate(side)]) for side in (left, right))
        found = match_codings(a, b, by=["accused"]).pairs
        assert (len(found), round(found["score"].sum(), 9)) == pytest.approx(best)
        assert found["a"].is_unique and found["b"].is_unique

    check()


def test_paired_codes_feed_alpha():
    """The codes of one row would be compared with those of another."""
    matching = match_codings(A, B, by=["accused"], same={"varga": "anna"})
    codes = paired_codes(matching, A, B, "level")
    assert codes.values.tolist() == [[1, 1], [2, 2]] and codes.index.tolist() == ["a1 = b2", "a2 = b1"]
    ordered = pd.CategoricalDtype([0, 1, 2], ordered=True)
    kept = paired_codes(matching, A.astype({"level": ordered}), B.astype({"level": ordered}), "level")
    assert (kept.dtypes == ordered).all()


def test_actors_by_id_name_or_variant():
    """The same man under two ids would make two coders seem to disagree."""
    a = pd.DataFrame({"id": ["anna", "orso", "x", "y"], "name": ["Anna", "Béla Orsó", "John", "John"], "variants": [None, "Orso", None, None], "type": ["person"] * 4})
    b = pd.DataFrame({"id": ["anna", "bela", "john", "orsos"], "name": ["Anne", "ORSO", "john", "Béla Orsó"], "variants": [None] * 4, "type": ["person"] * 3 + ["group"]})
    assert match_actors(a, b) == {"anna": "anna", "bela": "orso"}


def test_a_coding_without_rows_has_no_recall():
    """An empty table would end the build, or count as full agreement."""
    found = match_codings(A, A.iloc[:0], by=["accused"])
    assert found.recall_a.share == 0 and found.recall_b is None and found.only_a == ("a1", "a2", "a3")
