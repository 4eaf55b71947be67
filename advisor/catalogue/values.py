"""Plain values as the knowledge files write them: numbers as text or number, dates as far as they are known."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any


def number(value: Any) -> Decimal | None:
    """The number written as text or as a number, exactly; None stays None.

    Raises:
        ValueError: it is not a finite number (true and false are none either).

    >>> number("0.0365")
    Decimal('0.0365')
    """
    if value is None:
        return None
    try:
        read = Decimal(str(value)) if isinstance(value, (str, int, float, Decimal)) else None
    except InvalidOperation:
        read = None
    if read is None or isinstance(value, bool) or not read.is_finite():
        raise ValueError(f"{value!r} is not a number")
    return read


def day(value: Any) -> date | None:
    """The date written YYYY-MM-DD, YYYY-MM or YYYY; None stays None.

    A month or a year alone counts from its first day, so that a figure never looks fresher than it is.

    Raises:
        ValueError: it is not such a date.

    >>> day("2025-06")
    datetime.date(2025, 6, 1)
    """
    if value is None:
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = "" if isinstance(value, bool) else str(value)
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError(f"{value!r} is not a date")
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
