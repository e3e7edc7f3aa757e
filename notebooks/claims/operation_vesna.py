"""Claims on vesna, the recanters, the verification of 1935 and the rumours of 1935–36, ¶17–25."""

from testimonia import Seen, together

from .common import FOREIGN, POLICE, charged, checks, decided, eight, in_custody, judged, names, part, precede, say, value, within


@checks.of("claim-britain-drove-surveillance")
def britain_drove_surveillance(case):
    """An alarm from abroad, on record for itself, should come before the surveillance that it is said to have caused."""
    british, polish = ["war-scare-1927", "british-intelligence-1928"], ["pilsudski-power-1926", "ogpu-polish-espionage-1926"]
    answers = {row: precede(case, [row], ["specialist-surveillance-1926"]) for row in [*british, *polish]}
    any_yes = next((word for word in ("yes", "cannot tell") if word in answers.values()), "no")
    later = sum(answers[row] == "no" for row in british)
    return Seen(together(any_yes), [*answers, "specialist-surveillance-1926"],
                f"{part(later, len(british))} dated signs of the fear of Britain are later than the surveillance; whether the news from Poland came before it: {'cannot tell' if answers[polish[0]] == 'cannot tell' else answers[polish[0]]}")  # fmt: skip


@checks.of("claim-vesna-larger")
def vesna_larger(case):
    """The numbers of vesna should exceed every number given for the threats of the 1920s."""
    vesna = value(case, "count-vesna-thousands", "low")
    earlier = within(case, "measures", "1920", "1929-12").query("unit == 'persons'")
    mass = value(case, "count-mass-arrests-1924-1930")
    return Seen(together(vesna > earlier["value"].max() if len(earlier) else None, mass == 0), ["count-vesna-thousands", *earlier.index, "count-mass-arrests-1924-1930"],
                f"at least {say(vesna)} discharged; before it {say(earlier['value'].max())} at most, and {say(mass)} mass arrests")  # fmt: skip


@checks.of("claim-vesna-outsiders")
def vesna_outsiders(case):
    """Most of the thousands should be placed by the record, and placed in the academies."""
    arrests = case.events.query("kind == 'arrest' and threat in ['vesna-plot', 'right-conspiracy-1930']")
    men = {who for actors in arrests["actors"] for who in actors if case.actors.loc[who, "type"] == "person"}
    academy = [who for who in men if {"frunze-academy", "kamenev-school"} & set(case.actors.loc[who, "affiliation"])]
    total = value(case, "count-vesna-thousands", "low")
    placed = "cannot tell" if len(men) < total / 2 else len(academy) > len(men) / 2
    return Seen(together(placed), [*arrests.index, "count-vesna-thousands", *sorted(men)], f"{part(len(academy), len(men))} men arrested by name came from an academy; of the {say(total)} and more nothing says where they served")


@checks.of("claim-vesna-class-war")
def vesna_class_war(case):
    """The class war on specialists should begin before the arrests of vesna and last through them."""
    began = precede(case, ["shakhty-trial-1928"], ["vesna-moscow-arrests-1930"])
    war, arrests = case.events.loc["cultural-revolution"], case.events.loc["vesna-moscow-arrests-1930"]
    during = bool(war["earliest"] <= arrests["earliest"] and arrests["latest"] <= war["latest"])
    return Seen(together(began, during), ["shakhty-trial-1928", "cultural-revolution", "vesna-moscow-arrests-1930"],
                f"the Shakhty trial before the arrests in Moscow: {began}; these within the years of the Cultural Revolution: {'yes' if during else 'no'}")  # fmt: skip


@checks.of("claim-vesna-estimates-vary")
def vesna_estimates_vary(case):
    """The two estimates should differ by more than rounding would explain."""
    low, high = value(case, "count-vesna-typical-estimate"), value(case, "count-vesna-high-estimate")
    return Seen(together(high > 2 * low), ["count-vesna-typical-estimate", "count-vesna-high-estimate"], f"{say(low)} against {say(high)}, a factor of {high / low:.1f}")


@checks.of("claim-restraint-1930")
def restraint_1930(case):
    """Stalin's judgement of the charge should fall, and no escalation of his be on record that autumn."""
    his = judged(case, "1930", "1931", assessor="stalin").sort_values("earliest")
    held, pressed = (decided(case, "1930", "1931", direction=way) for way in ("restraint", "escalation"))
    fell = None if len(his) < 2 else bool(his["level"].iloc[-1] < his["level"].iloc[0])
    return Seen(together(fell, None if held.empty and pressed.empty else len(held) > len(pressed)), [*his.index, *held.index, *pressed.index],
                f"level {his['level'].iloc[0]}, then {his['level'].iloc[-1]}; {say(len(held))} decisions of restraint and {say(len(pressed)) if len(pressed) else 'none'} of escalation, all on the charge against one man" if len(his) else "no judgement of his")  # fmt: skip


@checks.of("claim-recanters-suspected")
def recanters_suspected(case):
    """Somebody who had recanted should be accused again by the police, and more than once."""
    again = case.where("testimonies", accused="primakov", deponent=POLICE).testimonies
    after = [row for row in again.index if precede(case, ["primakov-declaration-1928"], [row]) == "yes"]
    return Seen(together(len(after) > 1), ["primakov-declaration-1928", *again.index], f"after his declaration of 1928 Primakov was accused by the police on {say(len(after))} occasions")


@checks.of("claim-kirov-pressure")
def kirov_pressure(case):
    """Moves against the former opposition should follow the murder, and so should the rise in the army."""
    party = precede(case, ["kirov-assassination-1934"], ["kirov-investigation-reopened-1936", "arrests-army-trotskyists-1936"])
    army = precede(case, ["kirov-assassination-1934"], ["count-counterrevolutionary-crime-rise"])
    return Seen(together(party, army), ["kirov-assassination-1934", "kirov-investigation-reopened-1936", "arrests-army-trotskyists-1936", "count-counterrevolutionary-crime-rise"],
                f"the cases of 1936 after the murder: {party}; the rise in the army of 1934–35 after it: {army}")  # fmt: skip


PROVERKA = ["count-proverka-trotskyism", "count-proverka-espionage", "count-proverka-expelled"]


def shares(case) -> tuple[float, float]:
    """Trotskyism and espionage as parts of all who were expelled in the verification."""
    trotskyism, espionage, everybody = (value(case, row) for row in PROVERKA)
    return trotskyism / everybody, espionage / everybody


@checks.of("claim-trotskyists-minor-proverka")
def trotskyists_minor_proverka(case):
    """Both together should be a small part of the expulsions."""
    return Seen(together(sum(shares(case)) < 0.1), PROVERKA, f"{100 * sum(shares(case)):.1f} per cent of the expulsions")


@checks.of("claim-proverka-purpose")
def proverka_purpose(case):
    """Enemies should be among those removed, and most removals should have other reasons."""
    said = case.where("testimonies", accused="proverka-expelled").testimonies
    return Seen(together(len(said) > 0, sum(shares(case)) < 0.5), [*said.index, *PROVERKA], f"Gamarnik names enemies among the expelled on {say(said['statement'].nunique())} occasions; {100 - 100 * sum(shares(case)):.0f} per cent went for other reasons")


@checks.of("claim-gamarnik-1935-stress")
def gamarnik_1935_stress(case):
    """A speech that is certainly later than the count should name spies, and the count should be small."""
    said = case.where("testimonies", deponent="gamarnik", accused="proverka-expelled").testimonies
    spies = said[said["charge"].map(lambda charges: "espionage" in charges)]
    after = [row for row in spies.index if precede(case, ["proverka-expulsions-1935"], [row]) == "yes"]
    return Seen(together(sum(shares(case)) < 0.1, len(after) > 0), [*said.index, "proverka-expulsions-1935", *PROVERKA],
                f"spies named in {part(len(spies), len(said))} reported speeches, {say(len(after))} of them certainly after the count; {100 * sum(shares(case)):.1f} per cent were expelled as spies or Trotskyists")  # fmt: skip


@checks.of("claim-gamarnik-self-policing")
def gamarnik_self_policing(case):
    """His speeches on hidden enemies should all be alarmed."""
    his = judged(case, "1935", "1936", assessor="gamarnik", threat="hidden-enemies")
    return Seen(together(None if his.empty else bool((his["level"] > 0).all())), his.index, f"{part(int((his['level'] > 0).sum()), len(his))} speeches are alarmed")


@checks.of("claim-gamarnik-spies-few")
def gamarnik_spies_few(case):
    """He should make the number small, and the count of the verification should agree."""
    his = judged(case, "1936", "1936", assessor="gamarnik", threat="foreign-agents")
    return Seen(together(None if his.empty else bool((his["level"] < 0).all()), shares(case)[1] < 0.05), [*his.index, *PROVERKA], f"he makes it small, and {100 * shares(case)[1]:.1f} per cent were expelled as spies")


@checks.of("claim-gamarnik-in-line")
def gamarnik_in_line(case):
    """He and the party and police should lean the same way, on hidden enemies and on spies."""
    rows, parts = judged(case, "1933", "1936-04"), []
    for lane in ("hidden-enemies", "foreign-agents"):
        his, theirs = (rows[(rows["threat"] == lane) & mask] for mask in (rows["assessor"] == "gamarnik", rows["institution"].isin([*POLICE, "communist-party", "central-committee"])))
        parts.append(None if his.empty or theirs.empty else bool((his["level"].mean() > 0) == (theirs["level"].mean() > 0)))
    mine = rows[rows["threat"].isin(["hidden-enemies", "foreign-agents"])]
    shown = {True: "the same way", False: "apart", None: "not to be compared"}
    return Seen(together(*parts), mine.index, f"on hidden enemies they lean {shown[parts[0]]}, on spies {shown[parts[1]]}")


@checks.of("claim-international-situation")
def international_situation(case):
    """Foreign threats should be judged graver after 1933 than before 1931."""
    old, new = judged(case, "1922", "1930", threat=FOREIGN), judged(case, "1933", "1936", threat=FOREIGN)
    graver = None if old.empty or new.empty else bool(new["level"].mean() > old["level"].mean())
    return Seen(together(graver), [*old.index, *new.index], f"mean level {old['level'].mean():.2f} in the {say(len(old))} judgements of 1922–30, {new['level'].mean():.2f} in the {say(len(new))} of 1933–36")


@checks.of("claim-rumours-nazi")
def rumours_nazi(case):
    """The same man should be named in both decades; the White link should go, and treason come."""
    old, new = (case.of_plot(plot).testimonies for plot in ("bonaparte-rumour", "german-link-rumours"))
    charges = [{charge for cell in rows["charge"] for charge in cell} for rows in (old, new)]
    same = {"tukhachevskii"} <= set(old["accused"]) & set(new["accused"])
    return Seen(together(same, "white_links" in charges[0] and "white_links" not in charges[1] and "treason" in charges[1]), [*old.index, *new.index],
                f"Tukhachevskii is named in both: {'yes' if same else 'no'}; White links are charged in the first ({'yes' if 'white_links' in charges[0] else 'no'}) and not in the second ({'no' if 'white_links' not in charges[1] else 'yes'})")  # fmt: skip


@checks.of("claim-little-danger-1936")
def little_danger_1936(case):
    """Of the men tried in June 1937 some should be on record as rising in 1935–36, and none as arrested."""
    years = within(case, "events", "1935", "1936-12")
    rose, taken = ({who for actors in years.loc[years["kind"] == kind, "actors"] for who in actors} & set(eight(case)) for kind in ("promotion", "arrest"))
    rows = [row for row, actors in years[years["kind"].isin(["promotion", "arrest"])]["actors"].items() if set(actors) & set(eight(case))]
    return Seen(together(len(rose) > 0, not taken), [*rows, "trial-june-1937"], f"of the {say(len(eight(case)))} tried in June 1937 {say(len(rose))} rose in 1935–36; {say(len(taken))} were arrested in 1936 ({names(case, sorted(taken))})")


@checks.of("claim-arrests-1936-endanger")
def arrests_1936_endanger(case):
    """The arrests of 1936 should lead on: those then taken should be on record as naming the commanders."""
    taken = within(case, "events", "1936-01", "1936-11").query("kind == 'arrest'")
    men = sorted({who for actors in taken["actors"] for who in actors})
    named = in_custody(case, [who for who in eight(case) if who not in ("primakov", "putna")])
    theirs = named[named["deponent"].isin(men)]
    first = precede(case, ["arrest-olberg-1936"], ["arrests-army-trotskyists-1936"])
    return Seen(together(first, len(theirs) > 0), [*taken.index, *named.index], f"arrests in the party before those in the army: {first}; but {part(theirs['statement'].nunique(), named['statement'].nunique())} statements in custody against the commanders arrested in May come from those taken in these cases")
