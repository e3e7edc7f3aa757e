"""Leave one out: against doing it all, without any short cut."""

import pandas as pd
import pytest

from testimonia import analysis
from testimonia.analysis import leave_one_out, named_by, removals
from testimonia.analysis.example import village
from testimonia.analysis.lazy import lazy
from testimonia.analysis.leave_one_out import same
from testimonia.analysis.memory import remembering
from testimonia.analysis.watching import reading

#: Computations of every kind that an essay uses: filters, tables, rows by id, counts, graphs, and one that fails.
ASKED = {
    "rows": lambda c: len(c.testimonies), "filtered": lambda c: len(c.where("testimonies", custody="yes").between("1651").testimonies),
    "query": lambda c: c.testimonies.query("accused == 'anna'").index.tolist(), "by id": lambda c: c.row("anna-bela")["date"],
    "loc": lambda c: c.events.loc["arrest-anna", "date"], "named": lambda c: named_by(c)["accused"].tolist(),
    "lags": lambda c: analysis.lags(c, ["anna", "bela"]), "cascade": lambda c: sorted(analysis.cascade(c, "neighbours")),
    "order": lambda c: analysis.all_before(c, "clara-anna", "arrest-anna").answer, "first": lambda c: analysis.first(c, ["clara-anna", "anna-bela"])["first"].tolist(),
    "change": lambda c: analysis.change_of_mind(c, "emil", -1, 2)["answer"], "timeline": lambda c: len(analysis.timeline(c)),
    "nothing": lambda c: 3, "places": lambda c: c.table_of("talk"), "all tables": lambda c: sum(map(len, c.tables.values())),
    "of plot": lambda c: len(c.of_plot("milk-theft").testimonies), "without": lambda c: len(c.without("anna-bela").testimonies),
}  # fmt: skip


def sourced():
    """The village with sources, so that rows can be taken away by what they cite."""
    case = village()
    cited = ["court-1-2[3]", "court-1-2[4];diary1650", "court-1-2", "diary1650[7]", "bad[", None]
    tables = {name: table.assign(source=(cited * 9)[: len(table)]) for name, table in case.tables.items() if name in ("testimonies", "events", "assessments")}
    return case.with_tables(tables)


@pytest.mark.parametrize("by", ["deponent", "source"])
@pytest.mark.parametrize("name", ASKED)
def test_every_short_cut_gives_what_the_long_way_gives(name, by):
    """A finding would be called firm because a removal that undoes it was skipped."""
    case, compute = sourced(), ASKED[name]
    found = leave_one_out(case, compute, by=by)
    whole = compute(case)
    assert found["removed"].tolist() == list(removals(case, by))
    for one in found.itertuples():
        try:
            value, failed = compute(case.without(one.rows)), False
        except Exception:
            value, failed = None, True
        assert one.failed == failed and same(one.value, value), one.removed
        assert one.changed == (failed or not same(value, whole))


def test_removals_of_the_village():
    """Rows would be taken away that nobody said or that cite something else."""
    case = sourced()
    assert removals(case)["anna"] == ("anna-bela", "anna-clara")
    by_source = removals(case, "source")
    assert set(by_source) == {"court-1-2", "diary1650"}, "a source that cannot be read is nobody's"
    assert set(by_source["diary1650"]) == {row for t in ("testimonies", "events", "assessments") for row, cell in case.tables[t]["source"].items() if isinstance(cell, str) and "diary" in cell}
    assert removals(case, {"mine": ["anna-bela"]}) == {"mine": ("anna-bela",)}
    with pytest.raises(ValueError, match="by is 'deponent', 'source'"):
        removals(case, "witness")


def test_the_article_itself_is_no_source_to_be_taken_away(village_case):
    """Without the article nothing is left, which says nothing of any finding."""
    assert village_case.schema.article not in removals(village_case, "source")
    assert removals(village_case, "source")


def test_an_error_for_the_whole_case_is_raised():
    """A check that cannot be computed at all would pass for one that hangs on everything."""
    with pytest.raises(KeyError):
        leave_one_out(village(), lambda c: c.row("no-such-row"))
    assert leave_one_out(village(), ASKED["by id"]).query("failed")["removed"].tolist() == ["anna"]


def test_what_is_read_is_followed_row_by_row():
    """If reading were not followed, nothing could be skipped, and an essay would take minutes."""
    case = village()
    read = reading(case, lambda c: c.where("testimonies", deponent="anna").testimonies["accused"].tolist())[1]
    assert read == {"testimonies": {"anna-bela", "anna-clara"}}
    assert reading(case, lambda c: c.row("talk"))[1] == {"transmissions": {"talk"}}
    assert reading(case, lambda c: c.tables.get("events"))[1]["events"] == set(case.events.index)
    assert set(reading(case, lambda c: [len(t) for _, t in c.tables.items()])[1]) == set(case.tables)


def test_lazy_cases_return_what_cases_return():
    """The cases without a witness are made lazily; they would differ from those that a reader can make."""
    case = village()
    with remembering({}):
        slow = lazy(case)
        for made, plain in ((slow.between("1651"), case.between("1651")), (slow.where("events", kind="arrest"), case.where("events", kind="arrest")), (slow.without("talk"), case.without("talk"))):
            assert set(made.tables) == set(plain.tables)
            for name in plain.tables:
                pd.testing.assert_frame_equal(made.tables[name], plain.tables[name])


def test_workers_change_nothing():
    """The same question would be answered differently on two machines."""
    pytest.importorskip("joblib")
    case = village()
    assert leave_one_out(case, _count, n_jobs=2).equals(leave_one_out(case, _count))


def _count(case):
    return len(case.testimonies)
