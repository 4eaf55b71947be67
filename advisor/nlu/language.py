"""Which language a message is in, as far as its words tell."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.embeddings.text import normalised

LANGUAGES = ("zh", "en")
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"(?<![a-z0-9])[a-z][a-z']*")
FEWEST_WORDS = 4  # that many Latin words in a row of nothing else are English, known or not
ENGLISH = frozenset(
    "a about after all am amount an and any anything apply are as at bank be been before best borrow business but buy "
    "by can cannot card cash cancel change check clothing come could credit cycle date day days deal did do does done "
    "don't dollars early english every fee fees few find for from fund funds get give go good got growing had has have "
    "hello help hey hi his how human hundred i i'd i'll i'm if in information interest into inventory is it it's just "
    "know late later less let like limit loan loans long make many may me mean means million money month months "
    "more much my name near need never new next no not nothing now of off ok on one only or order orders other our out "
    "over overdue pay payment people person please possible problem product products profit quarter rate rates really "
    "reason rejected repay repayment report return sales same sell should show shop skip so some someone soon start "
    "stock stop store supplier talk term terms than thank thanks that the them then there they thing this time "
    "to today tomorrow too transfer two understand until up us use want was we week weeks what what's when where which "
    "who why will with without would year years yes you your".split()
) - {"ok", "a", "us"}
GRAMMAR = frozenset(
    "a am an and are at be can could did do does for from have how i i'd i'm if in is it me my not of on or please "
    "should that the this to want we what when where which who why will with would you your".split()
)
FEWEST_GRAMMAR_WORDS = 2  # English around a Chinese name: "can I apply for 网商贷"


def language_of(text: str | None) -> str | None:
    """ "zh" or "en"; None where nothing tells: numbers, emoji, or a bare name ("Shopify", "LPR", "20w", "ok").

    A Chinese sentence with English names is Chinese; an English sentence with a Chinese name in it is English.
    """
    plain = normalised(text).replace("\u2019", "'")
    words = LATIN_WORD.findall(plain)
    if HAN.search(plain):
        return "en" if sum(word in GRAMMAR for word in words) >= FEWEST_GRAMMAR_WORDS else "zh"
    known = any(word in ENGLISH for word in words)
    return "en" if known or len(words) >= FEWEST_WORDS else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageExtractor(GraphComponent, EntityExtractorMixin):
    """Adds {entity: language, value: zh | en}: what the channel knows (metadata key "language"), else the words."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the language of each message, where it has one, to its entities."""
        for message in messages:
            text = message.get(TEXT) or ""
            told = (message.get("metadata") or {}).get("language")
            language = told if told in LANGUAGES else language_of(text)
            if language:
                entity = {"entity": "language", "value": language, "start": 0, "end": len(text)}
                entities = message.get(ENTITIES, []) + self.add_extractor_name([entity])
                message.set(ENTITIES, entities, add_to_output=True)
        return messages
