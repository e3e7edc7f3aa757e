"""Counts and curves of a table that is never in memory, against those of the same table in memory."""

import pandas as pd
import pytest

from testimonia import analysis, load
from testimonia.exchange import curves_of_parquet, parquet_of


@pytest.mark.parametrize("unit", ["year", "month"])
def test_curves_are_those_in_memory(village, tmp_path, unit):
    """A large case would be counted by another rule than a small one."""
    path = village / "testimonies.csv"
    lines = path.read_text("utf8").splitlines()
    undated = lines[1].replace("clara-anna-1650,1650-11,", "undated-1,../1651,").replace("clara-letter", "undated-letter")
    open_end = lines[1].replace("clara-anna-1650,1650-11,", "open-1,1651-02/..,").replace("clara-letter", "open-letter")
    path.write_text("\n".join([*lines, undated, open_end]) + "\n", "utf8")
    found = curves_of_parquet(parquet_of(path, tmp_path / "t.parquet"), unit=unit)
    curves = analysis.cumulative(load(village), count="testimonies")
    assert set(found["accused"]) == set(curves["accused"]) and len(found) > 3
    for accused, of_one in found.groupby("accused"):
        curve = curves[curves["accused"] == accused]
        for row in of_one.itertuples():
            end = (pd.Period(row.period, "M" if unit == "month" else "Y")).end_time.normalize()
            by = curve[curve["day"] <= end].iloc[-1]
            assert (row.certainly, row.possibly) == (by["certainly"], by["possibly"]), (accused, row.period)


def test_what_cannot_be_read_says_why(village, tmp_path):
    with pytest.raises(FileNotFoundError, match="no such table"):
        parquet_of(village / "none.csv", tmp_path / "t.parquet")
    with pytest.raises(ValueError, match="none.parquet"):
        curves_of_parquet(tmp_path / "none.parquet")
    made = parquet_of(village / "actors.csv", tmp_path / "a.parquet")
    with pytest.raises(ValueError, match="a.parquet"):  # no column of dates
        curves_of_parquet(made)
    with pytest.raises(ValueError, match="unit is day, month, year"):
        curves_of_parquet(made, unit="week")
    with pytest.raises(ValueError, match="memory is written"):
        curves_of_parquet(made, memory="a lot")


def test_a_broken_table_leaves_nothing(village, tmp_path):
    """Half a Parquet file would be read as a whole one."""
    path = village / "testimonies.csv"
    path.write_text(path.read_text("utf8") + 'a,b,"never closed\n', "utf8")
    with pytest.raises(ValueError, match="check the case first"):
        parquet_of(path, tmp_path / "t.parquet")
    assert not list(tmp_path.glob("t.parquet*"))


def test_undated_testimonies_have_no_curve(village, tmp_path):
    path = tmp_path / "testimonies.csv"
    path.write_text("id,accused,date\nt1,anna,\nt2,bela,\n", "utf8")
    with pytest.raises(ValueError, match="no testimony is dated"):
        curves_of_parquet(parquet_of(path, tmp_path / "t.parquet"))
