"""The answer to the one question behind a result: kept, and the result shown again with what it changed."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_next import told_now
from actions.clarify import Clarify
from actions.declining import DeclineOutOfScope
from actions.facts import learn
from actions.outside import Decline, TakeIn
from actions.result_matches import show_matches
from actions.speech import say
from actions.stated import in_words
from actions.swot_follow_up import ASKED_FOR, PLAN, show_progress
from actions.turn import Turn
from actions.wiring import Events, converses

OTHERWISE: dict[str | None, type[Action]] = {
    "inform": TakeIn,
    "deny": Decline,
    "affirm": Decline,
    "skip_question": Decline,
    "out_of_scope": DeclineOutOfScope,
}
"""What is done with a message that is no answer, as if nothing had been asked."""


class AnswerAsked(Action):
    """Takes the answer, or leaves the message to the action that takes it elsewhere."""

    def name(self) -> str:
        return "action_answer_asked"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        told = told_now(turn)
        if not told:
            return OTHERWISE.get(turn.intent, Clarify)().run(dispatcher, tracker, domain)
        return show_with(dispatcher, turn, told)


def show_with(dispatcher: CollectingDispatcher, turn: Turn, told: dict[str, Any]) -> Events:
    """Keep facts and show the result again with what they changed; of a step of the plan, what became of the plan."""
    if turn.slots.get(ASKED_FOR) == PLAN:
        return show_progress(dispatcher, turn, told)
    learn(turn, told)
    noted = {name: value for name, value in told.items() if value is not None}
    if noted:
        say(dispatcher, turn, "noted", noted=in_words(turn, noted))
    return [SlotSet(name, value) for name, value in show_matches(dispatcher, turn, told=list(told)).items()]
