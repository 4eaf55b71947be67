"""When the classifier is not sure enough to act on: the intent becomes nlu_fallback, its readings stay."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.embeddings.text import normalised

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class UnsureFallback(GraphComponent, IntentClassifier):
    """Puts nlu_fallback first where the best reading is weak, or hardly better than the second.

    Config: `threshold` (least confidence to act on), `ambiguity_threshold` (least lead over the second reading),
    `decline_threshold` (least confidence to decline a message as out of scope; below it is asked what was meant).
    The ranking keeps the classifier's readings behind it. Button payloads are left alone.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold = float(config["threshold"])
        self._least_lead = float(config["ambiguity_threshold"])
        self._decline_threshold = float(config["decline_threshold"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"threshold": 0.2, "ambiguity_threshold": 0.02, "decline_threshold": 0.5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> UnsureFallback:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent of each message that is not clear."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            if not normalised(message.get(TEXT)).startswith("/") and not self._is_clear(ranking):
                unsure = {"name": FALLBACK, "confidence": self._threshold}
                message.set(INTENT, unsure, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [unsure, *ranking], add_to_output=True)
        return messages

    def _is_clear(self, ranking: list[dict[str, Any]]) -> bool:
        if not ranking or ranking[0]["confidence"] < self._least(ranking[0]["name"]):
            return False
        return len(ranking) < 2 or ranking[0]["confidence"] - ranking[1]["confidence"] >= self._least_lead

    def _least(self, intent: str) -> float:
        return self._decline_threshold if intent == OUT_OF_SCOPE else self._threshold
