"""The argument's checks: one small function for every claim of the article that the tables can test.

Each check asks the tables of one case what the claim would lead one to expect. It returns what was
observed, the rows this rests on, and a verdict made from both. It looks for rows coded from
other paragraphs than the claim's own: a paragraph cannot bear itself out. The modules follow the
sections of the article.
"""

from .common import checks
from . import a_suspect_army, operation_vesna, the_military_centre, the_spy_scare, weighing_the_case  # noqa: F401  (registers the checks)
from . import the_question, the_turn_of_1937, threats_of_the_1920s  # noqa: F401

__all__ = ["checks"]
