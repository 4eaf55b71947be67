"""Lists of products: what there is, and what fulfils the merchant's filters ("不用抵押、三天内到账、20万以上的")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.about_products import IN_FOCUS
from actions.exclusions import (
    condition_words,
    exclusions_of,
    in_words,
    offered_products,
    restore_buttons,
    wanted_products,
)
from actions.facts import need_of, profile_of
from actions.product_prices import cost_words
from actions.speech import button, label, say
from actions.turn import Turn
from advisor.trade.exclusions import Exclusion, Wish, status_of
from advisor.trade.filtered_products import sort_out
from advisor.trade.matching import NOT_LOANS
from advisor.trade.product_filters import NOT_PUBLISHED, Filter
from advisor.trade.records import Product

SHOWN_AT_MOST = 5
NAMED_AT_MOST = 4
LISTED_AT_MOST = 8
BUTTONS_AT_MOST = 3


def listed(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """What the knowledge base holds: what fulfils the filters where there are any, else counts by group and names that
    fit the merchant's platform."""
    wishes = exclusions_of(turn)
    if any(isinstance(one, Filter) for one in wishes):
        return show_filtered(dispatcher, turn)
    products = wanted_products(turn)
    platform = turn.one("platform") or profile_of(turn.merchant_id).get("platform")
    fitting = [p for p in products if platform and platform in p.platforms][:LISTED_AT_MOST]
    counts = {group: sum(p.group == group for p in products) for group in ("platform", "bank", "scheme")}
    ways_on = [button(label(turn, "find_financing"), "find_financing"), *restore_buttons(turn, wishes)]
    words = in_words(turn, wishes)
    say(dispatcher, turn, "product_list", counts=counts, fitting=fitting, wishes=words, buttons=ways_on)
    return _kept(fitting)


def show_filtered(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Say how many products fulfil all wishes, the first of them, and how many do not publish what is asked for."""
    wishes = exclusions_of(turn)
    candidates = _candidates(turn, wishes)
    found = sort_out(candidates, wishes)
    shown = (found.fitting or found.depending)[:SHOWN_AT_MOST]
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    details = [button(p.name[turn.language], "ask_product_info", product=p.id) for p in shown[:BUTTONS_AT_MOST]]
    say(
        dispatcher,
        turn,
        "filtered",
        conditions=[condition_words(turn, one) for one in wishes],
        fits=bool(found.fitting),
        count=len(found.fitting),
        lines=[(product, cost_words(turn, product, need)) for product in shown],
        need=need,
        depending=found.depending if found.fitting else found.depending[SHOWN_AT_MOST:],
        unpublished=found.unpublished,
        open_in=_open_in(turn, found.unpublished, wishes),
        opener=None if found.fitting else _opener(turn, candidates, wishes),
        of_credit=any(isinstance(one, Filter) and one.value == "credit_record" for one in wishes),
        named_at_most=NAMED_AT_MOST,
        buttons=[*details, *restore_buttons(turn, wishes)],
    )
    return _kept(shown)


def _candidates(turn: Turn, wishes: Sequence[Wish]) -> list[Product]:
    """Products that lend money; schemes that do not, where they are asked for. None tied to another platform."""
    groups = [one.value for one in wishes if isinstance(one, Filter) and one.field == "group"]
    with_schemes = any("scheme" in one for one in groups)
    names_platform = any(isinstance(one, Filter) and one.field == "platform" for one in wishes)
    platform = None if names_platform else profile_of(turn.merchant_id).get("platform")
    return [
        product
        for product in offered_products()
        if (with_schemes or product.rate_basis not in NOT_LOANS)
        and (not platform or not product.platforms or platform in product.platforms)
    ]


def _open_in(turn: Turn, products: Iterable[Product], wishes: Iterable[Wish]) -> list[tuple[str, int]]:
    """For each wish how many of the products publish nothing about it."""
    counted = [(one, sum(status_of(product, one) == NOT_PUBLISHED for product in products)) for one in wishes]
    return [(condition_words(turn, one), count) for one, count in counted if count]


def _opener(turn: Turn, candidates: Sequence[Product], wishes: Sequence[Wish]) -> tuple[str, int] | None:
    """The one wish without which the most products fit, and how many; None where no single one does it."""
    without = {one: len(sort_out(candidates, [other for other in wishes if other != one]).fitting) for one in wishes}
    best = max(without, key=lambda one: without[one], default=None)
    return (condition_words(turn, best), without[best]) if best is not None and without[best] else None


def _kept(shown: Sequence[Product]) -> dict[str, Any]:
    ids = [product.id for product in shown]
    return {"shown_products": ids, IN_FOCUS: ids if len(ids) == 1 else None} if ids else {IN_FOCUS: None}


def is_filtered(wishes: Iterable[Wish]) -> bool:
    """Whether a list is on: some wish says what products must be, not only what they must not."""
    return any(not isinstance(one, Exclusion) for one in wishes)
