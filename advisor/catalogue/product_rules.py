"""What each field of a product may hold, with the range that its unit allows.

The ranges are wide enough for every product known and narrow enough that a figure in another unit falls outside: a
percentage, a rate by the day or month in a yearly field, 万 or fen for yuan, days for months. What only two fields
together can tell is in `product_checks`.
"""

from __future__ import annotations

from advisor.catalogue.rule import CONFIDENCE, ID, OPERATORS, Rule

KINDS = (
    "credit_line", "order_loan", "receivable_advance", "inventory_pledge", "trade_credit", "tax_based_credit",
    "pos_flow_based", "mortgage_backed", "supply_chain", "bill_discount", "subsidised_guaranteed_loan",
    "interest_subsidy", "guarantee", "matching_platform", "receivable_platform", "registration_infrastructure",
    "renewal_policy", "insurance",
)  # fmt: skip
BASES = (
    "simple", "all_in", "flat", "fee", "discount", "unknown", "subsidy", "guarantee_fee", "premium", "not_applicable",
)  # fmt: skip
METHODS = (
    "level_payment", "equal_principal", "interest_only", "bullet", "revolving", "on_collection", "sales_share", "other",
)  # fmt: skip
COLLATERAL = ("none", "property", "receivables", "inventory", "guarantee", "policy", "deposit", "mixed")
STATUSES = ("active", "uncertain", "closed")
DAILY_RATES = ("daily_rate_min", "daily_rate_max")
RATES = ("yearly_rate_min", "yearly_rate_max", *DAILY_RATES)
NUMBERS = (
    "amount_min_yuan", "amount_max_yuan", "term_min_months", "term_max_months", *RATES, "fee_rate", "days_to_funds",
)  # fmt: skip
SOURCED = (*NUMBERS, "rate_basis", "repayment_methods", "collateral", "platforms", "status")

_IN_YUAN = "the field is in yuan: 300万 is 3000000; neither 万 nor fen"
_IN_MONTHS = "the field is in months: 90 days are 3, two years 24"
_A_YEAR = "the field is by the year: a rate a day x 365, a rate a month x 12"
_A_DAY = "the field is by the day: 万五 and 0.05 % are 0.0005; a rate by the month or year is no rate a day"

_WHERE_FROM = (Rule("source", "urls"), Rule("source_note", "words"))
CRITERION = (
    Rule("field", "text", required=True, allowed="@questions"),
    Rule("operator", "text", required=True, allowed=OPERATORS),
    Rule("value", "any", required=True),
    Rule("confidence", "text", required=True, allowed=CONFIDENCE),
)
FIGURE_SOURCE = (
    Rule("fields", "list", required=True, allowed=SOURCED),
    *_WHERE_FROM,
    Rule("as_of", "date"),
    Rule("confidence", "text", required=True, allowed=CONFIDENCE),
)
CONFLICT = (
    Rule("field", "text", required=True, allowed=NUMBERS),
    Rule("value", "any", required=True),
    *_WHERE_FROM,
    Rule("as_of", "date"),
    Rule("confidence", "text", required=True, allowed=CONFIDENCE),
)
PRODUCT = (
    ID,
    Rule("name", "words", required=True),
    Rule("provider", "words", required=True),
    Rule("provider_also", "list"),
    Rule("aliases", "list"),
    Rule("group", "text", required=True, allowed=("platform", "bank", "scheme")),
    Rule("kind", "text", required=True, allowed=KINDS),
    Rule("platforms", "list", allowed="@platforms"),
    Rule("amount_min_yuan", "yuan", low="0.01", high="1000000", hint=_IN_YUAN),
    Rule("amount_max_yuan", "yuan", low="1000", high="100000000", hint=_IN_YUAN),
    Rule("term_min_months", "months", low="0.03", high="360", hint=_IN_MONTHS),
    Rule("term_max_months", "months", low="0.03", high="360", hint=_IN_MONTHS),
    Rule("yearly_rate_min", "yearly_rate", low="0.001", high="0.6", hint=_A_YEAR),
    Rule("yearly_rate_max", "yearly_rate", low="0.001", high="0.6", hint=_A_YEAR),
    Rule("daily_rate_min", "daily_rate", low="0.00005", high="0.002", hint=_A_DAY),
    Rule("daily_rate_max", "daily_rate", low="0.00005", high="0.002", hint=_A_DAY),
    Rule("rate_basis", "text", required=True, allowed=BASES),
    Rule("fee_rate", "fee_fraction", low="0.0001", high="0.5"),
    Rule("repayment_methods", "list", allowed=METHODS),
    Rule("days_to_funds", "days", low="0", high="90", hint="the field is in days: 0 is the same day, 12 hours 0.5"),
    Rule("collateral", "text", allowed=COLLATERAL),
    Rule("criteria", "entries", each=CRITERION),
    Rule("notes", "notes"),
    *_WHERE_FROM,
    Rule("as_of", "date"),
    Rule("confidence", "text", required=True, allowed=CONFIDENCE),
    Rule("rate_confidence", "text", allowed=CONFIDENCE),
    Rule("sources", "entries", each=FIGURE_SOURCE),
    Rule("conflicts", "entries", each=CONFLICT),
    Rule("status", "text", required=True, allowed=STATUSES),
)
