"""Setting the intent of a message after the classifier: one reading goes first, the others stay behind it."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message


def put_first(message: Message, reading: dict[str, Any]) -> None:
    """Make `reading` ({name, confidence}) the intent and the first of the ranking, in which it stands once."""
    others = [one for one in message.get(INTENT_RANKING_KEY) or [] if one["name"] != reading["name"]]
    message.set(INTENT, reading, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [reading, *others], add_to_output=True)
