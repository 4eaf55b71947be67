"""What each field of each record may hold: the table that `checks` walks. Products have `product_rules`."""

from __future__ import annotations

from advisor.catalogue.product_rules import PRODUCT
from advisor.catalogue.rule import CONFIDENCE, ID, Rule
from advisor.catalogue.swot_rules import FACTOR, STEP, STRATEGY
from advisor.trade.settlement import FEE_RETURNED, MOMENTS

_SOURCED = (
    Rule("source", "url"),
    Rule("as_of", "date"),
    Rule("confidence", "text", allowed=CONFIDENCE),
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
    "product": PRODUCT,
    "factor": FACTOR,
    "step": STEP,
    "strategy": STRATEGY,
    "question": (
        ID,
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
    "interview": (ID, Rule("questions", "any", required=True)),
    "term": (
        ID,
        Rule("name", "words", required=True),
        Rule("also", "list"),
        Rule("meaning", "words", required=True),
        Rule("example", "words"),
        *_SOURCED,
    ),
    "faq": (
        ID,
        Rule("intents", "list"),
        Rule("question", "words", required=True),
        Rule("also", "list"),
        Rule("answer", "words", required=True),
        *_SOURCED,
    ),
    "policy": (
        ID,
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
        ID,
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
