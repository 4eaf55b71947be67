"""The cash forecast as a result: the gap, its picture, where the money comes from and goes, and what helps most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import interview_questions, known_facts, now
from actions.pictures import kept_picture
from actions.shop_cash import SEED, days_old, scenario_of, shop_cash
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.reports.forecast_chart import forecast_chart
from advisor.trade.figures import rough_fen
from advisor.trade.forecast.affordability import instead_of_borrowing
from advisor.trade.forecast.earnings import Earnings, earnings
from advisor.trade.forecast.sales_model import ForecastError
from advisor.trade.forecast.simulation import KINDS, Forecast, simulate
from advisor.trade.forecast.what_if import SURE_ENOUGH, ranked_levers

LEVERS_SHOWN = 3


def show_forecast(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Say the result and keep it; returns the slots to set: which task is offered next."""
    facts = known_facts(turn.merchant_id)
    try:
        scenario = scenario_of(turn.merchant_id, facts)
    except ForecastError as error:
        say(dispatcher, turn, "forecast_impossible", code=error.code)
        return {"offer": "cash_cycle"}
    forecast, cash = simulate(scenario, seed=SEED), shop_cash(turn.merchant_id)
    used = cash if cash is not None and cash.is_in_yuan else None  # the orders that the scenario rests on
    earned = earnings(scenario, forecast)
    levers = ranked_levers(scenario, SEED)
    stores().merchants.keep_result(turn.merchant_id, "forecast", kept(forecast, earned), at=now())
    picture = forecast_chart(forecast, forecast.gaps[SURE_ENOUGH], turn.language)
    lowest = int(np.argmin(forecast.p50_fen))
    say(
        dispatcher,
        turn,
        "forecast",
        forecast=forecast,
        facts=facts,
        totals=totals(forecast),
        lowest_day=forecast.first_day + timedelta(days=lowest),
        lowest_fen=int(forecast.p50_fen[lowest]),
        levers=levers[:LEVERS_SHOWN],
        instead=instead_of_borrowing(levers),
        earned=earned,
        from_orders=used.book if used else None,
        old_days=days_old(used) if used else 0,
        left_out=_left_out(turn, facts),
        image=kept_picture(turn, picture),
    )
    is_short = forecast.gaps[SURE_ENOUGH].amount_fen > 0
    start = "find_financing" if is_short else "start_swot"
    buttons = [button(label(turn, key), intent) for key, intent in (("why_result", "why_result"), (start, start))]
    say(
        dispatcher,
        turn,
        "after_forecast",
        is_losing=earned.profit_fen < 0,
        is_short=is_short,
        buttons=[*buttons, button(label(turn, "change"), "change_answer")],
    )
    return {"offer": "financing" if is_short else "swot"}


def kept(forecast: Forecast, earned: Earnings) -> dict[str, Any]:
    """What is kept of a forecast: the gap that the search for financing begins with, and the balance."""
    gap = forecast.gaps[SURE_ENOUGH]
    starts_in = (gap.first_day - forecast.first_day).days if gap.first_day else None
    return {
        "gap_fen": gap.amount_fen,
        "gap_days": gap.days,
        "gap_starts_in_days": starts_in,
        "gap_first_day": gap.first_day.isoformat() if gap.first_day else None,
        "first_day": forecast.first_day.isoformat(),
        "profit_fen": earned.profit_fen,
        "last_fen": [int(one[-1]) for one in (forecast.p10_fen, forecast.p50_fen, forecast.p90_fen)],
    }


def totals(forecast: Forecast) -> list[tuple[str, int]]:
    """The expected money of each kind over all days; kinds without any are left out."""
    sums = zip(KINDS, forecast.lines_fen.sum(axis=1), strict=True)
    return [(kind, int(fen)) for kind, fen in sums if rough_fen(int(fen))]


def _left_out(turn: Turn, facts: Mapping[str, Any]) -> list[str]:
    questions = interview_questions("forecast")
    return [questions[name].name[turn.language] for name in questions if name in facts and facts[name] is None]
