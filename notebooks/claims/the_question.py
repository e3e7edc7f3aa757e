"""Claims of the abstract and the introduction, ¶1–2, which the rest of the article is to bear out."""

from testimonia import Seen, together

from .common import checks, decided, judged, part, say, value, within


@checks.of("claim-long-history")
def long_history(case):
    """A long record should show in most years; trust that wears down should show in Stalin's own judgements."""
    years = range(1918, 1937)
    grave = judged(case, "1918", "1936").query("level > 0")
    grave = grave[(grave["latest"] - grave["earliest"]).dt.days < 1500]
    covered = [year for year in years if ((grave["earliest"].dt.year <= year) & (grave["latest"].dt.year >= year)).any()]
    his = judged(case, None, "1936-12", assessor="stalin").sort_values("latest")
    worn = None if len(his) < 2 else int(his["level"].iloc[-1]) > int(his["level"].iloc[0])
    words = f"alarm on record for {part(len(covered), len(years))} years; Stalin's own judgement stands at {his['level'].iloc[0]} in the first row and at {his['level'].iloc[-1]} in the last before 1937" if len(his) else "no judgement of Stalin's on record"
    return Seen(together(len(covered) > len(years) / 2, worn), [*grave.index, *his.index], words)


@checks.of("claim-restraint")
def restraint(case):
    """Stalin's decisions before 1937 should hold back more than press on, and the army should have been spared."""
    held, pressed = (decided(case, None, "1936-12", direction=way) for way in ("restraint", "escalation"))
    removed = within(case, "measures", "1925", "1936-12")
    removed = removed[removed["unit"].eq("persons") & removed["value"].fillna(removed["low"]).ge(1000) & removed["quantity"].str.contains("discharged|removed|expelled")]
    words = f"{say(len(held))} decisions of restraint against {say(len(pressed))} of escalation; but thousands were removed in {say(removed['period'].nunique())} operations before 1937"
    return Seen(together(len(held) > len(pressed), removed.empty), [*held.index, *pressed.index, *removed.index], words)
