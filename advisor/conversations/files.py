"""Where the files of one merchant lie: a folder of its own, named by a hash."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path


def merchant_folder(folder: Path, merchant_id: str) -> Path:
    """The merchant's folder below `folder`, not created; its name gives nothing away."""
    return folder / hashlib.sha256(merchant_id.encode()).hexdigest()[:32]


def keep_file(folder: Path, merchant_id: str, content: bytes, suffix: str) -> str:
    """Write a file of the merchant; returns its id, random, the file's name without the suffix (png or pdf)."""
    file_id = secrets.token_urlsafe(16)
    path = merchant_folder(folder, merchant_id) / f"{file_id}.{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(content)
    return file_id
