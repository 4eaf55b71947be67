"""Rasa's trackers in our database, read back at a cost that does not grow with the conversation.

Every event is a row, appended once. A snapshot keeps the state (slots, form, pause) before the last few turns; reading
replays only what came after it. The snapshot is replayed as events too, at the head of the tracker: Rasa rebuilds a
tracker from its events at will (`copy`, a reverted message), so state that is not an event would be lost.

A failed read raises. Rasa's own wrapper would answer on an empty tracker instead: see `unwrapped`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from advisor.channels.tracker_snapshot import (
    KEPT_TURNS,
    MOST_TURNS,
    Snapshot,
    start_of_last_turns,
    tracker_event,
    tracker_snapshot,
    user_turns,
)
from advisor.database import open_engine

ORIGIN = "advisor_origin"


class TrackerConflict(Exception):
    """Someone else wrote to the conversation since this tracker was read; nothing was saved."""


class Origin(NamedTuple):
    """Where a tracker's events lie in the database: the first `head` of them stand for the snapshot, the next one
    has the number `first_seq`; `next_seq` is the first number not yet written."""

    head: int
    first_seq: int
    next_seq: int


class BoundedTrackerStore(TrackerStore):
    """Trackers in the advisor's database (tables tracker_event and tracker_snapshot).

    Args:
        domain: set by Rasa when the model is loaded.
        event_broker: not used; the outbox is the record of what was said.
        engine: the database; else
        host: its URL (`url` in endpoints.yml); else the one of the settings.
    """

    def __init__(
        self, domain: Any = None, event_broker: Any = None, engine: Engine | None = None, host: str | None = None
    ) -> None:
        super().__init__(domain, event_broker)
        self.engine = engine or open_engine(host or _configured_url())

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker with its full state and the events of its last turns; None where there never was one."""
        snapshot, rows = await asyncio.to_thread(self._tail, sender_id)
        return self._tracker(sender_id, snapshot, rows)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The tracker with all its events, for export; slow for a long conversation."""
        rows = await asyncio.to_thread(self._rows, conversation_id, 0)
        return self._tracker(conversation_id, None, rows)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the tracker's new events.

        Raises:
            TrackerConflict: the conversation has events that this tracker does not know.
        """
        origin: Origin = getattr(tracker, ORIGIN, Origin(0, 0, 0))
        new = list(tracker.events)[origin.head + origin.next_seq - origin.first_seq :]
        if not new:
            return
        snapshot = self._moved_snapshot(tracker, origin)
        await asyncio.to_thread(self._append, tracker.sender_id, origin.next_seq, _bodies(new), snapshot)
        setattr(tracker, ORIGIN, origin._replace(next_seq=origin.next_seq + len(new)))

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return await asyncio.to_thread(self._keys)

    def erase(self, conversation_id: str) -> int:
        """Delete all that is kept of a conversation; how many events there were."""
        with self.engine.begin() as connection:
            of_snapshot = tracker_snapshot.c.conversation_id == conversation_id
            connection.execute(delete(tracker_snapshot).where(of_snapshot))
            of_events = tracker_event.c.conversation_id == conversation_id
            return int(connection.execute(delete(tracker_event).where(of_events)).rowcount)

    def _tracker(
        self, conversation_id: str, snapshot: Snapshot | None, rows: Sequence[str]
    ) -> DialogueStateTracker | None:
        if not rows:
            return None
        head = snapshot.events() if snapshot else []
        events = head + deserialise_events([json.loads(body) for body in rows])
        if len(events) != len(head) + len(rows):
            raise TrackerConflict(f"conversation {conversation_id!r} holds an event that this Rasa cannot read")
        tracker = DialogueStateTracker.from_events(conversation_id, events, self.domain.slots)
        first = snapshot.seq if snapshot else 0
        setattr(tracker, ORIGIN, Origin(len(head), first, first + len(rows)))
        return tracker

    def _moved_snapshot(self, tracker: DialogueStateTracker, origin: Origin) -> Snapshot | None:
        """The snapshot that leaves the last turns after it; None while the present one does."""
        events = list(tracker.events)
        if user_turns(events) <= MOST_TURNS:
            return None
        start = start_of_last_turns(events, KEPT_TURNS)
        before = DialogueStateTracker.from_events(tracker.sender_id, events[:start], self.domain.slots)
        return Snapshot.of(before, origin.first_seq + start - origin.head)

    def _tail(self, conversation_id: str) -> tuple[Snapshot | None, list[str]]:
        """The snapshot and the events after it, as they were at one moment (a reader never sees half a save:
        the snapshot's number only grows, so reading it first can only give more events than needed)."""
        with self.engine.connect() as connection:
            chosen = select(tracker_snapshot).where(tracker_snapshot.c.conversation_id == conversation_id)
            row = connection.execute(chosen).first()
            snapshot = Snapshot(**row._mapping) if row else None
            return snapshot, _rows(connection, conversation_id, snapshot.seq if snapshot else 0)

    def _rows(self, conversation_id: str, first_seq: int) -> list[str]:
        with self.engine.connect() as connection:
            return _rows(connection, conversation_id, first_seq)

    def _append(
        self, conversation_id: str, seq: int, bodies: Sequence[dict[str, Any]], snapshot: Snapshot | None
    ) -> None:
        rows = [{"conversation_id": conversation_id, "seq": seq + i, **body} for i, body in enumerate(bodies)]
        conflict = TrackerConflict(f"conversation {conversation_id!r} was changed by someone else")
        try:
            with self.engine.begin() as connection:
                if _next_seq(connection, conversation_id) != seq:
                    raise conflict
                connection.execute(insert(tracker_event), rows)
                if snapshot:
                    of_conversation = tracker_snapshot.c.conversation_id == conversation_id
                    connection.execute(delete(tracker_snapshot).where(of_conversation))
                    connection.execute(insert(tracker_snapshot).values(**snapshot.row(conversation_id)))
        except IntegrityError as error:
            raise conflict from error

    def _keys(self) -> list[str]:
        with self.engine.connect() as connection:
            return list(connection.execute(select(tracker_event.c.conversation_id).distinct()).scalars())


def unwrapped(store: TrackerStore) -> TrackerStore:
    """The store without Rasa's fail-safe wrapper, which turns a failed read into an empty conversation."""
    return unwrapped(store._tracker_store) if isinstance(store, FailSafeTrackerStore) else store


def _next_seq(connection: Connection, conversation_id: str) -> int:
    last = select(func.max(tracker_event.c.seq)).where(tracker_event.c.conversation_id == conversation_id)
    known = connection.execute(last).scalar()
    return 0 if known is None else int(known) + 1


def _rows(connection: Connection, conversation_id: str, first_seq: int) -> list[str]:
    mine = (tracker_event.c.conversation_id == conversation_id) & (tracker_event.c.seq >= first_seq)
    return list(connection.execute(select(tracker_event.c.body).where(mine).order_by(tracker_event.c.seq)).scalars())


def _bodies(events: Iterable[Event]) -> list[dict[str, Any]]:
    return [
        {"at": event.timestamp, "type": event.type_name, "body": json.dumps(event.as_dict(), ensure_ascii=False)}
        for event in events
    ]


def _configured_url() -> str:
    from advisor.settings import load

    return load().database_url
