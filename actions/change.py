"""Changing an answer after the result was shown: "把月销售额改成50万", or a choice of what was answered."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import interview_questions, known_facts, learn
from actions.navigation import change_buttons, named_question, new_value
from actions.shown_again import show_again
from actions.speech import button, label, say
from actions.stated import stated_facts, take_in
from actions.turn import Turn
from actions.wiring import Events, converses, stores
from advisor.trade.questions import value_words

STARTS = {
    "swot": "start_swot",
    "cash_cycle": "start_cash_cycle",
    "forecast": "start_forecast",
    "matches": "find_financing",
}
TASKS = {"swot": "swot", "cash_cycle": "cash_cycle", "forecast": "forecast", "matches": "financing"}


class ChangeAnswer(Action):
    """Keeps a stated new value and shows the result anew, or offers it; otherwise shows what can be changed."""

    def name(self) -> str:
        return "action_change_answer"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        kind = _latest_kind(turn)
        if kind is None:
            dispatcher.utter_message(response="utter_no_interview")
            return []
        stated = {} if turn.is_button else stated_facts(turn.text, stores().catalogue.questions())
        if stated:
            return take_in(dispatcher, turn, stated)
        questions, facts = interview_questions(TASKS[kind]), known_facts(turn.merchant_id)
        known = [name for name in questions if facts.get(name) is not None]
        named = named_question(turn.text, known)
        value = None if named is None or turn.is_button else new_value(turn.text, named)
        if named is None or value is None:
            buttons = change_buttons(turn, [named] if named else known, STARTS[kind])
            say(dispatcher, turn, "change_which", buttons=buttons)
            return []
        learn(turn, {named: value})
        say(dispatcher, turn, "noted", noted=[(questions[named], value_words(questions[named], value, turn.language))])
        if shown := show_again(dispatcher, turn, {named: value}):
            return shown
        say(dispatcher, turn, "recompute", buttons=[button(label(turn, "recompute"), STARTS[kind], changed=named)])
        return [SlotSet("offer", TASKS[kind])]


def _latest_kind(turn: Turn) -> str | None:
    """The kind of the result that was shown last, or None."""
    results = {kind: stores().merchants.latest_result(turn.merchant_id, kind) for kind in STARTS}
    dated = [(result.at, kind) for kind, result in results.items() if result]
    return max(dated)[1] if dated else None
