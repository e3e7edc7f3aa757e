"""Claims of the conclusion, ¶44–46, and the growth of the foreign threat that they rest on."""

from testimonia import Seen, first, together

from .common import ALARM_OF_MARCH, ARMY, ARRESTS_OF_MAY, FOREIGN, LEADERS, POLICE, charged, checks, decided, eight, in_custody, in_may, judged, names, part, precede, say, within


@checks.of("claim-espionage-grew")
def espionage_grew(case):
    """Judgements of the foreign threat should grow graver and more frequent from period to period."""
    periods = {"1935 to August 1936": ("1935", "1936-08", 20), "September to December 1936": ("1936-09", "1936-12", 4), "January to May 1937": ("1937-01", "1937-05", 5)}
    rows = {name: judged(case, start, end, threat=FOREIGN) for name, (start, end, _) in periods.items()}
    levels, pace = [part["level"].mean() for part in rows.values()], [len(part) / periods[name][2] for name, part in rows.items()]
    some = all(len(part) for part in rows.values())
    return Seen(together(levels[0] < levels[-1] if some else None, pace[0] < pace[1] < pace[2]), [row for part in rows.values() for row in part.index],
                "; ".join(f"{name} {len(part) / periods[name][2]:.1f} a month at mean level {part['level'].mean():.1f}" for name, part in rows.items()))  # fmt: skip


@checks.of("claim-espionage-driving-force")
def espionage_driving_force(case):
    """Alarm about spies should come before the arrests, and most statements against the commanders should charge espionage."""
    answer = precede(case, ALARM_OF_MARCH, ARRESTS_OF_MAY)
    said = in_custody(case, eight(case), "1937-04", "1937-06-10")
    spying = said.assign(spying=charged(said, "espionage")).groupby("statement")["spying"].any()
    return Seen(together(answer, None if spying.empty else spying.mean() > 0.5), [*ALARM_OF_MARCH, *ARRESTS_OF_MAY, *said.index],
                f"alarm before the arrests: {answer}; but espionage is reported of {part(int(spying.sum()), len(spying))} statements in custody against the eight")  # fmt: skip


@checks.of("claim-ezhov-promotion-focus")
def ezhov_promotion_focus(case):
    """Attention to the army should begin with his promotion: the arrests of its Trotskyists and the calls should follow it."""
    after = {row: precede(case, ["ezhov-heads-nkvd-1936"], [row]) for row in ("nkvd-conference-1936", "radek-testimony-1936", "arrests-army-trotskyists-1936", "budennyi-letter-1936")}
    return Seen(together(*after.values()), ["ezhov-heads-nkvd-1936", *after],
                f"after it, of {say(len(after))} signs of attention to the army: {say(sum(a == 'yes' for a in after.values()))}; before it {say(sum(a == 'no' for a in after.values()))}; not to be told {say(sum(a == 'cannot tell' for a in after.values()))}")  # fmt: skip


@checks.of("claim-army-compromised-april")
def army_compromised_april(case):
    """By the end of April the army's own chiefs should judge foreign agents in its ranks at the gravest."""
    grave = judged(case, "1937-01", "1937-04", threat=FOREIGN, institution=ARMY).query("level == 2")
    return Seen(together(grave["assessor"].nunique() > 1), judged(case, "1937-01", "1937-04", threat=FOREIGN, institution=ARMY).index,
                f"{say(len(grave))} of the gravest judgements from {say(grave['assessor'].nunique())} chiefs of the army, all of March 1937")  # fmt: skip


@checks.of("claim-appraisals-battle")
def appraisals_battle(case):
    """Police and army should be on record with opposite judgements of one threat in most years."""
    rows = judged(case, "1918", "1937-05-22").query("level != 0")
    rows = rows[(rows["latest"] - rows["earliest"]).dt.days < 366]
    rows = rows.assign(year=rows["earliest"].dt.year, side=["army" if who in ARMY else "alarm" if who in [*POLICE, "communist-party", "central-committee", "politburo"] else "" for who in rows["institution"]])
    soothed = rows[(rows["side"] == "army") & (rows["level"] < 0)]
    met = [(one.year, row) for one in soothed.itertuples() for row in rows.index[(rows["side"] == "alarm") & (rows["level"] > 0) & (rows["year"] == one.year) & (rows["threat"] == one.threat)]]
    years = sorted({year for year, _ in met})
    spoken = rows["year"].nunique()
    return Seen(together(len(years) > 0, len(years) > spoken / 2), [*soothed.index, *(row for _, row in met), *rows.index],
                f"opposite judgements of one threat in {part(len(years), spoken)} years with dated judgements ({', '.join(map(str, years)) or 'none'})")  # fmt: skip


@checks.of("claim-voroshilov-defence-lost")
def voroshilov_defence_lost(case):
    """Statements against the commanders should come more often after his turn than while he vouched for the army."""
    said = in_custody(case, eight(case), "1935", "1937-06-10")
    before, after = said[said["latest"] < "1937-03-13"], said[said["earliest"] >= "1937-03-13"]
    count = [rows["statement"].nunique() for rows in (before, after)]
    return Seen(together(None if said.empty else count[1] > count[0]), ["assess-voroshilov-march-1937", *said.index], f"{say(count[0])} occasion in custody from 1935 to his turn, {say(count[1])} in the three months after")


@checks.of("claim-ezhov-pushes")
def ezhov_pushes(case):
    """In 1936 he should be among the first to call for an inquiry, and nobody should have warned of enemies in the army before."""
    calls = ["assess-budennyi-1936", "assess-ezhov-september-1936"]
    among = bool(first(case, calls).set_index("row").loc[calls[1], "can_be_first"])
    warned = judged(case, "1935", "1936-07", threat="hidden-enemies").query("level > 0 and assessor != 'ezhov'")
    earlier = [row for row in warned.index if precede(case, [row], calls[1:]) == "yes"]
    who = sorted(set(case.assessments.loc[earlier, "assessor"]))
    return Seen(together(among, not earlier), [*calls, *warned.index], f"he may have been the first to call in 1936: {'yes' if among else 'no'}; but {names(case, who)} had warned of enemies in the army before")


@checks.of("claim-history-credible")
def history_credible(case):
    """The threats of the 1920s should still be spoken of when the spies are."""
    old = set(judged(case, None, "1929")["threat"]) & {"military-specialists", "whites", "bonaparte-rumour", "trotskyists", "foreign-agents"}
    rows = judged(case, "1936-09", "1937-06")
    parents = lambda lane: {lane, case.threats.loc[lane, "parent"]}
    alive = {lane for lane in old if any(lane in parents(one) for one in rows["threat"].unique())}
    return Seen(together(len(alive) > 0, len(alive) == len(old)), [*sorted(old), *rows.index, *judged(case, None, "1929", threat=sorted(old)).index],
                f"of {say(len(old))} threats of the 1920s {say(len(alive))} are still judged in 1936–37, themselves or in a later form; not {', '.join(case.threats.loc[sorted(old - alive), 'label']) or 'none'}")  # fmt: skip


@checks.of("claim-no-action-until-may")
def no_action_until_may(case):
    """Before May 1937 none of the men of May should be touched, and no step of escalation be on record since 1936."""
    steps, later = (decided(case, *span, actor=LEADERS, direction="escalation") for span in (("1936", "1937-04"), ("1937-05", "1937-06")))
    moves = within(case, "events", "1936", "1937-04").query("kind in ['arrest', 'removal', 'transfer']")
    touched = moves[moves["actors"].map(lambda who: bool(set(who) & set(in_may(case)))).astype(bool)]
    return Seen(together(touched.empty and len(later) > 0, steps.empty), [*steps.index, *touched.index, *later.index],
                f"{say(len(touched)) if len(touched) else 'none'} of the men of May was arrested or moved before that month; but {say(len(steps))} steps of escalation by Stalin or the Politburo are on record from 1936 to April 1937")  # fmt: skip
