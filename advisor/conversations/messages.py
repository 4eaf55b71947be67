"""The records of a conversation: what is to be written (Draft) and what was written (Message)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FILE_FIELDS_SHOWN = ("name", "size", "url")


@dataclass(frozen=True)
class Conversation:
    """One merchant's conversation; its id is the merchant's id."""

    id: str
    channel: str
    locale: str | None
    language: str | None  # zh | en
    language_is_asked: bool
    state: str  # bot | waiting | human | closed
    state_reason: str | None
    version: int
    created_at: str
    updated_at: str


@dataclass(frozen=True)
class Draft:
    """A message not yet written. `buttons` are {"title", "payload"}; the store gives each its id."""

    sender: str  # merchant | bot | agent | system
    text: str | None = None
    channel_message_id: str | None = None
    buttons: Sequence[Mapping[str, str]] = ()
    image: str | None = None
    card: Mapping[str, Any] | None = None
    file: Mapping[str, Any] | None = None
    reply_to: int | None = None


@dataclass(frozen=True)
class Message:
    """One row of the outbox. `is_new` is False where `add` found the message already written."""

    conversation_id: str
    seq: int
    sender: str
    channel_message_id: str | None
    at: str
    text: str | None
    buttons: tuple[Mapping[str, str], ...]
    image: str | None
    card: Mapping[str, Any] | None
    file: Mapping[str, Any] | None
    reply_to: int | None
    is_new: bool = True

    def public(self) -> dict[str, Any]:
        """The message as a client may see it: no payload behind a button, no path of a file."""
        shown = {key: self.file[key] for key in FILE_FIELDS_SHOWN if key in self.file} if self.file else None
        return {
            "seq": self.seq,
            "from": self.sender,
            "at": self.at,
            "text": self.text,
            "buttons": [{"id": button["id"], "title": button["title"]} for button in self.buttons],
            "image": self.image,
            "card": dict(self.card) if self.card else None,
            "file": shown,
        }
