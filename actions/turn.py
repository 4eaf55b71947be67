"""One turn as an action sees it: who speaks, in which language, what was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Turn:
    """The latest message and the slots, read once.

    `entities` maps an entity name to its values in the order of the text; a button's payload arrives the same way.
    """

    merchant_id: str
    language: str
    text: str
    intent: str | None
    ranking: tuple[str, ...]
    entities: Mapping[str, tuple[Any, ...]]
    slots: Mapping[str, Any]

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """The turn of `tracker`'s latest message."""
        latest = tracker.latest_message or {}
        found: dict[str, list[Any]] = {}
        for entity in latest.get("entities") or []:
            found.setdefault(entity["entity"], []).append(entity.get("value"))
        return cls(
            merchant_id=tracker.sender_id,
            language=tracker.get_slot("language") or "zh",
            text=(latest.get("text") or "").strip(),
            intent=(latest.get("intent") or {}).get("name"),
            ranking=tuple(reading["name"] for reading in latest.get("intent_ranking") or ()),
            entities={name: tuple(values) for name, values in found.items()},
            slots=tracker.slots,
        )

    def one(self, entity: str) -> Any | None:
        """The first value of an entity, or None."""
        values = self.entities.get(entity, ())
        return values[0] if values else None

    def name_of(self, entity: str) -> str:
        """The first value of an entity as a text; empty where there is none."""
        return str(self.one(entity) or "")

    @property
    def is_button(self) -> bool:
        """Whether the message is the payload of a button; the gateway lets nobody type one."""
        return self.text.startswith("/")
