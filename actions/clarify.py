"""What was not understood: the two best readings are asked; the second time the menu and a human."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.about_offer import answer_offer
from actions.about_products import answer_product, products_meant, told_of
from actions.did_you_mean import did_you_mean
from actions.shown_again import rests_on
from actions.speech import button, label, say
from actions.stated import CLEARLY_A_CASE, facts_beside, take_in
from actions.turn import Turn
from actions.wiring import Events, converses


class Clarify(Action):
    """Not understood: the two best readings in plain words; the second time the menu and a human."""

    def name(self) -> str:
        return "action_clarify"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if answer_offer(dispatcher, turn):
            return [SlotSet("misses", None)]
        stated = facts_beside(turn)
        if len(stated) >= CLEARLY_A_CASE or rests_on(turn, stated):
            return take_in(dispatcher, turn, stated)
        if products_meant(turn) and answer_product(dispatcher, turn):
            return [SlotSet(name, value) for name, value in told_of(turn).items()]
        if asked := did_you_mean(dispatcher, turn):
            return asked
        misses = int(turn.slots.get("misses") or 0) + 1
        readings = [(label(turn, f"intent_{name}"), name) for name in turn.ranking if name != "nlu_fallback"]
        readings = [(title, name) for title, name in readings if title][:2]
        if misses > 1 or not readings:
            dispatcher.utter_message(response="utter_not_understood")
            return [SlotSet("misses", misses)]
        buttons = [button(title, name, **_named(turn)) for title, name in readings] + [
            button(label(turn, "menu"), "help")
        ]
        say(dispatcher, turn, "clarify", buttons=buttons)
        return [SlotSet("misses", misses)]


def _named(turn: Turn) -> dict[str, Any]:
    """What the unclear message named: a button that is pressed asks about the same product or word."""
    return {name: turn.one(name) for name in ("product", "term") if turn.one(name) is not None}
