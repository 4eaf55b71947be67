"""Shows the result of the interview that is complete, and what it offers next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.result_cash_cycle import show_cash_cycle
from actions.result_forecast import show_forecast
from actions.result_matches import show_matches
from actions.result_swot import show_swot
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, converses

RESULTS: dict[str, Callable[[CollectingDispatcher, Turn], dict[str, Any]]] = {
    "swot": show_swot,
    "swot_more": show_swot,
    "cash_cycle": show_cash_cycle,
    "forecast": show_forecast,
    "financing": show_matches,
}


class ShowResult(Action):
    """Every result is shown, kept with its date, and followed by one offer."""

    def name(self) -> str:
        return "action_show_result"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        done = turn.slots.get("interview")
        if done is None:
            dispatcher.utter_message(response="utter_menu")
            return [SlotSet("interview_done", None)]
        shown = RESULTS[done](dispatcher, turn)
        left = turn.slots.get("left")
        if left and left != done:
            say(dispatcher, turn, "way_back", task=left, buttons=[button(label(turn, "back_to"), "resume")])
        cleared = dict.fromkeys(("interview_done", "question", "answered", "misses", "left"))
        return [SlotSet(name, value) for name, value in {**cleared, "interview": left, **shown}.items()]
