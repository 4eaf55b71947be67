"""Files from merchants that wait to be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rasa_sdk.events import SlotSet

from actions.turn import Turn
from actions.wiring import Events, stores

UPLOAD_NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")
FORGOTTEN: Events = [SlotSet("pending_upload", None), SlotSet("column_mapping", None)]


def uploaded(name: Any) -> Path | None:
    """The uploaded file of that name; only names that the gateway makes are looked up."""
    if not isinstance(name, str) or not UPLOAD_NAME.fullmatch(name):
        return None
    path = stores().settings.uploads_folder / name
    return path if path.is_file() else None


def forget_upload(turn: Turn) -> None:
    """Delete the file that waits for its columns, if one does."""
    waiting = uploaded(turn.slots.get("pending_upload"))
    if waiting is not None:
        waiting.unlink(missing_ok=True)
