"""A multinomial logistic regression over a dense and a sparse half, and how sure it may be.

Training uses scipy; prediction is numpy only. The loss is the mean cross entropy plus a quadratic penalty; classes
with few sentences weigh more (by the square root). The temperature is fitted on a held-out part, so that a confidence
of 0.8 is right about eight times in ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from advisor.nlu.features import Pieces

PENALTY = 3e-5
ROUNDS = 60
FOLDS = 4


@dataclass(frozen=True)
class Linear:
    """The trained weights; column `i` of each belongs to `labels[i]`."""

    labels: tuple[str, ...]
    dense: np.ndarray
    sparse: np.ndarray
    bias: np.ndarray
    temperature: float = 1.0

    def probabilities(self, vector: np.ndarray, pieces: Pieces) -> np.ndarray:
        """Calibrated probabilities of the labels for one sentence; they sum to one."""
        columns, weights = pieces
        scores = vector @ self.dense + weights @ self.sparse[columns] + self.bias
        scores = scores / self.temperature
        exponents = np.exp(scores - scores.max())
        return np.asarray(exponents / exponents.sum())


def train(dense: np.ndarray, sparse: csr_matrix, labels: Sequence[str]) -> Linear:
    """Fit the weights on all sentences, and the temperature on a part held out.

    Args:
        dense: centred and scaled embeddings, one row a sentence.
        sparse: weighted pieces, one row a sentence.
        labels: the intent of each sentence, at least two different ones.
    """
    names = tuple(sorted(set(labels)))
    if len(names) < 2:
        raise ValueError("a classifier needs training examples of at least two intents")
    numbers = np.array([names.index(label) for label in labels])
    fitted = _fit(dense, sparse, numbers, names)
    return replace(fitted, temperature=_temperature(dense, sparse, numbers, names))


def _fit(dense: np.ndarray, sparse: csr_matrix, numbers: np.ndarray, names: tuple[str, ...]) -> Linear:
    shape = (dense.shape[1] + sparse.shape[1] + 1, len(names))
    wanted = np.eye(len(names), dtype=np.float32)[numbers]
    share = _weights(numbers, len(names))
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
    return Linear(names, weights[: dense.shape[1]], weights[dense.shape[1] : -1], weights[-1])


def _weights(numbers: np.ndarray, n_names: int) -> np.ndarray:
    rarity = 1 / np.sqrt(np.maximum(np.bincount(numbers, minlength=n_names), 1))
    share = rarity[numbers]
    return (share / share.sum()).astype(np.float32)


def _temperature(dense: np.ndarray, sparse: csr_matrix, numbers: np.ndarray, names: tuple[str, ...]) -> float:
    """The temperature that makes the held-out sentences most likely; 1.0 where there are too few to hold out."""
    if np.bincount(numbers).min() < FOLDS:
        return 1.0
    held_out = _held_out(numbers)
    kept = ~held_out
    model = _fit(dense[kept], sparse[kept], numbers[kept], names)
    scores = dense[held_out] @ model.dense + sparse[held_out] @ model.sparse + model.bias
    wanted = numbers[held_out]

    def surprise(log_temperature: float) -> float:
        scaled = scores / np.exp(log_temperature)
        return float((logsumexp(scaled, axis=1) - scaled[np.arange(len(wanted)), wanted]).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-2, 2), method="bounded").x))


def _held_out(numbers: np.ndarray) -> np.ndarray:
    """A mask of every fourth sentence of each label, so that every file and language is in both parts."""
    place = np.zeros(len(numbers), dtype=int)
    for number in np.unique(numbers):
        where = np.flatnonzero(numbers == number)
        place[where] = np.arange(len(where))
    return np.asarray(place % FOLDS == FOLDS - 1)
