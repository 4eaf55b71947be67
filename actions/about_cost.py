"""What a stated loan costs: "借10万用3个月，年化12%，利息多少"."""

from __future__ import annotations

from decimal import Decimal

from rasa_sdk.executor import CollectingDispatcher

from actions.about_offer import answer_offer
from actions.about_products import products_meant
from actions.loan_stated import loan_in, sole
from actions.speech import say
from actions.turn import Turn
from advisor.trade.loans import ANY_DAY, cost_for_days
from advisor.trade.quantities import quantities
from advisor.trade.schedules import monthly_schedule

LPR_MARGIN = "LPR+"


def answer_cost(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Compute an offer with a sum kept back, or an amount, a length of time and a rate, each once and clearly."""
    if answer_offer(dispatcher, turn):
        return True
    if turn.is_button or products_meant(turn):
        return False
    found = quantities(turn.text)
    loan, rate = loan_in(found), sole(found, "rate")
    if loan is None or rate is None or rate.unit == LPR_MARGIN:
        return False
    yearly = Decimal(rate.yearly[1])
    interest_only = cost_for_days(loan.principal_fen, loan.days, yearly_rate=yearly, method="bullet")
    level = None
    if loan.months >= 2:
        level = monthly_schedule("level_payment", loan.principal_fen, loan.months, yearly, ANY_DAY)
    say(
        dispatcher,
        turn,
        "cost",
        loan=loan,
        yearly=yearly,
        interest_only=interest_only,
        level=level,
    )
    return True
