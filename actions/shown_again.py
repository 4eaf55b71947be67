"""A figure was corrected: the cash cycle or the forecast that rests on it is worked out and shown again at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import interview_questions
from actions.orders_taken import learn_from_orders
from actions.result_cash_cycle import show_cash_cycle
from actions.result_forecast import show_forecast
from actions.shop_cash import shop_cash
from actions.turn import Turn
from actions.wiring import Events, stores
from advisor.trade.stages import STAGE_IDS

SHOWN: dict[str, Callable[[CollectingDispatcher, Turn], dict[str, Any]]] = {
    "forecast": show_forecast,
    "cash_cycle": show_cash_cycle,
}
STAGE_FACTS = frozenset(f"{stage}_days" for stage in STAGE_IDS)


def rests_on(turn: Turn, values: Collection[str]) -> str | None:
    """The result that these facts went into: the forecast where there is one, else the cash cycle; None for neither."""
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
    cash = shop_cash(turn.merchant_id)
    if cash is not None and set(values) & STAGE_FACTS:
        learn_from_orders(turn, cash)
    return [SlotSet(name, value) for name, value in SHOWN[kind](dispatcher, turn).items()]
