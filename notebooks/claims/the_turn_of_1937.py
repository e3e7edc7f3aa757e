"""Claims on the weeks from April to June 1937, ¶38–43."""

from testimonia import Seen, order, together

from .common import ALARM_OF_MARCH, ARRESTS_OF_MAY, POLICE, charged, checks, eight, in_custody, in_may, names, part, precede, say, value, within

NKVD_MEN = ["gai", "prokofev", "volovich"]


def april(case):
    """What the three men of the NKVD said of the later defendants."""
    rows = case.where("testimonies", deponent=NKVD_MEN).testimonies
    return rows[rows["accused"].isin(eight(case))]


@checks.of("claim-first-direct-testimony")
def first_direct_testimony(case):
    """Nobody in custody should have named any of the eight before; nor any of them but Tukhachevskii."""
    said = april(case)
    earlier = [row for row in in_custody(case, eight(case)).index.difference(said.index) if precede(case, [row], list(said.index)) == "yes"]
    already = sorted(set(case.testimonies.loc[earlier, "accused"]))
    new = sorted(set(said["accused"]) - set(already))
    return Seen(together(not earlier, None if said.empty else len(new) > 0), [*said.index, *earlier],
                f"{say(case.testimonies.loc[earlier, 'statement'].nunique())} earlier occasions in custody name {names(case, already)}; the men of the NKVD were the first against {names(case, new)}")  # fmt: skip


@checks.of("claim-police-guards-undermine")
def police_guards_undermine(case):
    """They should name most of those tried, and before any soldier did."""
    said, soldiers = april(case), case.where("testimonies", deponent=["medvedev", "feldman"]).testimonies
    listed = set(said["accused"]) & set(eight(case))
    earlier = precede(case, list(said.index), list(soldiers.index))
    return Seen(together(len(listed) > len(eight(case)) / 2, earlier), [*said.index, *soldiers.index, "trial-june-1937"], f"{say(len(listed))} of the {say(len(eight(case)))} tried; before the soldiers who spoke: {earlier}")


@checks.of("claim-police-evidence-compelled")
def police_evidence_compelled(case):
    """Statements should come before the arrests of May, and before the first step against the first of the accused."""
    said = ["testimony-nkvd-men-1937", "medvedev-testimony-1937"]
    arrests = precede(case, said, ARRESTS_OF_MAY)
    ahead = value(case, "count-day-before-gai")
    return Seen(together(arrests, ahead <= 0), [*said, *ARRESTS_OF_MAY, "coronation-trip-cancelled-1937", "count-day-before-gai"],
                f"statements before the arrests of May: {arrests}; but the journey to London was cancelled {say(ahead)} day before Gai spoke")  # fmt: skip


@checks.of("claim-transfers-caution")
def transfers_caution(case):
    """Commanders should lose posts before they are arrested, and stay at liberty for some time."""
    moves = ["removal-tukhachevskii-1937", "removal-yakir-1937", "transfer-uborevich-1937"]
    gaps = order(case, moves, ["arrests-22-may-1937"])
    days = gaps["gap_min"].tolist()
    return Seen(together((gaps["verdict"] == "yes").all(), sum(day > 7 for day in days) > len(days) / 2), [*moves, *ARRESTS_OF_MAY],
                f"{part(len(moves), len(in_may(case)))} were moved first, and arrested {', '.join(say(day) for day in days)} days later; the others were arrested at once")  # fmt: skip


@checks.of("claim-no-long-plan")
def no_long_plan(case):
    """Most of the eight should be untouched before 1937, and no plan against the elite on record before April."""
    before = in_custody(case, eight(case), None, "1936-12")
    files = case.where("testimonies", accused=eight(case), deponent=POLICE).between("1930", "1936-12").testimonies
    touched = set(before["accused"]) | set(files["accused"])
    plans = within(case, "events", "1936", "1937-03").query("kind == 'operation' and threat == 'german-link-rumours'")
    return Seen(together(len(touched) < len(eight(case)) / 2, plans.empty), [*before.index, *files.index, *plans.index, "trial-june-1937"],
                f"accused under arrest or by the police between 1930 and 1936: {part(len(touched), len(eight(case)))}; but {say(len(plans))} operations against the elite are on record for early 1937")  # fmt: skip


@checks.of("claim-medvedev-consequences")
def medvedev_consequences(case):
    """The removal of 10 May and the arrests should come after his testimony."""
    removal = precede(case, ["medvedev-testimony-1937"], ["removal-tukhachevskii-1937"])
    arrests = precede(case, ["medvedev-testimony-1937"], ARRESTS_OF_MAY)
    days = int(order(case, ["medvedev-testimony-1937"], ARRESTS_OF_MAY)["gap_max"].max())
    return Seen(together(arrests, removal), ["medvedev-testimony-1937", "removal-tukhachevskii-1937", *ARRESTS_OF_MAY],
                f"arrests after his testimony: {arrests}, within {say(days)} days; the removal of Tukhachevskii after it: {removal}")  # fmt: skip


@checks.of("claim-spy-scare-trigger")
def spy_scare_trigger(case):
    """The reports on spies should fall beside the first statements, and the statements before the arrests should speak of spies."""
    reports = ["alksnis-report-1937", "orlov-report-1937", "medical-report-1937"]
    near = order(case, reports, ["testimony-nkvd-men-1937"])["gap_max"].max()
    said = in_custody(case, in_may(case), "1937-04", "1937-05-22")
    spying = said.assign(spying=charged(said, "espionage")).groupby(["statement", "earliest"])["spying"].any().reset_index()
    months = spying.groupby(spying["earliest"].dt.month)["spying"].any()
    return Seen(together(near <= 14, None if months.empty else bool(months.all())), [*reports, "testimony-nkvd-men-1937", *said.index],
                f"reports and first statements lie within {say(near)} days; espionage is reported of {part(int(spying['spying'].sum()), len(spying))} statements before the arrests of 22 May")  # fmt: skip


@checks.of("claim-indictment-espionage")
def indictment_espionage(case):
    """Every one of the accused should be charged with espionage and wrecking."""
    court = case.where("testimonies", deponent="military-court").testimonies
    both = court[charged(court, "espionage") & charged(court, "wrecking")]
    return Seen(together(None if court.empty else len(both) == len(court)), court.index, f"{part(len(both), len(court))} charged with both", told_in={"¶41"})


@checks.of("claim-scare-before-arrests")
def scare_before_arrests(case):
    """The alarm of March and the reports of April should come before every arrest of May."""
    reports = ["alksnis-report-1937", "orlov-report-1937", "medical-report-1937", "voroshilov-report-may-1937"]
    answer = precede(case, [*ALARM_OF_MARCH, *reports], ARRESTS_OF_MAY)
    earlier = set(eight(case)) - set(in_may(case))
    return Seen(together(answer), [*ALARM_OF_MARCH, *reports, *ARRESTS_OF_MAY], f"before every arrest of May: {answer}; {names(case, sorted(earlier))} had been arrested in 1936")


@checks.of("claim-germany-training-dangerous")
def germany_training_dangerous(case):
    """Training in Germany should precede, and both rumour and statements in custody should make the German link."""
    trained = precede(case, ["officers-study-germany"], ["testimony-nkvd-men-1937"])
    rumour = case.of_plot("german-link-rumours").where("testimonies", accused=["tukhachevskii", "high-command"]).testimonies
    held = in_custody(case, eight(case), "1937")
    german = held[held["plot"].isin(["german-link-rumours", "german-espionage"])]
    return Seen(together(trained, len(rumour) > 0, None if held.empty else len(german) > 0), ["officers-study-germany", "testimony-nkvd-men-1937", *rumour.index, *held.index],
                f"{say(rumour['statement'].nunique())} rumours make the German link; of the statements in custody in 1937 {part(german['statement'].nunique(), held['statement'].nunique())} is coded to it")  # fmt: skip


@checks.of("claim-voroshilov-solicited")
def voroshilov_solicited(case):
    """Reports asked for should come together, to one reader, from several services."""
    rows = case.transmissions.loc[["pass-alksnis-1937", "pass-orlov-1937", "pass-medical-1937"]]
    days = (rows["latest"].max() - rows["earliest"].min()).days
    return Seen(together(days <= 3, set(rows["recipient"]) == {"voroshilov"}), rows.index, f"{say(len(rows))} reports to {names(case, sorted(set(rows['recipient'])))} within {say(days + 1)} days")


@checks.of("claim-case-needed-feldman")
def case_needed_feldman(case):
    """His evidence should come before the arrests of 22 May and add what was not there."""
    answer = precede(case, ["feldman-tukhachevskii-1937"], ["arrests-22-may-1937"])
    before = in_custody(case, ["tukhachevskii"], "1937").drop("feldman-tukhachevskii-1937", errors="ignore")
    before = before[before["latest"] < "1937-05-19"]
    return Seen(together(answer, before.empty), ["feldman-tukhachevskii-1937", "arrests-22-may-1937", *before.index],
                f"before the arrests of 22 May: {answer}; but the one man whom he is reported to have named had been named on {say(before['statement'].nunique())} occasions in 1937")  # fmt: skip


@checks.of("claim-purge-reaction")
def purge_reaction(case):
    """The purge should follow the arrests of May, and nothing of its kind should go before them."""
    answer = precede(case, ["medvedev-testimony-1937", "arrests-22-may-1937"], ["army-purge-1937-1939"])
    ahead = ["count-navy-discharges-1937", "count-arrests-early-1937-officers"]
    earlier = sum(value(case, row) for row in ahead)
    return Seen(together(answer, earlier <= 0), ["medvedev-testimony-1937", "arrests-22-may-1937", "army-purge-1937-1939", *ahead],
                f"the purge after the exposure: {answer}; but {say(value(case, ahead[0]))} men of the navy had been discharged by 22 April and {say(value(case, ahead[1]))} officers arrested in January and February")  # fmt: skip
