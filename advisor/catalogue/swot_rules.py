"""What each field of a factor, a step and a strategy of the self-assessment may hold."""

from __future__ import annotations

from advisor.catalogue.rule import ID, OPERATORS, Rule
from advisor.trade.swot.measures import MEASURES
from advisor.trade.swot.readiness import PARTS
from advisor.trade.swot.strategies import KINDS
from advisor.trade.what_if_words import LEVER_WORDS

QUADRANTS = ("strength", "weakness", "opportunity", "challenge", "neutral")
MODES = ("add", "set", "multiply")
_BAND = (
    Rule("operator", "text", required=True, allowed=OPERATORS),
    Rule("value", "any", required=True),
    Rule("quadrant", "text", required=True, allowed=QUADRANTS),
    Rule("weight", "integer", required=True, low="1", high="3"),
    Rule("says", "words", required=True),
    Rule("readiness", "number", required=True, low="0", high="1"),
    Rule("industries", "list", allowed="@industries"),
    Rule("steps", "list", allowed="@steps"),
    Rule("cap", "integer", low="0", high="100"),
)
_PEER = (
    Rule("value", "any", required=True),
    Rule("industries", "list", allowed="@industries"),
    Rule("source", "url"),
)
_CHANGE = (
    Rule("lever", "text", required=True, allowed=tuple(one.lever for one in LEVER_WORDS)),
    Rule("mode", "text", required=True, allowed=MODES),
    Rule("value", "number", required=True),
)
FACTOR = (
    ID,
    Rule("field", "text", required=True, allowed="@questions"),
    Rule("formula", "text", allowed=tuple(MEASURES)),
    Rule("side", "text", required=True, allowed=("merchant", "lender", "government")),
    Rule("part", "text", allowed=PARTS),
    Rule("name", "words", required=True),
    Rule("for_lenders", "words", required=True),
    Rule("bands", "entries", required=True, each=_BAND),
    Rule("peers", "entries", each=_PEER),
    Rule("reason", "text", required=True),
    Rule("criteria", "list", allowed="@conditions"),
    Rule("asked", "yes_no"),
)
STEP = (
    ID,
    Rule("text", "words", required=True),
    Rule("effort", "text", required=True, allowed=("low", "medium", "high")),
    Rule("days", "integer", required=True, low="0", high="3650"),
    Rule("leads_to", "text", required=True, allowed=("swot", "cash_cycle", "financing", "human", "nothing")),
    Rule("owner", "text", allowed=("owner", "staff", "accountant", "platform", "bank")),
    Rule("asks", "text", allowed="@questions"),
    Rule("changes", "entries", each=_CHANGE),
    Rule("unless", "list", allowed="@factors"),
)
STRATEGY = (
    ID,
    Rule("kind", "text", required=True, allowed=tuple(KINDS)),
    Rule("inside", "list", required=True, allowed="@factors"),
    Rule("outside", "list", required=True, allowed="@factors"),
    Rule("text", "words", required=True),
    Rule("steps", "list", required=True, allowed="@steps"),
)
