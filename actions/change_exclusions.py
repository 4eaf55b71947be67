"""Products left out, wanted only, or wanted again: noted, and the list or the result shown anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.exclusions import SLOT, changed, exclusions_of, in_words, restore_buttons, wanted_products
from actions.facts import answered_with, need_of, profile_of
from actions.product_lists import is_filtered, listed, show_filtered
from actions.questions_asked import AnswerQuestion, answer_beside
from actions.result_matches import show_matches
from actions.speech import button, label, say
from actions.stated import note, offer_search, stated_facts
from actions.turn import Turn
from actions.wiring import Events, converses, stores

WISHES = ("exclude", "filter", "restore")


class ChangeExclusions(Action):
    """Keeps what the merchant does not want to see or wants only, shows it, and takes it back when asked."""

    def name(self) -> str:
        return "action_change_exclusions"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if not any(turn.entities.get(name) for name in WISHES):
            return self._ask_which(dispatcher, turn)
        before, after = exclusions_of(turn), changed(turn)
        if after == before and not before:
            say(dispatcher, turn, "nothing_excluded")
            return []
        stated = {} if turn.is_button or _is_all_list(turn) else _stated(turn)
        note(dispatcher, turn, stated)
        turn = replace(turn, slots={**turn.slots, SLOT: [str(one) for one in after]})
        slots: dict[str, Any] = {SLOT: [str(one) for one in after]}
        is_list = is_filtered(after) or is_filtered(before) or bool(turn.entities.get("filter"))
        if is_list:
            slots |= show_filtered(dispatcher, turn) if after else listed(dispatcher, turn)
        if turn.slots.get("interview"):
            if not is_list:
                self._tell(dispatcher, turn)
            slots |= {"answered": answered_with(turn, stated)} if stated else {}
        elif is_list:
            return _as_events(slots)
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
        remaining, ways_back = len(wanted_products(turn)), restore_buttons(turn, now)
        say(dispatcher, turn, "exclusions", wishes=in_words(turn, now), remaining=remaining, buttons=ways_back)

    def _ask_which(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """It was understood that something is not wanted, but not what."""
        choices = ("collateral:collateral", "group:bank", "group:platform")
        buttons = [
            button(label(turn, f"excluded_{one.partition(':')[2]}"), "exclude_products", exclude=one) for one in choices
        ]
        say(dispatcher, turn, "exclude_what", buttons=buttons)
        return []


def _is_all_list(turn: Turn) -> bool:
    """Whether a message is one list: its figures are conditions of the list and no facts of the shop."""
    return bool(turn.entities.get("filter")) and not turn.questions


def _stated(turn: Turn) -> dict[str, Any]:
    return stated_facts(turn.statements, stores().catalogue.questions())


class ListProducts(Action):
    """A list of products: with filters they are kept and shown, without them what there is."""

    def name(self) -> str:
        return "action_list_products"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        has_filter = bool(Turn.of(tracker).entities.get("filter"))
        action: Action = ChangeExclusions() if has_filter else AnswerQuestion()
        return action.run(dispatcher, tracker, domain)


def _as_events(slots: dict[str, Any]) -> Events:
    return [SlotSet(name, value) for name, value in slots.items()]
