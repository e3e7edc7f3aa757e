"""Shares of charges over time: against the enumeration of days."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.analysis import charges_over_time
from testimonia.analysis.example import case_of, village


def test_shares_are_the_least_and_the_most_of_all_days(intervals, edtf, worlds):
    """The turn from one charge to another could be an effect of uncertain dates."""
    row = st.tuples(intervals, st.sampled_from([(), ("pact",), ("pact", "milk"), ("milk",)]))

    @settings(deadline=None, max_examples=60)
    @given(st.lists(row, min_size=1, max_size=3))
    def check(rows):
        # Two dated rows fix the record to days 0 to 4, as the enumeration has it.
        rows = [*rows, ((0, 0), ("other",)), ((4, 4), ("other",))]
        case = case_of(testimonies=[{"id": f"t{n}", "date": edtf(i), "charge": c} for n, (i, c) in enumerate(rows)])
        found = charges_over_time(case, by="day").set_index(["period", "charge"])
        for charge in {c for _, cell in rows for c in cell}:
            for day in range(5):
                seen = [[cell for d, (_, cell) in zip(world, rows) if d == day] for world in worlds([i for i, _ in rows])]
                numbers = [sum(charge in cell for cell in cells) for cells in seen]
                shares = [n / len(cells) for n, cells in zip(numbers, seen) if cells]
                line = found.loc[(f"1651-01-0{day + 1}", charge)]
                assert (line["certainly"], line["possibly"]) == (min(numbers), max(numbers))
                assert (line["of_certainly"], line["of_possibly"]) == (min(map(len, seen)), max(map(len, seen)))
                if shares:
                    assert (line["share_low"], line["share_high"]) == pytest.approx((min(shares), max(shares)))
                else:
                    assert math.isnan(line["share_low"]) and math.isnan(line["share_high"])

    check()


def test_periods_have_no_gaps_and_filters_hold():
    """A silent month would be skipped, and the line drawn across it."""
    found = charges_over_time(village(), by="month", accused="anna")
    assert found["period"].drop_duplicates().tolist() == ["1650-11", "1650-12", "1651-01", "1651-02", "1651-03", "1651-04", "1651-05"]
    assert found.query("period == '1651-05' and charge == 'pact'")["share"].tolist() == [1.0]
    assert found["end"].iloc[0].day == 30
    assert charges_over_time(village(), plot="no-such-plot").empty
    with pytest.raises(ValueError, match="day, month, year"):
        charges_over_time(village(), by="week")
