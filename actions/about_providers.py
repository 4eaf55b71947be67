"""A question about a lender or a platform's loans, with no product named: "建行的利率多少", "京东的贷款"."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.about_products import IN_FOCUS, TOPICS, answer_product, told_of
from actions.speech import button, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.records import Product

TOPICS_OF_A_LENDER = frozenset({*TOPICS, "ask_product_info", "list_products", "explain_term"}) - {"request_loan"}
LOAN_BEHIND = r"(上|里|家|那边)?(的|有)?(什么|哪些|哪几款|啥)?(商家|店铺|小店)?(贷款|借款|融资|经营贷|贷| loans?)"
ABOUT_A_CARD = re.compile(r"卡|转账|存款|\bcards?\b", re.IGNORECASE)
LISTED_AT_MOST = 8


def answer_provider(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Ask which of a lender's or a platform's products is meant; tell of the only one. Returns the slots to set."""
    if turn.intent not in TOPICS_OF_A_LENDER or turn.entities.get("product"):
        return {}
    name, products = _of_lender(turn) or _of_platform(turn) or ("", [])
    if not products:
        return {}
    if len(products) == 1:
        about_it = dataclasses.replace(turn, entities={"product": (products[0].id,)})
        answer_product(dispatcher, about_it)
        return dict(told_of(about_it))
    intent = "ask_product_info" if turn.intent in ("list_products", "explain_term") else str(turn.intent)
    buttons = [button(product.name[turn.language], intent, product=product.id) for product in products]
    say(dispatcher, turn, "which_of_lender", lender=name, count=len(products), buttons=buttons[:LISTED_AT_MOST])
    return {"shown_products": [product.id for product in products[:LISTED_AT_MOST]], IN_FOCUS: None}


def _of_lender(turn: Turn) -> tuple[str, list[Product]] | None:
    named = turn.name_of("provider")
    if not named or (not turn.is_button and ABOUT_A_CARD.search(turn.text)):
        return None
    own = [product for product in _offered() if named in product.provider["zh"]]
    titles = [product.provider[turn.language] for product in own if product.provider["zh"] == named]
    return (titles[0] if titles else named, own) if own else None


def _of_platform(turn: Turn) -> tuple[str, list[Product]] | None:
    """The products called after a platform, where its loans are asked about in so many words."""
    options = stores().catalogue.questions()["platform"].options
    for option in options:
        names = [*option.name.values(), *option.also]
        said = "|".join(re.escape(name) for name in names)
        if option.value == turn.one("platform") and re.search(f"({said}){LOAN_BEHIND}", turn.text, re.IGNORECASE):
            called = option.name["zh"]
            own = [p for p in _offered() if any(called in text for text in (p.name["zh"], *p.aliases))]
            own = [product for product in own if product.group == "platform"]
            return (option.name[turn.language], own) if own else None
    return None


def _offered() -> list[Product]:
    return [product for product in stores().catalogue.products() if product.status != "closed"]
