"""How sure a reading may be said to be: probabilities brought to mean what they say.

Guo et al. 2017, "On Calibration of Modern Neural Networks": one temperature, fitted where the model was not trained, so
that a confidence of 0.8 is right about eight times in ten.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

PARTS = 4
SMALLEST = 1e-9  # probability
BOUNDS = (-2.0, 2.0)  # of the temperature's logarithm


def held_out(numbers: np.ndarray) -> np.ndarray:
    """A mask of every fourth sentence of each intent, so that every file and language is in both parts.

    Args:
        numbers: the intent of each sentence, shape (n,).

    Returns:
        Booleans, shape (n,); all False where an intent has too few sentences to spare one.
    """
    place = np.zeros(len(numbers), dtype=int)
    for number in np.unique(numbers):
        where = np.flatnonzero(numbers == number)
        if len(where) < PARTS:
            return np.zeros(len(numbers), dtype=bool)
        place[where] = np.arange(len(where))
    return np.asarray(place % PARTS == PARTS - 1)


def temperature_for(probabilities: np.ndarray, numbers: np.ndarray) -> float:
    """The temperature that makes the right intents most likely.

    Args:
        probabilities: of each sentence and intent, shape (n, intents).
        numbers: the right intent of each sentence, shape (n,).
    """
    rows = np.arange(len(numbers))

    def surprise(log_temperature: float) -> float:
        likely = tempered(probabilities, float(np.exp(log_temperature)))[rows, numbers]
        return float(-np.log(np.maximum(likely, SMALLEST)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=BOUNDS, method="bounded").x))


def tempered(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """The probabilities, shape (n, intents), more even (above 1) or sharper (below 1); each row sums to one."""
    logs = np.log(np.maximum(probabilities, SMALLEST)) / temperature
    raised = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
