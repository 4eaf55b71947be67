"""The trained classifier as one value: how it is fitted, asked, written and read. No Rasa here.

Two readers of a sentence are mixed: a linear model and the nearest training sentences; one temperature makes their
confidence mean what it says. Two files: `weights.npz` (arrays only, read with allow_pickle=False) and `model.json`
(labels, pieces, encoder).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from advisor.embeddings.encoder import Encoder
from advisor.nlu import linear, nearest
from advisor.nlu.calibration import held_out, temperature_for, tempered
from advisor.nlu.features import Vocabulary, vocabulary_of
from advisor.nlu.linear import Linear
from advisor.nlu.nearest import Nearest

WEIGHTS = "weights.npz"
DESCRIPTION = "model.json"
LAYOUT = 3
SMALLEST_DEVIATION = 1e-3  # of the largest; directions below it are noise
NEAREST_SHARE = 0.4  # of the nearest sentences in the mixture


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
    nearest: Nearest
    temperature: float

    def ranking(self, text: str, encoder: Encoder) -> list[tuple[str, float]]:
        """All intents with their calibrated probabilities, the likeliest first."""
        vector = (encoder.encode([text])[0] - self.mean) @ self.projection
        drawn = self.linear.probabilities(vector, self.vocabulary.pieces(text))
        mixed = _mixed(drawn[None], self.nearest.probabilities(vector[None]))
        probabilities = tempered(mixed, self.temperature)[0]
        order = np.argsort(-probabilities, kind="stable")
        return [(self.linear.labels[i], float(probabilities[i])) for i in order]


def fit(texts: Sequence[str], intents: Sequence[str], encoder: Encoder) -> Model:
    """Train on sentences and their intents; the same input gives the same model."""
    vectors = encoder.encode(texts)
    mean = vectors.mean(axis=0)
    projection = _projection(vectors - mean)
    vocabulary = vocabulary_of(texts)
    dense, sparse = (vectors - mean) @ projection, vocabulary.matrix(texts)
    temperature = _temperature(dense, sparse, list(intents))
    trained, points = linear.train(dense, sparse, intents), nearest.nearest_of(dense, intents)
    return Model(encoder.identity, mean, projection, vocabulary, trained, points, temperature)


def _temperature(dense: np.ndarray, sparse: csr_matrix, intents: list[str]) -> float:
    """The temperature of the mixture, fitted on sentences held out; 1.0 where there are too few to hold out."""
    numbers = np.unique(np.asarray(intents), return_inverse=True)[1]
    out = held_out(numbers)
    if not out.any():
        return 1.0
    kept = [intent for intent, is_out in zip(intents, out, strict=True) if not is_out]
    drawn, points = linear.train(dense[~out], sparse[~out], kept), nearest.nearest_of(dense[~out], kept)
    mixed = _mixed(drawn.probabilities_of(dense[out], sparse[out]), points.probabilities(dense[out]))
    return temperature_for(mixed, numbers[out])


def _mixed(drawn: np.ndarray, near: np.ndarray) -> np.ndarray:
    return (1 - NEAREST_SHARE) * drawn + NEAREST_SHARE * near


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
    arrays |= {"near_vectors": model.nearest.vectors.astype(np.float16), "near_numbers": model.nearest.numbers}
    np.savez(folder / WEIGHTS, **arrays)
    described = {
        "layout": LAYOUT,
        "encoder": model.encoder,
        "temperature": model.temperature,
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
        drawn = Linear(tuple(described["owners"]), arrays["dense"], arrays["sparse"], arrays["bias"])
        points = Nearest(arrays["near_vectors"].astype(np.float32), arrays["near_numbers"], len(drawn.labels))
        return Model(
            described["encoder"],
            arrays["mean"],
            arrays["projection"],
            vocabulary,
            drawn,
            points,
            float(described["temperature"]),
        )
