"""The cheapest, the fastest, the largest, the easiest: "哪个利率最低", of the products shown last or of all known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.about_products import IN_FOCUS, product_of, products_meant, shown_ids
from actions.exclusions import exclusions_of, in_words, restore_buttons, wanted_products
from actions.facts import need_of, profile_of
from actions.product_prices import cost_words
from actions.result_matches import matches_of
from actions.speech import button, say
from actions.turn import Turn
from advisor.trade.matching import NOT_LOANS
from advisor.trade.matching.criteria import ONLINE_SHOP_HAS
from advisor.trade.records import Need, Product
from advisor.trade.superlative_words import superlative_asked

SHOWN_AT_MOST = 3
FEWEST_SHOWN = 2  # products shown last, below which all that are known are compared


@dataclass(frozen=True)
class Superlative:
    """One way to be the best. `figure` sorts: less is better; None where it is not published."""

    field: str
    figure: Callable[[Product], tuple[Decimal | int, ...] | None]


def _yearly(product: Product) -> tuple[Decimal | int, ...] | None:
    """The highest published yearly rate; a mere "from" stands behind them all."""
    if product.yearly_rate_max is not None:
        return 0, product.yearly_rate_max
    return None if product.yearly_rate_min is None else (1, product.yearly_rate_min)


def _amount(product: Product) -> tuple[Decimal | int, ...] | None:
    return None if product.amount_max_fen is None else (-product.amount_max_fen,)


def _speed(product: Product) -> tuple[Decimal | int, ...] | None:
    return None if product.days_to_funds is None else (product.days_to_funds,)


def _ease(product: Product) -> tuple[Decimal | int, ...] | None:
    """Nothing to pledge first, then the fewest published conditions; None where too little is known of it."""
    if product.collateral is None or not product.criteria or product.status != "active":
        return None
    return int(product.collateral not in ONLINE_SHOP_HAS), len(product.criteria)


SUPERLATIVES = {
    "rate": Superlative("yearly_rate_min", _yearly),
    "speed": Superlative("days_to_funds", _speed),
    "amount": Superlative("amount_max_fen", _amount),
    "ease": Superlative("collateral", _ease),
}


def answer_superlative(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Put the products in order by a published figure; empty where no such thing is asked."""
    if turn.is_button or len(products_meant(turn)) == 1:
        return {}
    asked = superlative_asked(turn.text)
    if asked is None:
        return {}
    figure = SUPERLATIVES[asked].figure
    shown = products_meant(turn) if len(products_meant(turn)) > 1 else _shown(turn)
    of_shown = shown if any(figure(one) is not None for one in shown) else []
    candidates = of_shown or [product for product in wanted_products(turn) if _is_for(turn, product)]
    wishes, need = exclusions_of(turn), need_of(dict(profile_of(turn.merchant_id).facts))
    points = _ease_points(turn, need, candidates) if asked == "ease" and need is not None else {}
    known = [p for p in candidates if p.id in points] if points else [p for p in candidates if figure(p) is not None]
    known.sort(key=lambda p: (-points[p.id],) if points else (*(figure(p) or ()), p.id))
    best = known[:SHOWN_AT_MOST]
    say(
        dispatcher,
        turn,
        "superlative",
        topic=asked,
        field=SUPERLATIVES[asked].field,
        products=[(product, cost_words(turn, product, need) if asked == "rate" else "") for product in best],
        need=need,
        points=points,
        of_shown=bool(of_shown),
        compared=len(candidates),
        unknown=len(candidates) - len(known),
        wishes=() if of_shown else in_words(turn, wishes),
        buttons=[
            *(button(p.name[turn.language], "ask_product_info", product=p.id) for p in best),
            *([] if of_shown else restore_buttons(turn, wishes)),
        ],
    )
    ids = [product.id for product in best]
    return {IN_FOCUS: ids[:1], **({} if of_shown else {"shown_products": ids})}


def _shown(turn: Turn) -> list[Product]:
    """The products shown last, where there is more than one to compare."""
    shown = [found for found in map(product_of, shown_ids(turn)) if found]
    return shown if len(shown) >= FEWEST_SHOWN else []


def _ease_points(turn: Turn, need: Need, candidates: list[Product]) -> dict[str, int]:
    """How little stands between this shop and each product that is possible for it, 0 to 100."""
    ids = {product.id for product in candidates}
    return {
        one.product_id: one.ease.points
        for one in matches_of(turn, need).ranked
        if one.product_id in ids and one.is_possible
    }


def _is_for(turn: Turn, product: Product) -> bool:
    """Whether a product lends money and is not tied to another platform than the merchant's."""
    platform = profile_of(turn.merchant_id).get("platform")
    fits = not product.platforms or platform is None or platform in product.platforms
    return fits and product.rate_basis not in NOT_LOANS
