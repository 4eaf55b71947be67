"""BM25 over an index of arrays: which documents share the rarest words with a question, fast for very many of them.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); rarity is
ln(1 + (N - n + 0.5) / (n + 0.5)), so that no word counts against a document.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
SATURATION, LENGTH_WEIGHT = 1.2, 0.6  # BM25's k1 and b
UNSEEN_WEIGHT = 0.5  # of the rarity of a token that stands nowhere: it may be chatter or the heart of the question


@dataclass(frozen=True)
class Postings:
    """The documents of each token, as compressed rows.

    Token number t has the documents `documents[offsets[t]:offsets[t + 1]]`, ascending, with their BM25 weights in
    `weights`, and the rarity `rarity[t]`. `unseen` is the rarity given to a token that no document has.
    """

    numbers: Mapping[str, int]
    offsets: Array  # int64, shape (tokens + 1,)
    documents: Array  # int32
    weights: Array  # float32
    rarity: Array  # float32, shape (tokens,)
    n_documents: int
    unseen: float

    def scores(self, asked: Iterable[str]) -> tuple[Array, Array]:
        """BM25 of every document, and which share of the question it contains, weighed by rarity: 0 to 1.

        Args:
            asked: tokens of the question; one that stands there twice counts once.
        """
        found = np.zeros(self.n_documents, dtype=np.float32)
        covered = np.zeros(self.n_documents, dtype=np.float32)
        whole = 0.0
        for token in dict.fromkeys(asked):
            number = self.numbers.get(token)
            if number is None:
                whole += self.unseen
                continue
            row = slice(self.offsets[number], self.offsets[number + 1])
            documents = self.documents[row]
            found[documents] += self.weights[row]
            covered[documents] += self.rarity[number]
            whole += float(self.rarity[number])
        return found, covered / whole if whole else covered


def postings_of(counts: Iterable[Mapping[str, float]]) -> Postings:
    """The index of documents, each given as token -> how often it stands there (weighed as the caller likes)."""
    numbers: dict[str, int] = {}
    tokens, times, lengths, sizes = array("i"), array("f"), array("f"), array("i")
    for count in counts:
        tokens.extend(numbers.setdefault(token, len(numbers)) for token in count)
        times.extend(count.values())
        lengths.append(sum(count.values()))
        sizes.append(len(count))
    token, time = np.frombuffer(tokens, dtype=np.int32), np.frombuffer(times, dtype=np.float32)
    length, documents = np.frombuffer(lengths, dtype=np.float32), np.repeat(np.arange(len(sizes)), sizes)
    seen = np.bincount(token, minlength=len(numbers))
    rarity = np.log(1 + (len(sizes) - seen + 0.5) / (seen + 0.5))
    average = float(length.mean()) if len(length) and length.any() else 1.0
    damping = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / average)
    weights = rarity[token] * time * (SATURATION + 1) / (time + damping[documents])
    order = np.argsort(token, kind="stable")
    return Postings(
        numbers,
        np.concatenate(([0], np.cumsum(seen))),
        documents[order].astype(np.int32),
        weights[order].astype(np.float32),
        rarity.astype(np.float32),
        len(sizes),
        UNSEEN_WEIGHT * float(np.log(1 + 2 * len(sizes))),
    )
