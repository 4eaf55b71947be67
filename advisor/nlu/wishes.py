"""What a message wants left out, listed or back, as entities, and as its intent: "别推荐网商贷", "三天内到账的"."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.nlu.fallback import FALLBACK, OUT_OF_SCOPE
from advisor.nlu.readings import put_first
from advisor.trade.exclusion_reading import NamedThing, read_wishes
from advisor.trade.filter_reading import is_clear_list, read_dropped, read_filters
from advisor.trade.product_filters import Filter
from advisor.trade.product_topics import OF_INTENT

EXCLUDE, RESTORE, LIST = "exclude_products", "restore_products", "list_products"
NAMED = ("product", "provider")
LISTED_ON = (*NAMED, "platform")
LISTING = frozenset({LIST, EXCLUDE, RESTORE, "more_products", "inform", FALLBACK, None})
"""Readings that leave room for a list."""
OUTWEIGHED = frozenset({"find_financing", "request_loan", OUT_OF_SCOPE})
"""Readings, with the questions about products (`OF_INTENT`), that a clear list outweighs; every other one stays."""
LONGEST_TEXT = 200  # characters; what is longer tells a story


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class WishReader(GraphComponent, EntityExtractorMixin):
    """Adds {entity: exclude, value: "group:bank"}, {entity: filter, value: "days_to_funds:at_most:3"} and
    {entity: restore, ...} and makes them the intent.

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
        """Add what each message wants left out, listed or back."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.startswith("/") or len(text) > LONGEST_TEXT:
                continue
            self._set(message, _wishes(message, text))
        return messages

    def _set(self, message: Message, wishes: dict[str, list[str]]) -> None:
        found = [{"entity": name, "value": value} for name, values in wishes.items() for value in values]
        whole = [{**one, "start": 0, "end": len(message.get(TEXT))} for one in found]
        if whole:
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(whole), add_to_output=True)
        intent = LIST if wishes["filter"] else EXCLUDE if wishes["exclude"] else RESTORE if wishes["restore"] else None
        if intent:
            put_first(message, {"name": intent, "confidence": self._confidence})


def _wishes(message: Message, text: str) -> dict[str, list[str]]:
    """What is wanted, as texts; what a sentence only leaves out is no list ("不要抵押的")."""
    read = read_wishes(text, _named(message, NAMED))
    excluded, restored = ([str(one) for one in some] for some in (read.excluded, read.restored))
    filters = read_filters(text, _named(message, LISTED_ON))
    read_as = (message.get(INTENT) or {}).get("name")
    is_list = read_as in LISTING or (read_as in {*OUTWEIGHED, *OF_INTENT} and is_clear_list(text, filters))
    is_about_groups = bool(restored) and all(isinstance(one, Filter) and one.field == "group" for one in filters)
    wanted = [str(one) for one in filters if is_list and not is_about_groups]
    if set(wanted) <= set(excluded):
        wanted = []
    return {"exclude": excluded, "filter": wanted, "restore": restored or list(read_dropped(text))}


def _named(message: Message, kinds: tuple[str, ...]) -> list[NamedThing]:
    """The names found, without a lender inside the name of its product ("网商" in "网商贷")."""
    entities = [one for one in message.get(ENTITIES) or [] if one["entity"] in kinds]
    products = [(one["start"], one["end"]) for one in entities if one["entity"] == "product"]
    return [
        NamedThing(one["entity"], str(one["value"]), one["start"], one["end"])
        for one in entities
        if one["entity"] == "product" or not any(start < one["end"] and one["start"] < end for start, end in products)
    ]
