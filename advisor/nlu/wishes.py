"""What a message wants left out or back, as entities, and as its intent: "别推荐网商贷", "抵押的也可以"."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.nlu.readings import put_first
from advisor.trade.exclusion_reading import NamedThing, Wishes, read_wishes

EXCLUDE, RESTORE = "exclude_products", "restore_products"
NAMED = ("product", "provider")
LONGEST_TEXT = 200  # characters; what is longer tells a story


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class WishReader(GraphComponent, EntityExtractorMixin):
    """Adds {entity: exclude, value: "group:bank"} and {entity: restore, ...} and makes them the intent.

    Config: `confidence`, how sure the intent is said to be. It comes behind the names.
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
    ) -> WishReader:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what each message wants left out or back."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.startswith("/") or len(text) > LONGEST_TEXT:
                continue
            wishes = read_wishes(text, _named(message))
            if wishes.excluded or wishes.restored:
                self._set(message, wishes)
        return messages

    def _set(self, message: Message, wishes: Wishes) -> None:
        found = [{"entity": "exclude", "value": str(one)} for one in wishes.excluded]
        found += [{"entity": "restore", "value": str(one)} for one in wishes.restored]
        whole = [{**one, "start": 0, "end": len(message.get(TEXT))} for one in found]
        message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(whole), add_to_output=True)
        put_first(message, {"name": EXCLUDE if wishes.excluded else RESTORE, "confidence": self._confidence})


def _named(message: Message) -> list[NamedThing]:
    """The names found, without a lender inside the name of its product ("网商" in "网商贷")."""
    entities = [one for one in message.get(ENTITIES) or [] if one["entity"] in NAMED]
    products = [(one["start"], one["end"]) for one in entities if one["entity"] == "product"]
    return [
        NamedThing(one["entity"], str(one["value"]), one["start"], one["end"])
        for one in entities
        if one["entity"] == "product" or not any(start < one["end"] and one["start"] < end for start, end in products)
    ]
