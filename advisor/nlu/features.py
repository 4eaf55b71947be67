"""What the classifier sees of a sentence: its embedding, and which pieces of writing occur in it.

Pieces are character n-grams (1 to 3) with marks for beginning and end, and for Latin script also whole words and
pairs of words. They are weighted by tf-idf and have a fixed length together, so
that they weigh as much as the embedding does by measurement (benchmarks/intents.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from advisor.embeddings.text import normalised

LONGEST_PIECE = 3
LONGEST_TEXT = 300  # characters looked at
TOTAL_WEIGHT = 2.0
FEWEST_SENTENCES = 4  # a piece seen in fewer training sentences is left out: no better with more, half the size
LATIN_WORD = re.compile(r"[a-z']+")
DIGITS = re.compile(r"\d+")

Pieces = tuple[np.ndarray, np.ndarray]
"""Column numbers and weights of the known pieces of one text."""


def pieces_of(text: str) -> Counter[str]:
    """The pieces of a text and how often each occurs; every run of digits counts as one "0"."""
    plain = DIGITS.sub("0", normalised(text)[:LONGEST_TEXT])
    marked = f"^{plain}$"
    found = Counter(
        marked[start : start + length]
        for length in range(1, LONGEST_PIECE + 1)
        for start in range(len(marked) - length + 1)
    )
    words = LATIN_WORD.findall(plain)
    found.update(f"<{word}>" for word in words)
    found.update(f"<{first} {second}>" for first, second in zip(words, words[1:], strict=False))
    return found


@dataclass(frozen=True)
class Vocabulary:
    """The pieces known from training, with their column numbers and inverse document frequencies."""

    columns: dict[str, int]
    idf: np.ndarray

    def pieces(self, text: str) -> Pieces:
        """Columns and tf-idf weights (together of length `TOTAL_WEIGHT`) of the known pieces of a text; maybe none."""
        counts = [(self.columns[piece], n) for piece, n in pieces_of(text).items() if piece in self.columns]
        columns = np.array([column for column, _ in counts], dtype=np.int64)
        weights = (1 + np.log(np.array([n for _, n in counts], dtype=np.float32))) * self.idf[columns]
        norm = float(np.linalg.norm(weights))
        return columns, (weights * (TOTAL_WEIGHT / norm) if norm else weights).astype(np.float32)

    def matrix(self, texts: Iterable[str]) -> csr_matrix:
        """The pieces of many texts as rows of a sparse matrix, for training."""
        rows = [self.pieces(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows])
        weights = np.concatenate([weights for _, weights in rows])
        return csr_matrix((weights, columns, ends), shape=(len(rows), len(self.columns)))


def vocabulary_of(texts: Sequence[str]) -> Vocabulary:
    """The pieces that occur in enough of the texts (in all of them for a handful of texts), in alphabetical order."""
    frequency: Counter[str] = Counter()
    for text in texts:
        frequency.update(pieces_of(text).keys())
    fewest = FEWEST_SENTENCES if len(texts) > 100 else 1
    kept = sorted(piece for piece, n in frequency.items() if n >= fewest)
    n_sentences = np.array([frequency[piece] for piece in kept], dtype=np.float32)
    idf = np.log((1 + len(texts)) / (1 + n_sentences)) + 1
    return Vocabulary({piece: column for column, piece in enumerate(kept)}, idf.astype(np.float32))
