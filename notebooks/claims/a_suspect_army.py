"""Claims on the army of the Civil War, its specialists and the Whites, ¶3–10."""

from testimonia import Seen, named_by, order, together

from .common import ARMY, POLICE, checks, judged, part, precede, say, value, within


@checks.of("claim-self-imposed")
def self_imposed(case):
    """Danger of the Bolsheviks' own making should concern men whom the army itself employed."""
    early = judged(case, "1918", "1924").query("level > 0")
    own = early[early["threat"].isin(["military-specialists", "whites", "bonaparte-rumour"])]
    officers = value(case, "count-imperial-officers-1918")
    return Seen(together(len(own) > len(early) / 2, officers > 50), [*early.index, "count-imperial-officers-1918"],
                f"{part(len(own), len(early))} alarmed judgements to 1924 concern old officers or Whites in the ranks; {say(officers)} per cent of the officers of 1918 came from the Imperial army")  # fmt: skip


@checks.of("claim-specialists-fear-mixed")
def specialists_fear_mixed(case):
    """Many who betrayed should leave more than one name; many who were loyal, no mass arrests."""
    mutinies = case.events.query("kind == 'war' and threat == 'military-specialists'")
    mass = value(case, "count-mass-arrests-1924-1930")
    return Seen(together(len(mutinies) > 1, mass == 0), [*mutinies.index, "count-mass-arrests-1924-1930"],
                f"{say(len(mutinies))} betrayal by name; {say(mass)} mass arrests of specialists in 1924–30")  # fmt: skip


@checks.of("claim-former-whites-heightened")
def former_whites_heightened(case):
    """A judgement on the Whites should be on record from before they were let in, and a graver one from after."""
    police = judged(case, None, "1924", threat="whites")
    follows = [precede(case, ["former-whites-serve-civil-war"], [row]) for row in police.index]
    before, after = (police[[answer == wanted for answer in follows]] for wanted in ("no", "yes"))
    graver = "cannot tell" if before.empty or after.empty else after["level"].mean() > before["level"].mean()
    return Seen(together(graver), ["former-whites-serve-civil-war", *police.index],
                f"of {say(len(police))} judgements to 1924 {say(len(after))} are certainly later than their admission and {say(len(before)) if len(before) else 'none'} certainly earlier, so that nothing can be set beside the later ones")  # fmt: skip


@checks.of("claim-inflated-picture")
def inflated_picture(case):
    """What reached the leaders by 1921 should come from the police and be alarmed, and nothing should speak against it."""
    sent = within(case, "transmissions", None, "1921")
    sent = sent[sent["recipient"].isin(["communist-party", "central-committee", "politburo", "stalin"])]
    police = sent[sent["origin"].isin([*POLICE, "dzerzhinskii"])]
    said = judged(case, None, "1921", institution=POLICE)
    return Seen(together(len(police) > 0 and len(police) == len(sent) and (said["level"] > 0).all()), [*sent.index, *said.index],
                f"{part(len(police), len(sent))} messages to the party to 1921 came from the police, all of whose {say(len(said))} judgements are alarmed")  # fmt: skip


@checks.of("claim-shortage-kept-specialists")
def shortage_kept_specialists(case):
    """Men kept on after the war should still be there, in numbers, to be removed in 1930."""
    then, later = value(case, "count-imperial-officers-1918"), value(case, "count-vesna-typical-estimate")
    serving = value(case, "count-kiev-still-serving-1924")
    rows = ["count-imperial-officers-1918", "count-vesna-typical-estimate", "count-kiev-still-serving-1924"]
    return Seen(together(then > 50 and later >= 1000 and serving > 0), rows, f"{say(then)} per cent of officers in 1918; some {say(later)} specialists still there to be removed in 1930–31")


@checks.of("claim-whites-limited-success")
def whites_limited_success(case):
    """Attempts should be on record, and neither mass arrests nor agents caught in the army."""
    tried = judged(case, "1921", "1924", threat=["whites", "bonaparte-rumour"], institution=POLICE)
    caught = case.events.query("kind == 'arrest' and threat == 'whites'").index.difference(["specialist-arrests-1920s"])
    mass, snared = value(case, "count-mass-arrests-1924-1930"), case.events.loc["kutepov-snared", "by"]
    return Seen(together(len(tried) > 1, len(caught) == 0 and mass == 0 and set(snared) <= set(POLICE)), [*tried.index, "count-mass-arrests-1924-1930", "kutepov-snared"],
                f"{say(len(tried))} police reports of attempts in 1921–24; {say(len(caught))} White agents arrested in the army by name; the Whites' own man was snared by the police")  # fmt: skip


@checks.of("claim-few-arrests-white")
def few_arrests_white(case):
    """The years said to have had no mass arrests of specialists should hold no operation against them."""
    span = case.measures.loc["count-mass-arrests-1924-1930"]
    arrests = case.events.query("kind == 'arrest'")
    arrests = arrests[arrests["actors"].map(lambda who: "specialists" in who) & (arrests["earliest"] >= span["earliest"]) & (arrests["latest"] <= span["latest"])]
    return Seen(together(span["value"] == 0, arrests.empty), ["count-mass-arrests-1924-1930", "specialist-arrests-1920s", *arrests.index],
                f"{say(span['value'])} mass arrests stated for 1924–30; {say(len(arrests))} arrest of many specialists told of within those years, in August 1930")  # fmt: skip


@checks.of("claim-police-inflate")
def police_inflate(case):
    """The police should judge graver than the army, and dated police papers should be described as inflating."""
    police, army = judged(case, institution=POLICE), judged(case, institution=ARMY)
    graver = None if police.empty or army.empty else police["level"].mean() > army["level"].mean()
    dated = police[(police["latest"] - police["earliest"]).dt.days < 366]
    inflating = int((dated["stance"] == "inflates").sum())
    return Seen(together(graver, inflating > len(dated) / 2 if len(dated) else None), [*police.index, *army.index],
                f"mean level {police['level'].mean():.1f} against {army['level'].mean():.1f} for the army; {part(inflating, len(dated))} police judgements dated to within a year is described as inflating")  # fmt: skip


RUMOURS = ["bonaparte-rumours-spread-1920s", "trust-operation-1920s"]


@checks.of("claim-disinformation-raised-threat")
def disinformation_raised_threat(case):
    """The disinformation should come before the White approach that it is said to have drawn."""
    answer = precede(case, RUMOURS, ["samoilov-report-1924"])
    return Seen(together(answer), [*RUMOURS, "samoilov-report-1924"], f"whether the rumours came before the approach of 1924: {answer}")


@checks.of("claim-whites-hoped-coup")
def whites_hoped_coup(case):
    """White hopes of a coup on record should be later than the police's own rumours."""
    answer = precede(case, RUMOURS[:1], ["samoilov-report-1924"])
    return Seen(together(answer), [RUMOURS[0], "samoilov-report-1924"], f"whether the police's rumour came before the hope reported in 1924: {answer}")


@checks.of("claim-rumours-centred-tukhachevskii")
def rumours_centred_tukhachevskii(case):
    """Of all serving commanders he should be named most where a Bonaparte is talked of."""
    named = named_by(case.of_plot("bonaparte-rumour"))
    officers = named[(named["type"] == "person") & named["accused"].map(lambda who: "red-army" in case.actors.loc[who, "affiliation"])].sort_values("statements", ascending=False)
    rows = case.of_plot("bonaparte-rumour").testimonies
    first = officers.iloc[0] if len(officers) else None
    return Seen(together(None if first is None else first["accused"] == "tukhachevskii"), rows.index,
                "no commander is named" if first is None else f"{first['name']} in {part(first['statements'], rows['statement'].nunique())} occasions of the rumour; other commanders by name: {say(len(officers) - 1) if len(officers) > 1 else 'none'}")  # fmt: skip


@checks.of("claim-hearsay-spread")
def hearsay_spread(case):
    """The hearsay abroad should be later than the operations that are said to have spread it."""
    answer = precede(case, RUMOURS, ["hearsay-abroad-1920s"])
    return Seen(together(answer), [*RUMOURS, "hearsay-abroad-1920s"], f"whether the operations came before the hearsay, both dated to the decade: {answer}")


@checks.of("claim-alarm-fringe-1920s")
def alarm_fringe_1920s(case):
    """Grave alarm about a coup should come from opposition groups alone, on every lane where a coup is feared."""
    fringe, grave = ["military-opposition", "zinovev"], judged(case, None, "1929").query("level == 2")
    bonaparte, coup = (grave[grave["threat"].isin(lanes)] for lanes in (["bonaparte-rumour"], ["november-1927-coup", "printing-house-plot-1927"]))
    only = lambda rows: None if rows.empty else rows["assessor"].isin(fringe).all()
    others = sorted(set(coup["assessor"]) - set(fringe))
    return Seen(together(only(bonaparte), coup.empty or only(coup)), [*bonaparte.index, *coup.index],
                f"the {say(len(bonaparte))} gravest words about a Bonaparte come from the fringes; a coup with the army in it was feared in 1927 by {', '.join(case.name_of(who) for who in others) or 'nobody else'}")  # fmt: skip


@checks.of("claim-police-responsible")
def police_responsible(case):
    """In each decade at least half of the rumours on record should have been put about by the police."""
    talk = case.of_plot(["bonaparte-rumour", "german-link-rumours"]).testimonies.query("medium in ['rumour', 'letter', 'report'] and accused in ['tukhachevskii', 'high-command']")
    parts, words = [], []
    for decade, rows in {"1920s": talk[talk["latest"] < "1930"], "1930s": talk[talk["earliest"] >= "1930"]}.items():
        said = rows.drop_duplicates("statement")
        police = said["deponent"].isin(POLICE).sum()
        parts.append(None if said.empty else police >= len(said) / 2)
        words.append(f"{decade}: {part(int(police), len(said))} occasions")
    return Seen(together(*parts), talk.index, f"talk of the elite's disloyalty put about by the police, {'; '.join(words)}")


@checks.of("claim-rumours-undermined")
def rumours_undermined(case):
    """After rumours trust should fall: steps against their object should follow, promotions should not."""
    early, late = ["uritskii-report-1935", "znamia-rossii-report-1935"], ["pravda-letter-1937", "artuzov-letter-1937"]
    risen = precede(case, early, ["tukhachevskii-deputy-1936"])
    fallen = precede(case, late, ["coronation-trip-cancelled-1937", "removal-tukhachevskii-1937"])
    days = int(order(case, early[:1], ["tukhachevskii-deputy-1936"])["gap_min"].iloc[0])
    return Seen(together(fallen, {"yes": "no", "no": "yes"}.get(risen, risen)), [*early, *late, "tukhachevskii-deputy-1936", "coronation-trip-cancelled-1937", "removal-tukhachevskii-1937"],
                f"steps against Tukhachevskii after the rumours of January 1937: {fallen}; but his promotion after those of December 1935: {risen}, at least {say(days)} days later")  # fmt: skip
