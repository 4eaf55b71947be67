"""Where the files of one merchant lie: a folder of its own, named by a hash."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import time
from pathlib import Path

PICTURE_DAYS = 30
UPLOAD_DAYS = 1  # a file that nobody took in by then is not read any more; it may hold names of buyers
SECONDS_PER_DAY = 86_400


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


def delete_old(folder: Path, days: float) -> int:
    """Delete the files below `folder` that were written longer ago than so many days; how many. Others may be doing
    the same."""
    before, gone = time.time() - days * SECONDS_PER_DAY, 0
    for path in [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]:
        try:
            if path.lstat().st_mtime < before:
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue
    return gone


def delete_files_of(folder: Path, merchant_id: str) -> int:
    """Delete the merchant's folder below `folder`; how many files there were."""
    mine = merchant_folder(folder, merchant_id)
    count = sum(path.is_file() for path in mine.rglob("*"))
    shutil.rmtree(mine, ignore_errors=True)
    return count
