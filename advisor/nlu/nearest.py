"""What the training sentences nearest to a message say of it: a vote of the closest, by likeness of meaning.

A linear model draws one border for an intent and is most wrong where people speak of the same thing in unusual words;
the nearest sentences are right there more often, and a message that is near to none of ours is near to what is not
ours. The two together err less than either (docs/decisions.md, 14).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

NEIGHBOURS = 15
SHARPNESS = 16.0  # of a neighbour's weight: exp(SHARPNESS * likeness)
DIRECTIONS = 128  # of the projected embedding; those behind change nothing and cost memory
BATCH = 256  # messages compared at a time


@dataclass(frozen=True)
class Nearest:
    """The training sentences as points.

    vectors: unit vectors, float32, shape (n, up to DIRECTIONS). numbers: the intent of each, shape (n,), as a place in
    the sorted intents, of which there are `n_intents`.
    """

    vectors: np.ndarray
    numbers: np.ndarray
    n_intents: int

    def probabilities(self, vectors: np.ndarray) -> np.ndarray:
        """The share of each intent in the vote, shape (m, n_intents), of projected embeddings, shape (m, d)."""
        return np.concatenate([self._votes(vectors[start : start + BATCH]) for start in range(0, len(vectors), BATCH)])

    def _votes(self, vectors: np.ndarray) -> np.ndarray:
        likeness = _unit(vectors) @ self.vectors.T
        most = min(NEIGHBOURS, len(self.vectors))
        closest = np.argpartition(likeness, -most, axis=1)[:, -most:]
        rows = np.arange(len(vectors))[:, None]
        near = likeness[rows, closest]
        weights = np.exp(SHARPNESS * (near - near.max(axis=1, keepdims=True)))
        votes = np.zeros((len(vectors), self.n_intents), dtype=np.float32)
        np.add.at(votes, (rows, self.numbers[closest]), weights)
        return np.asarray(votes / votes.sum(axis=1, keepdims=True))


def nearest_of(vectors: np.ndarray, intents: Sequence[str]) -> Nearest:
    """The points of training sentences.

    Args:
        vectors: projected embeddings, shape (n, d), the directions of most difference first.
        intents: the intent of each, length n.
    """
    labels, numbers = np.unique(np.asarray(intents), return_inverse=True)
    return Nearest(_unit(vectors), numbers.astype(np.int32), len(labels))


def _unit(vectors: np.ndarray) -> np.ndarray:
    kept = vectors[:, :DIRECTIONS]
    length = np.linalg.norm(kept, axis=1, keepdims=True)
    return np.asarray(kept / np.where(length > 0, length, 1), dtype=np.float32)
