"""The product's own components that decide on an intent, as config.yml sets them, trained on any sentences."""

from __future__ import annotations

import importlib
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from advisor.embeddings.encoder import Encoder, shared_encoder
from advisor.nlu.classifier import SentenceClassifier
from advisor.nlu.fallback import FALLBACK, UnsureFallback
from intent_evaluation.datasets import OUT_OF_SCOPE, Sentence
from intent_evaluation.measures import Answer

CONFIG = Path(__file__).parents[2] / "config.yml"
DECIDING = ("advisor.nlu.classifier", "advisor.nlu.fallback", "advisor.nlu.parts")
"""Modules whose components decide on the intent; the others find names, quantities and the language."""
CONTEXT, RESOURCE = ExecutionContext(GraphSchema({})), Resource("classifier")
MOST_TIMED = 200


class Understanding:
    """The trained components.

    Args:
        train: sentences to train on.
        encoder: embeds them; vectors kept on disk make repeated runs quick.
        parts: whether a message is taken apart into its questions, as the dialogue does; not for data sets of others,
            whose sentences ask one thing.
    """

    def __init__(self, train: Sequence[Sentence], encoder: Encoder, *, parts: bool = True) -> None:
        self._encoder = encoder
        self._folder = tempfile.TemporaryDirectory()
        self._storage = LocalModelStorage.create(Path(self._folder.name))
        self._pipeline = _pipeline(parts)
        self._components = [self._component(*entry) for entry in self._pipeline]
        examples = [Message({TEXT: sentence.text, INTENT: sentence.intent}) for sentence in train]
        started = time.perf_counter()
        for component in self._components:
            if isinstance(component, SentenceClassifier):
                component.train(TrainingData(examples))
        self.training_seconds = time.perf_counter() - started

    def answers(self, sentences: Sequence[Sentence]) -> list[Answer]:
        """How each sentence is understood."""
        messages = [Message({TEXT: sentence.text}) for sentence in sentences]
        for component in self._components:
            if isinstance(component, SentenceClassifier):  # all at once, parts of messages too, is quicker
                self._encoder.encode([message.get(TEXT) for message in messages])
            messages = component.process(messages)
        return [_answer(*pair) for pair in zip(sentences, messages, strict=True)]

    def latency_ms(self, texts: Sequence[str]) -> dict[str, float]:
        """Milliseconds for one message at a time, embedding included: nothing cached, the model loaded as served."""
        shared_encoder.cache_clear()
        served = [self._served(*entry) for entry in self._pipeline]
        _run(served, "1")  # loads the encoder
        spent = []
        for text in sorted(set(texts))[:: max(1, len(set(texts)) // MOST_TIMED)]:
            started = time.perf_counter()
            _run(served, text)
            spent.append((time.perf_counter() - started) * 1000)
        return {"p50": round(float(np.median(spent)), 2), "p95": round(float(np.percentile(spent, 95)), 2)}

    def _component(self, kind: Any, config: dict[str, Any]) -> Any:
        if kind is SentenceClassifier:
            return SentenceClassifier(config, self._storage, RESOURCE, self._encoder)
        return kind.create(config, self._storage, RESOURCE, CONTEXT)

    def _served(self, kind: Any, config: dict[str, Any]) -> Any:
        start = SentenceClassifier.load if kind is SentenceClassifier else kind.create
        return start(config, self._storage, RESOURCE, CONTEXT)


def _pipeline(parts: bool) -> list[tuple[Any, dict[str, Any]]]:
    """The classes that decide on the intent, in order, with their settings."""
    found = []
    for entry in yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]:
        module, _, name = entry["name"].rpartition(".")
        if module not in DECIDING:
            continue
        kind = getattr(importlib.import_module(module), name)
        if parts or kind in (SentenceClassifier, UnsureFallback):
            settings = {key: value for key, value in entry.items() if key != "name"}
            found.append((kind, {**kind.get_default_config(), **settings}))
    return found


def _run(components: Sequence[Any], text: str) -> None:
    messages = [Message({TEXT: text})]
    for component in components:
        messages = component.process(messages)


def _answer(sentence: Sentence, message: Message) -> Answer:
    ranking = [one for one in message.get(INTENT_RANKING_KEY) or [] if one["name"] != FALLBACK]
    first = ranking[0] if ranking else {"name": OUT_OF_SCOPE, "confidence": 0.0}
    acted_on = (message.get(INTENT) or {}).get("name")
    return Answer(
        sentence, OUT_OF_SCOPE if acted_on in (FALLBACK, None) else acted_on, first["name"], first["confidence"]
    )
