"""A figure was corrected: the cash cycle or the forecast that rests on it is worked out and shown again at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import interview_questions
from actions.orders_taken import learn_from_orders
from actions.result_cash_cycle import show_cash_cycle
from actions.result_forecast import show_forecast
from actions.shop_cash import shop_cash
from actions.turn import Turn
from actions.why_result import latest_kind
from actions.wiring import Events
from advisor.trade.stages import STAGE_IDS

SHOWN: dict[str | None, Callable[[CollectingDispatcher, Turn], dict[str, Any]]] = {
    "cash_cycle": show_cash_cycle,
    "forecast": show_forecast,
}
STAGE_FACTS = frozenset(f"{stage}_days" for stage in STAGE_IDS)


def show_again(dispatcher: CollectingDispatcher, turn: Turn, values: Mapping[str, Any]) -> Events:
    """Show the latest result anew if these facts, kept already, went into it; no events where they did not."""
    kind = latest_kind(turn)
    show = SHOWN.get(kind)
    if show is None or kind is None or turn.slots.get("interview"):
        return []
    if not set(values) & (set(interview_questions(kind)) | STAGE_FACTS):
        return []
    cash = shop_cash(turn.merchant_id)
    if cash is not None and set(values) & STAGE_FACTS:
        learn_from_orders(turn, cash)
    return [SlotSet(name, value) for name, value in show(dispatcher, turn).items()]
