"""Wakes the event streams that wait in this process when a conversation has something new.

A bell carries no content: the listener reads the outbox again. Clear the bell BEFORE reading, so that a
message written while reading rings it once more and nothing is missed.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple


class _Place(NamedTuple):
    loop: asyncio.AbstractEventLoop
    bell: asyncio.Event

    def ring(self) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.bell.set)


class Feed:
    """The bells of the waiting streams, by conversation."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._places: defaultdict[str, list[_Place]] = defaultdict(list)
        self.is_closed = False

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """A bell that rings at every `notify` of this conversation, for as long as the block lasts."""
        place = _Place(asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._places[conversation_id].append(place)
        try:
            yield place.bell
        finally:
            self._remove(conversation_id, place)

    def notify(self, conversation_id: str) -> None:
        """Ring the bells of one conversation; from any thread."""
        with self._lock:
            places = tuple(self._places.get(conversation_id, ()))
        for place in places:
            place.ring()

    def close(self) -> None:
        """Wake every stream to its end: the server stops."""
        self.is_closed = True
        with self._lock:
            places = [place for waiting in self._places.values() for place in waiting]
        for place in places:
            place.ring()

    def listeners(self, conversation_id: str) -> int:
        """How many streams of this process wait for the conversation."""
        with self._lock:
            return len(self._places.get(conversation_id, ()))

    def _remove(self, conversation_id: str, place: _Place) -> None:
        with self._lock:
            places = self._places[conversation_id]
            places.remove(place)
            if not places:
                del self._places[conversation_id]
