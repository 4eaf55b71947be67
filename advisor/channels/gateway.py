"""The one door to Rasa. Every message of every channel comes in here and every answer leaves through the outbox.

A message is written first, then answered: whatever happens in between, `recover` finds it at the next start. The
turns of one conversation run one after the other, in the order in which the messages were written.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from advisor.channels.dialogue import Dialogue, Said
from advisor.channels.inbound import GatewayRefusal, Inbound, Received
from advisor.channels.limits import Pace, as_words, checked_text
from advisor.channels.payloads import payload_of, typed_payload, upload_payload
from advisor.channels.unanswered import unanswered
from advisor.channels.words import language_of as language_of_locale
from advisor.channels.words import words
from advisor.conversations.messages import Conversation, Draft, Message
from advisor.conversations.store import Conversations

logger = logging.getLogger(__name__)

LEAVE_S = 10.0
AGAIN_S = 3.0
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH_WORD = re.compile(r"[A-Za-z']{2,}")
HELLO = "你好"
Turn = asyncio.Task[list[Message]]


class NotReady(Exception):
    """The first message could not be answered; the log says why."""


def _tells(text: str) -> bool:
    """Whether a text is long enough to change the language of a conversation: "2周" or "ok" is not."""
    return len(CHINESE.findall(text)) >= 2 or len(ENGLISH_WORD.findall(text)) >= 2


class Gateway:
    """Takes messages of merchants and answers each exactly once.

    Args:
        dialogue: runs the turns.
        conversations: the outbox.
        uploads: the folder where the actions look for uploaded files.
        language_of: zh or en of a text, None where it does not tell.
        warm: prepares the reading of a text; called in a thread before the turn.
        messages_per_minute: of one merchant.
    """

    def __init__(
        self,
        dialogue: Dialogue,
        conversations: Conversations,
        uploads: Path,
        language_of: Callable[[str], str | None] = lambda _text: None,
        warm: Callable[[str], None] = lambda _text: None,
        messages_per_minute: int = 20,
    ) -> None:
        self.dialogue = dialogue
        self.conversations = conversations
        self._uploads = uploads
        self._language_of = language_of
        self._warm = warm
        self._pace = Pace(messages_per_minute)
        self._turns: dict[tuple[str, int], Turn] = {}

    async def receive(self, inbound: Inbound) -> Received:
        """Take one message and begin the turn that answers it.

        The same `channel_message_id` again gives the first message and its turn; nothing is answered twice.

        Raises:
            GatewayRefusal: a limit, an unknown button, something that is no message.
        """
        async with self.dialogue.agent.lock_store.lock(f"intake {inbound.merchant_id}"):  # keeps the order
            message, payload = await asyncio.to_thread(self._take, inbound)
            return Received(message, message.is_new, self._turn_of(message, inbound.channel, payload))

    async def recover(self) -> int:
        """Begin the turns of messages that were taken but, because the process died, never answered; how many."""
        lost = await asyncio.to_thread(unanswered, self.conversations)
        for message, channel in lost:
            payload = await asyncio.to_thread(payload_of, self.conversations, message)
            self._turn_of(message, channel, payload)
        if lost:
            logger.warning("%d messages from before the start are answered now", len(lost))
        return len(lost)

    async def warm_up(self) -> None:
        """One turn on a conversation that is erased again, so that everything is loaded before a merchant comes.

        Raises:
            NotReady: the answer was that something is wrong.
        """
        said = Said(f"warm-up-{uuid.uuid4().hex}", "warm-up", HELLO, "zh")
        try:
            await asyncio.to_thread(self._prepare, HELLO)
            drafts = await self.dialogue.answers(said)
        finally:
            await asyncio.to_thread(self.dialogue.agent.tracker_store.erase, said.conversation_id)
        if drafts == [await self.dialogue.trouble("zh")]:
            raise NotReady("the first message could not be answered; the log says why")

    async def open(self) -> None:
        """Warm up until it works, e.g. until the action server is there, and answer what was left from before."""
        while True:
            try:
                await self.warm_up()
                break
            except NotReady as error:
                logger.error("%s; trying again", error)
                await asyncio.sleep(AGAIN_S)
        await self.recover()

    async def close(self, patience_s: float = LEAVE_S) -> None:
        """Let the turns that run come to their end; what is not answered by then is recovered at the next start."""
        if self._turns:
            await asyncio.wait(list(self._turns.values()), timeout=patience_s)
        for turn in list(self._turns.values()):
            turn.cancel()

    def _take(self, inbound: Inbound) -> tuple[Message, str | None]:
        draft, payload = self._read(inbound)
        self._pace.count(inbound.merchant_id)
        return self._write(inbound, draft), payload

    def _read(self, inbound: Inbound) -> tuple[Draft, str | None]:
        """The draft to write and, for a button or a file, the payload that Rasa gets."""
        draft = Draft("merchant", channel_message_id=inbound.channel_message_id)
        if inbound.button is not None:
            found = self.conversations.button(inbound.merchant_id, inbound.button)
            if found is None:
                raise GatewayRefusal("button_unknown", 404, words("not_found"))
            return replace(draft, text=found[0]), found[1]
        if inbound.file is not None:
            path, name, size = inbound.file
            return replace(draft, file={"name": name, "size": size, "path": path.name}), upload_payload(path.name)
        return replace(draft, text=checked_text(inbound.text)), None

    def _write(self, inbound: Inbound, draft: Draft) -> Message:
        self.conversations.open(inbound.merchant_id, inbound.channel, inbound.locale)
        (message,) = self.conversations.add(inbound.merchant_id, [draft])
        if inbound.file is not None and message.is_new:
            os.replace(inbound.file[0], self._uploads / inbound.file[0].name)
        return message

    def _turn_of(self, message: Message, channel: str, payload: str | None) -> Turn:
        """The turn that answers a message: the one that runs, or a new one."""
        key = (message.conversation_id, message.seq)
        if key not in self._turns:
            self._turns[key] = asyncio.create_task(self._answer(message, channel, payload))
            self._turns[key].add_done_callback(lambda _turn: self._turns.pop(key, None))
        return self._turns[key]

    async def _answer(self, message: Message, channel: str, payload: str | None) -> list[Message]:
        async with self.dialogue.agent.lock_store.lock(message.conversation_id):
            if not message.is_new:
                known = await asyncio.to_thread(self._answers_to, message)
                if known:
                    return known
            said = await asyncio.to_thread(self._said, message, channel, payload)
            drafts = await self.dialogue.answers(said)
            if said.is_with_human and message.file:  # no action takes it in, and it holds names of buyers
                (self._uploads / str(message.file["path"])).unlink(missing_ok=True)
            replies = [replace(draft, reply_to=message.seq) for draft in drafts]
            return await asyncio.to_thread(self._reply, message.conversation_id, replies)

    def _answers_to(self, message: Message) -> list[Message]:
        later = self.conversations.after(message.conversation_id, message.seq)
        return [one for one in later if one.reply_to == message.seq]

    def _said(self, message: Message, channel: str, payload: str | None) -> Said:
        conversation = self.conversations.get(message.conversation_id)
        if conversation is None:
            raise KeyError(f"conversation {message.conversation_id!r} was erased")
        payload = payload or typed_payload(self.conversations, message)
        text = payload or as_words(message.text or "")
        language = self._language(conversation, None if payload else message.text)
        if payload is None:
            self._prepare(text)
        is_with_human = conversation.state == "human"
        return Said(conversation.id, channel, text, language, is_with_human, message.channel_message_id)

    def _language(self, conversation: Conversation, text: str | None) -> str:
        if conversation.language and (conversation.language_is_asked or text is None):
            return conversation.language
        told = self._language_of(text) if text and (_tells(text) or not conversation.language) else None
        language = told or conversation.language or language_of_locale(conversation.locale)
        if language != conversation.language:
            self.conversations.set_language(conversation.id, language, is_asked=False)
        return language

    def _prepare(self, text: str) -> None:
        try:
            self._warm(text)
        except Exception:  # the turn itself will meet it again and tell the merchant
            logger.exception("a text could not be prepared")

    def _reply(self, conversation_id: str, replies: Sequence[Draft]) -> list[Message]:
        return self.conversations.add(conversation_id, replies) if replies else []
