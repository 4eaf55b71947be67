"""One turn as an action sees it: who speaks, in which language, what was understood."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Turn:
    """The latest message and the slots, read once.

    `confidence` is that of `intent`, from 0 to 1; `readings` are the confidences of all likely intents.

    `entities` maps an entity name to its values in the order of the text; a button's payload arrives the same way.
    `mentions` counts the places of the text that name something of a kind: one ambiguous name has several values.
    `questions` are the questions of a message of several parts, each as a turn of its own; `statements` is the rest of
    such a message, and the whole text of any other.
    """

    merchant_id: str
    language: str
    text: str
    intent: str | None
    confidence: float
    ranking: tuple[str, ...]
    entities: Mapping[str, tuple[Any, ...]]
    slots: Mapping[str, Any]
    questions: tuple[Turn, ...] = ()
    statements: str = ""
    mentions: Mapping[str, int] = field(default_factory=dict)
    readings: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """The turn of `tracker`'s latest message."""
        latest = tracker.latest_message or {}
        text = (latest.get("text") or "").strip()
        parts = latest.get("parts") or []
        turn = cls(
            merchant_id=tracker.sender_id,
            language=tracker.get_slot("language") or "zh",
            text=text,
            intent=(latest.get("intent") or {}).get("name"),
            confidence=float((latest.get("intent") or {}).get("confidence") or 0.0),
            ranking=tuple(reading["name"] for reading in latest.get("intent_ranking") or ()),
            entities=_values(latest.get("entities") or []),
            slots=tracker.slots,
            mentions=_mentions(latest.get("entities") or []),
            readings={one["name"]: float(one["confidence"]) for one in latest.get("intent_ranking") or ()},
            statements="，".join(part["text"] for part in parts if not part["asks"]) if parts else text,
        )
        return replace(turn, questions=tuple(turn._part(part) for part in parts if part["asks"]))

    def _part(self, part: Mapping[str, Any]) -> Turn:
        intent, confidence = part["intent"]["name"], float(part["intent"]["confidence"])
        ranking = (intent,) if intent else ()
        entities = _values(part["entities"])
        read: dict[str, Any] = {"intent": intent, "confidence": confidence, "ranking": ranking, "entities": entities}
        read["readings"] = {intent: confidence} if intent else {}
        return replace(self, text=part["text"], statements="", mentions=_mentions(part["entities"]), **read)

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

    def pressed(self, payload: str) -> Turn:
        """The turn as it would be if the button with this payload had been pressed."""
        intent, _, body = payload.removeprefix("/").partition("{")
        found: dict[str, list[Any]] = {}
        for name, value in json.loads("{" + body).items() if body else ():
            _add(found, name, value)
        entities = {name: tuple(values) for name, values in found.items()}
        read: dict[str, Any] = {"intent": intent, "confidence": 1.0, "entities": entities}
        return replace(self, text=payload, questions=(), statements="", **read)


def _values(entities: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for entity in entities:
        _add(found, entity["entity"], entity.get("value"))
    return {name: tuple(values) for name, values in found.items()}


def _mentions(entities: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    places: dict[str, set[Any]] = {}
    for i, entity in enumerate(entities):
        places.setdefault(entity["entity"], set()).add((entity["start"], entity["end"]) if "start" in entity else i)
    return {name: len(found) for name, found in places.items()}


def _add(found: dict[str, list[Any]], name: str, value: Any) -> None:
    """Add a value of an entity; a button may carry several in a list."""
    found.setdefault(name, []).extend(value if isinstance(value, list) else [value])
