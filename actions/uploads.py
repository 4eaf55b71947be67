"""Files from merchants that wait to be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rasa_sdk.events import SlotSet

from actions.turn import Turn
from actions.wiring import Events, stores
from advisor.conversations.files import UPLOAD_DAYS, delete_old

UPLOAD_NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")
FORGOTTEN: Events = [SlotSet("pending_upload", None), SlotSet("column_mapping", None)]


def uploaded(name: Any) -> Path | None:
    """The uploaded file of that name; only names that the gateway makes are looked up."""
    if not isinstance(name, str) or not UPLOAD_NAME.fullmatch(name):
        return None
    path = stores().settings.uploads_folder / name
    return path if path.is_file() else None


def waits_for(path: Path) -> dict[str, Any]:
    """The event that keeps a file until the merchant has told its columns."""
    return SlotSet("pending_upload", path.name)


def sweep_uploads() -> None:
    """Delete files that have been lying for more than a day: of turns that failed, or whose columns nobody told."""
    delete_old(stores().settings.uploads_folder, UPLOAD_DAYS)


def forget_upload(turn: Turn) -> None:
    """Delete the file that waits for its columns, if one does."""
    waiting = uploaded(turn.slots.get("pending_upload"))
    if waiting is not None:
        waiting.unlink(missing_ok=True)
