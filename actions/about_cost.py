"""What a stated loan costs: "借10万用3个月，年化12%，利息多少"."""

from __future__ import annotations

from decimal import Decimal

from rasa_sdk.executor import CollectingDispatcher

from actions.about_products import products_meant
from actions.speech import say
from actions.turn import Turn
from advisor.trade.loans import cost_for_days
from advisor.trade.quantities import Quantity, quantities

LPR_MARGIN = "LPR+"


def answer_cost(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Compute when an amount, a length of time and a rate are stated, each once and clearly."""
    if turn.is_button or products_meant(turn):
        return False
    amount, duration, rate = (_sole(quantities(turn.text), kind) for kind in ("money", "duration", "rate"))
    if not (amount and duration and rate) or rate.unit == LPR_MARGIN:
        return False
    principal_fen, days, yearly = amount.fen[1], int(duration.days[1]), Decimal(rate.yearly[1])
    interest_only = cost_for_days(principal_fen, days, yearly_rate=yearly, method="bullet")
    level = cost_for_days(principal_fen, days, yearly_rate=yearly, method="level_payment") if days >= 60 else None
    say(
        dispatcher,
        turn,
        "cost",
        principal_fen=principal_fen,
        days=days,
        yearly=yearly,
        interest_only=interest_only,
        level=level,
    )
    return True


def _sole(found: tuple[Quantity, ...], kind: str) -> Quantity | None:
    of_kind = [quantity for quantity in found if quantity.kind == kind and not quantity.is_ambiguous]
    return of_kind[0] if len(of_kind) == 1 else None
