"""Collects what Rasa says in one turn, as drafts of the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import OutputChannel

from advisor.conversations.messages import Draft


class AnswerCollector(OutputChannel):
    """An output channel that sends nothing. One Rasa message is one draft.

    Args:
        channel: the channel's name, for responses that differ by channel.
    """

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.drafts: list[Draft] = []

    def name(self) -> str:  # type: ignore[override]
        """The name of the channel that the merchant writes in."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message, if there is anything in it."""
        draft = draft_of(message)
        if draft != Draft("bot"):
            self.drafts.append(draft)


def draft_of(message: Mapping[str, Any]) -> Draft:
    """The draft of one Rasa message: text, buttons (title and payload), image; custom {"image" | "card" | "file"}."""
    custom = message.get("custom") or {}
    attachment = message.get("attachment")
    buttons = [*(message.get("buttons") or ()), *(message.get("quick_replies") or ())]
    return Draft(
        "bot",
        text=message.get("text") or None,
        buttons=tuple({"title": str(one["title"]), "payload": str(one["payload"])} for one in buttons),
        image=message.get("image") or custom.get("image") or (attachment if isinstance(attachment, str) else None),
        card=custom.get("card"),
        file=custom.get("file"),
    )
