"""What a channel hands to the gateway and what it gets back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from advisor.conversations.messages import Message


class UploadedFile(NamedTuple):
    """A file the merchant sent, already on our disk."""

    path: Path
    name: str  # as the merchant called it, without folders
    size: int  # bytes


@dataclass(frozen=True)
class Inbound:
    """One message of a merchant. Exactly one of text, button and file is given."""

    merchant_id: str  # from the channel's own proof of identity, never from the message
    channel: str
    channel_message_id: str  # the same id twice is one message
    text: str | None = None
    button: str | None = None  # id of a button that the server issued
    file: UploadedFile | None = None
    locale: str | None = None


@dataclass(frozen=True)
class Received:
    """The message as written to the outbox, and the turn that answers it."""

    message: Message
    is_new: bool
    turn: asyncio.Task[list[Message]]


class GatewayRefusal(Exception):
    """The gateway does not take a message: a limit, an unknown button, an unreadable file.

    Args:
        code: short name for logs and tests, e.g. "too_many_messages".
        status: the HTTP status that fits, 400 to 503.
        words: the reason for the merchant, {"zh": ..., "en": ...}.
    """

    def __init__(self, code: str, status: int, words: Mapping[str, str]) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.words = words
