"""The embedders of the knowledge, or none: the ordinary installation on another processor has no encoder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import numpy as np

from advisor.embeddings.encoder import EncoderUnavailable, shared_encoder
from advisor.embeddings.kept_vectors import KeptVectors

log = logging.getLogger(__name__)

Embedder = Callable[[Sequence[str]], np.ndarray]
KNOWLEDGE = "knowledge"  # begins the name of the file of kept vectors


def knowledge_embedders() -> tuple[Embedder, Embedder] | tuple[None, None]:
    """What embeds a question, and what embeds the knowledge and keeps it on disk; neither where there is no encoder.

    Cheap: the model is loaded at the first text.
    """
    try:
        encoder = shared_encoder()
    except (EncoderUnavailable, ImportError) as error:
        log.warning("no sentence encoder, the search goes by words alone: %s", error)
        return None, None
    return encoder.encode, KeptVectors(encoder, name=KNOWLEDGE).encode
