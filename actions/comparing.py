"""Up to four products next to each other: "网商贷和京小贷哪个便宜", "这两个差在哪", "前两个比一下"."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.about_products import IN_FOCUS, is_about_a_product, is_one_name, product_of, products_meant, shown_ids
from actions.facts import need_of, profile_of
from actions.product_prices import price_of
from actions.speech import button, say
from actions.turn import Turn
from advisor.trade.product_comparison import advantages
from advisor.trade.product_topics import ALL, CRITERIA, FIGURES, topics_of
from advisor.trade.records import Product

COMPARED_AT_MOST = 4
IN_TABLE = (ALL, "rate", "amount", "term", "speed", "collateral", "repayment")
"""Topics that every comparison tells; others are told where they are asked."""
DISPUTED = (*FIGURES["rate"], *FIGURES["amount"], *FIGURES["term"])


def compare(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Put two to four products next to each other, with what each is better in; empty where there are not two.

    One named product stands beside what was talked of last; where none is named or pointed at, those shown last.
    """
    meant = _compared(turn)
    if len(meant) < 2:
        return {}
    products = meant[:COMPARED_AT_MOST]
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    prices = [price_of(turn, product, need) for product in products]
    say(
        dispatcher,
        turn,
        "compare",
        products=products,
        need=need,
        prices=prices,
        advantages=advantages(products, [None if price is None else price.cost_fen for price in prices]),
        asked=[topic for topic in topics_of("" if turn.is_button else turn.text, None) if topic not in IN_TABLE],
        figures=FIGURES,
        criteria_of=CRITERIA,
        disputed=DISPUTED,
        left_out=len(meant) - len(products),
        buttons=[button(p.name[turn.language], "ask_product_info", product=p.id) for p in products],
    )
    ids = [product.id for product in products]
    return {"shown_products": ids, IN_FOCUS: ids}


def compare_pointed(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Compare where several are named or pointed at, whatever the question was read as: "第一和第三哪个快"."""
    if turn.is_button or is_one_name(turn) or not is_about_a_product(turn) or len(products_meant(turn)) < 2:
        return {}
    return compare(dispatcher, turn)


def _compared(turn: Turn) -> list[Product]:
    meant = products_meant(turn)
    if len(meant) > 1:
        return meant
    focus = list(turn.slots.get(IN_FOCUS) or [])
    before = [found for found in map(product_of, focus or shown_ids(turn)) if found and found not in meant]
    if not meant:
        return [found for found in map(product_of, shown_ids(turn)) if found]
    return [*(before if len(focus) > 1 else before[:1]), *meant]
