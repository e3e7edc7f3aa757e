"""Claims on spies, Trotskyists and the alleged coup of 1927, ¶7 and ¶11–16."""

from testimonia import Seen, order, together

from .common import ARMY, FOREIGN, POLICE, checks, decided, judged, part, precede, say, value, within


@checks.of("claim-amnesties-opened-way")
def amnesties_opened_way(case):
    """The warning should follow the amnesties, and somebody who came in by them should be on record as an agent."""
    follows = precede(case, ["amnesties-1920s"], ["gpu-circular-1923"])
    caught = case.events.query("kind == 'arrest'")
    caught = caught[caught["actors"].map(lambda who: bool({"former-whites", "wrangel-network"} & set(who)))]
    return Seen(together(follows, True if len(caught) else None), ["amnesties-1920s", "gpu-circular-1923", *caught.index],
                f"whether the amnesties came before the warning of 1923: {follows}; arrests of returned Whites as agents: {say(len(caught)) if len(caught) else 'none'}")  # fmt: skip


@checks.of("claim-espionage-low-1920s")
def espionage_low_1920s(case):
    """Arrests for espionage should be few, and those who speak of scale should call it small."""
    arrests = within(case, "events", "1922", "1930").query("kind == 'arrest' and threat in @FOREIGN")
    small = judged(case, "1922", "1929", threat=FOREIGN, institution=ARMY).query("level < 0")
    return Seen(together(len(arrests) <= 3, small["assessor"].nunique() > 1), [*arrests.index, *small.index],
                f"{say(len(arrests))} occasions of arrest for espionage in 1922–30; called small by {say(small['assessor'].nunique())} voices of the army")  # fmt: skip


@checks.of("claim-germany-exception")
def germany_exception(case):
    """German spying should be judged less grave than that of others, and by more than one voice."""
    foreign = judged(case, "1922", "1932", threat=FOREIGN)
    german, other = foreign[foreign["threat"] == "german-espionage"], foreign[foreign["threat"].isin(["polish-espionage", "british-threat"])]
    lower = None if german.empty or other.empty else german["level"].max() < other["level"].min()
    return Seen(together(lower, german["assessor"].nunique() > 1), [*german.index, *other.index],
                f"German spying at {german['level'].max()}, others at {other['level'].min()} and above; but {say(german['assessor'].nunique())} voice judges the Germans, and it is not the police's")  # fmt: skip


@checks.of("claim-german-attitude-changed")
def german_attitude_changed(case):
    """Judgements of Germany should be easy before January 1933 and grave after, and soon after."""
    german = judged(case, threat=["german-espionage", "german-link-rumours"])
    turn = case.events.loc["hitler-power-1933", "earliest"]
    old, new = german[german["latest"] < turn], german[german["earliest"] >= turn]
    if old.empty or new.empty:
        return Seen("cannot tell", [*german.index, "hitler-power-1933"], "judgements before or after are missing")
    wait = int(order(case, ["hitler-power-1933"], list(new.index))["gap_min"].min())
    return Seen(together(new["level"].mean() > old["level"].mean(), wait < 366), [*german.index, "hitler-power-1933"],
                f"mean level {old['level'].mean():.1f} before, {new['level'].mean():.1f} after; but the next judgement on record comes at least {say(wait)} days later")  # fmt: skip


@checks.of("claim-collaboration-intelligence")
def collaboration_intelligence(case):
    """Both sides should be on record as gathering intelligence."""
    span = within(case, "transmissions", "1922", "1933")
    from_them = span[span["origin"].isin(["german-representatives", "reichswehr", "germany"])]
    from_us = span[span["subject"].map(lambda who: bool({"reichswehr", "german-officers", "germany"} & set(who)))]
    return Seen(together(len(from_them) > 0, len(from_us) > 0), ["german-reporting-1920s", *from_them.index, *from_us.index],
                f"German reports home: {say(len(from_them))}; Soviet reports on the Germans: {say(len(from_us)) if len(from_us) else 'none'}")  # fmt: skip


@checks.of("claim-trotskyist-threat-different")
def trotskyist_threat_different(case):
    """The Trotskyists should be the only internal threat of those described before them."""
    lanes = case.threats.loc[["trotskyists", "military-specialists", "whites", "foreign-agents", "bonaparte-rumour"], "locus"].astype(str)
    others = [lane for lane in lanes.index[1:] if lanes[lane] == "internal"]
    return Seen(together(lanes["trotskyists"] == "internal", not others), lanes.index, f"coded as internal besides the Trotskyists: {', '.join(case.threats.loc[others, 'label']) or 'none'}")


@checks.of("claim-downplayers")
def downplayers(case):
    """PUR and Voroshilov should reassure on balance before 1935, and still from 1935 to the Plenum."""
    both = [judged(case, start, end) for start, end in ((None, "1934"), ("1935", "1937-03-12"))]
    both = [rows[(rows["institution"] == "pur") | (rows["assessor"] == "voroshilov")] for rows in both]
    means = [rows["level"].mean() if len(rows) else None for rows in both]
    return Seen(together(*(None if mean is None else mean < 0 for mean in means)), [row for rows in both for row in rows.index],
                "mean level of PUR and Voroshilov: " + "; ".join(f"{when} {mean:.1f} in {say(len(rows))} judgements" for when, mean, rows in zip(("before 1935", "from then to the Plenum"), means, both, strict=True) if mean is not None))  # fmt: skip


@checks.of("claim-police-more-worried")
def police_more_worried(case):
    """The police should judge the Trotskyists of the 1920s graver than the army did, and their number be small."""
    rows = judged(case, None, "1929", threat="trotskyists")
    police, army = rows[rows["institution"].isin(POLICE)], rows[rows["institution"].isin(ARMY) & (rows["forum"] != "private")]
    share = value(case, "count-trotskyist-share-1927")
    graver = None if police.empty or army.empty else police["level"].mean() > army["level"].mean()
    return Seen(together(graver, share < 1), [*police.index, *army.index, "count-trotskyist-share-1927"],
                f"mean level {police['level'].mean():.1f} against {army['level'].mean():.1f}; {say(share) if share >= 1 else f'{share:g}'} per cent of the army's party organisations")  # fmt: skip


@checks.of("claim-voroshilov-two-faces")
def voroshilov_two_faces(case):
    """The public and the private judgement should differ, and at the same time."""
    his = judged(case, "1927", "1927", assessor="voroshilov")
    public, private = his[his["forum"] == "public"], his[his["forum"] == "private"]
    if public.empty or private.empty:
        return Seen("cannot tell", his.index, "one of the two is missing")
    apart = int(order(case, list(public.index), list(private.index))["gap_min"].min())
    gap = int(private["level"].iloc[0] - public["level"].iloc[0])
    return Seen(together(gap > 0, abs(apart) < 92), his.index, f"{say(gap)} steps apart, at {public['level'].iloc[0]} in public and {private['level'].iloc[0]} in private; but {say(apart)} days lie between, and the private word is Menzhinskii's report of it")


@checks.of("claim-army-central-1927")
def army_central_1927(case):
    """In the reports on the coup of 1927 soldiers should be accused of the coup itself."""
    soldiers = {"army-commanders", "group-of-military-men", "moscow-military-group", "army-trotskyists", "red-army"}
    said = case.of_plot(["november-1927-coup", "trotskyists"]).between("1927-10", "1928-03", certainly=True).testimonies
    men = said[said["accused"].isin(soldiers)]
    coup = men["charge"].map(lambda charges: "coup" in charges)
    return Seen(together(None if said.empty else bool(coup.any())), said.index,
                f"soldiers are accused in {part(men['statement'].nunique(), said['statement'].nunique())} reports around November 1927, of the coup itself in {part(int(coup.sum()), men['statement'].nunique())}")  # fmt: skip


@checks.of("claim-stalin-unconvinced")
def stalin_unconvinced(case):
    """He should have held back, and none of his judgements of the coup should take it for serious."""
    held, pressed = (decided(case, "1927-11", "1928", threat="november-1927-coup", direction=way) for way in ("restraint", "escalation"))
    his = judged(case, "1927-11", "1928", assessor="stalin", threat="november-1927-coup")
    return Seen(together(len(held) > len(pressed), None if his.empty else bool((his["level"] <= 0).all())), [*held.index, *pressed.index, *his.index],
                f"{say(len(held))} decisions of restraint against {say(len(pressed))} of escalation; of his {say(len(his))} judgements {say(int((his['level'] > 0).sum()))} takes the attempt for serious")  # fmt: skip


@checks.of("claim-police-failed-to-convince")
def police_failed_to_convince(case):
    """Restraint should answer an alarm of the police more than once."""
    held = decided(case, "1926", "1930", direction="restraint", threat=["trotskyists", "november-1927-coup", "right-conspiracy-1930"])
    doubting = judged(case, "1926", "1930", assessor=["stalin", "menzhinskii"]).query("level <= 0")
    lanes = set(held["threat"]) | set(doubting["threat"])
    return Seen(together(len(lanes) > 1), [*held.index, *doubting.index],
                f"the police's alarm met restraint or doubt on {say(len(lanes))} alleged threats in 1926–30, once from the head of the police himself")  # fmt: skip


@checks.of("claim-restraint-1927")
def restraint_1927(case):
    """He should hold back more than press on, and Trotskyists in the army should be few."""
    held, pressed = (decided(case, "1926", "1928", direction=way) for way in ("restraint", "escalation"))
    share, expelled = value(case, "count-trotskyist-share-1927"), value(case, "count-opposition-expelled")
    return Seen(together(len(held) > len(pressed), share < 1 and expelled < 1000), [*held.index, *pressed.index, "count-trotskyist-share-1927", "count-opposition-expelled"],
                f"{say(len(held))} decisions of restraint against {say(len(pressed))} of escalation; {share:g} per cent of the army's party organisations, {say(expelled)} expelled in some two years")  # fmt: skip


@checks.of("claim-no-crisis-1920s")
def no_crisis_1920s(case):
    """A crisis in the army would show in numbers: no removals by the thousand should be on record before 1930."""
    counted = within(case, "measures", "1918", "1929").query("unit == 'persons'")
    most = counted["value"].max()
    mass = value(case, "count-mass-arrests-1924-1930")
    return Seen(together(None if counted.empty else most < 1000, mass == 0), [*counted.index, "count-mass-arrests-1924-1930"],
                f"the largest number of persons removed before 1930 is {say(most)}; {say(mass)} mass arrests")  # fmt: skip
