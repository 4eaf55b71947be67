"""Times as the tables keep them: ISO 8601 text in UTC with microseconds, which sorts as text on every database."""

from __future__ import annotations

from datetime import datetime, timezone


def as_text(at: datetime) -> str:
    """The text of a time.

    Raises:
        ValueError: the time has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("a time must have a zone")
    return at.astimezone(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")


def as_time(text: str) -> datetime:
    """The time of a text, UTC."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
