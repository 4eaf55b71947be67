"""The self-assessment as a result: four quadrants with their evidence, readiness, and a plan of next steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import now
from actions.questions_open import deeper_questions
from actions.speech import button, label, say
from actions.swot_data import assessed
from actions.swot_words import factor_names, plan_words, quadrant_words
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.swot import PlanStep, SelfAssessment, as_json

STARTS = {"cash_cycle": "start_cash_cycle", "financing": "find_financing"}


def show_swot(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Say the result and keep it; returns the slots to set: what is offered next."""
    found = assessed(turn)
    stores().merchants.keep_result(turn.merchant_id, "swot", as_json(found.snapshot), at=now())
    say_quadrants(dispatcher, turn, found)
    next_task = "financing" if stores().merchants.latest_result(turn.merchant_id, "cash_cycle") else "cash_cycle"
    say(
        dispatcher,
        turn,
        "swot_plan",
        plan=plan_words(turn, found.plan),
        wanting=_wanting(found.plan),
        next_task=next_task,
        buttons=_buttons(turn),
    )
    return {"offer": next_task}


def say_quadrants(dispatcher: CollectingDispatcher, turn: Turn, found: SelfAssessment) -> None:
    """The four quadrants and the readiness."""
    result = found.assessment
    capped_by = factor_names(turn, [result.capped_by])[0] if result.capped_by else ""
    say(dispatcher, turn, "swot", found=result, quadrants=quadrant_words(turn, result), capped_by=capped_by)


def _wanting(plan: Sequence[PlanStep]) -> list[str]:
    """What is to be known before the effects of the plan can be computed; empty where one is told already."""
    return [] if any(one.effect for one in plan) else list(dict.fromkeys(name for one in plan for name in one.needs))


def _buttons(turn: Turn) -> list[dict[str, str]]:
    deeper = deeper_questions(turn)
    more = [button(label(turn, "deeper", value=deeper), "start_swot", deeper=True)] if deeper else []
    return [
        button(label(turn, "why_result"), "why_result"),
        *(button(label(turn, intent), intent) for intent in STARTS.values()),
        *more,
        button(label(turn, "ask_report"), "ask_report"),
        button(label(turn, "change"), "change_answer"),
    ]
