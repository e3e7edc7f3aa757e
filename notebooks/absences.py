"""What the article does not report, where silence tells something.

Each function takes the case and returns whether the thing is absent, and the rows that were
searched or that say where to look. A weight in `data/weights.csv` names its absence by the name of
the function; under a reading that sets those rows aside the weight drops out. What is absent here
is absent from one article: an archive may hold it.
"""

from functools import cache

import testimonia as tm

ABSENCES = {}


def absence(function):
    """Offer a function by its name, as the weights name it; a case is searched once."""
    ABSENCES[function.__name__] = cache(function)
    return function


ARRESTS_OF_MAY = ["arrest-kork-1937", "arrest-feldman-1937", "arrests-22-may-1937"]
LEADERS = ["stalin", "politburo", "central-committee"]


def arrested_in_may(case):
    """Those arrested in May 1937, by id."""
    return [actor for row in ARRESTS_OF_MAY for actor in case.row(row)["actors"]]


@absence
def no_early_naming(case):
    """Hardly any of the men arrested in May had been named by anyone in custody half a year before."""
    men = arrested_in_may(case)
    lags = tm.lags(case.where("testimonies", custody="yes"), men)
    return (lags["lag_min"] > 180).sum() <= 1, ARRESTS_OF_MAY


@absence
def no_step_against_command(case):
    """No step by Stalin or the leading bodies against anyone later arrested in May, from November 1930 to 21 April 1937."""
    steps = case.between("1930-11", "1937-04-20", certainly=True).where("events", kind=["arrest", "removal", "transfer"])
    return steps.where("events", actors=arrested_in_may(case)).events.empty, ["stalin-letter-molotov-1930", "coronation-trip-cancelled-1937", *ARRESTS_OF_MAY]


@absence
def no_word_of_stalin(case):
    """No speech or letter of Stalin's own about the army from August 1936 to the trial, though there are two from 1930 and one from 1927."""
    own = case.where("events", kind=["speech", "letter"], by="stalin").events
    late = own[(own["latest"] >= "1936-08-01") & (own["earliest"] <= "1937-06-10")]
    return late.empty, ["stalin-letter-ordzhonikidze-1930", "stalin-letter-molotov-1930", "trial-june-1937"]


@absence
def no_order_to_ezhov(case):
    """Nothing passes from Stalin or the leading bodies to Ezhov or the police about the High Command before 22 May 1937."""
    sent = case.between("1936-08", "1937-05-22").transmissions
    sent = sent[sent["origin"].isin(LEADERS) & sent["recipient"].isin(["ezhov", "nkvd", "ino-nkvd"])]
    return sent.empty, ["pass-ezhov-stalin-1936", "pass-ezhov-april-1937-stalin", "arrests-22-may-1937"]
