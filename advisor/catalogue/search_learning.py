"""Learns from the knowledge itself which differences between two ways to ask matter.

A linear map of embeddings under which two ways to ask for one record lie closer than ways to ask for others and than
questions that nothing answers: the InfoNCE loss of van den Oord et al. (2018) in both directions, Adam (Kingma and Ba,
2015). It begins with the within-class covariance normalisation of Hatch et al. (2006). The same knowledge gives the
same map; 5,000 phrasings take about two seconds.
"""

from __future__ import annotations

import numpy as np

from advisor.catalogue.bm25 import Array

STEPS = 150
RECORDS = 256  # in one step, two phrasings of each
STRANGERS = 128  # questions that nothing answers, in one step
TEMPERATURE = 0.07
RATE = 1e-3
EVENNESS = 0.5  # share of the mean spread added to every direction at the beginning
SEED = 0


def learned_map(phrasings: Array, first: Array, strangers: Array) -> Array:
    """The map to multiply embeddings with, shape (d, d).

    Args:
        phrasings: unit vectors, shape (n, d), those of a record together.
        first: the first phrasing of each record, shape (records,).
        strangers: unit vectors of questions that nothing answers, shape (m, d).
    """
    weights = _beginning(phrasings, first)
    sizes = np.diff([*first, len(phrasings)])
    several = np.flatnonzero(sizes > 1)
    if len(several) < 2:
        return weights
    luck = np.random.default_rng(SEED)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        records = luck.choice(several, min(RECORDS, len(several)), replace=False)
        one = (luck.random(len(records)) * sizes[records]).astype(int)
        other = (one + 1 + (luck.random(len(records)) * (sizes[records] - 1)).astype(int)) % sizes[records]
        strange = strangers[luck.choice(len(strangers), min(STRANGERS, len(strangers)), replace=False)]
        slope = _slope(weights, phrasings[first[records] + one], phrasings[first[records] + other], strange)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights.astype(np.float32)


def _beginning(phrasings: Array, first: Array) -> Array:
    sizes = np.diff([*first, len(phrasings)])
    means = np.add.reduceat(phrasings, first, axis=0) / sizes[:, None]
    within = phrasings - np.repeat(means, sizes, axis=0)
    spread = within.T @ within / len(within)
    spread = spread + (EVENNESS * np.trace(spread) / len(spread) + 1e-6) * np.eye(len(spread))
    values, directions = np.linalg.eigh(spread)
    whole = (directions / np.sqrt(values)) @ directions.T
    return np.asarray(whole * (np.sqrt(len(whole)) / np.linalg.norm(whole)))


def _slope(weights: Array, one: Array, other: Array, strange: Array) -> Array:
    """The slope of the loss: each of `one` should find its partner in `other`, and no stranger, and the reverse."""
    slope = np.zeros_like(weights)
    for asked, sought in ((one, np.concatenate([other, strange])), (other, np.concatenate([one, strange]))):
        left, left_length = _unit(asked @ weights)
        right, right_length = _unit(sought @ weights)
        scores = left @ right.T / TEMPERATURE
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        pull = odds / odds.sum(axis=1, keepdims=True)
        pull[np.arange(len(asked)), np.arange(len(asked))] -= 1
        pull /= 2 * len(asked) * TEMPERATURE
        slope += asked.T @ _through_unit(pull @ right, left, left_length)
        slope += sought.T @ _through_unit(pull.T @ left, right, right_length)
    return slope


def _unit(vectors: Array) -> tuple[Array, Array]:
    length = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors / length, length


def _through_unit(slope: Array, unit: Array, length: Array) -> Array:
    return np.asarray((slope - unit * (slope * unit).sum(axis=1, keepdims=True)) / length)
