"""Claims on the trials and arrests of 1936, ¶26–30."""

from testimonia import Seen, compare_rates, monthly_rate, share, together

from .common import LEADERS, charged, checks, decided, eight, in_custody, in_may, judged, names, part, precede, say, value, within

EARLY, LATE, NEXT = "count-arrests-early-1936", "count-arrests-late-1936", "count-arrests-early-1937"


def pace(case, measure: str):
    """Arrests per month in the period of a stated number."""
    row = case.measures.loc[measure]
    return monthly_rate(int(row["value"]), row["earliest"], row["latest"])


@checks.of("claim-germany-most-dangerous")
def germany_most_dangerous(case):
    """Of the foreign threats judged from 1933 to August 1936 that name a state, Germany's should be most often named, and gravely."""
    rows = judged(case, "1933", "1936-08", threat=["polish-espionage", "german-espionage", "japanese-espionage", "british-threat", "german-link-rumours"])
    german = rows[rows["threat"].str.startswith("german")]
    most = None if rows.empty else len(german) > len(rows) / 2
    return Seen(together(most, None if german.empty else bool((german["level"] == 2).any())), rows.index,
                f"{part(len(german), len(rows))} judgements that name a state concern Germany; none of them goes beyond level {german['level'].max()}" if len(german) else "no judgement of Germany")  # fmt: skip


@checks.of("claim-trial-nazi-link")
def trial_nazi_link(case):
    """After the trial, and not before it, oppositionists should be charged as spies and wreckers for foreign powers."""
    after = ["politburo-order-september-1936", "trial-january-1937"]
    follows = precede(case, ["trial-august-1936"], after)
    order = case.testimonies.loc[["politburo-trotskyist-zinovevite-elements-1936"]]
    return Seen(together(follows, bool(charged(order, "espionage").all())), ["trial-august-1936", *after, *order.index], f"the order that treats oppositionists as spies, and the second trial, come after it: {follows}")


@checks.of("claim-centre-gave-form")
def centre_gave_form(case):
    """Later accusations should speak of the centre, and earlier ones of no group of soldiers."""
    later = case.of_plot("trotskyist-military-centre").between("1936-12", "1937-05", certainly=True).testimonies
    earlier = case.where("testimonies", accused=["group-of-military-men", "moscow-military-group", "school-organisation"]).between(None, "1935").testimonies
    return Seen(together(len(later) > 0, earlier.empty), [*later.index, *earlier.index],
                f"{say(later['statement'].nunique())} later occasions speak of the centre; but a group of soldiers had been alleged on {say(earlier['statement'].nunique())} occasions before 1936")  # fmt: skip


@checks.of("claim-army-ties-graver")
def army_ties_graver(case):
    """Soldiers should be charged in 1936 with what had not been charged before, and not have been charged with as much."""
    soldiers = ["army-trotskyists", "group-of-military-men", "moscow-military-group", "mrachkovskii", "primakov", "putna", "tukhachevskii"]
    said = case.where("testimonies", accused=soldiers).testimonies
    old, new = said[said["latest"] < "1936"], said[(said["earliest"] >= "1936") & (said["latest"] < "1937")]
    before, now = ({charge for cell in rows["charge"] for charge in cell} for rows in (old[old["medium"] != "rumour"], new))
    return Seen(together(bool(now - before), "coup" not in before), [*old.index, *new.index],
                f"new in 1936: {', '.join(sorted(now - before)) or 'nothing'}; but {'a coup had been charged before' if 'coup' in before else 'no coup had been charged before'}")  # fmt: skip


@checks.of("claim-military-plot-idea")
def military_plot_idea(case):
    """Statements of 1936 should speak of a military plot, and none before should make a soldier a plotter."""
    now = case.testimonies.loc[["reingold-zinovev-kamenev-group-1936", "radek-army-trotskyists-1936", "sokolnikov-army-trotskyists-1936"]]
    plots = now[charged(now, "coup") | charged(now, "plot_membership")]
    before = case.where("testimonies", custody="yes", accused=["tukhachevskii", "group-of-military-men"]).between(None, "1935").testimonies
    before = before[charged(before, "coup") | charged(before, "plot_membership")]
    return Seen(together(len(plots) > 1, before.empty), [*now.index, *before.index],
                f"{say(len(plots))} statements of 1936 speak of a plot; but so do {say(before['statement'].nunique())} occasions in custody before, of 1927 and 1930")  # fmt: skip


@checks.of("claim-two-influences")
def two_influences(case):
    """Both letters should come before the inquiry was widened."""
    answers = {row: precede(case, [row], ["centre-inquiry-widens-1936"]) for row in ("budennyi-letter-1936", "ezhov-letter-1936")}
    held = decided(case, "1936-08", "1936-12", direction="restraint")
    return Seen(together(*answers.values()), [*answers, "centre-inquiry-widens-1936", *held.index],
                f"before the inquiry widened: Budennyi's letter, {answers['budennyi-letter-1936']}; Ezhov's, {answers['ezhov-letter-1936']}; and {say(len(held))} decision of Stalin's in these months is one of restraint")  # fmt: skip


@checks.of("claim-arrests-modest-1936")
def arrests_modest_1936(case):
    """Arrests should rise, stay few beside the purge, and touch none of those tried in June 1937."""
    rose = compare_rates(pace(case, LATE), pace(case, EARLY)).low > 1
    total, purge = sum(value(case, row) for row in (EARLY, LATE, NEXT)), value(case, "count-purge-arrests-discharges", "low")
    taken = sorted(set(case.events.loc["arrests-army-trotskyists-1936", "actors"]) & set(eight(case)))
    return Seen(together(rose, total < purge / 10, not taken), [EARLY, LATE, NEXT, "count-purge-arrests-discharges", "arrests-army-trotskyists-1936", "trial-june-1937"],
                f"{pace(case, EARLY).rate:.0f} a month, then {pace(case, LATE).rate:.0f}; {say(total)} in all, against {say(purge)} and more in the purge; but {names(case, taken)}, tried with the elite, were among the arrested")  # fmt: skip


@checks.of("claim-pace-maintained")
def pace_maintained(case):
    """The rate of January and February 1937 should be that of late 1936, for all and for officers."""
    everybody = compare_rates(pace(case, NEXT), pace(case, LATE))
    officers = compare_rates(pace(case, f"{NEXT}-officers"), pace(case, f"{LATE}-officers"))
    rows = [LATE, NEXT, f"{LATE}-officers", f"{NEXT}-officers"]
    same = lambda one: one.low <= 1 <= one.high
    return Seen(together(same(everybody), same(officers)), rows,
                f"{pace(case, LATE).rate:.0f} arrests a month, then {pace(case, NEXT).rate:.0f}: {everybody.ratio:.1f} times the pace, and {officers.ratio:.1f} times for officers")  # fmt: skip


@checks.of("claim-party-repression-army")
def party_repression_army(case):
    """Arrests in the army should rise after those in the party had begun."""
    follows = precede(case, ["arrest-olberg-1936"], [LATE])
    rise = compare_rates(pace(case, LATE), pace(case, EARLY))
    return Seen(together(follows, rise.low > 1), ["arrest-olberg-1936", EARLY, LATE], f"after the arrests in the party began, {rise.ratio:.1f} times as many a month from August 1936")


@checks.of("claim-trotskyists-insufficient")
def trotskyists_insufficient(case):
    """Trotskyists should be few and mostly no officers, and the commanders be charged with something else."""
    few = value(case, "count-trotskyist-share-1927") < 1 and value(case, "count-proverka-trotskyism") < 0.1 * value(case, "count-proverka-expelled")
    officers = share(int(value(case, f"{NEXT}-officers")), int(value(case, NEXT))).share
    may = in_custody(case, in_may(case), "1937-05-01", "1937-05-22")
    trotskyist = may.groupby("statement")["charge"].agg(lambda cells: any("trotskyism" in cell for cell in cells))
    rows = ["count-trotskyist-share-1927", "count-proverka-trotskyism", "count-proverka-expelled", NEXT, f"{NEXT}-officers", *may.index]
    return Seen(together(few, officers < 0.5, None if may.empty else not trotskyist.any()), rows,
                f"few in every count, and {100 * officers:.0f} per cent officers by early 1937; but {part(int(trotskyist.sum()), len(trotskyist))} statements of May before the arrests of the 22nd charge Trotskyism")  # fmt: skip


@checks.of("claim-charges-merge")
def charges_merge(case):
    """From late 1936 one statement should charge Trotskyism and espionage together, among leaders and in custody."""
    said = within(case, "testimonies", "1936-09", "1937-06-10")
    both = said[charged(said, "trotskyism") & charged(said, "espionage")]
    held, free = both[both["custody"] == "yes"], both[both["custody"] != "yes"]
    asked = said[(said["custody"] == "yes") & (charged(said, "trotskyism") | charged(said, "espionage"))]
    return Seen(together(len(free) > 0, None if asked.empty else len(held) > 0), [*both.index, *asked.index],
                f"both charges together in {say(free['statement'].nunique())} utterances of leaders and in {part(held['statement'].nunique(), asked['statement'].nunique())} statements in custody that make either")  # fmt: skip


@checks.of("claim-calls-without-effect")
def calls_without_effect(case):
    """After the letters Stalin should hold back, and neither he nor the Politburo press on."""
    autumn = decided(case, "1936-08", "1936-12", actor=LEADERS)
    held, pressed = (autumn[autumn["direction"] == way] for way in ("restraint", "escalation"))
    after = precede(case, ["budennyi-letter-1936"], list(pressed.index)) if len(pressed) else "no"
    return Seen(together(len(held) > 0, pressed.empty), [*autumn.index, "budennyi-letter-1936"],
                f"{say(len(held))} decision of restraint; but {say(len(pressed))} of escalation in the same months, after Budennyi's letter: {after}")  # fmt: skip
