"""A name of our own outweighs doubt: "微业贷" alone asks about it, "微众的贷款利率多少" is no strange question.

So does a place in what was shown, and the best of it: "第二个呢", "第三个要抵押不", "哪个到账最快".
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.embeddings.text import normalised
from advisor.nlu.fallback import FALLBACK, OUT_OF_SCOPE
from advisor.nlu.readings import put_first
from advisor.trade.pointing import pointed_at
from advisor.trade.product_topics import ALL, topics_of
from advisor.trade.superlative_words import superlative_asked

WISHES = ("exclude_products", "restore_products")  # a bare name says neither
SMALL_TALK = ("affirm", "deny", "greet", "thanks", "bye", "go_back", "more_products")
ASKED = {  # what a lone name of each kind asks, in whose place
    ("product", "provider", "near_product", "near_provider"): (
        "ask_product_info",
        (FALLBACK, OUT_OF_SCOPE, *WISHES, *SMALL_TALK),
    ),
    ("platform", "near_platform"): ("ask_product_info", (FALLBACK, OUT_OF_SCOPE)),
    ("term", "near_term"): ("explain_term", (FALLBACK,)),
}
MOST_SHOWN = 9
DOUBTFUL = (FALLBACK, OUT_OF_SCOPE)
LOAN_WORDS = ("的贷款", "贷款", "的贷", "贷")  # with these a platform is asked about as a lender: "京东的贷款"
PLACE = re.compile(
    r"(?:那|就|看看?|要|选)*(?:第[一二三四五1-5]|头一)[个款种](?:呢|吧|吗|看看|怎么样|如何|详细说说)?"
    r"|(?:what about |and )?(?:the )?(?:first|second|third) one(?: please)?"
)
"""A message that is only a place in a list."""
SMALL_WORDS = frozenset("的贷款呢吗啊吧呀")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class BareNameReader(GraphComponent, EntityExtractorMixin):
    """Reads a message that names a product or lender, and was not understood, as a question about it.

    Config: `confidence`, how sure the reading of a lone name is said to be; `topic_threshold`, how sure the best
    question about a name inside a sentence must be when the sentence was nearly declined or unclear.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._confidence = float(config["confidence"])
        self._topic_threshold = float(config["topic_threshold"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"confidence": 0.9, "topic_threshold": 0.2}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BareNameReader:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each bare name its intent; the other readings stay behind it."""
        for message in messages:
            asked = _asked(message)
            asked = asked or _pointed(message)
            reading = {"name": asked, "confidence": self._confidence} if asked else self._nearly_declined(message)
            if reading:
                put_first(message, reading)
        return messages

    def _nearly_declined(self, message: Message) -> dict[str, Any] | None:
        """The best question about a product or lender that is named, where the message was declined or unclear."""
        names = {entity["entity"] for entity in message.get(ENTITIES) or []}
        if (message.get(INTENT) or {}).get("name") not in DOUBTFUL or not names & {"product", "provider"}:
            return None
        readings = [one for one in message.get(INTENT_RANKING_KEY) or [] if one["name"] not in DOUBTFUL]
        best = readings[0] if readings else None
        is_about_it = best is not None and best["name"].startswith("ask_")
        return best if best is not None and is_about_it and best["confidence"] >= self._topic_threshold else None


def _pointed(message: Message) -> str | None:
    """What a message that was not understood asks of the products shown: the best of them, or a topic of one."""
    text = normalised(message.get(TEXT))
    if (message.get(INTENT) or {}).get("name") not in DOUBTFUL:
        return None
    if superlative_asked(text):
        return "compare_products"
    return "ask_product_info" if pointed_at(text, MOST_SHOWN).is_any and topics_of(text, None) != (ALL,) else None


def _asked(message: Message) -> str | None:
    """The intent of a message that is only a name or a place; None for any other and for a sentence understood."""
    if PLACE.fullmatch(normalised(message.get(TEXT)).rstrip("?？。！!.")):
        return "ask_product_info"
    read = (message.get(INTENT) or {}).get("name")
    for entity in message.get(ENTITIES) or []:
        for kinds, (intent, unread) in ASKED.items():
            if entity["entity"] in kinds and read in unread and _is_all(message.get(TEXT) or "", entity):
                return intent
    return None


def _is_all(text: str, entity: dict[str, Any]) -> bool:
    """Whether nothing else is said; a platform is asked about only with a word for its loans."""
    rest = "".join(c for c in text[: entity["start"]] + text[entity["end"] :] if c.isalnum())
    if "platform" in entity["entity"] and not rest.startswith(LOAN_WORDS):
        return False
    return SMALL_WORDS.issuperset(rest)
