"""The way down: the outbox of one conversation as server-sent events."""

from __future__ import annotations

import asyncio
import json
import time
from asyncio import Event
from collections.abc import Awaitable, Callable

from sanic.request import Request

from advisor.channels.tokens import Identity
from advisor.conversations.messages import Message
from advisor.conversations.store import Conversations

HEARTBEAT_S = 15
MOST_STREAMS = 8  # of one merchant in one process: tabs and devices
BATCH = 100

Send = Callable[[str], Awaitable[None]]


async def stream(request: Request, conversations: Conversations, who: Identity, seq: int) -> None:
    """Send every message after `seq`, then each new one, until the client leaves or its token expires."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    response = await request.respond(content_type="text/event-stream; charset=utf-8", headers=headers)
    with conversations.feed.listen(who.merchant_id) as bell:
        await response.send("retry: 2000\n\n")
        while (left_s := who.expires_at - time.time()) > 0 and not conversations.feed.is_closed:
            bell.clear()
            seq = await _send_news(conversations, who.merchant_id, seq, response.send)
            if not await _rang(bell, min(left_s, HEARTBEAT_S)):
                await response.send(": still here\n\n")
    await response.eof()


async def _send_news(conversations: Conversations, conversation_id: str, seq: int, send: Send) -> int:
    """Send what came after `seq`; the last number sent."""
    while messages := await asyncio.to_thread(conversations.after, conversation_id, seq, BATCH):
        for message in messages:
            await send(_event(message))
        seq = messages[-1].seq
    return seq


def _event(message: Message) -> str:
    return f"id: {message.seq}\nevent: message\ndata: {json.dumps(message.public(), ensure_ascii=False)}\n\n"


async def _rang(bell: Event, seconds: float) -> bool:
    try:
        return await asyncio.wait_for(bell.wait(), seconds)
    except asyncio.TimeoutError:  # not yet the builtin TimeoutError on Python 3.10
        return False
