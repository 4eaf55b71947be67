"""A fact was corrected or told: the result that rests on it is worked out and shown again at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import interview_questions, need_of, profile_of
from actions.latest_result import latest_kind
from actions.orders_taken import learn_from_orders
from actions.result_cash_cycle import show_cash_cycle
from actions.result_forecast import show_forecast
from actions.result_matches import show_matches
from actions.shop_cash import shop_cash
from actions.turn import Turn
from actions.wiring import Events, stores
from advisor.trade.stages import STAGE_IDS

SHOWN: dict[str, Callable[[CollectingDispatcher, Turn], dict[str, Any]]] = {
    "forecast": show_forecast,
    "cash_cycle": show_cash_cycle,
}
MATCHES = "matches"
STAGE_FACTS = frozenset(f"{stage}_days" for stage in STAGE_IDS)


def rests_on(turn: Turn, values: Collection[str]) -> str | None:
    """The result that these facts went into: the matches where they were shown last, else the forecast where there is
    one, else the cash cycle; None for none of them."""
    if _is_of_matches(turn, values):
        return MATCHES
    for kind in SHOWN:
        is_known = stores().merchants.latest_result(turn.merchant_id, kind) is not None
        if is_known and set(values) & (set(interview_questions(kind)) | STAGE_FACTS):
            return kind
    return None


def show_again(dispatcher: CollectingDispatcher, turn: Turn, values: Mapping[str, Any]) -> Events:
    """Show the latest result anew if these facts, kept already, went into it; no events where they did not."""
    kind = rests_on(turn, values)
    if kind is None or turn.slots.get("interview"):
        return []
    if kind == MATCHES:
        return [SlotSet(name, value) for name, value in show_matches(dispatcher, turn, told=list(values)).items()]
    cash = shop_cash(turn.merchant_id)
    if cash is not None and set(values) & STAGE_FACTS:
        learn_from_orders(turn, cash)
    return [SlotSet(name, value) for name, value in SHOWN[kind](dispatcher, turn).items()]


def _is_of_matches(turn: Turn, values: Collection[str]) -> bool:
    """Whether the matches are what was shown last, and one of these facts is a condition of a product."""
    if not values or need_of(dict(profile_of(turn.merchant_id).facts)) is None or latest_kind(turn) != MATCHES:
        return False
    asked = {criterion.field for product in stores().catalogue.products() for criterion in product.criteria}
    return bool(set(values) & (asked | set(interview_questions("financing"))))
