"""What if: the forecast, or the cash cycle where there is none yet, once more with what the merchant wants changed."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import facts_for, interview_questions, known_facts
from actions.pictures import kept_picture
from actions.result_cash_cycle import cycle_inputs
from actions.shop_cash import SEED, scenario_of
from actions.speech import button, label, say
from actions.tried_loan import loan_meant, show_tried_loan
from actions.turn import Turn
from advisor.reports.forecast_chart import forecast_chart
from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.cycle_changes import changed_inputs
from advisor.trade.forecast.affordability import instead_of_borrowing
from advisor.trade.forecast.closing import STEPS, closing, sales_to_break_even
from advisor.trade.forecast.earnings import earnings
from advisor.trade.forecast.sales_model import ForecastError
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import PATHS, simulate
from advisor.trade.forecast.what_if import SURE_ENOUGH, Move, NoChange, ranked_levers, what_if
from advisor.trade.what_if_reading import Change, asked_backwards, changes_in, names_a_loan


def answer_what_if(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Show what the changes of the sentence do, or say how to ask; always answers."""
    scenario, wanted = scenario_known(turn), asked_backwards(turn.text)
    if names_a_loan(turn.text) and loan_meant(turn)[0] is not None:
        is_shown = scenario is not None and show_tried_loan(dispatcher, turn, scenario)
        return is_shown or _how(dispatcher, turn, "rate_needed" if scenario else "nothing_known")
    if wanted is not None:
        return _how_far(dispatcher, turn, scenario, wanted)
    changes = changes_in(turn.text)
    if not changes:
        return _how(dispatcher, turn, "unclear")
    if scenario is not None:
        return _in_the_forecast(dispatcher, turn, scenario, changes)
    inputs = cycle_known(turn)
    return _in_the_cycle(dispatcher, turn, inputs, changes) if inputs else _how(dispatcher, turn, "nothing_known")


def scenario_known(turn: Turn) -> Scenario | None:
    """The scenario of the merchant's forecast; None before its questions were answered or where it cannot be made."""
    facts = facts_for(turn.merchant_id, "forecast")
    if any(name not in facts for name in interview_questions("forecast")):
        return None
    try:
        return scenario_of(turn.merchant_id, known_facts(turn.merchant_id))
    except ForecastError:
        return None


def cycle_known(turn: Turn) -> CycleInputs | None:
    """The averages of the cash cycle; None before its questions were answered."""
    facts = facts_for(turn.merchant_id, "cash_cycle")
    is_complete = all(name in facts for name in interview_questions("cash_cycle"))
    return cycle_inputs(facts) if is_complete else None


def _in_the_forecast(
    dispatcher: CollectingDispatcher, turn: Turn, scenario: Scenario, changes: Sequence[Change]
) -> bool:
    if changes[0].lever == "no_loan" and not scenario.terms.loans:
        return _without_borrowing(dispatcher, turn, scenario)
    try:
        effect = what_if(scenario, changes, seed=SEED, paths=PATHS)
    except NoChange:
        return _how(dispatcher, turn, "no_change")
    image = kept_picture(turn, forecast_chart(effect.changed, effect.gap_after, turn.language))
    profits = [earnings(scenario, effect.base).profit_fen, earnings(effect.scenario, effect.changed).profit_fen]
    dropped = _dropped(changes, effect.moves)
    say(dispatcher, turn, "what_if", effect=effect, profits_fen=profits, dropped=dropped, image=image)
    return True


def _in_the_cycle(dispatcher: CollectingDispatcher, turn: Turn, inputs: CycleInputs, changes: Sequence[Change]) -> bool:
    after, moves = changed_inputs(inputs, changes)
    forecast = [button(label(turn, "start_forecast"), "start_forecast")]
    dropped = _dropped(changes, moves)
    say(dispatcher, turn, "what_if_cycle", before=inputs, after=after, moves=moves, dropped=dropped, buttons=forecast)
    return True


def _dropped(changes: Sequence[Change], moves: Sequence[Move]) -> list[Change]:
    """The changes that were asked for and change nothing; they are named, so that nobody thinks they are in it."""
    made = {move.change.lever for move in moves}
    return [change for change in changes if change.lever not in made]


def _without_borrowing(dispatcher: CollectingDispatcher, turn: Turn, scenario: Scenario) -> bool:
    base = simulate(scenario, seed=SEED)
    instead, earned = instead_of_borrowing(ranked_levers(scenario, SEED)), earnings(scenario, base)
    say(
        dispatcher, turn, "without_borrowing", gap=base.gaps[SURE_ENOUGH], forecast=base, instead=instead, earned=earned
    )
    return True


def _how_far(dispatcher: CollectingDispatcher, turn: Turn, scenario: Scenario | None, lever: str) -> bool:
    """How far one lever has to be moved: "账期要多少天才不缺钱", "卖多少才不亏"."""
    if scenario is None:
        return _how(dispatcher, turn, "nothing_known")
    if lever == "sales":
        earned = earnings(scenario, simulate(scenario, seed=SEED))
        say(dispatcher, turn, "break_even", times=sales_to_break_even(earned), earned=earned)
        return True
    if not simulate(scenario, seed=SEED).gaps[SURE_ENOUGH].amount_fen:
        return _without_borrowing(dispatcher, turn, scenario)
    if lever not in STEPS:
        return _how(dispatcher, turn, "unclear")
    try:
        found = closing(scenario, lever, SEED)
    except NoChange:
        return _how(dispatcher, turn, "no_change")
    say(dispatcher, turn, "how_far", found=found)
    return True


def _how(dispatcher: CollectingDispatcher, turn: Turn, reason: str) -> bool:
    keys = ("start_cash_cycle", "start_forecast") if reason == "nothing_known" else ()
    say(dispatcher, turn, "what_if_how", reason=reason, buttons=[button(label(turn, key), key) for key in keys])
    return True
