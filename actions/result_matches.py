"""Matched products as a result: the first three with reasons, what is missing, cost in yuan and yearly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.exclusions import exclusions_of, in_words, offered_products, restore_buttons, wanted_products
from actions.facts import need_of, now, profile_of
from actions.result_swot import assessment_of
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.matching import Match, Matches, match
from advisor.trade.records import Need
from advisor.trade.swot import cautions

SHOWN = 3
FOR_SHOWN, AGAINST_SHOWN = 2, 2
POSSIBLE = ("eligible", "likely", "unknown")
WORTH_ASKING = ("guarantee", "subsidised_guaranteed_loan", "interest_subsidy", "matching_platform")


def show_matches(dispatcher: CollectingDispatcher, turn: Turn, seen: Sequence[str] = ()) -> dict[str, Any]:
    """Say the result and keep it, without the products seen before.

    Returns:
        The slots to set: the products shown now and in all, and what is offered next.
    """
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    if need is None:
        say(dispatcher, turn, "need_missing", buttons=[button(label(turn, "start_cash_cycle"), "start_cash_cycle")])
        return {"offer": "cash_cycle"}
    matches = matches_of(turn, need)
    shown = [one for one in matches.ranked if one.product_id not in seen][:SHOWN]
    if not shown:
        return _say_none_left(dispatcher, turn)
    catalogue = stores().catalogue
    lines = [(catalogue.product(one.product_id), one) for one in shown]
    schemes = [catalogue.product(one.product_id) for one in matches.schemes if one.tier in POSSIBLE]
    schemes = [product for product in schemes if product.kind in WORTH_ASKING]
    assessed = stores().merchants.latest_result(turn.merchant_id, "swot")
    cycle = stores().merchants.latest_result(turn.merchant_id, "cash_cycle")
    forecast = stores().merchants.latest_result(turn.merchant_id, "forecast")
    body = {"need_amount_fen": need.amount_fen, "need_days": need.days, "products": [one.product_id for one in shown]}
    stores().merchants.keep_result(turn.merchant_id, "matches", body, at=now())
    say(
        dispatcher,
        turn,
        "matches",
        need=need,
        lines=lines,
        schemes=schemes[:SHOWN],
        questions=catalogue.questions(),
        is_overdue=profile_of(turn.merchant_id).get("credit_record") == "overdue_now",
        seen=len(seen),
        excluded=in_words(turn, exclusions_of(turn)),
        fewer=len(offered_products()) - len(wanted_products(turn)),
        is_none_possible=all(one.tier == "not_now" for one in shown),
        assessed=assessed,
        cycle=cycle,
        forecast=forecast,
        for_shown=FOR_SHOWN,
        against_shown=AGAINST_SHOWN,
        considered=len(matches.ranked),
        buttons=_buttons(turn, lines),
    )
    ids = [one.product_id for one in shown]
    offer = None if assessed else "swot"
    return {"shown_products": ids, "seen_products": [*seen, *ids], "offer": offer}


def _say_none_left(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Everything was ruled out: say so, with the ways back."""
    now = exclusions_of(turn)
    say(dispatcher, turn, "none_left", excluded=in_words(turn, now), buttons=restore_buttons(turn, now))
    return {"shown_products": turn.slots.get("shown_products"), "offer": None}


def matches_of(turn: Turn, need: Need) -> Matches:
    """All products against what is known of the shop, with the weaknesses of its self-assessment as cautions."""
    catalogue, profile = stores().catalogue, profile_of(turn.merchant_id)
    is_assessed = stores().merchants.latest_result(turn.merchant_id, "swot") is not None
    weak = cautions(catalogue.factors(), assessment_of(dict(profile.facts))) if is_assessed else frozenset()
    return match(wanted_products(turn), profile, need, lpr=catalogue.lpr(now().date()), cautions=weak)


def _buttons(turn: Turn, lines: list[tuple[Any, Match]]) -> list[dict[str, str]]:
    details = [button(product.name[turn.language], "ask_product_info", product=product.id) for product, _ in lines]
    assessed = stores().merchants.latest_result(turn.merchant_id, "swot")
    onward = [] if assessed else [button(label(turn, "start_swot"), "start_swot")]
    return [
        *details,
        button(label(turn, "why_this_match"), "why_this_match"),
        button(label(turn, "more_products"), "more_products"),
        *restore_buttons(turn, exclusions_of(turn)),
        *onward,
        button(label(turn, "change"), "change_answer"),
    ]
