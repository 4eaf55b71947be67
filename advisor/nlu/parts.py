"""What the parts of a message mean: two questions in one message, an answer with a question behind it.

Two components around the others of the pipeline. The first puts the questions of a message behind it as messages of
their own, so every component between reads them as it reads any message; the second gathers what was found as `parts`
of the one message that came. A message that is one thing passes unchanged and costs nothing.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from advisor.embeddings.encoder import shared_encoder
from advisor.nlu.fallback import FALLBACK, OUT_OF_SCOPE
from advisor.nlu.splitting import Piece, pieces

PARTS = "parts"
PIECE = "piece"
PAYLOAD_MARK = "/"
WEAK = frozenset({FALLBACK, "greet", "thanks", "bye", "affirm", "deny", "inform"})
"""Readings of a whole message that a clear question in it outweighs; out of scope only where it is less sure."""
FIRST = ("distress", "suspect_fraud", "complaint", "ask_human")
"""Readings of a part that are the message's, whatever else it asks."""


class _Untrained(GraphComponent, EntityExtractorMixin):
    """What both components share: nothing to train, nothing to load."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Any:
        return cls(config)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PartSplitter(_Untrained):
    """Puts each question of a message that has several parts behind it, as a message to be read like any other."""

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each followed by its parts; a part that asks nothing is carried along unread."""
        return [one for message in messages for one in (message, *self._parts(message))]

    def _parts(self, message: Message) -> list[Message]:
        found = _pieces(message.get(TEXT) or "")
        message.set(PARTS, [{"text": piece.text} for piece in found])
        return [Message(data={TEXT: piece.text, PIECE: i}) for i, piece in enumerate(found) if piece.asks]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PartCollector(_Untrained):
    """Gathers `parts` of each message: [{text, asks, intent, entities}], intent and entities of those that ask.

    The message's own intent stays, but for two cases: a part asks for a person or speaks of danger, or the whole is
    hardly readable (see `WEAK`) and a part is a clear question. Config: `threshold`, the least confidence of a part.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"threshold": 0.5}

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages that came in, with what their parts mean."""
        whole: list[Message] = []
        for message in messages:
            if message.get(PIECE) is None:
                whole.append(message)
            else:
                whole[-1].get(PARTS)[message.get(PIECE)].update(_reading(message))
        for message in whole:
            found = message.get(PARTS) or []
            message.set(PARTS, [{**_UNREAD, **part} for part in found], add_to_output=True)
            self._lead(message)
        return whole

    def _lead(self, message: Message) -> None:
        """Let a part's intent be the message's where it must."""
        clear = [p["intent"] for p in message.get(PARTS) if p["asks"] and self._is_clear(p["intent"])]
        first = [intent for name in FIRST for intent in clear if intent["name"] == name]
        whole = message.get(INTENT) or {}
        own = whole.get("name")
        lead = first or [intent for intent in clear if _outweighs(intent, whole)]
        if lead and lead[0]["name"] != own:
            message.set(INTENT, lead[0], add_to_output=True)
            others = [one for one in message.get(INTENT_RANKING_KEY) or [] if one["name"] != lead[0]["name"]]
            message.set(INTENT_RANKING_KEY, [lead[0], *others], add_to_output=True)

    def _is_clear(self, intent: dict[str, Any]) -> bool:
        return intent["name"] is not None and float(intent["confidence"]) >= float(self._config["threshold"])


def _outweighs(part: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a part's reading is to stand for the whole message: "换货 是怎么个流程" stays out of scope."""
    if part["name"] in WEAK or part["name"] == OUT_OF_SCOPE:
        return False
    if whole.get("name") == OUT_OF_SCOPE:
        return float(part["confidence"]) > float(whole["confidence"])
    return whole.get("name") in WEAK


_UNREAD: dict[str, Any] = {"asks": False, "intent": {"name": None, "confidence": 0.0}, "entities": []}


def warm(*texts: str) -> None:
    """Embed messages and the questions in them ahead of their turns, all in one go; call it in a thread."""
    asked = [piece.text for text in texts for piece in _pieces(text) if piece.asks]
    shared_encoder().encode([*texts, *asked])


def _pieces(text: str) -> tuple[Piece, ...]:
    return () if text.lstrip().startswith(PAYLOAD_MARK) else pieces(text)


def _reading(message: Message) -> dict[str, Any]:
    entities = [one for one in message.get(ENTITIES) or [] if one["entity"] != "language"]
    return {"asks": True, "intent": message.get(INTENT) or _UNREAD["intent"], "entities": entities}
