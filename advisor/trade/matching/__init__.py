"""Which products fit a shop and its need, why, why not, what they cost, and what one more fact would tell."""

from advisor.trade.matching.matcher import match
from advisor.trade.matching.order_reasons import why_before
from advisor.trade.matching.results import (
    POSSIBLE,
    TIERS,
    Asking,
    CashPosition,
    Combination,
    CriterionResult,
    Ease,
    Match,
    Matches,
    Part,
    Reason,
    Weighing,
)
from advisor.trade.matching.table import NOT_LOANS, ProductTable

__all__ = [
    "NOT_LOANS",
    "POSSIBLE",
    "TIERS",
    "Asking",
    "CashPosition",
    "Combination",
    "CriterionResult",
    "Ease",
    "Match",
    "Matches",
    "Part",
    "ProductTable",
    "Reason",
    "Weighing",
    "match",
    "why_before",
]
