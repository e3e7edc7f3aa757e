"""What follows from what is on record: functions of a Case that return tidy data.

Dates are intervals of days throughout. What the dates do not decide is 'possibly', or
'cannot tell'; a row without a date is possible on every day and is never left out in
silence.
"""

from .agreement import Agreement, agreement, krippendorff_alpha
from .arguing import argument, below, branches, outline
from .cascade import cascade, depths
from .charges import charges_over_time
from .claims import Checks, ClaimError, Seen, keep_ledger, together, totals, unmatched
from .clumping import tolerable_clumping
from .conflicts import conflicts
from .lag_replicates import lag_replicates
from .lags import lags
from .leave_one_out import leave_one_out, removals
from .links import stated_links
from .matching import Matching, match_actors, match_codings, paired_codes
from .merging import affiliates, merged
from .naming import cumulative, named_by
from .network import centrality, collapse, ego, testimony_graph
from .order import Verdict, all_before, before, first, order
from .order_claims import OrderClaim, order_claim
from .perception import change_of_mind, gap, perception, trajectory
from .perturbing import disturbed, wavering
from .ranks import rank_stability
from .rates import (
    Rate,
    RateComparison,
    Share,
    ShareComparison,
    compare_rates,
    compare_shares,
    monthly_rate,
    rates,
    share,
)
from .retention import retention
from .shares import shares
from .standing import pairs, standing
from .timeline import timeline
from .transmissions import cycles, transmission_graph
from .weighing import Balance, Needed, balance, decisive, needed
from .weights import decibans, odds, probability, weights

__all__ = [
    "Agreement",
    "Balance",
    "Checks",
    "ClaimError",
    "Matching",
    "Needed",
    "OrderClaim",
    "Rate",
    "RateComparison",
    "Seen",
    "Share",
    "ShareComparison",
    "Verdict",
    "affiliates",
    "agreement",
    "all_before",
    "argument",
    "balance",
    "before",
    "below",
    "branches",
    "cascade",
    "centrality",
    "change_of_mind",
    "charges_over_time",
    "collapse",
    "compare_rates",
    "compare_shares",
    "conflicts",
    "cumulative",
    "cycles",
    "decibans",
    "decisive",
    "depths",
    "disturbed",
    "ego",
    "first",
    "gap",
    "keep_ledger",
    "krippendorff_alpha",
    "lag_replicates",
    "lags",
    "leave_one_out",
    "match_actors",
    "match_codings",
    "merged",
    "monthly_rate",
    "named_by",
    "needed",
    "odds",
    "order",
    "order_claim",
    "outline",
    "paired_codes",
    "pairs",
    "perception",
    "probability",
    "rank_stability",
    "rates",
    "removals",
    "retention",
    "share",
    "shares",
    "standing",
    "stated_links",
    "testimony_graph",
    "timeline",
    "together",
    "tolerable_clumping",
    "totals",
    "trajectory",
    "transmission_graph",
    "unmatched",
    "wavering",
    "weights",
]
