"""Fits the weights of the search: a conditional logit over the documents and a logistic gate, with a small penalty.

Train, "Discrete Choice Methods with Simulation" (2009), chapter 3, for the conditional logit; where several documents
answer, the chance of any of them counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from advisor.catalogue.search_features import OF_DOCUMENT
from advisor.catalogue.search_ranking import WORDS, WORDS_READ, Weights, gate_inputs
from search_evaluation.samples import VECTORS, Sample

PENALTY = 0.01  # of the ranking, on weights of evidence brought to unit spread
GATE_PENALTY = 0.1
FOLDS = 5
FALSE_SHARES = {WORDS: 0.25, WORDS_READ: 0.1}  # words alone cannot tell better, and would be silent
FALSE_SHARE = 0.04  # of unanswerable questions that the threshold lets through, in cross-validation
NEAR_SHARE = 0.35  # of unanswerable questions for which near ones are offered or an answer is given
ONLY = {VECTORS: ("titles", "titles_learned", "body")}  # the evidence that a mode may use, where not all of it


def fit(mode: str, samples: Sequence[Sample]) -> tuple[Weights, list[float]]:
    """The weights of a mode, and the chance of an answer that cross-validation gives to each sample."""
    chances = np.zeros(len(samples))
    for training, held in _folds(len(samples)):
        ranking, gate, bias = _fitted(mode, [samples[one] for one in training])
        for one in held:
            chances[one] = _chance(samples[one], ranking, gate, bias)
    unanswerable = np.sort([chance for one, chance in zip(samples, chances, strict=True) if not one.is_answerable])[
        ::-1
    ]
    shares = (FALSE_SHARES.get(mode, FALSE_SHARE), NEAR_SHARE)
    threshold, near = (float(unanswerable[int(len(unanswerable) * share)]) for share in shares)
    ranking, gate, bias = _fitted(mode, samples)
    return Weights(ranking, gate, bias, threshold + 1e-6, near), list(chances)


def held_out_orders(mode: str, samples: Sequence[Sample]) -> list[np.ndarray]:
    """The order of the documents of each sample, by weights fitted without it."""
    orders: list[np.ndarray] = [np.empty(0)] * len(samples)
    for training, held in _folds(len(samples)):
        ranking = _ranking(mode, [samples[one] for one in training])
        for one in held:
            orders[one] = np.argsort(-(samples[one].evidence.of_documents @ ranking), kind="stable")
    return orders


def _fitted(mode: str, samples: Sequence[Sample]) -> tuple[np.ndarray, np.ndarray, float]:
    """The gate learns from scores of rankings that did not see the question, as it will be used."""
    inputs = np.zeros((len(samples), len(_gate(samples[0], np.zeros(len(OF_DOCUMENT))))))
    for training, held in _folds(len(samples)):
        ranking = _ranking(mode, [samples[one] for one in training])
        for one in held:
            inputs[one] = _gate(samples[one], ranking)
    gate, bias = _logistic(inputs, np.array([one.is_answerable for one in samples]))
    return _ranking(mode, samples), gate, bias


def _folds(count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    order = np.random.default_rng(7).permutation(count)
    return [(np.delete(order, np.s_[start::FOLDS]), order[start::FOLDS]) for start in range(FOLDS)]


def _ranking(mode: str, samples: Sequence[Sample]) -> np.ndarray:
    used = [one for one in samples if one.is_answerable]
    columns = [OF_DOCUMENT.index(name) for name in ONLY.get(mode, OF_DOCUMENT)]
    evidence = np.stack([one.evidence.of_documents[:, columns] for one in used]).astype(float)
    answers = np.stack([one.answers for one in used])
    spread = evidence.std(axis=(0, 1))
    known = spread > 0
    scaled = evidence[:, :, known] / spread[known]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = scaled @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = odds / odds.sum(axis=1, keepdims=True)
        right = (chances * answers).sum(axis=1)
        pull = chances - chances * answers / (right[:, None] + 1e-12)
        slope = np.einsum("qd,qdf->f", pull, scaled) / len(scaled)
        return float(-np.log(right + 1e-12).mean() + PENALTY / 2 * weights @ weights), slope + PENALTY * weights

    found = minimize(loss, np.zeros(known.sum()), jac=True, method="L-BFGS-B").x
    whole = np.zeros(len(OF_DOCUMENT))
    whole[np.array(columns)[known]] = found / spread[known]
    return whole


def _logistic(inputs: np.ndarray, is_true: np.ndarray) -> tuple[np.ndarray, float]:
    middle, spread = inputs.mean(axis=0), inputs.std(axis=0)
    scaled = (inputs - middle) / np.where(spread > 1e-9, spread, np.inf)
    sign = np.where(is_true, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (scaled @ weights[:-1] + weights[-1])
        pull = -sign / (1 + np.exp(margin)) / len(sign)
        penalty = np.append(weights[:-1], 0.0) * GATE_PENALTY
        slope = np.append(pull @ scaled, pull.sum()) + penalty
        return float(np.logaddexp(0, -margin).mean() + penalty @ weights / 2), slope

    found = minimize(loss, np.zeros(inputs.shape[1] + 1), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / np.where(spread > 1e-9, spread, np.inf)
    return weights, float(found[-1] - weights @ middle)


def _gate(sample: Sample, ranking: np.ndarray) -> np.ndarray:
    scores = sample.evidence.of_documents @ ranking
    best = int(np.argmax(scores))
    return gate_inputs(sample.evidence, best, float(scores[best]))


def _chance(sample: Sample, ranking: np.ndarray, gate: np.ndarray, bias: float) -> float:
    return float(1 / (1 + np.exp(-(_gate(sample, ranking) @ gate + bias))))
