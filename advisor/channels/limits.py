"""What the gateway takes: how much, how often, and nothing that looks like a command."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import deque
from collections.abc import Callable

from advisor.channels.inbound import GatewayRefusal
from advisor.channels.words import words

LONGEST_TEXT = 2000
WINDOW_S = 60.0
MANY_MERCHANTS = 10_000
UNWRITABLE = {"Cc", "Cs"}  # control characters and lone surrogates: no database keeps them
KEPT_CONTROLS = "\n\t"
NOTHING_SAID = "?"
PAYLOAD = re.compile(r"[A-Za-z0-9_]+\s*(\{.*)?", re.DOTALL)  # after a slash: a command or the name of an intent


def checked_text(text: object) -> str:
    """The merchant's words as they are kept.

    Raises:
        GatewayRefusal: not a text, nothing in it, or longer than 2,000 characters.
    """
    if not isinstance(text, str):
        raise GatewayRefusal("message_malformed", 400, words("message_malformed"))
    if len(text) > LONGEST_TEXT:
        raise GatewayRefusal("text_too_long", 413, words("text_too_long", limit=LONGEST_TEXT))
    kept = "".join(c for c in text if c in KEPT_CONTROLS or unicodedata.category(c) not in UNWRITABLE).strip()
    if not kept:
        raise GatewayRefusal("message_malformed", 400, words("message_malformed"))
    return kept


def as_words(text: str) -> str:
    """Typed words as Rasa gets them: what Rasa would take for a command ("/restart") is none.

    The slash is taken away, not replaced by its full-width form: normalising (NFKC) turns that one back. So every
    leading character goes that is, or could become, a slash, a space or nothing.

    A command or the name of an intent is no words at all: "/start_swot" must not begin the task by its meaning.

    >>> as_words("／restart"), as_words(" \\u200b// 你好"), as_words("1/2"), as_words("/start_swot")
    ('?', '你好', '1/2', '?')
    """
    start = 0
    while start < len(text) and _is_lead(text[start]):
        start += 1
    lead, rest = (unicodedata.normalize("NFKC", part) for part in (text[:start], text[start:]))
    if "/" in lead and PAYLOAD.fullmatch(rest):
        return NOTHING_SAID
    return text[start:] or NOTHING_SAID


def _is_lead(character: str) -> bool:
    plain = unicodedata.normalize("NFKC", character)
    return plain.startswith("/") or not plain.strip() or unicodedata.category(character)[0] in "CZ"


class Pace:
    """Counts the messages of each merchant in the last minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._times: dict[str, deque[float]] = {}

    def count(self, merchant_id: str) -> None:
        """Count one message.

        Raises:
            GatewayRefusal: too many messages in the last minute; this one is not counted.
        """
        now = self._clock()
        if len(self._times) > MANY_MERCHANTS:
            self._times = {known: times for known, times in self._times.items() if times[-1] > now - WINDOW_S}
        times = self._times.setdefault(merchant_id, deque([], maxlen=self._per_minute))
        if len(times) == self._per_minute and times[0] > now - WINDOW_S:
            raise GatewayRefusal("too_many_messages", 429, words("too_many_messages", limit=self._per_minute))
        times.append(now)
