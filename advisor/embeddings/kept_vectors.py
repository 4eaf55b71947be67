"""Embeddings of training sentences, kept on disk from one training to the next. Never used for merchants' messages.

One file for each encoder, in `models/embeddings/`: hashes of the sentences and their vectors, no words. It may be
deleted at any time; a damaged one is ignored and written anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from advisor.embeddings.encoder import Encoder, embedded_part

FOLDER = Path(__file__).parents[2] / "models" / "embeddings"
MOST_KEPT = 50_000  # sentences; the oldest are dropped first. 50,000 take 80 MB
CHUNK = 4096  # sentences after which is written: what was interrupted goes on there
HASH_BYTES = 16
UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)

log = logging.getLogger(__name__)


class KeptVectors:
    """An encoder that asks `encoder` only for sentences that no earlier run embedded.

    Args:
        encoder: embeds what is not kept; its identity is part of the file's name.
        folder: where the file is; made where it is missing. A folder that cannot be written costs time, no more.
        name: begins the file's name; sentences of different names are kept apart.
    """

    def __init__(self, encoder: Encoder, folder: Path = FOLDER, name: str = "training") -> None:
        self.identity = encoder.identity
        self.file = folder / f"{name}-{re.sub(r'[^A-Za-z0-9.]+', '-', encoder.identity)}.npz"
        self._encoder = encoder
        self._vectors: dict[bytes, np.ndarray] | None = None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of `encoder`; what is new is kept."""
        if self._vectors is None:
            self._vectors = _read(self.file)
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors}
        new = list(missing)
        for start in range(0, len(new), CHUNK):
            keys_of_chunk = new[start : start + CHUNK]
            found = self._encoder.encode([missing[key] for key in keys_of_chunk])
            self._vectors.update(zip(keys_of_chunk, found, strict=True))
            _write(self.file, self._vectors)
            if len(new) > CHUNK:
                log.info("%d of %d sentences embedded", start + len(keys_of_chunk), len(new))
        return np.stack([self._vectors[key] for key in keys]) if keys else self._encoder.encode([])


def _key(text: str) -> bytes:
    return hashlib.sha256(embedded_part(text).encode()).digest()[:HASH_BYTES]


def _read(file: Path) -> dict[bytes, np.ndarray]:
    """What the file holds; nothing where there is none, or a damaged one."""
    if not file.is_file():
        return {}
    try:
        with np.load(file, allow_pickle=False) as arrays:
            keys, vectors = arrays["keys"], arrays["vectors"]
        sound = keys.dtype == np.uint8 and keys.shape == (len(vectors), HASH_BYTES)
        sound = sound and vectors.dtype == np.float32 and vectors.ndim == 2 and bool(np.isfinite(vectors).all())
    except UNREADABLE as error:
        sound, reason = False, str(error)
    else:
        reason = "unexpected content"
    if not sound:
        log.warning("%s is damaged and will be written anew: %s", file, reason)
        return {}
    return dict(zip(map(bytes, keys), vectors, strict=True))


def _write(file: Path, kept: dict[bytes, np.ndarray]) -> None:
    """Replace the file in one step, so that another process never sees half of it."""
    newest = list(kept.items())[-MOST_KEPT:]
    keys = np.frombuffer(b"".join(key for key, _ in newest), dtype=np.uint8).reshape(-1, HASH_BYTES)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, keys, (vector for _, vector in newest))
    except OSError as error:
        log.warning("embeddings are not kept: %s", error)


def _replace(file: Path, keys: np.ndarray, vectors: Iterable[np.ndarray]) -> None:
    handle, unfinished = tempfile.mkstemp(dir=file.parent, suffix=".unfinished")
    try:
        with os.fdopen(handle, "wb") as written:
            np.savez(written, keys=keys, vectors=np.stack(list(vectors)))
        os.replace(unfinished, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise
