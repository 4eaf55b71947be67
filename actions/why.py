"""Why these products: every condition of the products shown last, met, not met or unknown, and why in this order."""

from __future__ import annotations

import re

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import need_of, profile_of
from actions.result_matches import matches_of
from actions.speech import say
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.matching import Match, Reason, why_before
from advisor.trade.records import Need

SHOWN_AT_MOST = 3
WHY_NOT = re.compile(
    r"(为什么|为啥|咋|怎么|凭什么|凭啥)(就)?(没有|没|不|排除)|不(合适|行|推荐|能选).{0,3}(为什么|为啥|原因)"
    r"|\bwhy (not|isn'?t|is .{0,30} not|was .{0,30} (left out|excluded))|\bwhat'?s wrong with\b",
    re.IGNORECASE,
)
CONDITIONS_TOLD = ("criterion_not_met", "amount_above_limit", "amount_below_minimum", "term_too_short", "missing_fact",
                   "check_low_confidence")  # fmt: skip
"""Reasons against that stand in the list of conditions already."""


def answer_why_not(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """ "京小贷为啥没有": the conditions of the product that is named, before the need that was searched for."""
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    if turn.is_button or need is None or not WHY_NOT.search(turn.text):
        return False
    named = set(turn.entities.get("product", ()))
    found = [one for one in matches_of(turn, need).ranked if one.product_id in named][:SHOWN_AT_MOST]
    _tell(dispatcher, turn, need, found)
    return bool(found)


def answer_why(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Show the conditions behind the products shown last; False when none were matched yet."""
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    shown = (turn.slots.get("shown_products") or [])[:SHOWN_AT_MOST]
    if need is None or not shown:
        return False
    found = [one for one in matches_of(turn, need).ranked if one.product_id in shown]
    _tell(dispatcher, turn, need, found)
    return bool(found)


def _tell(dispatcher: CollectingDispatcher, turn: Turn, need: Need, found: list[Match]) -> None:
    lines = [(stores().catalogue.product(one.product_id), one) for one in found]
    if lines:
        say(dispatcher, turn, "why_matches", need=need, lines=lines, before=_order(found), told_already=CONDITIONS_TOLD)


def _order(found: list[Match]) -> list[Reason | None]:
    """Why each stands before the next one; None for the last."""
    return [*(why_before(one, other) for one, other in zip(found, found[1:], strict=False)), None]
