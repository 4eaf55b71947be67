"""Pictures of a merchant, kept as files that only that merchant's token opens."""

from __future__ import annotations

from actions.turn import Turn
from actions.wiring import stores
from advisor.conversations.files import keep_file


def kept_picture(turn: Turn, png: bytes) -> str:
    """Keep a PNG; returns what a message names as its image."""
    return f"files/{keep_file(stores().settings.files_folder, turn.merchant_id, png, 'png')}"
