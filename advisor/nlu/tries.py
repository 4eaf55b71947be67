"""What a message tries on the merchant's own shop, as its intent: "退货率降2个点呢", "账期要多少天才不缺钱"."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.nlu.readings import put_first
from advisor.trade.what_if_reading import asked_backwards, is_tried

WHAT_IF = "what_if"
LONGEST_TEXT = 120  # characters; what is longer tells a story
NEVER = frozenset({"distress", "suspect_fraud", "ask_human", "complaint", "exclude_products", "restore_products"})
"""Readings that come first, whatever else is said."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TryReader(GraphComponent, IntentClassifier):
    """Makes what_if the intent where the sentence itself says so: a lever, and how far it is moved.

    Config: `confidence`, how sure the intent is said to be. It comes behind the wishes.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._confidence = float(config["confidence"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"confidence": 0.95}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TryReader:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message that tries something."""
        for message in messages:
            text = message.get(TEXT) or ""
            read_as = (message.get(INTENT) or {}).get("name")
            if text.startswith("/") or len(text) > LONGEST_TEXT or read_as in NEVER:
                continue
            if is_tried(text) or asked_backwards(text):
                put_first(message, {"name": WHAT_IF, "confidence": self._confidence})
        return messages
