"""Claims on the spy scare, the Plenum and the speeches of March 1937, ¶31–37."""

import pandas as pd
from testimonia import Seen, change_of_mind, together, trajectory

from .common import ALARM_OF_MARCH, ARMY, FOREIGN, LEADERS, PLENUM_ENDS, charged, checks, decided, judged, part, precede, say, within


@checks.of("claim-enemies-at-home-foreign")
def enemies_at_home_foreign(case):
    """The order should charge enemies at home with espionage."""
    said = case.testimonies.loc[["politburo-trotskyist-zinovevite-elements-1936"]]
    return Seen(together(bool(charged(said, "espionage").all())), [*said.index, "politburo-order-september-1936"], f"charges: {', '.join(said['charge'].iloc[0])}")


@checks.of("claim-two-principal-threats")
def two_principal_threats(case):
    """In March 1937 both kinds of threat should be judged grave, by the army itself."""
    march = judged(case, "1937-03-13", "1937-03-31", institution=ARMY).query("level == 2")
    foreign = march[march["threat"].isin(FOREIGN)]
    home = march[march["threat"].isin(["trotskyists", "trotskyist-military-centre", "hidden-enemies"])]
    return Seen(together(len(foreign) > 0, len(home) > 0), march.index, f"{say(len(foreign))} grave judgements on foreign agents and {say(len(home))} on enemies at home")


@checks.of("claim-january-trial-open")
def january_trial_open(case):
    """The trial should join home and abroad, and be the first to do so."""
    trials = within(case, "events", "1936", "1937-01").query("kind == 'trial'")
    trials = trials[trials["by"].map(len) == 0].sort_values("earliest")
    both = [row for row, threat in trials["threat"].items() if str(case.threats.loc[threat, "locus"]) == "both"]
    earlier = [row for row in both if row != "trial-january-1937"]
    return Seen(together("trial-january-1937" in both, not earlier), [*trials.index, *sorted(set(trials["threat"]))],
                f"its case is coded as at home and abroad; so is that of {say(len(earlier))} trial before it, of August 1936")  # fmt: skip


@checks.of("claim-elite-watched")
def elite_watched(case):
    """A plan to watch the commanders should be on record after rumours about them."""
    rumours = ["uritskii-report-1935", "znamia-rossii-report-1935", "goring-report-1936"]
    answer = precede(case, rumours, ["ino-plan-1937"])
    return Seen(together(answer), [*rumours, "ino-plan-1937"], f"the plan to gather material comes after the rumours of 1935–36: {answer}")


@checks.of("claim-plenum-turning")
def plenum_turning(case):
    """Those who were alarmed after the Plenum should not have been so before it."""
    before, after = judged(case, "1935", PLENUM_ENDS), judged(case, "1937-03-13", "1937-05-22")
    turn = change_of_mind(case.with_basis(["stated", "inferred"]), "voroshilov", -1, 1)
    straddles = turn["answer"] == "yes" and turn["latest"] >= pd.Timestamp(PLENUM_ENDS) and turn["earliest"] >= pd.Timestamp("1937-02-01")
    heard = [who for who in after.query("level > 0")["assessor"].unique() if who in set(before["assessor"])]
    already = [who for who in heard if (before[before["assessor"] == who]["level"] > 0).any() and who != "stalin"]
    rows = [*before[before["assessor"].isin(heard)].index, *after[after["assessor"].isin(heard)].index]
    return Seen(together(straddles, not already), rows, f"Voroshilov's turn is dated by it; but of the {say(len(heard))} alarmed afterwards who had spoken before, {say(len(already))} had been alarmed before")


@checks.of("claim-hesitation-1937")
def hesitation_1937(case):
    """From the end of the Plenum to 10 May restraint should be on record, and oftener than escalation."""
    rows = decided(case, "1937-03", "1937-05-10", actor=LEADERS)
    rows = rows[rows["latest"] > PLENUM_ENDS]
    held, pressed = (rows[rows["direction"] == way] for way in ("restraint", "escalation"))
    return Seen(together(len(held) > 0, len(held) > len(pressed)), rows.index,
                f"{say(len(held))} decision of restraint against {say(len(pressed))} of escalation by Stalin and the Politburo after the Plenum, to 10 May")  # fmt: skip


@checks.of("claim-hesitation-pattern")
def hesitation_pattern(case):
    """In the spring of 1937, as in 1927 and 1930, restraint should be on record, and outnumber escalation."""
    spans = {"1927": ("1926", "1928"), "1930": ("1930", "1931"), "spring 1937": ("1937-02", "1937-05-10")}
    rows = {when: decided(case, *span, actor=LEADERS) for when, span in spans.items()}
    sums = {when: [int((part["direction"] == way).sum()) for way in ("restraint", "escalation")] for when, part in rows.items()}
    leans = [None if sum(pair) == 0 else pair[0] > pair[1] for pair in sums.values()]
    present, alike = (None, None) if None in leans else (all(pair[0] > 0 for pair in sums.values()), len(set(leans)) == 1)
    return Seen(together(present, alike), [row for part in rows.values() for row in part.index], "decisions of restraint against escalation: " + "; ".join(f"{when} {say(a)} to {say(b) if b else 'none'}" for when, (a, b) in sums.items()))


@checks.of("claim-voroshilov-not-shield")
def voroshilov_not_shield(case):
    """Steps against the army should follow his assurances."""
    steps = ["politburo-order-march-1937", "commissars-restored-1937", "arrests-22-may-1937"]
    answer = precede(case, ["voroshilov-plenum-speech-1937"], steps)
    return Seen(together(answer), ["voroshilov-plenum-speech-1937", *steps], f"{say(len(steps))} steps against the army follow his speech: {answer}")


@checks.of("claim-voroshilov-falls-in")
def voroshilov_falls_in(case):
    """His change should be certain, and come after Molotov had spoken."""
    turn = change_of_mind(case.with_basis(["stated", "inferred"]), "voroshilov", -1, 1)
    signal = precede(case, ["molotov-plenum-speech-1937"], ["assess-voroshilov-march-1937"])
    rows = ["molotov-plenum-speech-1937", "assess-voroshilov-march-1937", *turn["from_row"], *turn["to_row"]]
    return Seen(together(turn["answer"], signal), rows, f"he crossed from reassuring to alarmed: {turn['answer']}; after Molotov's speech: {signal}")


@checks.of("claim-voroshilov-first-spies")
def voroshilov_first_spies(case):
    """No earlier judgement of his should concern foreign agents."""
    path = trajectory(case.with_basis(["stated", "inferred"]), "voroshilov")
    spies = path[path["threat"].isin(FOREIGN)]
    earlier = path[path["latest"] < "1937-03-13"]
    return Seen(together(None if spies.empty or earlier.empty else spies["earliest"].min() == pd.Timestamp("1937-03-13")), path["row"],
                f"of his judgements before 13 March 1937 {part(int(earlier['threat'].isin(FOREIGN).sum()), len(earlier))} on foreign agents")  # fmt: skip


@checks.of("claim-officers-back-voroshilov")
def officers_back_voroshilov(case):
    """The others who spoke at the meeting should be as alarmed as he was."""
    said = case.assessments.loc[ALARM_OF_MARCH]
    his, others = said[said["assessor"] == "voroshilov"], said[said["assessor"] != "voroshilov"]
    return Seen(together(bool((others["level"] >= his["level"].iloc[0]).all())), said.index, f"{say(len(others))} others spoke at level {others['level'].min()} or above, he at {his['level'].iloc[0]}", told_in={"¶36"})


@checks.of("claim-gamarnik-scale")
def gamarnik_scale(case):
    """On foreign agents his judgement should rise from 1936 to 1937."""
    his = judged(case, "1936", "1937", assessor="gamarnik", threat=["foreign-agents", "spy-scare-1937"])
    old, new = his[his["latest"] < "1937"], his[his["earliest"] >= "1937"]
    return Seen(together(None if old.empty or new.empty else bool(old["level"].max() < 0 < new["level"].min())), his.index, f"level {old['level'].max()} in April 1936, {new['level'].min()} in March 1937")
