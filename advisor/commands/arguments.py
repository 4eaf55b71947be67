"""What people type as arguments, read into exact values; whatever does not fit is refused with what does."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

LARGEST_YUAN = 10**9
LONGEST_SHOWN = 60
DECIMALS = 12
PLAIN = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d{1,2})?")
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)


def signed_money(text: str) -> int:
    """Yuan with at most two decimals, thousands with or without commas, as fen; negative is money paid.

    Raises:
        ArgumentTypeError: anything else, or more than a thousand million.
    """
    allowed = f"an amount in yuan such as 1000, -350.25 or 1,000.00, at most {LARGEST_YUAN:,}"
    written = text.strip()
    if not PLAIN.fullmatch(written) or not any(letter.isdigit() for letter in written):
        raise ArgumentTypeError(f"{_shown(text)} is not {allowed}")
    yuan = Decimal(written.replace(",", ""))
    if abs(yuan) > LARGEST_YUAN:
        raise ArgumentTypeError(f"{_shown(text)} is not {allowed}")
    return int(yuan * 100)


def fee(text: str) -> int:
    """Yuan from 0, as fen.

    Raises:
        ArgumentTypeError: not an amount, or negative.
    """
    fen = signed_money(text)
    if fen < 0:
        raise ArgumentTypeError(f"{text!r} must not be negative")
    return fen


def money(text: str) -> int:
    """Yuan from 0.01, as fen.

    Raises:
        ArgumentTypeError: not an amount, or not positive.
    """
    fen = signed_money(text)
    if fen <= 0:
        raise ArgumentTypeError(f"{text!r} must be from 0.01 to {LARGEST_YUAN:,} yuan")
    return fen


def yearly_fraction(text: str) -> Decimal:
    """A yearly rate as a fraction from 0 to 10."""
    return _number(text, "a yearly rate as a fraction from 0 to 10, e.g. 0.06 for 6 %", 10)


def share(text: str) -> Decimal:
    """A fraction from 0 to 1."""
    return _number(text, "a fraction from 0 to 1, e.g. 0.03 for 3 %", 1)


def count(text: str) -> int:
    """A whole number from 1 to 3650."""
    value = _number(text, "a whole number from 1 to 3650", 3650)
    if value != int(value) or value < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 to 3650")
    return int(value)


def day(text: str) -> date:
    """A date, 2026-03-31 or 2026/3/31, from 1970 to 2199."""
    try:
        found = datetime.strptime(text.strip().replace("/", "-"), "%Y-%m-%d").date()
    except ValueError:
        raise ArgumentTypeError(f"{_shown(text)} is not a date such as 2026-03-31") from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise ArgumentTypeError(f"{_shown(text)} is not a date from {FIRST_DAY} to {LAST_DAY}")
    return found


def _number(text: str, allowed: str, highest: int) -> Decimal:
    try:
        value = Decimal(text if "_" not in text else "NaN")
    except InvalidOperation:
        raise ArgumentTypeError(f"{_shown(text)} is not {allowed}") from None
    if not value.is_finite() or not 0 <= value <= highest or round(value, DECIMALS) != value:
        raise ArgumentTypeError(f"{_shown(text)} is not {allowed}")
    return value


def _shown(text: str) -> str:
    """What was typed, in quotation marks; of a long one only the beginning."""
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}...")
