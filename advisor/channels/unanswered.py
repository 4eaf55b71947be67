"""Finds the messages that a process took and then died before it answered."""

from __future__ import annotations

from sqlalchemy import case, func, select

from advisor.conversations import schema
from advisor.conversations.messages import Message
from advisor.conversations.store import Conversations

message, conversation = schema.message, schema.conversation


def unanswered(conversations: Conversations) -> list[tuple[Message, str]]:
    """(message, channel) of each unanswered message, in the order they came.

    Messages are answered in order, so what is unanswered stands after the last answered one. What a person read
    (state human, or before an agent's message) is not the bot's to answer.
    """
    return [
        (one, channel)
        for conversation_id, channel, settled in _behind(conversations)
        for one in conversations.unanswered(conversation_id)
        if one.seq > settled
    ]


def _behind(conversations: Conversations) -> list[tuple[str, str, int]]:
    """(id, channel, number up to which all is settled) of conversations where the merchant spoke after that."""
    by_agent = case((message.c.sender == "agent", message.c.seq), else_=0)
    settled = func.max(case((by_agent > func.coalesce(message.c.reply_to, 0), by_agent), else_=message.c.reply_to))
    spoken = func.max(case((message.c.sender == "merchant", message.c.seq), else_=0))
    states = (
        select(
            message.c.conversation_id,
            func.coalesce(settled, 0).label("settled"),
            func.coalesce(spoken, 0).label("spoken"),
        )
        .group_by(message.c.conversation_id)
        .subquery()
    )
    chosen = (
        select(conversation.c.id, conversation.c.channel, states.c.settled)
        .join(states, states.c.conversation_id == conversation.c.id)
        .where(conversation.c.state != "human", states.c.spoken > states.c.settled)
        .order_by(conversation.c.id)
    )
    with conversations.engine.connect() as connection:
        return [(row.id, row.channel, row.settled) for row in connection.execute(chosen)]
