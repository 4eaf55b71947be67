"""The kinds an intent falls into, each of which gets weights of its own.

"Out of scope" is not one thing but everything else: parcels, deposits, the weather. One direction in the space of
sentences cannot tell all of that from our own questions, several can (docs/decisions.md, 14).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.cluster.vq import kmeans2

KINDS = {"out_of_scope": 12}
FEWEST_OF_A_KIND = 20  # sentences on average; an intent with fewer has fewer kinds
SEED = 20261124


def kinds(vectors: np.ndarray, intents: Sequence[str]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Divide the sentences of each intent in `KINDS` by k-means over their embeddings.

    Args:
        vectors: one row a sentence, shape (n, d).
        intents: the intent of each sentence, length n.

    Returns:
        The number of each sentence's kind, shape (n,), and the intent of each kind: sorted, an intent of several kinds
        several times in a row. The same input gives the same kinds.
    """
    numbers = np.zeros(len(intents), dtype=int)
    owners: list[str] = []
    named = np.asarray(intents)
    for intent in sorted(set(intents)):
        where = np.flatnonzero(named == intent)
        wanted = min(KINDS.get(intent, 1), max(len(where) // FEWEST_OF_A_KIND, 1))
        found, kind = np.unique(_grouped(vectors[where], wanted), return_inverse=True)
        numbers[where] = len(owners) + kind
        owners += [intent] * len(found)
    return numbers, tuple(owners)


def _grouped(vectors: np.ndarray, n_groups: int) -> np.ndarray:
    if n_groups == 1:
        return np.zeros(len(vectors), dtype=int)
    _, group = kmeans2(vectors, n_groups, iter=50, minit="++", seed=SEED)
    return np.asarray(group)
