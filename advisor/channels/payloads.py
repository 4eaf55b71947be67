"""What a press of a button or an upload says to Rasa. Only the server makes payloads; nobody can type one."""

from __future__ import annotations

import json
import re

from advisor.conversations.messages import Message
from advisor.conversations.store import Conversations

LAST_SAID = 6  # messages among which the bot's last words are
LOOKED_BACK = 20  # messages in which the button of a press is looked for


def upload_payload(file_name: str) -> str:
    """The payload that says which file in the uploads folder was sent.

    >>> upload_payload("0a1b.csv")
    '/upload_orders{"upload": "0a1b.csv"}'
    """
    return "/upload_orders" + json.dumps({"upload": file_name})


def payload_of(conversations: Conversations, message: Message) -> str | None:
    """The payload of a message that was written earlier; None where it was typed.

    A press is kept as the title of its button, so the button is looked for in the messages before it.
    """
    if message.file:
        return upload_payload(str(message.file["path"]))
    for earlier in reversed(conversations.before(message.conversation_id, message.seq, LOOKED_BACK)):
        for button in earlier.buttons:
            if button["title"] == message.text:
                return button["payload"]
    return None


def typed_payload(conversations: Conversations, message: Message) -> str | None:
    """The payload of the button whose title the merchant typed, among those the bot offered last; None for other words.

    Buttons are only pictures of words: on a phone people type what stands on them, perhaps without the figure behind
    the colon.
    """
    typed = (message.text or "").strip().casefold()
    for earlier in reversed(conversations.before(message.conversation_id, message.seq, LAST_SAID)):
        if earlier.sender != "bot":
            return None
        for button in earlier.buttons:
            if typed in (button["title"].casefold(), re.split("[:：]", button["title"])[0].casefold()):
                return button["payload"]
    return None
