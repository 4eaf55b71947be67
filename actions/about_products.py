"""Questions about named or pointed-at products: "网商贷利率多少", "第二个能提前还吗", "那材料呢"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import need_of, profile_of
from actions.product_prices import cost_words
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.catalogue.errors import UnknownRecord
from advisor.trade.pointing import Pointed, pointed_at
from advisor.trade.product_costs import price_field
from advisor.trade.product_topics import ALL, CRITERIA, FIGURES, IN_SHORT, OF_INTENT, is_follow_up, topics_of
from advisor.trade.records import Product, Source

TOPICS = OF_INTENT
IN_FOCUS = "in_focus"
"""The slot with the ids of the products talked of last: "它", "那材料呢"."""
ASKED_AT_MOST = 4
ABOUT = ("ask_product_info", "compare_products", "nlu_fallback")
OF_WORDS = ("explain_term", "ask_policy")
"""Questions about a word that is named, not about the product talked of last."""


def products_meant(turn: Turn) -> list[Product]:
    """The products a message names, or points at among those shown last; without repetition."""
    named = list(dict.fromkeys(turn.entities.get("product", ())))
    return [found for found in map(product_of, named or _pointed_at(turn)) if found]


def answer_product(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Tell what is asked of one product; where it is not clear which is meant, ask."""
    if not turn.entities.get("product") and shown_ids(turn) and pointing(turn).past_end:
        say(dispatcher, turn, "only_so_many", count=len(shown_ids(turn)))
        return True
    meant = products_meant(turn) or _left_open(turn)
    if len(meant) > 1:
        intent = turn.intent if turn.intent in TOPICS else "ask_product_info"
        buttons = [button(p.name[turn.language], str(intent), product=p.id) for p in meant]
        say(dispatcher, turn, "which_product", buttons=buttons[:ASKED_AT_MOST], one_name=is_one_name(turn))
        return True
    if not meant:
        return False
    tell(dispatcher, turn, meant[0])
    return True


def tell(dispatcher: CollectingDispatcher, turn: Turn, product: Product) -> None:
    """Say what is asked of this product, with what it costs for the merchant's own need where that is known."""
    asked = topics_of("" if turn.is_button else turn.text, turn.intent)
    topics = IN_SHORT if asked == (ALL,) else asked
    need = need_of(dict(profile_of(turn.merchant_id).facts))
    say(
        dispatcher,
        turn,
        "product",
        product=product,
        topics=topics,
        figures=FIGURES,
        criteria_of=CRITERIA,
        source=_source(product, topics),
        need=need,
        cost=cost_words(turn, product, need),
        buttons=_further(turn, product, topics),
    )


def shown_ids(turn: Turn) -> list[str]:
    """The ids of the list shown last, in its order."""
    return list(turn.slots.get("shown_products") or [])


def pointing(turn: Turn) -> Pointed:
    """What the message points at among the list shown last; a button points at nothing."""
    return Pointed() if turn.is_button else pointed_at(turn.text.lower(), len(shown_ids(turn)))


def told_of(turn: Turn) -> Mapping[str, Any]:
    """The slots to keep after an answer: which products were talked of; a named one is a list where there is none."""
    meant = [product.id for product in products_meant(turn)][:ASKED_AT_MOST]
    if not meant:
        return {}
    is_named_alone = bool(turn.entities.get("product")) and not set(meant) <= set(shown_ids(turn))
    is_new_list = is_named_alone and (len(meant) > 1 or len(shown_ids(turn)) < 2)
    return {IN_FOCUS: meant, **({"shown_products": meant} if is_new_list else {})}


def is_one_name(turn: Turn) -> bool:
    """Whether several products are meant only because they share the one name that was said."""
    return len(turn.entities.get("product", ())) > 1 and turn.mentions.get("product", 0) == 1


def product_of(product_id: str) -> Product | None:
    """The product, or None where it is not in the knowledge any more."""
    try:
        return stores().catalogue.product(product_id)
    except UnknownRecord:
        return None


def _pointed_at(turn: Turn) -> list[str]:
    shown, focus, points = shown_ids(turn), list(turn.slots.get(IN_FOCUS) or []), pointing(turn)
    if points.places:
        return [shown[place] for place in points.places]
    if points.these is not None:
        several = focus if len(focus) > 1 else shown
        return several[: points.these or len(several)]
    alone = focus if len(focus) == 1 else shown if len(shown) == 1 else []
    goes_on = not turn.is_button and not _names_other(turn) and is_follow_up(turn.text, turn.intent)
    return alone if goes_on or (points.is_it and is_about_a_product(turn)) else []


def _left_open(turn: Turn) -> list[Product]:
    """Those of which one is meant by "它" or "那个" where several were shown."""
    is_open = pointing(turn).is_it and is_about_a_product(turn)
    several = (turn.slots.get(IN_FOCUS) or shown_ids(turn)) if is_open else []
    return [found for found in map(product_of, several) if found]


def _names_other(turn: Turn) -> bool:
    """Whether a short question is about something it names itself: a lender, a platform, a word."""
    of_platform = bool(turn.entities.get("platform")) and "platform" not in topics_of(turn.text, None)
    return bool(turn.entities.get("provider")) or of_platform or turn.intent in OF_WORDS


def is_about_a_product(turn: Turn) -> bool:
    """Whether what is asked can be asked of a product: "is it safe" and "那个怎么弄" are about something else."""
    return turn.intent in (*TOPICS, *ABOUT) or topics_of(turn.text, None) != (ALL,)


def _source(product: Product, topics: tuple[str, ...]) -> Source:
    """The source of the figure that is told, the record's own where several are."""
    if topics == ("rate",):
        return product.source(price_field(product))
    figures = FIGURES.get(topics[0], ("",)) if len(topics) == 1 else ("",)
    return product.source(figures[0])


def _further(turn: Turn, product: Product, topics: tuple[str, ...]) -> list[dict[str, str]]:
    others = {"rate": "ask_interest_rate", "criteria": "ask_eligibility", "apply": "ask_how_to_apply"}
    left = {name: intent for name, intent in others.items() if topics == IN_SHORT or name not in topics}
    return [button(label(turn, intent), intent, product=product.id) for intent in left.values()]
