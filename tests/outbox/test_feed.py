"""The feed wakes whoever waits for a conversation, from any thread, and misses nothing."""

from __future__ import annotations

import asyncio
import threading

from advisor.conversations.feed import Feed


def test_a_listener_is_woken_from_another_thread():
    async def scene(feed: Feed) -> bool:
        with feed.listen("m-1") as bell:
            threading.Thread(target=feed.notify, args=("m-1",)).start()
            return await asyncio.wait_for(bell.wait(), 5)

    assert asyncio.run(scene(Feed()))


def test_another_conversation_does_not_wake_a_listener():
    async def scene(feed: Feed) -> bool:
        with feed.listen("m-1") as bell:
            feed.notify("m-2")
            await asyncio.sleep(0)
            return bell.is_set()

    assert not asyncio.run(scene(Feed()))


def test_a_message_written_while_reading_rings_once_more():
    async def scene(feed: Feed) -> bool:
        with feed.listen("m-1") as bell:
            bell.clear()
            feed.notify("m-1")  # as if written between the reading and the waiting
            return await asyncio.wait_for(bell.wait(), 5)

    assert asyncio.run(scene(Feed()))


def test_a_stream_that_ended_is_forgotten():
    async def scene(feed: Feed) -> tuple[int, int]:
        with feed.listen("m-1"), feed.listen("m-1"):
            during = feed.listeners("m-1")
        feed.notify("m-1")
        return during, feed.listeners("m-1")

    assert asyncio.run(scene(Feed())) == (2, 0)
