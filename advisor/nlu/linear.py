"""A multinomial logistic regression over a dense and a sparse half, and how sure it may be.

Training uses scipy; prediction is numpy only. The loss is the mean cross entropy plus a quadratic penalty; classes
with few sentences weigh more (by the square root). A class is a kind of an intent (see `kinds`); an intent is as
probable as its kinds together. The temperature is fitted on a held-out part, so that a confidence of 0.8 is right about
eight times in ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from advisor.nlu.features import Pieces
from advisor.nlu.kinds import kinds

PENALTY = 3e-5
ROUNDS = 60
FOLDS = 4
SMALLEST = 1e-12  # probability
CAUTION = {"out_of_scope": 0.5}
"""Added to the scores of an intent, in log-odds: a wrong answer costs more than a polite no."""


@dataclass(frozen=True)
class Linear:
    """The trained weights; column `i` of each belongs to the intent `owners[i]`, whose columns stand together."""

    owners: tuple[str, ...]
    dense: np.ndarray
    sparse: np.ndarray
    bias: np.ndarray
    temperature: float = 1.0

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The intents, sorted."""
        return tuple(sorted(set(self.owners)))

    @cached_property
    def _firsts(self) -> list[int]:
        return [self.owners.index(label) for label in self.labels]

    def probabilities(self, vector: np.ndarray, pieces: Pieces) -> np.ndarray:
        """Calibrated probabilities of the labels for one sentence; they sum to one."""
        columns, weights = pieces
        scores = vector @ self.dense + weights @ self.sparse[columns] + self.bias
        return np.exp(self.log_probabilities(scores[None], self.temperature)[0])

    def log_probabilities(self, scores: np.ndarray, temperature: float) -> np.ndarray:
        """Log-probabilities of the labels, shape (n, labels), of the columns' scores, shape (n, columns)."""
        scaled = scores / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        exponents = np.add.reduceat(np.exp(scaled), self._firsts, axis=1)
        return np.log(np.maximum(exponents / exponents.sum(axis=1, keepdims=True), SMALLEST))


def train(dense: np.ndarray, sparse: csr_matrix, labels: Sequence[str]) -> Linear:
    """Fit the weights on all sentences, and the temperature on a part held out.

    Args:
        dense: centred and scaled embeddings, one row a sentence.
        sparse: weighted pieces, one row a sentence.
        labels: the intent of each sentence, at least two different ones.
    """
    if len(set(labels)) < 2:
        raise ValueError("a classifier needs training examples of at least two intents")
    numbers, owners = kinds(dense, labels)
    fitted = _fit(dense, sparse, numbers, owners)
    return replace(fitted, temperature=_temperature(dense, sparse, numbers, owners))


def _fit(dense: np.ndarray, sparse: csr_matrix, numbers: np.ndarray, owners: tuple[str, ...]) -> Linear:
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


def _temperature(dense: np.ndarray, sparse: csr_matrix, numbers: np.ndarray, owners: tuple[str, ...]) -> float:
    """The temperature that makes the held-out sentences most likely; 1.0 where there are too few to hold out."""
    intents = np.unique(np.array(owners)[numbers], return_inverse=True)[1]
    if np.bincount(intents).min() < FOLDS:
        return 1.0
    held_out = _held_out(intents)
    kept = ~held_out
    model = _fit(dense[kept], sparse[kept], numbers[kept], owners)
    scores = dense[held_out] @ model.dense + sparse[held_out] @ model.sparse + model.bias
    wanted = intents[held_out]

    def surprise(log_temperature: float) -> float:
        likely = model.log_probabilities(scores, float(np.exp(log_temperature)))
        return float(-likely[np.arange(len(wanted)), wanted].mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-2, 2), method="bounded").x))


def _held_out(numbers: np.ndarray) -> np.ndarray:
    """A mask of every fourth sentence of each label, so that every file and language is in both parts."""
    place = np.zeros(len(numbers), dtype=int)
    for number in np.unique(numbers):
        where = np.flatnonzero(numbers == number)
        place[where] = np.arange(len(where))
    return np.asarray(place % FOLDS == FOLDS - 1)
