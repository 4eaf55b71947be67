"""Matched products as a result: the first three with reasons, what is missing, cost in yuan and yearly."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

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


def show_matches(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Say the result and keep it; returns the slots to set: the products shown, and what is offered next."""
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    if need is None:
        say(dispatcher, turn, "need_missing", buttons=[button(label(turn, "start_cash_cycle"), "start_cash_cycle")])
        return {"offer": "cash_cycle"}
    matches = matches_of(turn, need)
    shown = shown_first(matches)
    catalogue = stores().catalogue
    lines = [(catalogue.product(one.product_id), one) for one in shown]
    schemes = [catalogue.product(one.product_id) for one in matches.schemes if one.tier in POSSIBLE]
    schemes = [product for product in schemes if product.kind in WORTH_ASKING]
    assessed = stores().merchants.latest_result(turn.merchant_id, "swot")
    cycle = stores().merchants.latest_result(turn.merchant_id, "cash_cycle")
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
        is_none_possible=all(one.tier == "not_now" for one in shown),
        assessed=assessed,
        cycle=cycle,
        for_shown=FOR_SHOWN,
        against_shown=AGAINST_SHOWN,
        considered=len(matches.ranked),
        buttons=_buttons(turn, lines),
    )
    return {"shown_products": [one.product_id for one in shown], "offer": None if assessed else "swot"}


def matches_of(turn: Turn, need: Need) -> Matches:
    """All products against what is known of the shop, with the weaknesses of its self-assessment as cautions."""
    catalogue, profile = stores().catalogue, profile_of(turn.merchant_id)
    is_assessed = stores().merchants.latest_result(turn.merchant_id, "swot") is not None
    weak = cautions(catalogue.factors(), assessment_of(dict(profile.facts))) if is_assessed else frozenset()
    return match(catalogue.products(), profile, need, lpr=catalogue.lpr(now().date()), cautions=weak)


def shown_first(matches: Matches) -> tuple[Match, ...]:
    """The first three; near misses stand in only where fewer than three are possible."""
    return matches.ranked[:SHOWN]


def _buttons(turn: Turn, lines: list[tuple[Any, Match]]) -> list[dict[str, str]]:
    details = [button(product.name[turn.language], "ask_product_info", product=product.id) for product, _ in lines]
    assessed = stores().merchants.latest_result(turn.merchant_id, "swot")
    onward = [] if assessed else [button(label(turn, "start_swot"), "start_swot")]
    return [
        *details,
        button(label(turn, "why_this_match"), "why_this_match"),
        *onward,
        button(label(turn, "change"), "change_answer"),
    ]
