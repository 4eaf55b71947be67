"""What if: the forecast, or the cash cycle where there is none yet, once more with what the merchant wants changed."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import facts_for, interview_questions, known_facts
from actions.loan_stated import loan_in, sole
from actions.result_cash_cycle import cycle_inputs
from actions.shop_cash import SEED, scenario_of, shop_day
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.conversations.files import keep_file
from advisor.reports.forecast_chart import forecast_chart
from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.cycle_changes import changed_inputs
from advisor.trade.forecast.affordability import affordability, instead_of_borrowing
from advisor.trade.forecast.earnings import earnings
from advisor.trade.forecast.sales_model import ForecastError
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import PATHS, simulate
from advisor.trade.forecast.what_if import NoChange, ranked_levers, what_if
from advisor.trade.quantities import quantities
from advisor.trade.schedules import Schedule, monthly_schedule, single_repayment
from advisor.trade.what_if_reading import Change, changes_in, names_a_loan

TRIED = re.compile(r"如果|要是|假如|会怎|怎么样|咋样|够不够|what if|what happens|would", re.IGNORECASE)
LEVEL_FROM_MONTHS = 2
"""A loan of fewer months is repaid in one sum."""


def answer_what_if(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Show what the changes of the sentence do, or say how to ask; always answers."""
    if names_a_loan(turn.text) and loan_in(quantities(turn.text)) is not None:
        return _with_loan(dispatcher, turn)
    changes = changes_in(turn.text)
    if not changes:
        return _how(dispatcher, turn, "unclear")
    scenario = scenario_known(turn)
    if scenario is not None:
        return _in_the_forecast(dispatcher, turn, scenario, changes)
    inputs = _inputs(turn)
    return _in_the_cycle(dispatcher, turn, inputs, changes) if inputs else _how(dispatcher, turn, "nothing_known")


def answer_loan_tried(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Put a loan into the forecast that is known, whatever the sentence was read as: "借10万用3个月年化12%会怎样"."""
    is_tried = not turn.is_button and TRIED.search(turn.text) and names_a_loan(turn.text) and loan_in(quantities(turn.text)) is not None
    return bool(is_tried) and scenario_known(turn) is not None and _with_loan(dispatcher, turn)


def scenario_known(turn: Turn) -> Scenario | None:
    """The scenario of the merchant's forecast; None before its questions were answered or where it cannot be made."""
    facts = facts_for(turn.merchant_id, "forecast")
    if any(name not in facts for name in interview_questions("forecast")):
        return None
    try:
        return scenario_of(turn.merchant_id, known_facts(turn.merchant_id))
    except ForecastError:
        return None


def _inputs(turn: Turn) -> CycleInputs | None:
    facts = facts_for(turn.merchant_id, "cash_cycle")
    is_complete = all(name in facts for name in interview_questions("cash_cycle"))
    return cycle_inputs(facts) if is_complete else None


def _in_the_forecast(
    dispatcher: CollectingDispatcher, turn: Turn, scenario: Scenario, changes: tuple[Change, ...]
) -> bool:
    try:
        effect = what_if(scenario, changes, seed=SEED, paths=PATHS)
    except NoChange:
        return _how(dispatcher, turn, "no_change")
    image = _picture(turn, forecast_chart(effect.changed, effect.gap_after, turn.language))
    is_promotion = any(move.change.lever == "promotion" for move in effect.moves)
    say(dispatcher, turn, "what_if", effect=effect, is_promotion=is_promotion, image=image)
    return True


def _in_the_cycle(
    dispatcher: CollectingDispatcher, turn: Turn, inputs: CycleInputs, changes: tuple[Change, ...]
) -> bool:
    after, moves = changed_inputs(inputs, changes)
    if not moves:
        return _how(dispatcher, turn, "no_change")
    forecast = [button(label(turn, "start_forecast"), "start_forecast")]
    say(dispatcher, turn, "what_if_cycle", before=inputs, after=after, moves=moves, buttons=forecast)
    return True


def _with_loan(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """A loan put into the forecast: "如果借10万用3个月年化12%"."""
    scenario = scenario_known(turn)
    if scenario is None:
        return _how(dispatcher, turn, "nothing_known")
    found = quantities(turn.text)
    stated, rate = loan_in(found), sole(found, "rate")
    if stated is None or rate is None or rate.is_ambiguous or rate.unit == "LPR+":
        return _how(dispatcher, turn, "rate_needed")
    yearly = Decimal(rate.yearly[1])
    loan = _schedule(stated, yearly)
    base = simulate(scenario, seed=SEED)
    result = affordability(scenario, loan, base)
    instead = instead_of_borrowing(ranked_levers(scenario, SEED))
    image = _picture(turn, forecast_chart(result.with_loan, result.gap_with, turn.language))
    values: dict[str, Any] = {
        "loan": loan,
        "days": stated.days,
        "yearly": yearly,
        "instead": instead,
        "earned": earnings(scenario, base),
    }
    say(dispatcher, turn, "with_loan", result=result, image=image, **values)
    return True


def _schedule(stated: Any, yearly: Decimal) -> Schedule:
    start = shop_day() + timedelta(days=1)
    if stated.months >= LEVEL_FROM_MONTHS and stated.is_in_months:
        return monthly_schedule("level_payment", stated.principal_fen, stated.months, yearly, start)
    return single_repayment(stated.principal_fen, stated.days, yearly, start)


def _picture(turn: Turn, picture: bytes) -> str:
    return f"files/{keep_file(stores().settings.files_folder, turn.merchant_id, picture, 'png')}"


def _how(dispatcher: CollectingDispatcher, turn: Turn, reason: str) -> bool:
    keys = ("start_cash_cycle", "start_forecast") if reason == "nothing_known" else ()
    say(dispatcher, turn, "what_if_how", reason=reason, buttons=[button(label(turn, key), key) for key in keys])
    return True
