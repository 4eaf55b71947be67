"""A loan put into the forecast: "如果借10万用3个月年化12%会怎样"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import now
from actions.loan_stated import StatedLoan, completed, loan_in, sole
from actions.pictures import kept_picture
from actions.shop_cash import SEED, shop_day
from actions.speech import say
from actions.turn import Turn
from actions.wiring import stores
from advisor.reports.forecast_chart import forecast_chart
from advisor.trade.forecast.affordability import affordability, instead_of_borrowing
from advisor.trade.forecast.earnings import earnings
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.what_if import ranked_levers
from advisor.trade.quantities import Quantity, quantities
from advisor.trade.schedules import Schedule, monthly_schedule, single_repayment

LEVEL_FROM_MONTHS = 2
"""A loan of fewer months is repaid in one sum."""
LPR_MARGIN = "LPR+"


def show_tried_loan(dispatcher: CollectingDispatcher, turn: Turn, scenario: Scenario) -> bool:
    """Say what the loan of the sentence does to the forecast; False where its rate is not said or not clear."""
    stated, yearly = loan_meant(turn)
    if stated is None or yearly is None:
        return False
    body = {**vars(stated), "yearly": str(yearly)}
    stores().merchants.keep_result(turn.merchant_id, "tried_loan", body, at=now())
    loan = _schedule(stated, yearly)
    base = simulate(scenario, seed=SEED)
    result = affordability(scenario, loan, base)
    instead = instead_of_borrowing(ranked_levers(scenario, SEED))
    image = kept_picture(turn, forecast_chart(result.with_loan, result.gap_with, turn.language))
    values: dict[str, Any] = {"days": stated.days, "yearly": yearly, "earned": earnings(scenario, base)}
    say(dispatcher, turn, "with_loan", loan=loan, result=result, instead=instead, image=image, **values)
    return True


def loan_meant(turn: Turn) -> tuple[StatedLoan | None, Decimal | None]:
    """The loan of the message and its yearly rate; what it does not say is that of the loan tried last."""
    found = quantities(turn.text)
    stated, yearly = loan_in(found), _yearly(found)
    last = stores().merchants.latest_result(turn.merchant_id, "tried_loan")
    if last is None:
        return stated, yearly
    earlier = {name: last.body[name] for name in ("principal_fen", "days", "months", "is_in_months")}
    is_rate_said = sole(found, "rate") is not None
    stated = stated or completed(found, StatedLoan(**earlier)) or (StatedLoan(**earlier) if yearly else None)
    return stated, yearly if yearly is not None or is_rate_said else Decimal(last.body["yearly"])


def _yearly(found: Sequence[Quantity]) -> Decimal | None:
    """The rate as a yearly one; "一年18个点" is a rate as well where it is the only share."""
    rate = sole(found, "rate")
    if rate is not None:
        return None if rate.is_ambiguous or rate.unit == LPR_MARGIN else Decimal(rate.yearly[1])
    share = sole(found, "percent")
    return Decimal(share.bounds[1]) if share is not None else None


def _schedule(stated: StatedLoan, yearly: Decimal) -> Schedule:
    start = shop_day() + timedelta(days=1)
    if stated.months >= LEVEL_FROM_MONTHS and stated.is_in_months:
        return monthly_schedule("level_payment", stated.principal_fen, stated.months, yearly, start)
    return single_repayment(stated.principal_fen, stated.days, yearly, start)
