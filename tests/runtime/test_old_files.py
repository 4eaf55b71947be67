"""At the start of a process old pictures and files that nobody took in are deleted, and nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

from advisor import settings
from advisor.conversations.files import keep_file
from advisor.runtime import prepared_database

KNOWLEDGE = str(Path(__file__).parents[2] / "knowledge")


def aged(path: Path, days: float) -> Path:
    os.utime(path, times=(time.time() - days * 86_400,) * 2)
    return path


def test_the_start_deletes_what_is_old_and_only_that(tmp_path):
    names = {"DATABASE_URL": f"sqlite:///{tmp_path}/advisor.db", "KNOWLEDGE": KNOWLEDGE}
    names |= {f"{name.upper()}_FOLDER": str(tmp_path / name) for name in ("files", "uploads")}
    uploads, files = tmp_path / "uploads", tmp_path / "files"
    uploads.mkdir()
    for name, days in (("lost.csv", 1.5), ("fresh.csv", 0.5)):
        (uploads / name).write_text("x")
        aged(uploads / name, days)
    pictures = {days: keep_file(files, "m1", b"x", "png") for days in (29, 31)}
    keep_file(uploads, "m1", b"x", "csv")
    for days, name in pictures.items():
        aged(next(files.rglob(f"{name}.png")), days)
    aged(next(path for path in uploads.rglob("*.csv") if path.parent != uploads), 2)
    prepared_database(settings.load({f"ADVISOR_{name}": value for name, value in names.items()})).dispose()
    assert [path.name for path in uploads.rglob("*.csv")] == ["fresh.csv"]
    assert [path.stem for path in files.rglob("*.png")] == [pictures[29]]
