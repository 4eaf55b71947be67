"""The next products after a result: "换一批", "还有别的吗"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.exclusions import exclusions_of, restore_buttons
from actions.facts import need_of, profile_of
from actions.product_lists import listed
from actions.result_matches import matches_of, show_matches
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, converses


class MoreProducts(Action):
    """Shows the products that rank behind those already seen; says so when there are no more."""

    def name(self) -> str:
        return "action_more_products"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        need = need_of(dict(profile_of(turn.merchant_id).facts))
        seen = turn.slots.get("seen_products") or []
        if need is None or not seen:
            return [SlotSet(name, value) for name, value in listed(dispatcher, turn).items()]
        if all(one.product_id in seen for one in matches_of(turn, need).ranked):
            again = button(label(turn, "from_the_top"), "find_financing", changed="need_amount_fen")
            buttons = [again, *restore_buttons(turn, exclusions_of(turn))]
            say(dispatcher, turn, "no_more_products", count=len(seen), buttons=buttons)
            return []
        return [SlotSet(name, value) for name, value in show_matches(dispatcher, turn, seen).items()]
