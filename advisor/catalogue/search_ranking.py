"""From evidence to an answer: a conditional logit orders the documents, a logistic gate decides whether any answers.

The weights (`search_weights.yml`) are fitted by `benchmarks/search.py --fit` on held-out phrasings and on
benchmarks/search_questions/dev.yml, one set for each mode: what is known of a question differs with the installation
and with who asks.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from advisor.catalogue.bm25 import Array
from advisor.catalogue.search_features import OF_DOCUMENT, OF_QUESTION, Evidence

FILE = Path(__file__).with_name("search_weights.yml")
WORDS, WORDS_READ, HYBRID, HYBRID_READ = "words", "words_read", "hybrid", "hybrid_read"
MODES = (WORDS, WORDS_READ, HYBRID, HYBRID_READ)
"""Words alone or with embeddings; `_read`: how the question was read is known as well."""
ASKED_OUTRIGHT = 100.0  # more than any score
GATE_OF_BEST = ("words", "ideas", "titles", "titles_learned", "body", "reading")
"""The evidence of the best document that the gate sees, beside its score and `OF_QUESTION`."""


@dataclass(frozen=True)
class Weights:
    """`ranking` in the order of `OF_DOCUMENT`; `gate` in that of `gate_inputs`; `bias` of the gate.

    `threshold`: chance of an answer from which on one is given; `near`: from which on the nearest are offered.
    """

    ranking: Array
    gate: Array
    bias: float
    threshold: float
    near: float


@dataclass(frozen=True)
class Ranked:
    """The documents best first, each with its share (they add up to 1), and the chance that one of them answers."""

    order: Array
    shares: Array
    chance: float


def mode_of(has_vectors: bool, is_read: bool) -> str:
    """The set of weights for what is known of a question."""
    return (HYBRID_READ if is_read else HYBRID) if has_vectors else (WORDS_READ if is_read else WORDS)


@functools.lru_cache(maxsize=1)
def weights() -> Mapping[str, Weights]:
    """The fitted weights of every mode."""
    stored = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        mode: Weights(
            np.array([one["ranking"].get(name, 0.0) for name in OF_DOCUMENT]),
            np.array([one["gate"].get(name, 0.0) for name in gate_names()]),
            one["gate"]["bias"],
            one["threshold"],
            one["near"],
        )
        for mode, one in stored.items()
    }


def ranked(found: Evidence, weighed: Weights, allowed: Array) -> Ranked:
    """The order of the documents; one of which the question is a title comes first, and is sure to answer.

    Args:
        allowed: the numbers of the documents that may be answered with, at least one.
    """
    scores = found.of_documents[allowed] @ weighed.ranking
    outright = np.isin(allowed, found.asked_outright)
    scores = np.where(outright, scores + ASKED_OUTRIGHT, scores)
    order = np.argsort(-scores, kind="stable")
    shares = np.exp(scores[order] - scores[order[0]])
    best = allowed[order[0]]
    chance = 1 / (1 + np.exp(-(gate_inputs(found, best, float(scores[order[0]])) @ weighed.gate + weighed.bias)))
    return Ranked(allowed[order], shares / shares.sum(), 1.0 if outright.any() else float(chance))


def gate_names() -> tuple[str, ...]:
    """What the gate looks at, in order."""
    return ("score", *GATE_OF_BEST, *OF_QUESTION)


def gate_inputs(found: Evidence, best: int, score: float) -> Array:
    """What the gate looks at, of the best document and its score."""
    of_best = [found.of_documents[best, OF_DOCUMENT.index(name)] for name in GATE_OF_BEST]
    return np.array([score, *of_best, *found.of_question])
