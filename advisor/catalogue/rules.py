"""What each field of each record may hold: the table that `checks` walks.

A rule's `allowed` is a list of values, or the name of a set that the folder itself defines ("@questions",
"@conditions", "@platforms", "@industries", "@steps"). `low` and `high` belong to the allowed range. A fraction lies
strictly between 0 and 1: so a percentage or a rate of the wrong period cannot pass for a yearly rate.
"""

from __future__ import annotations

from dataclasses import dataclass

from advisor.trade.settlement import FEE_RETURNED, MOMENTS


@dataclass(frozen=True)
class Rule:
    """One field. Types: id, text, words, notes, number, integer, fraction, yes_no, date, month, event_day, url, urls,
    list, any, entries."""

    field: str
    type: str
    required: bool = False
    allowed: tuple[str, ...] | str = ()
    low: str | None = None
    high: str | None = None
    each: tuple[Rule, ...] = ()  # for entries: the rules of one


CONFIDENCE = ("high", "medium", "low")
OPERATORS = ("at_least", "at_most", "one_of", "is")
QUADRANTS = ("strength", "weakness", "opportunity", "challenge", "neutral")
BASES = (
    "simple", "fee", "flat", "subsidy", "guarantee_fee", "discount", "premium", "unknown", "not_applicable",
)  # fmt: skip

_ID = Rule("id", "id", required=True)
_SOURCED = (
    Rule("source", "url"),
    Rule("as_of", "date"),
    Rule("confidence", "text", allowed=CONFIDENCE),
)
_CRITERION = (
    Rule("field", "text", required=True, allowed="@questions"),
    Rule("operator", "text", required=True, allowed=OPERATORS),
    Rule("value", "any", required=True),
    Rule("confidence", "text", required=True, allowed=CONFIDENCE),
)
_BAND = (
    Rule("operator", "text", required=True, allowed=OPERATORS),
    Rule("value", "any", required=True),
    Rule("quadrant", "text", required=True, allowed=QUADRANTS),
    Rule("weight", "integer", required=True, low="1", high="3"),
    Rule("says", "words", required=True),
    Rule("readiness", "number", required=True, low="0", high="1"),
    Rule("industries", "list", allowed="@industries"),
    Rule("steps", "list", allowed="@steps"),
)
_OPTION = (
    Rule("value", "any", required=True),
    Rule("zh", "text", required=True),
    Rule("en", "text", required=True),
    Rule("also", "list"),
)

SETTLEMENT_DAYS = ("ship_days", "delivery_days", "auto_confirm_days", "settle_days", "withdraw_days", "return_days")
_FIGURE_SOURCE = (
    Rule("fields", "list", required=True, allowed=(*SETTLEMENT_DAYS, "settles_from", "fee_rate", "fee_returned")),
    Rule("source", "urls", required=True),
    Rule("as_of", "date"),
    Rule("confidence", "text", required=True, allowed=CONFIDENCE),
)
_WINDOW = (
    Rule("from_day", "integer", required=True, low="-120", high="120"),
    Rule("to_day", "integer", required=True, low="-120", high="120"),
    Rule("multiple", "number", required=True, low="0.05", high="20"),
    Rule("ship_delay_days", "number", low="0", high="60"),
)

RULES: dict[str, tuple[Rule, ...]] = {
    "product": (
        _ID,
        Rule("name", "words", required=True),
        Rule("provider", "words", required=True),
        Rule("provider_also", "list"),
        Rule("aliases", "list"),
        Rule("group", "text", required=True, allowed=("platform", "bank", "scheme")),
        Rule("kind", "id", required=True),
        Rule("platforms", "list", allowed="@platforms"),
        Rule("amount_min_yuan", "number", low="0", high="1000000000"),
        Rule("amount_max_yuan", "number", low="1", high="1000000000"),
        Rule("term_min_months", "number", low="0", high="480"),
        Rule("term_max_months", "number", low="0", high="480"),
        Rule("yearly_rate_min", "fraction"),
        Rule("yearly_rate_max", "fraction"),
        Rule("daily_rate_min", "fraction", high="0.01"),
        Rule("daily_rate_max", "fraction", high="0.01"),
        Rule("rate_basis", "text", required=True, allowed=BASES),
        Rule("fee_rate", "fraction"),
        Rule("repayment_methods", "list"),
        Rule("days_to_funds", "number", low="0", high="365"),
        Rule("collateral", "text"),
        Rule("criteria", "entries", each=_CRITERION),
        Rule("notes", "notes"),
        Rule("source", "urls", required=True),
        Rule("as_of", "date"),
        Rule("confidence", "text", required=True, allowed=CONFIDENCE),
        Rule("rate_confidence", "text", allowed=CONFIDENCE),
        Rule("status", "text", required=True, allowed=("active", "uncertain", "closed")),
    ),
    "factor": (
        _ID,
        Rule("field", "text", required=True, allowed="@questions"),
        Rule("side", "text", required=True, allowed=("merchant", "lender", "government")),
        Rule("name", "words", required=True),
        Rule("for_lenders", "words", required=True),
        Rule("bands", "entries", required=True, each=_BAND),
        Rule("reason", "text", required=True),
        Rule("criteria", "list", allowed="@conditions"),
        Rule("asked", "yes_no"),
    ),
    "question": (
        _ID,
        Rule(
            "kind", "text", required=True,
            allowed=("choice", "yes_no", "money", "percent", "rate", "days", "months", "count"),
        ),
        Rule("name", "words", required=True),
        Rule("ask", "words", required=True),
        Rule("why", "words", required=True),
        Rule("example", "words", required=True),
        Rule("options", "entries", each=_OPTION),
        Rule("stated_as", "list"),
        Rule("required_for", "list", allowed=("swot", "cash_cycle", "forecast", "financing")),
        Rule("minimum", "number"),
        Rule("maximum", "number"),
    ),
    "step": (
        _ID,
        Rule("text", "words", required=True),
        Rule("effort", "text", required=True, allowed=("low", "medium", "high")),
        Rule("days", "integer", required=True, low="0", high="3650"),
        Rule("leads_to", "text", required=True, allowed=("swot", "cash_cycle", "financing", "human", "nothing")),
    ),
    "interview": (_ID, Rule("questions", "any", required=True)),
    "term": (
        _ID,
        Rule("name", "words", required=True),
        Rule("also", "list"),
        Rule("meaning", "words", required=True),
        Rule("example", "words"),
        *_SOURCED,
    ),
    "faq": (
        _ID,
        Rule("intents", "list"),
        Rule("question", "words", required=True),
        Rule("also", "list"),
        Rule("answer", "words", required=True),
        *_SOURCED,
    ),
    "policy": (
        _ID,
        Rule("name", "words", required=True),
        Rule("says", "words", required=True),
        Rule("source", "url", required=True),
        Rule("as_of", "date", required=True),
        Rule("confidence", "text", required=True, allowed=CONFIDENCE),
        Rule("valid_until", "date"),
    ),
    "lpr": (
        Rule("month", "month", required=True),
        Rule("published", "date"),
        Rule("one_year", "fraction", required=True),
        Rule("five_years", "fraction"),
    ),
    "settlement_rule": (
        Rule("platform", "text", required=True, allowed="@platforms"),
        *(
            Rule(days, "number", required=days != "return_days", low="0", high="120")
            for days in SETTLEMENT_DAYS
        ),
        Rule("settles_from", "text", required=True, allowed=MOMENTS),
        Rule("fee_rate", "fraction", high="0.5"),
        Rule("fee_returned", "text", allowed=FEE_RETURNED),
        Rule("note", "words", required=True),
        Rule("sources", "entries", each=_FIGURE_SOURCE),
    ),
    "season": (
        _ID,
        Rule("name", "words", required=True),
        Rule("day", "event_day", required=True),
        Rule("platforms", "list", required=True, allowed="@platforms"),
        Rule("windows", "entries", required=True, each=_WINDOW),
        Rule("reason", "words", required=True),
        Rule("source", "urls"),
        Rule("as_of", "date"),
        Rule("confidence", "text", required=True, allowed=CONFIDENCE),
    ),
}  # fmt: skip

ORDERED = {  # lower bound, upper bound
    "product": (
        ("amount_min_yuan", "amount_max_yuan"),
        ("term_min_months", "term_max_months"),
        ("yearly_rate_min", "yearly_rate_max"),
        ("daily_rate_min", "daily_rate_max"),
        ("daily_rate_max", "yearly_rate_min"),
    ),
    "question": (("minimum", "maximum"),),
}
