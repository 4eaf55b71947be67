"""Matched products as a result: the first three with reasons and cost, what is nearly there, and one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.about_products import IN_FOCUS
from actions.asking_next import ASKED, answer_buttons, question_asked
from actions.cash_position import cash_position
from actions.exclusions import exclusions_of, in_words, restore_buttons, wanted_products
from actions.facts import NEED_FIELDS, need_of, now, profile_of
from actions.result_parts import found, line, next_few
from actions.speech import button, label, say
from actions.swot_data import assessment_of
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.matching import Match, Matches, match
from advisor.trade.records import Need, Profile
from advisor.trade.swot import cautions


@dataclass(frozen=True)
class Earlier:
    """The result shown before a fact was told: products by tier, and the id of the first."""

    counts: dict[str, int]
    first_id: str


def show_matches(
    dispatcher: CollectingDispatcher, turn: Turn, seen: Sequence[str] = (), told: Sequence[str] = ()
) -> dict[str, Any]:
    """Say the result and keep it, without the products seen before.

    Args:
        told: ids of the facts told since the result was shown last; what they changed is said.

    Returns:
        The slots to set: the products shown now and in all, what is asked, and what is offered next.
    """
    facts = dict(profile_of(turn.merchant_id).facts)
    need = need_of(facts)
    if need is None:
        say(dispatcher, turn, "need_missing", buttons=[button(label(turn, "start_cash_cycle"), "start_cash_cycle")])
        return {"offer": "cash_cycle"}
    matches = matches_of(turn, need)
    shown = next_few(matches, seen)
    if not shown:
        return _say_none_left(dispatcher, turn)
    told = [name for name in told if name not in NEED_FIELDS]  # another need is another search
    earlier = _earlier(turn) if told else None
    _keep(turn, need, matches, shown)
    question = None if seen else question_asked(matches)
    say(
        dispatcher,
        turn,
        "matches",
        **found(turn, matches, shown),
        **_known(turn),
        need=need,
        seen=len(seen),
        told=told,
        earlier=earlier,
        question=question,
        asking=matches.ask_next,
        is_overdue=facts.get("credit_record") == "overdue_now",
        wishes=in_words(turn, exclusions_of(turn)),
        buttons=[*answer_buttons(turn, question), *_buttons(turn, shown)],
    )
    ids = [one.product_id for one in shown]
    offer = None if question or _latest(turn, "swot") else "swot"
    kept = {"shown_products": ids, "seen_products": [*seen, *ids], IN_FOCUS: None}
    return {**kept, "offer": offer, ASKED: question.id if question else None}


def matches_of(turn: Turn, need: Need) -> Matches:
    """All wanted products against what is known: the shop, its cash, and the weaknesses of its self-assessment."""
    catalogue, merchant_id = stores().catalogue, turn.merchant_id
    facts = {name: fact.value for name, fact in stores().merchants.facts(merchant_id).items()}
    weak = cautions(catalogue.factors(), assessment_of(turn)) if _latest(turn, "swot") else ()
    today = now().date()
    return match(
        wanted_products(turn),
        Profile(facts),
        need,
        today=today,
        lpr=catalogue.lpr(today),
        cautions=weak,
        cash=cash_position(turn),
    )


def _known(turn: Turn) -> dict[str, Any]:
    return {
        "assessed": _latest(turn, "swot"),
        "cycle": _latest(turn, "cash_cycle"),
        "forecast": _latest(turn, "forecast"),
        "questions": stores().catalogue.questions(),
    }


def _latest(turn: Turn, kind: str) -> Any:
    return stores().merchants.latest_result(turn.merchant_id, kind)


def _keep(turn: Turn, need: Need, matches: Matches, shown: Sequence[Match]) -> None:
    body = {
        "need_amount_fen": need.amount_fen,
        "need_days": need.days,
        "products": [one.product_id for one in shown],
        "counts": dict(matches.counts),
        "first": matches.ranked[0].product_id,
    }
    stores().merchants.keep_result(turn.merchant_id, "matches", body, at=now())


def _earlier(turn: Turn) -> Earlier | None:
    before = _latest(turn, "matches")
    if before is None or "counts" not in before.body:
        return None
    return Earlier(before.body["counts"], before.body["first"])


def _say_none_left(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Everything was ruled out: say so, with the ways back."""
    wishes = exclusions_of(turn)
    say(dispatcher, turn, "none_left", wishes=in_words(turn, wishes), buttons=restore_buttons(turn, wishes))
    return {"shown_products": turn.slots.get("shown_products"), "offer": None}


def _buttons(turn: Turn, shown: Sequence[Match]) -> list[dict[str, str]]:
    products = [line(one)[0] for one in shown]
    details = [button(product.name[turn.language], "ask_product_info", product=product.id) for product in products]
    onward = [] if _latest(turn, "swot") else [button(label(turn, "start_swot"), "start_swot")]
    return [
        *details,
        button(label(turn, "why_this_match"), "why_this_match"),
        button(label(turn, "more_products"), "more_products"),
        *restore_buttons(turn, exclusions_of(turn)),
        *onward,
        button(label(turn, "change"), "change_answer"),
    ]
