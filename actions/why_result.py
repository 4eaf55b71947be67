"""The working of a figure: where the days, the gap and the money of the latest result come from."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import interview_questions, known_facts
from actions.latest_result import latest_kind
from actions.result_cash_cycle import cycle_inputs
from actions.result_forecast import totals
from actions.shop_cash import SEED, shop_cash
from actions.speech import button, label, say
from actions.turn import Turn
from actions.what_ifs import scenario_known
from actions.why import answer_why
from actions.why_swot import answer_why_swot
from actions.wiring import stores
from advisor.trade.cash_cycle import funding_gap, working
from advisor.trade.forecast.simulation import simulate
from advisor.trade.questions import value_words

CASH_KINDS = ("forecast", "cash_cycle")
ABOUT_CASH = re.compile(r"缺[口钱]|会缺|垫|周期|[亏天]|现金|\b(?:gap|cash|short|cycle|days)\b", re.IGNORECASE)
LAST_TIME = re.compile(r"上次|上回|之前|昨天|那次|\blast time\b|\bbefore\b|\byesterday\b|\bearlier\b", re.IGNORECASE)


def answer_last_result(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """One line of what was found last, with its date, where the sentence asks for just that: "上次算的缺口多少"."""
    if turn.is_button or not LAST_TIME.search(turn.text):
        return False
    kept: dict[str, Any] = {kind: stores().merchants.latest_result(turn.merchant_id, kind) for kind in CASH_KINDS}
    if not any(kept.values()):
        return False
    say(dispatcher, turn, "last_result", **kept, buttons=[button(label(turn, "why_result"), "why_result")])
    return True


def answer_why_result(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Show the working of the result shown last; of matched products their conditions. False where there is none."""
    kind = latest_kind(turn)
    if kind == "swot" and ABOUT_CASH.search(turn.text):
        kind = latest_kind(turn, among=CASH_KINDS) or kind
    if kind == "matches" and turn.intent == "why_this_match":
        return answer_why(dispatcher, turn)
    if kind == "swot" and turn.intent != "why_this_match":
        return answer_why_swot(dispatcher, turn)
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
    if kind in CASH_KINDS:
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
    return {"cash": shop_cash(turn.merchant_id)}


def _facts_used(turn: Turn) -> list[tuple[str, str, str]]:
    """(name, value in words, source) of every figure the result rests on."""
    facts, questions = stores().merchants.facts(turn.merchant_id), interview_questions("forecast")
    return [
        (question.name[turn.language], value_words(question, facts[name].value, turn.language), facts[name].source)
        for name, question in questions.items()
        if name in facts and facts[name].value is not None
    ]
