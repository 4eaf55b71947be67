"""Products left out or wanted again: noted, and the result shown anew where there is one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.exclusions import SLOT, changed, exclusions_of, in_words, restore_buttons, wanted_products
from actions.facts import answered_with, need_of, profile_of
from actions.questions_asked import answer_beside
from actions.result_matches import show_matches
from actions.speech import button, label, say
from actions.stated import note, offer_search, stated_facts
from actions.turn import Turn
from actions.wiring import Events, converses, stores


class ChangeExclusions(Action):
    """Keeps what the merchant does not want to see, shows it, and takes it back when asked."""

    def name(self) -> str:
        return "action_change_exclusions"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        before, after = exclusions_of(turn), changed(turn)
        if not turn.entities.get("exclude") and not turn.entities.get("restore"):
            return self._ask_which(dispatcher, turn)
        if after == before and not before:
            say(dispatcher, turn, "nothing_excluded")
            return []
        stated = {} if turn.is_button else stated_facts(turn.statements, stores().catalogue.questions())
        note(dispatcher, turn, stated)
        turn = replace(turn, slots={**turn.slots, SLOT: [str(one) for one in after]})
        slots: dict[str, Any] = {SLOT: [str(one) for one in after]}
        if turn.slots.get("interview"):
            self._tell(dispatcher, turn)
            slots |= {"answered": answered_with(turn, stated)} if stated else {}
        elif need_of(dict(profile_of(turn.merchant_id).facts)) is not None and turn.slots.get("shown_products"):
            slots |= show_matches(dispatcher, turn)
        else:
            self._tell(dispatcher, turn)
            answer_beside(dispatcher, turn)
            return [*_as_events(slots), *offer_search(dispatcher, turn)]
        answer_beside(dispatcher, turn)
        return _as_events(slots)

    def _tell(self, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        """Say what is left out now and how many products remain, with the ways back."""
        now = exclusions_of(turn)
        say(
            dispatcher,
            turn,
            "exclusions",
            excluded=in_words(turn, now),
            remaining=len(wanted_products(turn)),
            buttons=restore_buttons(turn, now),
        )

    def _ask_which(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """It was understood that something is not wanted, but not what."""
        choices = ("collateral:collateral", "group:bank", "group:platform")
        buttons = [
            button(label(turn, f"excluded_{one.partition(':')[2]}"), "exclude_products", exclude=one) for one in choices
        ]
        say(dispatcher, turn, "exclude_what", buttons=buttons)
        return []


def _as_events(slots: dict[str, Any]) -> Events:
    return [SlotSet(name, value) for name, value in slots.items()]
