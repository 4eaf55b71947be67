"""Single values in the portal's answers: money, times, days and words, or the reason why they are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

MOST_FEN = 10**14  # more is no order of a shop, and would not add up in 64 bits
YEARS = range(1990, 2100)  # outside stand the zero times of other systems: 0001-01-01, 1970-01-01
TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)")
LONGEST_TEXT = 200


class ValueRefused(ValueError):
    """A value that cannot be taken. `code` is a finding's: missing_..., unreadable_... or negative_amount."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fen(record: Mapping[str, Any], field: str) -> int:
    """Whole fen, 0 or more; 0 where it is null or not there."""
    value = record.get(field)
    if value is None:
        return 0
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST_FEN:
        raise ValueRefused("unreadable_amount")
    if value < 0:
        raise ValueRefused("negative_amount")
    return value


def moment(record: Mapping[str, Any], field: str, zone: tzinfo) -> datetime | None:
    """An ISO 8601 time with a zone as local time of `zone`, without one, in whole seconds; None where it is null."""
    text = record.get(field)
    if text is None:
        return None
    found = TIME.fullmatch(text) if isinstance(text, str) else None
    if not found or int(text[:4]) not in YEARS:
        raise ValueRefused("unreadable_time")
    try:
        at = datetime.fromisoformat(found[1] + found[2].replace("Z", "+00:00"))
    except ValueError as error:
        raise ValueRefused("unreadable_time") from error
    return at.astimezone(zone).replace(tzinfo=None)


def day(record: Mapping[str, Any], field: str) -> date | None:
    """A day (2026-01-31); None where it is null."""
    text = record.get(field)
    if text is None:
        return None
    try:
        found = date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise ValueRefused("unreadable_time") from error
    if found.year not in YEARS:
        raise ValueRefused("unreadable_time")
    return found


def text(record: Mapping[str, Any], field: str) -> str:
    """A word of one line; "" where it is null or not there."""
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        raise ValueRefused("unreadable_text")
    return value.strip()
