"""Reports that were made for a merchant: their files, the key that opens them, and until when.

They lie below the merchant's folder, so that erasing the merchant erases them, and with them every way to open them.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from advisor.conversations.files import merchant_folder

REPORT_DAYS = 7
MOST_REPORTS = 5  # of one merchant; the oldest go
REPORT_ID = re.compile(r"[A-Za-z0-9_-]{22}")
ABOUT = "about.json"


@dataclass(frozen=True)
class KeptReport:
    """One report. `key` signs what lets a browser open it; it never leaves the server."""

    id: str
    folder: Path
    key: str
    expires_at: datetime

    def file(self, name: str) -> Path:
        """The path of one of its files."""
        return self.folder / name


def keep_report(folder: Path, merchant_id: str, files: Mapping[str, bytes], at: datetime) -> KeptReport:
    """Keep the files of a new report by their names.

    Args:
        folder: of all merchants' files.
        at: now, with its zone; the report can be opened for `REPORT_DAYS` from then.
    """
    mine, report_id = _reports(folder, merchant_id), secrets.token_urlsafe(16)
    made = mine / report_id
    made.mkdir(parents=True, mode=0o700)
    for name, content in files.items():
        (made / name).write_bytes(content)
    expires_at, key = at + timedelta(days=REPORT_DAYS), secrets.token_hex(32)
    (made / ABOUT).write_text(json.dumps({"expires_at": expires_at.isoformat(), "key": key}))
    _drop_oldest(mine)
    return KeptReport(report_id, made, key, expires_at)


def kept_report(folder: Path, merchant_id: str, report_id: str) -> KeptReport | None:
    """A report of this merchant, also one that has expired; None where there is none."""
    if not REPORT_ID.fullmatch(report_id):
        return None
    made = _reports(folder, merchant_id) / report_id
    try:
        about = json.loads((made / ABOUT).read_text())
    except FileNotFoundError:
        return None
    return KeptReport(report_id, made, about["key"], datetime.fromisoformat(about["expires_at"]))


def _reports(folder: Path, merchant_id: str) -> Path:
    return merchant_folder(folder, merchant_id) / "reports"


def _drop_oldest(mine: Path) -> None:
    by_age = sorted(mine.iterdir(), key=lambda made: made.stat().st_mtime_ns, reverse=True)
    for made in by_age[MOST_REPORTS:]:
        shutil.rmtree(made, ignore_errors=True)
