"""A multinomial logistic regression over a dense and a sparse half.

Training uses scipy; prediction is numpy only. The loss is the mean cross entropy plus a quadratic penalty; classes
with few sentences weigh more (by the square root). A class is a kind of an intent (see `kinds`); an intent is as
probable as its kinds together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from advisor.nlu.features import Pieces
from advisor.nlu.kinds import kinds

PENALTY = 4e-6
ROUNDS = 60
CAUTION = {"out_of_scope": 0.6}
"""Added to the scores of an intent, in log-odds: a wrong answer costs more than a polite no."""


@dataclass(frozen=True)
class Linear:
    """The trained weights; column `i` of each belongs to the intent `owners[i]`, whose columns stand together."""

    owners: tuple[str, ...]
    dense: np.ndarray
    sparse: np.ndarray
    bias: np.ndarray

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The intents, sorted."""
        return tuple(sorted(set(self.owners)))

    @cached_property
    def _firsts(self) -> list[int]:
        return [self.owners.index(label) for label in self.labels]

    def probabilities(self, vector: np.ndarray, pieces: Pieces) -> np.ndarray:
        """Probabilities of the labels for one sentence, shape (labels,); they sum to one."""
        columns, weights = pieces
        return self._of_scores((vector @ self.dense + weights @ self.sparse[columns])[None])[0]

    def probabilities_of(self, dense: np.ndarray, sparse: csr_matrix) -> np.ndarray:
        """Probabilities of the labels for many sentences, shape (n, labels); see `train` for the arguments."""
        return self._of_scores(dense @ self.dense + sparse @ self.sparse)

    def _of_scores(self, scores: np.ndarray) -> np.ndarray:
        shifted = scores + self.bias
        exponents = np.exp(shifted - shifted.max(axis=1, keepdims=True))
        shares = np.add.reduceat(exponents, self._firsts, axis=1)
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def train(dense: np.ndarray, sparse: csr_matrix, labels: Sequence[str]) -> Linear:
    """Fit the weights.

    Args:
        dense: centred and scaled embeddings, one row a sentence.
        sparse: weighted pieces, one row a sentence.
        labels: the intent of each sentence, at least two different ones.
    """
    if len(set(labels)) < 2:
        raise ValueError("a classifier needs training examples of at least two intents")
    numbers, owners = kinds(dense, labels)
    shape = (dense.shape[1] + sparse.shape[1] + 1, len(owners))
    wanted = np.eye(len(owners), dtype=np.float32)[numbers]
    share = _weights(numbers, len(owners))
    transposed = sparse.T.tocsr()

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape).astype(np.float32)
        scores = dense @ weights[: dense.shape[1]] + sparse @ weights[dense.shape[1] : -1] + weights[-1]
        log_sums = logsumexp(scores, axis=1)
        error = (np.exp(scores - log_sums[:, None]) - wanted) * share[:, None]
        gradient = np.vstack([dense.T @ error, transposed @ error, error.sum(axis=0)[None]])
        cost = float(share @ (log_sums - (scores * wanted).sum(axis=1)))
        penalty = PENALTY * float((weights[:-1] ** 2).sum()) / 2
        gradient[:-1] += PENALTY * weights[:-1]
        return cost + penalty, gradient.ravel().astype(np.float64)

    start = np.zeros(shape[0] * shape[1])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    weights = best.x.reshape(shape).astype(np.float32)
    caution = np.array([CAUTION.get(owner, 0.0) for owner in owners], dtype=np.float32)
    return Linear(owners, weights[: dense.shape[1]], weights[dense.shape[1] : -1], weights[-1] + caution)


def _weights(numbers: np.ndarray, n_columns: int) -> np.ndarray:
    rarity = 1 / np.sqrt(np.maximum(np.bincount(numbers, minlength=n_columns), 1))
    share = rarity[numbers]
    return (share / share.sum()).astype(np.float32)
