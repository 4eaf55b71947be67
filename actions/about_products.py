"""Questions about named or pointed-at products: "网商贷利率多少", "第二个能提前还吗", "和京小贷比呢"."""

from __future__ import annotations

import re

from rasa_sdk.executor import CollectingDispatcher

from actions.exclusions import exclusions_of, in_words, restore_buttons, wanted_products
from actions.facts import profile_of
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.catalogue.errors import UnknownRecord
from advisor.trade.records import Product

TOPICS = {
    "ask_interest_rate": "rate",
    "ask_repayment_amount": "rate",
    "ask_amount_limit": "amount",
    "ask_loan_term": "term",
    "ask_how_to_apply": "apply",
    "request_loan": "apply",
    "ask_documents": "documents",
    "ask_approval_time": "speed",
    "ask_early_repayment": "prepayment",
    "ask_repayment_method": "repayment",
    "ask_eligibility": "criteria",
}
ORDINALS = (r"第?一个|第1个|头一个|\bfirst\b", r"第?二个|第2个|\bsecond\b", r"第?三个|第3个|\bthird\b")
POINTING = re.compile(r"它|这个|这款|那个|那款|刚才(那|这)|\bit\b|\bthis one\b|\bthat one\b", re.IGNORECASE)
COMPARED_AT_MOST = 4
LISTED_AT_MOST = 8


def products_meant(turn: Turn) -> list[Product]:
    """The products a message names, or points at among those shown last; without repetition."""
    named = list(dict.fromkeys(turn.entities.get("product", ())))
    return [found for found in map(_product, named or _pointed_at(turn)) if found]


def answer_product(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Tell what is asked of one product; of an ambiguous name, ask which one is meant."""
    if not turn.entities.get("product") and _points_past_end(turn):
        say(dispatcher, turn, "only_so_many", count=len(turn.slots.get("shown_products") or []))
        return True
    meant = products_meant(turn)
    if len(meant) > 1:
        buttons = [button(p.name[turn.language], turn.intent or "ask_product_info", product=p.id) for p in meant]
        say(dispatcher, turn, "which_product", buttons=buttons[:COMPARED_AT_MOST])
        return True
    if not meant:
        return False
    topic = TOPICS.get(turn.intent or "", "all")
    say(dispatcher, turn, "product", product=meant[0], topic=topic, buttons=_further(turn, meant[0], topic))
    return True


def compare(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Put two to four products next to each other; one named product is compared with the last one
    shown, and where none is named those shown last are compared."""
    meant = products_meant(turn)
    if not meant:
        meant = [found for found in map(_product, turn.slots.get("shown_products") or []) if found]
    if len(meant) == 1:
        meant += [p for p in map(_product, turn.slots.get("shown_products") or []) if p and p.id != meant[0].id][:1]
    if len(meant) < 2:
        return False
    say(dispatcher, turn, "compare", products=meant[:COMPARED_AT_MOST])
    return True


def listed(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """What the knowledge base holds: counts by group, and names that fit the merchant's platform."""
    products = wanted_products(turn)
    platform = turn.one("platform") or profile_of(turn.merchant_id).get("platform")
    fitting = [p for p in products if platform and platform in p.platforms][:LISTED_AT_MOST]
    counts = {group: sum(p.group == group for p in products) for group in ("platform", "bank", "scheme")}
    now = exclusions_of(turn)
    excluded = in_words(turn, now)
    ways_on = [button(label(turn, "find_financing"), "find_financing"), *restore_buttons(turn, now)]
    say(dispatcher, turn, "product_list", counts=counts, fitting=fitting, excluded=excluded, buttons=ways_on)
    return True


def _further(turn: Turn, product: Product, topic: str) -> list[dict[str, str]]:
    others = {"rate": "ask_interest_rate", "criteria": "ask_eligibility", "apply": "ask_how_to_apply"}
    return [button(label(turn, intent), intent, product=product.id) for name, intent in others.items() if name != topic]


def _pointed_at(turn: Turn) -> list[str]:
    shown = turn.slots.get("shown_products") or []
    by_order = [shown[i] for i, words in enumerate(ORDINALS) if i < len(shown) and re.search(words, turn.text.lower())]
    if by_order:
        return by_order
    return shown[:1] if len(shown) == 1 and POINTING.search(turn.text) else []


def _points_past_end(turn: Turn) -> bool:
    shown = turn.slots.get("shown_products") or []
    return bool(shown) and any(
        re.search(words, turn.text.lower()) for i, words in enumerate(ORDINALS) if i >= len(shown)
    )


def _product(product_id: str) -> Product | None:
    try:
        return stores().catalogue.product(product_id)
    except UnknownRecord:
        return None
