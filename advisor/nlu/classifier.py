"""Which intent a message has, as a Rasa component: sentence embedding and pieces of writing, one linear model."""

from __future__ import annotations

import hashlib
import inspect
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from advisor.embeddings import encoder, text
from advisor.embeddings.encoder import Encoder, shared_encoder
from advisor.embeddings.kept_vectors import KeptVectors
from advisor.embeddings.text import normalised
from advisor.nlu import calibration, features, kinds, linear, model, nearest
from advisor.nlu.model import Model

PAYLOAD_MARK = "/"
SOURCES = (calibration, encoder, features, kinds, linear, model, nearest, text)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceClassifier(GraphComponent, IntentClassifier):
    """Sets `intent` and `intent_ranking`, with calibrated confidences.

    Config: `ranking_length`, how many intents the ranking shows. Button payloads ("/...") are left to Rasa's
    RegexMessageHandler, which runs last; a text without a letter or digit (empty, emoji) has no intent.
    `encoder` is the process-wide one where none is given; that one's vectors are kept from one training to the next.
    """

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, encoder: Encoder | None = None
    ) -> None:
        self._ranking_length = int(config["ranking_length"])
        self._storage = storage
        self._resource = resource
        self._encoder = encoder or shared_encoder()
        self._model: Model | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"ranking_length": 10}

    @staticmethod
    def required_packages() -> list[str]:
        return ["numpy", "scipy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Train again when the code below this class or the encoder changes, not only the class itself."""
        sources = "".join(inspect.getsource(module) for module in SOURCES)
        return hashlib.sha256((sources + shared_encoder().identity).encode()).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceClassifier:
        """The trained component.

        Raises:
            EncoderMismatch: the model was trained with another encoder.
            ValueError: the storage holds no trained model.
        """
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = model.read(folder, component._encoder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on the intent examples and store it."""
        examples = [m for m in training_data.intent_examples if normalised(m.get(TEXT))]
        texts = [m.get(TEXT) for m in examples]
        encoder = KeptVectors(self._encoder) if self._encoder is shared_encoder() else self._encoder
        self._model = model.fit(texts, [m.get(INTENT) for m in examples], encoder)
        with self._storage.write_to(self._resource) as folder:
            model.write(self._model, folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message that is not a button payload."""
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        said = normalised(message.get(TEXT))
        if said.startswith(PAYLOAD_MARK):
            return
        if self._model is None:
            raise RuntimeError("SentenceClassifier has no trained model")
        likeliest = self._model.ranking(said, self._encoder)[: self._ranking_length] if _has_words(said) else []
        ranking = [{"name": name, "confidence": confidence} for name, confidence in likeliest]
        message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
