"""One lock a conversation, in this process: whoever comes first is served first, and nobody polls.

Rasa's own lock waits in steps of one second and expires under a slow action. With several servers, send each
conversation to one of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock_store import LockStore


class AsyncioLockStore(LockStore):
    """Locks by conversation, kept only while someone holds one or waits."""

    def __init__(self, endpoint_config: Any = None) -> None:
        super().__init__()
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def lock(  # type: ignore[override]
        self, conversation_id: str, lock_lifetime: float = 0, wait_time_in_seconds: float = 0
    ) -> AsyncIterator[None]:
        """Hold the conversation's lock for the block; callers get it in the order they asked."""
        lock, interested = self._locks.get(conversation_id, (asyncio.Lock(), 0))
        self._locks[conversation_id] = (lock, interested + 1)
        try:
            async with lock:
                yield
        finally:
            self._leave(conversation_id)

    def held(self) -> int:
        """How many conversations are locked or waited for."""
        return len(self._locks)

    def _leave(self, conversation_id: str) -> None:
        lock, interested = self._locks.pop(conversation_id)
        if interested > 1:
            self._locks[conversation_id] = (lock, interested - 1)
