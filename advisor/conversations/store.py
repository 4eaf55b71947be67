"""The one outbox: every message of every channel is written here once and numbered.

Writers of one conversation queue on its row (an UPDATE first, in the same transaction), so `seq` has no gaps
and the same channel message id is never written twice; on SQLite and on PostgreSQL alike.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from advisor.conversations import schema
from advisor.conversations.feed import Feed
from advisor.conversations.messages import Conversation, Draft, Message

__all__ = ["STATES", "Conversation", "Conversations", "Draft", "Message"]

STATES = ("bot", "waiting", "human", "closed")

conversation = schema.conversation
message = schema.message


def utc_now() -> str:
    """Now in UTC, as `schema` keeps times."""
    return datetime.now(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Conversations:
    """Conversations and their messages in the database; `feed` rings when messages were added."""

    def __init__(self, engine: Engine, feed: Feed | None = None, now: Callable[[], str] = utc_now) -> None:
        self.engine = engine
        self.feed = feed or Feed()
        self._now = now

    def open(self, merchant_id: str, channel: str, locale: str | None = None) -> Conversation:
        """The merchant's conversation, begun if there is none; channel and locale follow the last seen."""
        at = self._now()
        fresh = Conversation(merchant_id, channel, locale, None, False, "bot", None, 0, at, at)
        known = self.get(merchant_id)
        if known is None:
            try:
                with self.engine.begin() as connection:
                    connection.execute(insert(conversation).values(**vars(fresh)))
                return fresh
            except IntegrityError:  # someone else began it in this moment
                known = self.get(merchant_id) or fresh
        if (known.channel, known.locale) == (channel, locale or known.locale):
            return known
        self._change(merchant_id, channel=channel, locale=locale or known.locale)
        return self.get(merchant_id) or fresh

    def get(self, conversation_id: str) -> Conversation | None:
        """The conversation, or None where the merchant never wrote."""
        with self.engine.connect() as connection:
            row = connection.execute(select(conversation).where(conversation.c.id == conversation_id)).first()
        return Conversation(**row._mapping) if row else None

    def add(self, conversation_id: str, drafts: Sequence[Draft]) -> list[Message]:
        """Write messages, in order, in one transaction.

        Args:
            conversation_id: an opened conversation.
            drafts: what to write. A `channel_message_id` already written gives its first row, `is_new` False.

        Returns:
            One message for each draft.

        Raises:
            KeyError: the conversation was never opened.
        """
        with self.engine.begin() as connection:
            self._take_turn(connection, conversation_id)
            written = [self._write(connection, conversation_id, draft) for draft in drafts]
        if any(one.is_new for one in written):
            self.feed.notify(conversation_id)
        return written

    def after(self, conversation_id: str, seq: int, limit: int = 100) -> list[Message]:
        """At most `limit` messages with a higher number than `seq`, oldest first."""
        chosen = self._of(conversation_id).where(message.c.seq > seq).order_by(message.c.seq).limit(limit)
        return self._messages(chosen)

    def before(self, conversation_id: str, seq: int | None, limit: int = 50) -> list[Message]:
        """The last `limit` messages (those below `seq` where it is given), oldest first."""
        chosen = self._of(conversation_id).order_by(message.c.seq.desc()).limit(limit)
        if seq is not None:
            chosen = chosen.where(message.c.seq < seq)
        return self._messages(chosen)[::-1]

    def button(self, conversation_id: str, button_id: str) -> tuple[str, str] | None:
        """(title, payload) of a button issued in THIS conversation; None for any other id."""
        seq = button_id.partition(".")[0]
        if not (seq.isascii() and seq.isdigit() and len(seq) < 10):
            return None
        for one in self._messages(self._of(conversation_id).where(message.c.seq == int(seq))):
            for button in one.buttons:
                if secrets.compare_digest(button["id"].encode(), button_id.encode()):
                    return button["title"], button["payload"]
        return None

    def unanswered(self, conversation_id: str) -> list[Message]:
        """The merchant's messages that no later message answers, oldest first: work left by a crash."""
        later = message.alias("later")
        answered = (
            select(later.c.id)
            .where(later.c.conversation_id == message.c.conversation_id, later.c.reply_to == message.c.seq)
            .exists()
        )
        chosen = self._of(conversation_id).where(message.c.sender == "merchant", ~answered)
        return self._messages(chosen.order_by(message.c.seq))

    def set_language(self, conversation_id: str, language: str, is_asked: bool) -> None:
        """Keep the language to answer in; `is_asked` where the merchant asked for it in words."""
        self._change(conversation_id, language=language, language_is_asked=is_asked)

    def request_human(self, conversation_id: str, reason: str) -> bool:
        """Ask for a person: bot -> waiting. False where the conversation was not with the bot."""
        return self.set_state(conversation_id, "waiting", reason, expected="bot")

    def set_state(
        self, conversation_id: str, state: str, reason: str | None = None, expected: str | None = None
    ) -> bool:
        """Change who holds the conversation; with `expected`, only from that state (compare-and-set).

        Returns:
            True where the state was changed by this call.

        Raises:
            ValueError: no such state.
        """
        if state not in STATES:
            raise ValueError(f"state {state!r} unknown; known: {', '.join(STATES)}")
        changed = update(conversation).where(conversation.c.id == conversation_id)
        if expected is not None:
            changed = changed.where(conversation.c.state == expected)
        values = {"state": state, "state_reason": reason, "version": conversation.c.version + 1}
        with self.engine.begin() as connection:
            return bool(connection.execute(changed.values(updated_at=self._now(), **values)).rowcount == 1)

    def erase(self, merchant_id: str) -> int:
        """Delete the merchant's conversation with all its messages; how many messages there were."""
        with self.engine.begin() as connection:
            theirs = delete(message).where(message.c.conversation_id == merchant_id)
            gone = int(connection.execute(theirs).rowcount)
            connection.execute(delete(conversation).where(conversation.c.id == merchant_id))
        return gone

    def _change(self, conversation_id: str, **values: Any) -> None:
        changed = update(conversation).where(conversation.c.id == conversation_id)
        with self.engine.begin() as connection:
            connection.execute(changed.values(updated_at=self._now(), **values))

    def _take_turn(self, connection: Connection, conversation_id: str) -> None:
        """The UPDATE that makes writers of one conversation follow one another."""
        touched = update(conversation).where(conversation.c.id == conversation_id)
        if connection.execute(touched.values(updated_at=self._now())).rowcount != 1:
            raise KeyError(f"conversation {conversation_id!r} was never opened")

    def _write(self, connection: Connection, conversation_id: str, draft: Draft) -> Message:
        if draft.channel_message_id is not None:
            same = message.c.channel_message_id == draft.channel_message_id
            for known in _records(connection.execute(self._of(conversation_id).where(same))):
                return replace(known, is_new=False)
        last = select(func.max(message.c.seq)).where(message.c.conversation_id == conversation_id)
        seq = (connection.execute(last).scalar_one() or 0) + 1
        buttons = tuple({"id": f"{seq}.{secrets.token_urlsafe(12)}", **button} for button in draft.buttons)
        values = {**vars(draft), "buttons": list(buttons) or None, "seq": seq, "at": self._now()}
        connection.execute(insert(message).values(conversation_id=conversation_id, **values))
        return Message(**{**values, "conversation_id": conversation_id, "buttons": buttons})

    def _messages(self, chosen: Any) -> list[Message]:
        with self.engine.connect() as connection:
            return list(_records(connection.execute(chosen)))

    @staticmethod
    def _of(conversation_id: str) -> Any:
        columns = [column for column in message.c if column.name != "id"]
        return select(*columns).where(message.c.conversation_id == conversation_id)


def _records(rows: Iterable[Any]) -> Iterable[Message]:
    for row in rows:
        yield Message(**{**row._mapping, "buttons": tuple(row.buttons or ())})
