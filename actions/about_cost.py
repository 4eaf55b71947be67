"""What a stated loan costs: "借10万用3个月，年化12%，利息多少"."""

from __future__ import annotations

from decimal import Decimal

from rasa_sdk.executor import CollectingDispatcher

from actions.about_offer import answer_offer
from actions.about_products import products_meant
from actions.speech import say
from actions.turn import Turn
from advisor.trade.loans import ANY_DAY, cost_for_days
from advisor.trade.quantities import Quantity, quantities
from advisor.trade.schedules import DAYS_PER_YEAR, monthly_schedule

LPR_MARGIN = "LPR+"


def answer_cost(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Compute an offer with a sum kept back, or an amount, a length of time and a rate, each once and clearly."""
    if answer_offer(dispatcher, turn):
        return True
    if turn.is_button or products_meant(turn):
        return False
    found = quantities(turn.text)
    amount, rate = _sole(found, "money"), _sole(found, "rate")
    durations = [one for one in found if one.kind == "duration" and not one.is_ambiguous]
    duration = max(durations, key=lambda one: one.days[1], default=None)  # "12 months, how much a month": the term
    if not (amount and duration and rate) or rate.unit == LPR_MARGIN:
        return False
    if amount.unit != "CNY":
        return False
    months = int(duration.bounds[1]) if duration.unit == "month" else round(duration.days[1] * 12 / DAYS_PER_YEAR)
    days = round(months * DAYS_PER_YEAR / 12) if duration.unit == "month" else int(duration.days[1])
    principal_fen, yearly = amount.fen[1], Decimal(rate.yearly[1])
    interest_only = cost_for_days(principal_fen, days, yearly_rate=yearly, method="bullet")
    level = monthly_schedule("level_payment", principal_fen, months, yearly, ANY_DAY) if months >= 2 else None
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
