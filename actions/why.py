"""Why these products: every condition of the products shown last, met, not met or unknown, and why in this order."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import need_of, profile_of
from actions.result_matches import matches_of
from actions.speech import say
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.matching import Match, Reason, why_before

SHOWN_AT_MOST = 3
CONDITIONS_TOLD = ("criterion_not_met", "amount_above_limit", "amount_below_minimum", "term_too_short", "missing_fact",
                   "check_low_confidence")  # fmt: skip
"""Reasons against that stand in the list of conditions already."""


def answer_why(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Show the conditions behind the products shown last; False when none were matched yet."""
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    shown = (turn.slots.get("shown_products") or [])[:SHOWN_AT_MOST]
    if need is None or not shown:
        return False
    found = [one for one in matches_of(turn, need).ranked if one.product_id in shown]
    if not found:
        return False
    lines = [(stores().catalogue.product(one.product_id), one) for one in found]
    say(dispatcher, turn, "why_matches", need=need, lines=lines, before=_order(found), told_already=CONDITIONS_TOLD)
    return True


def _order(found: list[Match]) -> list[Reason | None]:
    """Why each stands before the next one; None for the last."""
    return [*(why_before(one, other) for one, other in zip(found, found[1:], strict=False)), None]
