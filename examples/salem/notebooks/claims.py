"""The claims of the table `claims`, put to the tables: one small function for each that can be tested."""

import testimonia as tm
from testimonia import Seen, together

checks = tm.Checks()


@checks.of("claim-named-first")
def named_before_arrest(case):
    """For nobody should the arrest be earlier than the first naming on record."""
    lags = tm.lags(case)
    lags = lags[lags["arrests"].map(len) > 0]
    never_before = [None if low != low else bool(low >= 0) for low in lags["lag_min"].astype("Float64").to_numpy(float, na_value=float("nan"))]
    return Seen(together(*never_before), sum(lags["testimonies"] + lags["arrests"], ()), f"{sum(map(bool, never_before))} of {len(never_before)} arrests are no earlier than the first complaint")


@checks.of("claim-confessors-lived")
def confessors_lived(case):
    """Nobody who named himself or herself should be among the executed."""
    own = case.testimonies[case.testimonies["deponent"].eq(case.testimonies["accused"])]
    events = case.events[case.events["kind"] == "execution"]
    hanged = {who for actors in events["actors"] for who in actors}
    died = sorted(set(own["deponent"]) & hanged)
    return Seen(together(not died if len(own) else None), [*own.index, *events.index], f"{own['deponent'].nunique()} confessed, {len(died)} of them hanged")
