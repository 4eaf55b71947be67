"""Amounts, rates, durations and dates in a message, as Rasa entities named quantity_<kind>."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.trade.quantities import Quantity, quantities

LONGEST_TEXT = 2000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(GraphComponent, EntityExtractorMixin):
    """Adds {entity: quantity_money, value: {...}, start, end}; the value is the quantity in JSON, decimals as text."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuantityExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the quantities of each message to its entities."""
        for message in messages:
            found = quantities((message.get(TEXT) or "")[:LONGEST_TEXT])
            entities = self.add_extractor_name([_entity(quantity) for quantity in found])
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


def _entity(quantity: Quantity) -> dict[str, Any]:
    start, end = quantity.span
    value = plain(dataclasses.asdict(quantity))
    return {"entity": f"quantity_{quantity.kind}", "value": value, "start": start, "end": end}


def plain(value: Any) -> Any:
    """The value in JSON types: decimals and dates as text, tuples as lists."""
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value
