"""The working of a figure: where the days, the gap and the money of the latest result come from."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import interview_questions, known_facts
from actions.result_cash_cycle import cycle_inputs
from actions.result_forecast import totals
from actions.shop_cash import SEED, platform_of, settlement_rule, shop_cash
from actions.speech import say
from actions.turn import Turn
from actions.what_ifs import scenario_known
from actions.why import answer_why
from actions.wiring import stores
from advisor.trade.cash_cycle import funding_gap, working
from advisor.trade.forecast.simulation import simulate
from advisor.trade.questions import value_words

KINDS = ("cash_cycle", "forecast", "matches", "swot")


def latest_kind(turn: Turn) -> str | None:
    """The kind of the result that was shown last, or None."""
    results = {kind: stores().merchants.latest_result(turn.merchant_id, kind) for kind in KINDS}
    dated = [(result.at, kind) for kind, result in results.items() if result]
    return max(dated)[1] if dated else None


def answer_why_result(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Show the working of the result shown last; of matched products their conditions. False where there is none."""
    kind = latest_kind(turn)
    if kind == "matches" and turn.intent == "why_this_match":
        return answer_why(dispatcher, turn)
    scenario = scenario_known(turn)
    if kind == "forecast" and scenario is not None:
        forecast = simulate(scenario, seed=SEED)
        say(
            dispatcher,
            turn,
            "why_forecast",
            forecast=forecast,
            totals=totals(forecast),
            facts=_facts_used(turn),
            **_way(turn),
        )
        return True
    if kind in ("cash_cycle", "forecast"):
        inputs = cycle_inputs(known_facts(turn.merchant_id))
        gap = funding_gap(inputs.cycle, inputs.tied_up)
        say(
            dispatcher,
            turn,
            "why_cycle",
            inputs=inputs,
            gap=gap,
            lines=working(inputs),
            facts=_facts_used(turn),
            **_way(turn),
        )
        return True
    return answer_why(dispatcher, turn)


def _way(turn: Turn) -> dict[str, Any]:
    facts = known_facts(turn.merchant_id)
    cash = shop_cash(turn.merchant_id)
    return {"cash": cash, "rule": settlement_rule(platform_of(turn.merchant_id, facts))}


def _facts_used(turn: Turn) -> list[tuple[str, str, str]]:
    """(name, value in words, source) of every figure the result rests on."""
    facts, questions = stores().merchants.facts(turn.merchant_id), interview_questions("forecast")
    return [
        (question.name[turn.language], value_words(question, facts[name].value, turn.language), facts[name].source)
        for name, question in questions.items()
        if name in facts and facts[name].value is not None
    ]
