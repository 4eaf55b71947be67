"""The evidence of every question of a set, in each mode: what fitting and measuring work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from advisor.catalogue.search_features import Evidence, evidence
from advisor.catalogue.search_index import Answers
from advisor.catalogue.search_ranking import HYBRID, HYBRID_READ, WORDS_READ
from advisor.catalogue.search_vectors import Embed
from search_evaluation.questions import Asked
from search_evaluation.readings import Readings

VECTORS = "vectors"  # embeddings alone: only measured, the product never does without words
READ = (WORDS_READ, HYBRID_READ)
EMBEDDED = (HYBRID, HYBRID_READ, VECTORS)


@dataclass(frozen=True)
class Sample:
    """A question with its evidence and, for each document, whether it answers."""

    asked: Asked
    evidence: Evidence
    answers: np.ndarray

    @property
    def is_answerable(self) -> bool:
        """Whether any document answers."""
        return bool(self.answers.any())


def samples(
    mode: str, asked: Sequence[Asked], answers: Answers, embed: Embed, readings: Sequence[Readings] | None
) -> list[Sample]:
    """The samples of a set in one mode.

    Args:
        readings: of each question; needed for the modes of `READ`.
    """
    keys = [f"{one.kind}:{one.id}" for one in answers.words.documents]
    vectors = answers.vectors if mode in EMBEDDED else None
    embedded = embed([one.text for one in asked]) if mode in EMBEDDED else None
    made = []
    for place, one in enumerate(asked):
        vector = None if embedded is None else embedded[place]
        read = readings[place] if readings is not None and mode in READ else None
        seen = evidence(answers.words, one.text, vectors, vector, read)
        made.append(Sample(one, seen, np.array([key in one.answers for key in keys])))
    return made
