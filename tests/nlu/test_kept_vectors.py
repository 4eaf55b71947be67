"""Embeddings kept from one training to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from advisor.embeddings import kept_vectors
from advisor.embeddings.kept_vectors import KeptVectors


class Counting:
    """Stands in for an encoder and remembers what it was asked."""

    def __init__(self, identity: str = "fake/1") -> None:
        self.identity = identity
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.seen += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(len(texts), 2)


def test_another_run_asks_only_for_what_is_new_and_keeps_the_order(tmp_path: Path) -> None:
    KeptVectors(Counting(), tmp_path).encode(["a", "bb"])
    later = Counting()
    assert KeptVectors(later, tmp_path).encode(["ccc", "bb", "a", "bb"])[:, 0].tolist() == [3, 2, 1, 2]
    assert later.seen == ["ccc"]


def test_the_file_holds_no_words(tmp_path: Path) -> None:
    kept = KeptVectors(Counting(), tmp_path)
    kept.encode(["a secret sentence"])
    assert kept.file.is_file() and b"secret" not in kept.file.read_bytes()


def test_encoders_and_names_are_kept_apart(tmp_path: Path) -> None:
    KeptVectors(Counting(), tmp_path).encode(["a"])
    for other in (KeptVectors(Counting("fake/2"), tmp_path), KeptVectors(Counting(), tmp_path, name="public")):
        other.encode(["a"])
    assert len(list(tmp_path.iterdir())) == 3


def damage_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def damage_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[content.index(b"vectors.npy") + 150] ^= 0xFF
    file.write_bytes(bytes(content))


def damage_with_objects(file: Path) -> None:
    np.savez(file, keys=np.array([{"a": 1}], dtype=object), vectors=np.zeros((1, 2), dtype=np.float32))


def damage_with_too_few_keys(file: Path) -> None:
    np.savez(file, keys=np.zeros((1, 16), dtype=np.uint8), vectors=np.zeros((2, 2), dtype=np.float32))


def damage_with_not_a_number(file: Path) -> None:
    np.savez(file, keys=np.zeros((1, 16), dtype=np.uint8), vectors=np.full((1, 2), np.nan, dtype=np.float32))


DAMAGES = (damage_half, damage_a_byte, damage_with_objects, damage_with_too_few_keys, damage_with_not_a_number)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_ignored_and_written_anew(tmp_path: Path, damage: object) -> None:
    kept = KeptVectors(Counting(), tmp_path)
    kept.encode(["a", "bb"])
    damage(kept.file)  # type: ignore[operator]
    again, last = Counting(), Counting()
    assert KeptVectors(again, tmp_path).encode(["a", "bb"])[:, 0].tolist() == [1, 2]
    assert again.seen == ["a", "bb"]
    KeptVectors(last, tmp_path).encode(["a", "bb"])
    assert last.seen == []


def test_the_oldest_are_dropped_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_vectors, "MOST_KEPT", 2)
    for text in ("a", "bb", "ccc"):
        KeptVectors(Counting(), tmp_path).encode([text])
    last = Counting()
    KeptVectors(last, tmp_path).encode(["ccc", "bb", "a"])
    assert last.seen == ["a"]


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = KeptVectors(Counting(), tmp_path / "file")
    assert kept.encode(["a"]).tolist() == [[1.0, 1.0]]


def test_nothing_is_left_behind_when_writing_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez", interrupted)
    with pytest.raises(KeyboardInterrupt):
        KeptVectors(Counting(), tmp_path).encode(["a"])
    assert list(tmp_path.iterdir()) == []
