"""What an action wants said and kept; the actions that use it speak and return the events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """One template to say, with its values and buttons."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What a message did to the interview. Without events it was no answer."""

    events: list[dict[str, Any]] = field(default_factory=list)
    says: tuple[Said, ...] = ()

    @property
    def is_no_answer(self) -> bool:
        """Whether the message is to be treated as a question or wish of its own."""
        return not self.events
