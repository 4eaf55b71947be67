"""The self-assessment as a result: four quadrants with the answer behind each item, and next steps."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import now, profile_of
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.questions import value_words
from advisor.trade.swot import Assessment, Item, assess

STEPS_SHOWN = 5
STARTS = {"cash_cycle": "start_cash_cycle", "financing": "find_financing", "human": "ask_human"}


def show_swot(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Say the result and keep it; returns the slots to set: what is offered next."""
    catalogue, merchants = stores().catalogue, stores().merchants
    facts = dict(profile_of(turn.merchant_id).facts)
    assessment = assessment_of(facts)
    merchants.keep_result(turn.merchant_id, "swot", _body(assessment), at=now())
    steps = [catalogue.steps()[name] for name in assessment.steps[:STEPS_SHOWN]]
    said = {name: [_says(turn, item) for item in items] for name, items in assessment.quadrants.items()}
    say(dispatcher, turn, "swot", said=said, steps=steps, readiness=assessment.readiness, known=len(assessment.parts))
    next_task = "financing" if merchants.latest_result(turn.merchant_id, "cash_cycle") else "cash_cycle"
    buttons = [button(label(turn, STARTS[task]), STARTS[task]) for task in ("cash_cycle", "financing")]
    say(dispatcher, turn, "offer", task=next_task, buttons=[*buttons, button(label(turn, "change"), "change_answer")])
    return {"offer": next_task}


def assessment_of(facts: dict[str, Any]) -> Assessment:
    """The assessment of the facts known now, complete or not."""
    return assess(stores().catalogue.factors(), facts, facts.get("industry"))


def _says(turn: Turn, item: Item) -> str:
    """The item's sentence with the merchant's own answer in it."""
    catalogue = stores().catalogue
    factor = next(factor for factor in catalogue.factors() if factor.id == item.factor_id)
    value = value_words(catalogue.questions()[item.field], item.value, turn.language)
    return factor.bands[item.band].says[turn.language].replace("{value}", value)


def _body(assessment: Assessment) -> dict[str, Any]:
    quadrants = {name: [item.factor_id for item in items] for name, items in assessment.quadrants.items()}
    return {"readiness": assessment.readiness, "quadrants": quadrants, "steps": list(assessment.steps)}
