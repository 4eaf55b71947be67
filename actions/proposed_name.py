"""The reply to "did you mean": a typed yes or no. A pressed button is a question like any other."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.did_you_mean import REPLY_ACTION, SLOT, title_of
from actions.questions_asked import answer_all
from actions.speech import say
from actions.turn import Turn
from actions.wiring import Events, converses


class AnswerProposedName(Action):
    """A typed yes answers the question that was asked, with the name that was meant; a no asks for the name again."""

    def name(self) -> str:
        return REPLY_ACTION

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        payloads = str(turn.slots.get(SLOT) or "").splitlines()
        if turn.intent == "deny" or not payloads:
            dispatcher.utter_message(response="utter_name_not_meant")
            return [SlotSet(SLOT, None)]
        if len(payloads) > 1:  # "yes" to several: the same again
            say(dispatcher, turn, "did_you_mean", names=payloads, buttons=_again(turn, payloads))
            return [SlotSet(SLOT, None)]
        return [*answer_all(dispatcher, turn.pressed(payloads[0])), SlotSet(SLOT, None)]


def _again(turn: Turn, payloads: list[str]) -> list[dict[str, str]]:
    """The buttons of these payloads."""
    found = []
    for payload in payloads:
        of = turn.pressed(payload).entities
        kind, ids = next(iter(of.items()))
        found.append({"title": title_of(turn, kind, str(ids[-1])) or str(ids[-1]), "payload": payload})
    return found
