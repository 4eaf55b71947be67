"""The working of the readiness: its formula in words, its parts, what it rests on, and how far it can still move."""

from __future__ import annotations

from decimal import Decimal

from rasa_sdk.executor import CollectingDispatcher

from actions.questions_open import deeper_questions
from actions.speech import button, label, say
from actions.swot_data import assessed
from actions.swot_words import factor_names
from actions.turn import Turn
from advisor.trade.swot import QUADRANTS, Assessment, Item, Part

HEAVIEST_SHOWN = 3


def answer_why_swot(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Say how the readiness of the self-assessment came about; always answers."""
    found = assessed(turn).assessment
    weighty = {one.factor_id: one for one in found.parts}
    lifting, lowering = (
        factor_names(turn, [item.factor_id for item in _heaviest(found, quadrants, weighty)])
        for quadrants in (("strength", "opportunity"), ("weakness", "challenge"))
    )
    deeper = deeper_questions(turn)
    buttons = [button(label(turn, "deeper", value=deeper), "start_swot", deeper=True)] if deeper else []
    say(
        dispatcher,
        turn,
        "why_swot",
        found=found,
        capped_by=factor_names(turn, [found.capped_by])[0] if found.capped_by else "",
        lifting=lifting,
        lowering=lowering,
        buttons=[*buttons, button(label(turn, "change"), "change_answer")],
    )
    return True


def _heaviest(found: Assessment, quadrants: tuple[str, ...], parts: dict[str, Part]) -> list[Item]:
    """The findings that move the mean most: weight x distance of their readiness from it."""
    mean = Decimal(found.readiness or 0) / 100
    items = [item for name in QUADRANTS if name in quadrants for item in found.quadrants[name]]
    moves = {
        item.factor_id: abs(parts[item.factor_id].readiness - mean) * parts[item.factor_id].weight for item in items
    }
    return sorted(items, key=lambda item: -moves[item.factor_id])[:HEAVIEST_SHOWN]
