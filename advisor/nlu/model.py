"""The trained classifier as one value: how it is fitted, asked, written and read. No Rasa here.

Two files: `weights.npz` (arrays only, read with allow_pickle=False) and `model.json` (labels, pieces, encoder).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from advisor.nlu.encoder import Encoder
from advisor.nlu.features import Vocabulary, vocabulary_of
from advisor.nlu.linear import Linear, train

WEIGHTS = "weights.npz"
DESCRIPTION = "model.json"
LAYOUT = 2
SMALLEST_DEVIATION = 1e-3  # of the largest; directions below it are noise


class EncoderMismatch(ValueError):
    """The stored model was trained with another encoder than the one at hand."""


@dataclass(frozen=True)
class Model:
    """A classifier with everything it needs but the encoder, of which it knows the identity."""

    encoder: str
    mean: np.ndarray
    projection: np.ndarray
    vocabulary: Vocabulary
    linear: Linear

    def ranking(self, text: str, encoder: Encoder) -> list[tuple[str, float]]:
        """All intents with their calibrated probabilities, the likeliest first."""
        vector = (encoder.encode([text])[0] - self.mean) @ self.projection
        probabilities = self.linear.probabilities(vector, self.vocabulary.pieces(text))
        order = np.argsort(-probabilities, kind="stable")
        return [(self.linear.labels[i], float(probabilities[i])) for i in order]


def fit(texts: Sequence[str], intents: Sequence[str], encoder: Encoder) -> Model:
    """Train on sentences and their intents; the same input gives the same model."""
    vectors = encoder.encode(texts)
    mean = vectors.mean(axis=0)
    projection = _projection(vectors - mean)
    vocabulary = vocabulary_of(texts)
    linear = train((vectors - mean) @ projection, vocabulary.matrix(texts), intents)
    return Model(encoder.identity, mean, projection, vocabulary, linear)


def _projection(centred: np.ndarray) -> np.ndarray:
    """Half-way whitening: directions in which all sentences differ much are damped, to a mean length of one."""
    _, deviations, directions = np.linalg.svd(centred, full_matrices=False)
    damped = directions.T / np.sqrt(np.maximum(deviations, deviations[0] * SMALLEST_DEVIATION))
    length = np.linalg.norm(centred @ damped, axis=1).mean()
    return np.asarray(damped / (length or 1), dtype=np.float32)


def write(model: Model, folder: Path) -> None:
    """Write the two files into an existing folder."""
    arrays = {"mean": model.mean, "projection": model.projection, "idf": model.vocabulary.idf}
    arrays |= {"dense": model.linear.dense, "sparse": model.linear.sparse, "bias": model.linear.bias}
    np.savez(folder / WEIGHTS, **arrays)
    described = {
        "layout": LAYOUT,
        "encoder": model.encoder,
        "temperature": model.linear.temperature,
        "owners": model.linear.owners,
        "pieces": list(model.vocabulary.columns),
    }
    (folder / DESCRIPTION).write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")


def read(folder: Path, encoder: Encoder) -> Model:
    """The model of a folder.

    Raises:
        EncoderMismatch: it was trained with another encoder than `encoder`.
        FileNotFoundError: the folder holds no model.
    """
    described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    if described["encoder"] != encoder.identity:
        raise EncoderMismatch(
            f"the model was trained with the encoder {described['encoder']!r}, but {encoder.identity!r} "
            "is installed: train again"
        )
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        vocabulary = Vocabulary({piece: i for i, piece in enumerate(described["pieces"])}, arrays["idf"])
        linear = Linear(
            tuple(described["owners"]),
            arrays["dense"],
            arrays["sparse"],
            arrays["bias"],
            described["temperature"],
        )
        return Model(described["encoder"], arrays["mean"], arrays["projection"], vocabulary, linear)
