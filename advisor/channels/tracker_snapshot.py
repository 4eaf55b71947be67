"""The state of a dialogue at one moment, and where in its events that moment may lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

KEPT_TURNS = 6  # at least so many turns of the merchant are replayed
MOST_TURNS = 10  # and never more than so many
metadata = MetaData()

tracker_event = Table(
    "tracker_event",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("conversation_id", String(128), nullable=False),
    Column("seq", Integer, nullable=False),  # 0, 1, 2, ... in each conversation, without gaps
    Column("at", Float(53), nullable=False),  # seconds since 1970, as Rasa keeps them
    Column("type", String(64), nullable=False),
    Column("body", Text, nullable=False),  # the event as Rasa's JSON
    UniqueConstraint("conversation_id", "seq", name="tracker_event_seq_is_unique"),
)

tracker_snapshot = Table(
    "tracker_snapshot",
    metadata,
    Column("conversation_id", String(128), primary_key=True),
    Column("seq", Integer, nullable=False),  # number of the first event after the snapshot
    Column("slots", JSON, nullable=False),  # those that differ from their initial value
    Column("active_loop", String(128)),
    Column("loop_was_rejected", Boolean, nullable=False),
    Column("paused", Boolean, nullable=False),
)


class Snapshot(NamedTuple):
    """A row of tracker_snapshot."""

    conversation_id: str
    seq: int
    slots: dict[str, Any]
    active_loop: str | None
    loop_was_rejected: bool
    paused: bool

    @classmethod
    def of(cls, tracker: DialogueStateTracker, seq: int) -> Snapshot:
        """The state of `tracker`, after which comes the event number `seq`."""
        slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
        rejected = tracker.is_active_loop_rejected
        return cls(tracker.sender_id, seq, slots, tracker.active_loop_name, rejected, tracker.is_paused())

    def row(self, conversation_id: str) -> dict[str, Any]:
        """The values of the row."""
        return {**self._asdict(), "conversation_id": conversation_id}

    def events(self) -> list[Event]:
        """The events that bring an empty tracker to this state."""
        events: list[Event] = [SlotSet(name, value, timestamp=0.0) for name, value in self.slots.items()]
        if self.active_loop:
            events.append(ActiveLoop(self.active_loop, timestamp=0.0))
        if self.active_loop and self.loop_was_rejected:
            events.append(ActionExecutionRejected(self.active_loop, timestamp=0.0))
        if self.paused:
            events.append(ConversationPaused(timestamp=0.0))
        return events


def user_turns(events: Sequence[Event]) -> int:
    """How many messages of the merchant there are among the events."""
    return sum(isinstance(event, UserUttered) for event in events)


def start_of_last_turns(events: Sequence[Event], turns: int) -> int:
    """Where the last `turns` turns begin: at the `action_listen` before a message, or at the message itself
    where there is none (a paused dialogue)."""
    messages = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    place = messages[-turns]
    earlier = messages[-turns - 1] if len(messages) > turns else -1
    for before in range(place - 1, earlier, -1):
        event = events[before]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME:
            return before
    return place
