"""A rate that can be read in two ways ("一分利", "5个点"): both are told with their cost, and which it is is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from rasa_sdk.executor import CollectingDispatcher

from actions.about_products import products_meant
from actions.loan_stated import loan_in
from actions.speech import say
from actions.turn import Turn
from advisor.trade.loans import cost_for_days
from advisor.trade.quantities import Quantity, quantities

OF_INTEREST = re.compile(r"利|息|点|\binterest\b|\brate\b|\bpoints?\b", re.IGNORECASE)
PERIODS = ("month", "year")


def answer_unclear_rate(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Tell the readings of the only rate that is stated without its period; False where there is none."""
    if turn.is_button or products_meant(turn):
        return False
    found = quantities(turn.text)
    unclear = [(one, rates) for one in found if len(rates := _rates(one, turn.text)) > 1]
    if len(unclear) != 1:
        return False
    said, rates = unclear[0]
    loan = loan_in(found)
    readings = [
        {
            "period": rate.unit,
            "fraction": rate.bounds[1],
            "yearly": Decimal(rate.yearly[1]),
            "cost": cost_for_days(loan.principal_fen, loan.days, yearly_rate=Decimal(rate.yearly[1]), method="bullet")
            if loan
            else None,
        }
        for rate in rates
    ]
    say(dispatcher, turn, "rate_readings", said=said.text, readings=readings, loan=loan)
    return True


def _rates(quantity: Quantity, text: str) -> list[Quantity]:
    """The rates a quantity may be: its own readings, or a bare share of interest by the month and by the year."""
    rates = [one for one in quantity.readings if one.kind == "rate" and one.unit in PERIODS]
    if rates:
        return rates
    share = next((one for one in (quantity, *quantity.readings) if one.kind == "percent" and not one.basis), None)
    if share is None or share.low is None or share.low != share.high or not OF_INTEREST.search(text):
        return []
    return [replace(share, kind="rate", unit=period, readings=()) for period in PERIODS]
