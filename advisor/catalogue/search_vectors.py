"""How like a question is to what records say and how people ask for them, by sentence embeddings.

All embeddings of one encoder lie close together; what they share says nothing and is taken away (the mean). Likeness is
measured plainly, and under a map learned from the phrasings (`search_learning`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from advisor.catalogue.bm25 import Array
from advisor.catalogue.search_documents import Answer, Document
from advisor.catalogue.search_learning import learned_map

Embed = Callable[[Sequence[str]], Array]
"""Texts -> unit vectors, float32, shape (n, d)."""
CLOSEST = 3  # unanswered questions whose mean likeness counts


@dataclass(frozen=True)
class Likeness:
    """Of one question, each from -1 to 1.

    For each document, shape (n,): to the likest of its `titles` (`titles_learned`: under the learned map) and of its
    `bodies`. `unanswered`: to questions that nothing answers: to the likest and to the mean of the `CLOSEST`, plain and
    then learned.
    """

    titles: Array
    titles_learned: Array
    bodies: Array
    unanswered: tuple[float, float, float, float]


@dataclass(frozen=True)
class Vectors:
    """The embeddings of all documents, ready for comparison; `first_title[i]` is the first of document i's titles."""

    mean: Array
    learned: Array
    titles: Array
    titles_learned: Array
    first_title: Array
    bodies: Array
    first_body: Array
    unanswered: Array
    unanswered_learned: Array

    def likeness(self, question: Array) -> Likeness:
        """How like a question's embedding is to each document.

        Args:
            question: its embedding, shape (d,).
        """
        plain = _unit(question[None] - self.mean)
        learned = _unit(plain @ self.learned)[0]
        return Likeness(
            np.maximum.reduceat(self.titles @ plain[0], self.first_title),
            np.maximum.reduceat(self.titles_learned @ learned, self.first_title),
            np.maximum.reduceat(self.bodies @ plain[0], self.first_body),
            (*_closest(self.unanswered @ plain[0]), *_closest(self.unanswered_learned @ learned)),
        )


def vectors_of(documents: Sequence[Document[Answer]], unanswered: Sequence[str], embed: Embed) -> Vectors:
    """Embed what the documents say; every document has a title and a body. There is at least one document."""
    titles, first_title = _embedded([one.titles for one in documents], embed)
    bodies, first_body = _embedded([one.body for one in documents], embed)
    mean = np.concatenate([titles, bodies]).mean(axis=0)
    plain, other = _unit(titles - mean), _unit(embed(list(unanswered)) - mean)
    learned = learned_map(plain, first_title, other)
    return Vectors(
        mean,
        learned,
        plain,
        _unit(plain @ learned),
        first_title,
        _unit(bodies - mean),
        first_body,
        other,
        _unit(other @ learned),
    )


def _embedded(texts: Sequence[Sequence[str]], embed: Embed) -> tuple[Array, Array]:
    sizes = [len(some) for some in texts]
    return embed([text for some in texts for text in some]), np.cumsum([0, *sizes[:-1]])


def _closest(likeness: Array) -> tuple[float, float]:
    best = np.sort(likeness)[-CLOSEST:]
    return float(best[-1]), float(best.mean())


def _unit(vectors: Array) -> Array:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1), dtype=np.float32)
