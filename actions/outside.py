"""Words outside an interview that begin nothing by themselves: a bare fact, a no."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.about_offer import answer_offer
from actions.about_products import answer_product, products_meant, told_of
from actions.did_you_mean import did_you_mean
from actions.facts import learn
from actions.speech import say
from actions.stated import NEED, in_words, stated_facts, take_in
from actions.turn import Turn
from actions.wiring import Events, converses, stores


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
        if answer_offer(dispatcher, turn):
            return []
        stated = stated_facts(turn.text, questions, NEED)
        if not stated and products_meant(turn) and answer_product(dispatcher, turn):
            return [SlotSet(name, value) for name, value in told_of(turn).items()]
        if not stated:
            asked = did_you_mean(dispatcher, turn)
            if not asked:
                dispatcher.utter_message(response="utter_default")
            return asked
        return take_in(dispatcher, turn, stated)

    def _answer_changed(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """A button of an earlier question, pressed after the interview was over."""
        question = stores().catalogue.questions()[turn.name_of("field")]
        learn(turn, {question.id: turn.one("answer")})
        say(dispatcher, turn, "noted", noted=in_words(turn, {question.id: turn.one("answer")}))
        dispatcher.utter_message(response="utter_menu")
        return []
