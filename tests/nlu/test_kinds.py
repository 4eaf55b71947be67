"""An intent of several kinds: which sentences go together, and what the classifier makes of it."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from advisor.nlu.kinds import FEWEST_OF_A_KIND, KINDS, kinds
from advisor.nlu.linear import train

N = FEWEST_OF_A_KIND * KINDS["out_of_scope"]


def clusters(seed: int = 1) -> tuple[np.ndarray, list[str]]:
    """Two intents on a circle: ours in one place, out_of_scope in eight places all around it."""
    random = np.random.default_rng(seed)
    ours = random.normal(0, 0.05, (N, 2))
    angles = np.repeat(np.arange(8) * np.pi / 4, N // 8)
    around = np.stack([np.cos(angles), np.sin(angles)], axis=1) + random.normal(0, 0.05, (N, 2))
    return np.vstack([ours, around]).astype(np.float32), ["greet"] * N + ["out_of_scope"] * N


def test_the_places_of_an_intent_become_its_kinds_and_stand_together() -> None:
    vectors, intents = clusters()
    numbers, owners = kinds(vectors, intents)
    assert owners == ("greet",) + ("out_of_scope",) * (len(owners) - 1)
    assert 4 <= len(owners) - 1 <= KINDS["out_of_scope"]
    assert {owners[number] for number in numbers[:N]} == {"greet"}
    assert {owners[number] for number in numbers[N:]} == {"out_of_scope"}


def test_the_same_sentences_give_the_same_kinds() -> None:
    first, again = kinds(*clusters()), kinds(*clusters())
    assert (first[0] == again[0]).all() and first[1] == again[1]


def test_an_intent_with_few_sentences_is_one_kind() -> None:
    _, owners = kinds(np.eye(6, dtype=np.float32), ["out_of_scope"] * 4 + ["greet"] * 2)
    assert owners == ("greet", "out_of_scope")


def test_what_lies_all_around_our_own_is_told_from_it() -> None:
    """One direction cannot separate a centre from a ring; several kinds can, and the labels stay two."""
    vectors, intents = clusters()
    model = train(vectors * 10, csr_matrix((2 * N, 1), dtype=np.float32), intents)
    assert model.labels == ("greet", "out_of_scope")
    none = (np.array([0]), np.array([0.0], dtype=np.float32))
    shares = np.array([model.probabilities(vector, none) for vector in vectors * 10])
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)
    right = (shares.argmax(axis=1) == np.repeat([0, 1], N)).mean()
    assert right > 0.97
