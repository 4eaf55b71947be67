"""The smallest language understanding there is: the first word of a message is its intent."""

from __future__ import annotations

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

INTENTS = ("greet", "begin", "fail", "stall", "hang", "picture", "mutter")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FirstWordIntent(GraphComponent):
    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            words = (message.get("text") or "").split() or [""]
            name = "greet" if words[0] == "你好" else words[0] if words[0] in INTENTS else "inform"
            message.set("intent", {"name": name, "confidence": 1.0}, add_to_output=True)
            message.set("intent_ranking", [{"name": name, "confidence": 1.0}], add_to_output=True)
        return messages
