"""Tables of realistic size and lettering, made by hand, and every figure drawn from them."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from testimonia import figures
from testimonia.analysis.claims import VERDICTS

NAMES = {
    "tukhachevskii": "Tukhachevskii", "uborevich": "Uborevich", "iakir": "Yakir", "kork": "Kork", "eideman": "Eideman",
    "feldman": "Fel′dman", "primakov": "Primakov", "putna": "Putna", "gamarnik": "Gamarnik", "gai": "M. I. Gai",
    "prokofev": "Prokofʹev", "volovich": "Z. I. Volovich", "medvedev": "Ie. Medvedev", "radek": "Radek",
    "sokolnikov": "Sokolʹnikov", "olberg": "Olʹberg", "reingold": "Reingolʹd", "zinovev": "Zinovʹev", "kamenev": "Kamenev",
    "mrachkovskii": "Mrachkovskii", "piatakov": "Piatakov", "dombal": "Dombalʹ", "artuzov": "Artuzov", "kakurin": "N. Kakurin",
    "troitskii": "I. Troitskii", "iagoda": "Iagoda", "bukharin": "Bukharin", "rykov": "Rykov", "uritskii": "S. P. Uritskii",
    "znamia": "Znamia Rossii (émigré journal)", "ogpu": "OGPU", "pravda": "Pravda’s Berlin correspondent", "germany": "Germany",
    "group": "‘a number of officers’", "daladier": "Édouard Daladier", "samoilov": "Самойлов", "potemkin": "Vladimir Potemkin",
    "goring": "Göring", "berzin": "Berzin", "menzhinskii": "Menzhinskii", "odd": "$x_1$ und_er^score", "trotskii": "Trotskii",
    "shmidt": "D. Shmidt", "kuzmichev": "Kuzʹmichev", "smirnov": "I. N. Smirnov",
}
EIGHT = ["tukhachevskii", "iakir", "uborevich", "kork", "eideman", "feldman", "primakov", "putna"]

_THREATS = [
    ("military-specialists", "‘Military specialists’ of the old Imperial Army", "1918-03-01", "1931-12-31", 0),
    ("white-agents", "White agents posing as specialists", "1918-06-01", "1922-12-31", 1),
    ("mutiny", "Mutiny of commanders", "1918-07-01", "1919-12-31", 1),
    ("foreigners", "Foreigners with access to secrets", "1920-11-01", "1921-12-31", 0),
    ("whites", "White emigration and ROVS", "1921-01-01", "1930-12-31", 0),
    ("wrangel", "Wrangel’s intelligence network", "1923-03-24", "1924-12-31", 1),
    ("returners", "Returning soldiers recruited abroad", "1923-01-01", "1923-12-31", 1),
    ("bonaparte", "A ‘Russian Bonaparte’", "1923-01-01", None, 0),
    ("polish-espionage", "Polish espionage", "1924-06-01", "1930-12-31", 0),
    ("german-espionage", "German espionage", "1922-04-16", None, 0),
    ("trotskyists", "Trotskyist Opposition in the army", "1923-10-01", "1937-06-12", 0),
    ("coup-1927", "‘Oppositionist coup’ of November 1927", "1927-10-01", "1927-11-30", 1),
    ("printing-house", "Underground printing house and ‘military group’", "1927-09-01", "1927-12-31", 1),
    ("british", "British plan for a rising in Ukraine", "1928-08-01", "1929-12-31", 0),
    ("vesna", "Operation vesna: counterrevolutionary officers", "1930-01-01", "1931-12-31", 0),
    ("right", "Right-led military dictatorship", "1930-08-01", "1930-10-23", 1),
    ("double-dealers", "Trotskyist double-dealers", "1933-08-01", "1936-12-31", 0),
    ("military-centre", "‘Trotskyist Military Centre’", "1936-01-01", "1937-03-31", 0),
    ("foreign-agents", "Foreign agents and spies in the ranks", "1935-05-01", "1937-06-12", 0),
    ("fascist-plot", "‘Military-Fascist Plot’", "1937-04-01", "1938-12-31", 0),
]


def day(text):
    return pd.Timestamp(text).as_unit("s") if text else pd.NaT


def dates(frame, *columns):
    return frame.assign(**{name: pd.to_datetime(frame[name]).astype("datetime64[s]") for name in columns or ("earliest", "latest")})


def lanes() -> pd.DataFrame:
    """Twenty threats, 150 events, 58 judgements, 29 decisions, thick in 1936–37 as the record is."""
    rng = np.random.default_rng(7)
    rows = []
    kinds = ["arrest", "report", "decree", "letter", "operation", "removal", "speech", "order", "trial", "diplomacy"]
    stances = ["inflates", "warns", "mixed", "restrained", "downplays"]
    for lane, label, start, end, depth in _THREATS:
        rows.append((lane, label, "span", lane, day(start), day(end), None, None, None, None, depth))

    def any_date(lane, n):
        start, end = next((a, b or "1938-12-31") for key, _, a, b, _ in _THREATS if key == lane)
        first = pd.Timestamp(start) + pd.Timedelta(days=int(rng.beta(2.2, 1.2) * (pd.Timestamp(end) - pd.Timestamp(start)).days))
        wide = rng.choice([0, 0, 0, 0, 30, 365])
        return day(first), day(first + pd.Timedelta(days=int(wide)))

    crowded = ["trotskyists", "military-centre", "foreign-agents", "fascist-plot", "vesna", "whites", "german-espionage"]
    for n in range(150):
        lane = rng.choice(crowded) if n % 3 else _THREATS[n % 20][0]
        a, b = any_date(lane, n)
        rows.append((lane, None, "event", f"event-{n}", a, b, kinds[n % 10], None, None, None, None))
    for n in range(58):
        lane = rng.choice(crowded) if n % 2 else _THREATS[n % 20][0]
        a, b = any_date(lane, n)
        police = n % 5 < 3
        stance = stances[int(rng.integers(0, 3 if police else 5)) if police else 4 - int(rng.integers(0, 3))]
        rows.append((lane, None, "assessment", f"assessment-{n}", a, b, stance, 2 - stances.index(stance), None,
                     "ogpu" if police else ("pur" if n % 5 == 3 else "stalin"), None))
    for n in range(29):
        lane = rng.choice(crowded)
        a, b = any_date(lane, n)
        rows.append((lane, None, "decision", f"decision-{n}", a, b, "restraint" if n % 3 else "escalation", None, 1 + n % 3, "stalin", None))
    frame = pd.DataFrame(rows, columns=["lane", "label", "layer", "row", "earliest", "latest", "kind", "level", "strength", "actor", "depth"])
    order = {lane: n for n, (lane, *_) in enumerate(_THREATS)}
    frame["label"] = frame["lane"].map({lane: label for lane, label, *_ in _THREATS})
    return dates(frame.sort_values("lane", key=lambda lane: lane.map(order), kind="stable")).assign(source="whitewood2015[¶3]", text="")


def calendar_tables():
    """April to June 1937: eight commanders, three groups of deponents, dated and undated testimony."""
    events = [
        ("kork", "arrest", "1937-05-14", None), ("feldman", "arrest", "1937-05-15", None),
        ("tukhachevskii", "removal", "1937-05-10", None), ("iakir", "removal", "1937-05-20", None),
        ("uborevich", "transfer", "1937-05-20", "1937-05-21"), ("primakov", "arrest", "1936-08-01", "1936-11-30"),
        ("putna", "arrest", "1936-06-01", "1936-11-30"),
    ]
    rows = [(kind, day(a), day(b or a), (who,)) for who, kind, a, b in events]
    rows.append(("arrest", day("1937-05-22"), day("1937-05-22"), ("tukhachevskii", "eideman", "iakir", "uborevich")))
    rows.append(("trial", day("1937-06-11"), day("1937-06-11"), tuple(EIGHT)))
    rows.append(("execution", day("1937-06-12"), day("1937-06-12"), tuple(EIGHT)))
    table = pd.DataFrame(rows, columns=["kind", "earliest", "latest", "actors"], index=[f"event-{n}" for n in range(len(rows))])
    said = []
    for deponent in ("gai", "prokofev", "volovich"):
        said += [(deponent, one, "1937-04-22" if deponent == "gai" else "1937-04-25", "1937-04-30", f"{deponent}-april") for one in EIGHT[:5]]
    said += [("medvedev", one, "1937-05-08", "1937-05-10", "medvedev-may") for one in ("tukhachevskii", "feldman", "kork", "iakir", "putna", "primakov")]
    said += [("putna", one, "1937-05-14", "1937-05-14", "putna-may") for one in ("tukhachevskii", "primakov")]
    said += [("feldman", one, "1937-05-19", "1937-05-19", "feldman-may") for one in ("tukhachevskii", "iakir", "eideman", "uborevich")]
    said += [("tukhachevskii", "tukhachevskii", "1937-05-29", "1937-05-29", "tukhachevskii-may")]
    said += [("kork", "tukhachevskii", "1937-05-16", "1937-05-16", "kork-may"), ("samoilov", "kork", "1937-05-16", "1937-05-16", "odd-may")]
    frame = pd.DataFrame(said, columns=["deponent", "accused", "earliest", "latest", "statement"])
    frame.index = [f"testimony-{n}" for n in range(len(frame))]
    return dates(table), dates(frame)


def testimonies() -> pd.DataFrame:
    """About a hundred testimonies by thirty deponents, 1924 to 1937."""
    rng = np.random.default_rng(11)
    _, spring = calendar_tables()
    rows = [tuple(one) + ("yes",) for one in spring[["deponent", "accused", "earliest", "latest"]].itertuples(index=False)]
    named = [
        ("kakurin", "tukhachevskii", "1930-08-01", "1930-08-31", "yes"), ("troitskii", "tukhachevskii", "1930-08-01", "1930-08-31", "yes"),
        ("samoilov", "tukhachevskii", "1924-03-01", "1924-03-31", "no"), ("uritskii", "group", "1935-12-01", "1935-12-31", "no"),
        ("znamia", "group", "1935-12-01", "1936-01-31", "no"), ("goring", "tukhachevskii", "1936-05-17", "1936-05-17", "no"),
        ("olberg", "zinovev", "1936-01-01", "1936-07-31", "yes"), ("olberg", "kamenev", "1936-01-01", "1936-07-31", "yes"),
        ("reingold", "mrachkovskii", "1936-08-01", "1936-08-31", "yes"), ("reingold", "putna", "1936-08-01", "1936-08-31", "yes"),
        ("zinovev", "primakov", "1936-07-01", "1936-08-19", "yes"), ("kamenev", "radek", "1936-08-01", "1936-08-23", "yes"),
        ("radek", "putna", "1936-12-01", "1936-12-31", "yes"), ("radek", "primakov", "1936-12-01", "1936-12-31", "yes"),
        ("sokolnikov", "putna", "1936-12-01", "1936-12-31", "yes"), ("sokolnikov", "group", "1936-12-01", "1936-12-31", "yes"),
        ("mrachkovskii", "trotskii", "1936-08-19", "1936-08-24", "yes"), ("pravda", "tukhachevskii", "1937-01-10", "1937-01-20", "no"),
        ("dombal", "tukhachevskii", "1937-01-01", "1937-01-31", "yes"), ("artuzov", "tukhachevskii", "1937-01-01", "1937-01-31", "no"),
        ("daladier", "group", "1937-03-01", "1937-03-31", "no"), ("potemkin", "group", "1937-03-01", "1937-03-31", "no"),
        ("menzhinskii", "trotskii", "1927-11-01", "1927-11-30", "no"), ("odd", "germany", "1936-01-01", None, "unknown"),
        ("shmidt", "iakir", "1936-07-05", "1937-05-01", "yes"), ("kuzmichev", "shmidt", "1936-08-01", "1936-08-31", "yes"),
        ("smirnov", "shmidt", "1936-08-01", "1936-08-31", "yes"), ("piatakov", "tukhachevskii", "1937-01-23", "1937-01-30", "yes"),
    ]
    rows += [(a, b, day(c), day(d), e) for a, b, c, d, e in named]
    people = list(NAMES)
    while len(rows) < 96:
        a, b = rng.choice(people[8:], 1)[0], rng.choice(people[:22], 1)[0]
        first = pd.Timestamp("1936-08-01") + pd.Timedelta(days=int(rng.integers(0, 200)))
        rows.append((a, b, day(first), day(first + pd.Timedelta(days=int(rng.choice([0, 30])))), str(rng.choice(["yes", "yes", "unknown"]))))
    return dates(pd.DataFrame(rows, columns=["deponent", "accused", "earliest", "latest", "custody"]))


TYPES = {"znamia": "publication", "ogpu": "institution", "pravda": "person", "germany": "state", "group": "group"}


def graph(since=None) -> nx.MultiDiGraph:
    table = testimonies()
    if since:
        table = table[table["earliest"] >= since]
    result = nx.MultiDiGraph()
    for n, row in enumerate(table.itertuples()):
        for who in (row.deponent, row.accused):
            result.add_node(who, name=NAMES[who], type=TYPES.get(who, "person"))
        result.add_edge(row.deponent, row.accused, key=f"t{n}", earliest=row.earliest, latest=row.latest, custody=row.custody)
    return result


def cascade_graph() -> nx.DiGraph:
    steps = [
        ("olberg", "zinovev"), ("olberg", "kamenev"), ("olberg", "smirnov"), ("zinovev", "mrachkovskii"), ("zinovev", "reingold"),
        ("kamenev", "radek"), ("kamenev", "sokolnikov"), ("smirnov", "shmidt"), ("smirnov", "mrachkovskii"), ("reingold", "putna"), ("reingold", "primakov"),
        ("mrachkovskii", "primakov"), ("mrachkovskii", "group"), ("radek", "putna"), ("radek", "piatakov"), ("sokolnikov", "piatakov"),
        ("shmidt", "iakir"), ("shmidt", "kuzmichev"), ("putna", "tukhachevskii"), ("primakov", "feldman"), ("iakir", "gamarnik"),
        ("putna", "kork"), ("piatakov", "bukharin"), ("putna", "radek"), ("piatakov", "odd"), ("primakov", "eideman"),
    ]
    depth = {"olberg": 0}
    result = nx.DiGraph()
    for n, (a, b) in enumerate(steps):
        depth.setdefault(b, depth[a] + 1)
        first = pd.Timestamp("1936-01-05") + pd.Timedelta(days=19 * n)
        result.add_edge(a, b, earliest=day(first), latest=day(first + pd.Timedelta(days=(n % 4) * 14)))
    for node, steps_away in depth.items():
        result.nodes[node].update(depth=steps_away, name=NAMES[node], type=TYPES.get(node, "person"))
    return result


def curves() -> pd.DataFrame:
    table = testimonies()
    rows = []
    for one in EIGHT:
        part = table[table["accused"] == one]
        for when in sorted({*part["earliest"].dropna(), *part["latest"].dropna()}):
            rows.append((one, when, int((part["latest"] <= when).sum()), int((part["earliest"] <= when).sum())))
    return dates(pd.DataFrame(rows, columns=["accused", "day", "certainly", "possibly"]), "day")


def judgements() -> pd.DataFrame:
    rows = [
        ("voroshilov", "1936-08-22", None, 0, "mixed", "closed"), ("voroshilov", "1937-02-23", "1937-03-05", -2, "downplays", "closed"),
        ("voroshilov", "1937-03-13", None, 2, "inflates", "public"), ("voroshilov", "1937-05-10", None, 2, "inflates", "private"),
        ("voroshilov", "1935-06-01", "1935-12-31", -1, "restrained", "public"), ("voroshilov", "1937-04-22", None, 1, "warns", "private"),
        ("gamarnik", "1935-06-26", None, 1, "warns", "public"), ("gamarnik", "1936-02-01", "1936-02-29", 1, "warns", "public"),
        ("gamarnik", "1936-04-01", None, 1, "mixed", "public"), ("gamarnik", "1937-03-13", None, 2, "inflates", "public"),
        ("gamarnik", "1937-03-20", None, 2, "inflates", "public"), ("molotov", "1937-02-23", "1937-03-05", 1, "warns", "closed"),
        ("ezhov", "1935-06-01", "1935-08-31", 1, "warns", "private"), ("ezhov", "1936-02-01", "1936-02-29", 1, "warns", "closed"),
        ("ezhov", "1936-09-01", "1936-09-26", 2, "inflates", "private"), ("ezhov", "1936-12-01", "1936-12-31", 2, "inflates", "closed"),
        ("ezhov", "1937-04-21", None, 2, "inflates", "private"), ("budennyi", "1936-08-22", None, 2, "inflates", "private"),
        ("budennyi", "1937-03-13", None, 2, "inflates", "public"), ("stalin", "1936-08-01", "1937-02-28", -1, "restrained", "closed"),
        ("stalin", "1937-03-03", None, 1, "warns", "closed"), ("stalin", "1937-05-20", "1937-05-31", 2, "inflates", "closed"),
    ]
    frame = pd.DataFrame([(a, day(b), day(c or b), *rest) for a, b, c, *rest in rows],
                         columns=["actor", "earliest", "latest", "level", "stance", "forum"])
    order = ["voroshilov", "gamarnik", "molotov", "ezhov", "budennyi", "stalin"]
    return dates(frame.sort_values("actor", key=lambda a: a.map(order.index), kind="stable").reset_index(drop=True))


def gap() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    rows = []
    for lane, years in (("trotskyists", (1924, 1926, 1927, 1928)), ("whites", (1921, 1922, 1923, 1924)), ("foreign-agents", (1935, 1936, 1937)),
                        ("polish-espionage", (1924, 1926, 1927)), ("german-espionage", (1928,)), ("coup-1927", (1927,)), ("printing-house", (1927,))):
        for year in years:
            record = {"threat": lane, "period": str(year)}
            for side, middle in (("police", 1.4), ("army", -0.8)):
                values = np.clip(np.round(rng.normal(middle, 0.8, int(rng.integers(0, 4)))), -2, 2)
                record |= {f"{side}_n": len(values), f"{side}_min": values.min() if len(values) else np.nan,
                           f"{side}_mean": values.mean() if len(values) else np.nan,
                           f"{side}_max": values.max() if len(values) else np.nan, f"{side}_rows": tuple(f"a{n}" for n in range(len(values)))}
            rows.append(record)
    return pd.DataFrame(rows)


def rate_table() -> pd.DataFrame:
    rows = [
        ("January–July 1936", "all ranks", 125, 17.9, 14.9, 21.3), ("August–December 1936", "all ranks", 212, 42.2, 36.7, 48.2),
        ("January–February 1937", "all ranks", 125, 64.5, 53.7, 76.8), ("January–July 1936", "officers", 6, 0.86, 0.31, 1.87),
        ("August–December 1936", "officers", 32, 6.4, 4.4, 9.0), ("January–February 1937", "officers", 43, 22.2, 16.1, 29.9),
    ]
    return pd.DataFrame(rows, columns=["label", "population", "count", "rate", "low", "high"])


def estimates() -> pd.DataFrame:
    rows = [("nominal", "kind of event", 0.92, 0.87, 0.96), ("nominal", "restraint or escalation of a decision", 0.7, 0.44, 0.94), ("nominal", "nothing known", np.nan, np.nan, np.nan),
            ("ordinal", "level of a judgement", 0.88, 0.79, 0.95), ("ordinal", "strength of a decision", 0.34, -0.03, 0.62)]  # fmt: skip
    return pd.DataFrame(rows, columns=["kind", "label", "value", "low", "high"])


def shares() -> pd.DataFrame:
    rows = []
    for charge, counts in {"trotskyism": (0, 14, 9, 3), "espionage": (1, 1, 8, 17), "wrecking": (0, 0, 4, 6), "terror": (0, 12, 6, 1),
                           "plot_membership": (2, 9, 11, 24), "right_deviation": (2, 0, 0, 1)}.items():
        for period, count, total in zip(("before 1936", "Jan–Aug 1936", "Sep 1936–Mar 1937", "Apr–Jun 1937"), counts, (6, 20, 26, 33), strict=True):
            share, spread = count / total, 1.0 / np.sqrt(total)
            rows.append((charge, period, count, total, share, max(share - spread / 2, 0), min(share + spread, 1)))
    return pd.DataFrame(rows, columns=["charge", "period", "count", "total", "share", "low", "high"])


def weighed():
    """Weights of the invented village, with a contest of their own and a long name, and the balances of it."""
    from testimonia import analysis
    from testimonia.analysis.example import wager

    table = analysis.weights(wager())
    other = table.assign(contest="agency", hypothesis="judge", rival="neighbours", label="A long observation about what the judge had read before anybody came to him", test="hoop")
    balances = {f"{words}: each observation by itself": analysis.balance(wager(), "motive", hypothesis=one, replicates=2000) for words, one in (("Motive", "harvest"), ("Turned", "quarrel"))}
    return pd.concat([table, other], ignore_index=True), balances


WORDS = {"harvest": "The bad harvest of the year before", "quarrel": "An old quarrel", "judge": "The judge led", "neighbours": "The neighbours led"}
MOMENTS = {"1934-12-01": "Kirov killed", "1927-11-07": "Anniversary demonstrations", "1936-08-19": "First Moscow trial", "1937-02-23": "Plenum"}


def argument_graph() -> nx.DiGraph:
    """A claim with branches of every kind: long words, many claims below, one claim in two branches, none below."""
    words = "The fear of witches that had been growing since the bad harvest was at last what drove the court to act"
    graph = nx.DiGraph([(f"branch-{n}", "root") for n in range(6)])
    graph.add_edges_from((f"leaf-{n}", f"branch-{n % 3}") for n in range(70))
    graph.add_edge("leaf-0", "branch-4")
    for place, (claim, data) in enumerate(sorted(graph.nodes(data=True))):
        data |= {"words": words[: 30 + 12 * (place % 7)], "kind": "causal", "verdict": VERDICTS[place % len(VERDICTS)]}
    return graph


def draw(name: str, narrow: bool = False):
    """Return one figure by name, drawn from the tables above."""
    events, said = calendar_tables()
    surnames = {who: who.capitalize() for who in ("voroshilov", "molotov", "ezhov", "budennyi", "stalin")} | NAMES
    labels = {lane: label for lane, label, *_ in _THREATS}
    makers = {
        "timeline": lambda: figures.timeline(lanes(), above=["ogpu"], below=["pur"], above_label="political police", below_label="army",
                                             decisions_label="Stalin’s decisions", moments=MOMENTS, narrow=narrow),
        "timeline-1920s": lambda: figures.timeline(lanes(), above=["ogpu"], below=["pur"], since="1918-01-01", until="1928-12-31", narrow=narrow),
        "calendar": lambda: figures.calendar(events, said, rows=EIGHT, names=NAMES, since="1937-04-01", until="1937-06-14", narrow=narrow),
        "network": lambda: figures.network(graph(), narrow=narrow),
        "network-spring": lambda: figures.network(graph("1937-04-01"), highlight=["feldman"], narrow=narrow),
        "network-columns": lambda: figures.network(graph("1936-12-01"), layout="columns", narrow=narrow),
        "cumulative": lambda: figures.cumulative(curves(), names=NAMES, since="1936-06-01", until="1937-06-12", narrow=narrow,
                                                 arrests={"kork": "1937-05-14", "putna": ("1936-06-01", "1936-11-30"), "tukhachevskii": "1937-05-22"}),
        "trajectories": lambda: figures.trajectories(judgements(), names=surnames, since="1935-01-01", until="1937-06-12",
                                                     moments={"1937-02-23": "Plenum"}, narrow=narrow),
        "dumbbell": lambda: figures.dumbbell(gap(), names=labels, labels={"police": "political police", "army": "army’s own chiefs"}, narrow=narrow),
        "rates": lambda: figures.rates(rate_table(), group="population", unit="arrests a month", narrow=narrow),
        "intervals": lambda: figures.intervals(estimates(), group="kind", until=1, lines={0.667: "0.667"}, narrow=narrow),
        "share_over_time": lambda: figures.share_over_time(shares(), category="charge", narrow=narrow),
        "weights": lambda: figures.weights(weighed()[0], names=WORDS, narrow=narrow),
        "balance": lambda: figures.balance(weighed()[1], names=WORDS, narrow=narrow),
        "cascade": lambda: figures.cascade(cascade_graph(), highlight=["putna"], narrow=narrow),
        "argument": lambda: figures.argument(argument_graph(), "root", narrow=narrow),
    }
    return makers[name]()


FIGURES = ("timeline", "timeline-1920s", "calendar", "network", "network-spring", "network-columns", "cumulative", "trajectories",
           "dumbbell", "rates", "intervals", "share_over_time", "cascade", "weights", "balance", "argument")


@pytest.fixture(scope="session", params=[(name, narrow) for name in FIGURES for narrow in (False, True)],
                ids=lambda param: f"{param[0]}{'-narrow' if param[1] else ''}")
def drawn(request):
    """Every figure, on the page and narrow."""
    return draw(*request.param)


@pytest.fixture(scope="session")
def tables():
    """The hand-made tables and the function that draws them, by name."""
    return globals()
