"""Words outside an interview that begin nothing by themselves: a bare fact, a no, something not understood."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.about_products import answer_product, products_meant
from actions.facts import learn
from actions.speech import button, label, say
from actions.stated import NEED, stated_facts
from actions.turn import Turn
from actions.wiring import Events, converses, stores
from advisor.trade.questions import value_words


class Decline(Action):
    """An offer is turned down."""

    def name(self) -> str:
        return "action_decline"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_menu")
        return [SlotSet("offer", None)]


class TakeIn(Action):
    """A bare fact outside an interview: an amount or a term is read back and a search is offered."""

    def name(self) -> str:
        return "action_take_in"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        questions = stores().catalogue.questions()
        if turn.one("field") in questions and turn.one("answer") is not None:
            return self._answer_changed(dispatcher, turn)
        stated = stated_facts(turn.text, {name: questions[name] for name in NEED})
        if not stated:
            dispatcher.utter_message(response="utter_default")
            return []
        learn(turn, stated)
        noted = [
            (questions[name], value_words(questions[name], value, turn.language)) for name, value in stated.items()
        ]
        say(dispatcher, turn, "noted", noted=noted)
        say(dispatcher, turn, "offer", task="financing", buttons=_offer(turn, "find_financing"))
        return [SlotSet("offer", "financing")]

    def _answer_changed(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """A button of an earlier question, pressed after the interview was over."""
        question = stores().catalogue.questions()[turn.name_of("field")]
        learn(turn, {question.id: turn.one("answer")})
        say(dispatcher, turn, "noted", noted=[(question, value_words(question, turn.one("answer"), turn.language))])
        dispatcher.utter_message(response="utter_menu")
        return []


class Clarify(Action):
    """Not understood: the two best readings in plain words; the second time the menu and a human."""

    def name(self) -> str:
        return "action_clarify"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if products_meant(turn) and answer_product(dispatcher, turn):
            return []
        misses = int(turn.slots.get("misses") or 0) + 1
        readings = [(label(turn, f"intent_{name}"), name) for name in turn.ranking if name != "nlu_fallback"]
        readings = [(title, name) for title, name in readings if title][:2]
        if misses > 1 or not readings:
            dispatcher.utter_message(response="utter_not_understood")
            return [SlotSet("misses", misses)]
        buttons = [button(title, name) for title, name in readings] + [button(label(turn, "menu"), "help")]
        say(dispatcher, turn, "clarify", buttons=buttons)
        return [SlotSet("misses", misses)]


def _offer(turn: Turn, intent: str) -> list[dict[str, str]]:
    return [button(label(turn, intent), intent), button(label(turn, "not_now"), "deny")]
