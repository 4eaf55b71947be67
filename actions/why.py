"""Why these products: every condition of the products shown last, met, not met or unknown."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import need_of, profile_of
from actions.result_matches import matches_of
from actions.speech import say
from actions.turn import Turn
from actions.wiring import stores


def answer_why(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Show the conditions behind the products shown last; False when none were matched yet."""
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    shown = turn.slots.get("shown_products") or []
    if need is None or not shown:
        return False
    catalogue = stores().catalogue
    by_id = {one.product_id: one for one in matches_of(turn, need).ranked}
    lines = [(catalogue.product(name), by_id[name]) for name in shown if name in by_id]
    if not lines:
        return False
    say(dispatcher, turn, "why_matches", need=need, lines=lines)
    return True
