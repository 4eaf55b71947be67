"""The vote of the nearest training sentences, and what their confidence is made to mean."""

from __future__ import annotations

import numpy as np
import pytest

from advisor.nlu.calibration import held_out, temperature_for, tempered
from advisor.nlu.nearest import BATCH, NEIGHBOURS, nearest_of


def around(angle: float, n: int, seed: int) -> np.ndarray:
    places = angle + np.random.default_rng(seed).normal(0, 0.02, n)
    return np.stack([np.cos(places), np.sin(places)], axis=1).astype(np.float32)


POINTS = nearest_of(np.vstack([around(0, 20, 1), around(2, 20, 2)]), ["thanks"] * 20 + ["bye"] * 20)


def test_a_message_among_sentences_of_one_intent_has_that_intent() -> None:
    assert POINTS.probabilities(around(0, 1, 3))[0].argmax() == 1  # bye, thanks
    assert POINTS.probabilities(around(2, 1, 3))[0].argmax() == 0


def test_shares_sum_to_one_also_for_more_messages_than_a_batch_and_one_without_direction() -> None:
    many = np.vstack([around(1, BATCH + 3, 4), np.zeros((1, 2), dtype=np.float32)])
    assert POINTS.probabilities(many).sum(axis=1) == pytest.approx(np.ones(BATCH + 4), abs=1e-5)


def test_one_close_sentence_outweighs_many_far_ones() -> None:
    few = nearest_of(np.vstack([around(0, 1, 5), around(1.2, NEIGHBOURS - 1, 6)]), ["bye"] + ["thanks"] * 14)
    assert few.probabilities(around(0, 1, 7))[0][0] > 0.9


def test_every_intent_is_in_both_parts_or_nothing_is_held_out() -> None:
    numbers = np.array([0] * 8 + [1] * 4)
    assert np.bincount(numbers[held_out(numbers)]).tolist() == [2, 1]
    assert not held_out(np.array([0] * 8 + [1] * 3)).any()


def test_the_temperature_makes_confidence_the_share_that_is_right() -> None:
    random = np.random.default_rng(8)
    numbers = random.integers(0, 2, 4_000)
    right = random.random(4_000) < 0.8
    sure = np.where(right, numbers, 1 - numbers)
    probabilities = np.where(np.arange(2)[None] == sure[:, None], 0.99, 0.01)
    calm = tempered(probabilities, temperature_for(probabilities, numbers))
    assert calm.max(axis=1).mean() == pytest.approx(right.mean(), abs=0.02)
    assert (calm.argmax(axis=1) == sure).all()
