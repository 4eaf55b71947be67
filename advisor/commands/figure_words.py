"""Figures of records as lines of the terminal: with their unit, in yuan and per cent."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from advisor.catalogue.record_figures import unit
from advisor.commands.output import plain

NOT_PUBLISHED = "not published"
PER_CENT = ("a year", "a day", "of the amount")


def figure_words(path: str, value: Any) -> str:
    """The value of a figure with its unit.

    >>> figure_words("amount_max_fen", 300000000), figure_words("yearly_rate_max", "0.1825"), figure_words("kind", None)
    ('3,000,000 yuan', '18.25 % a year', 'not published')
    """
    if value is None:
        return NOT_PUBLISHED
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none named"
    number, of = _number(value), unit(path)
    if number is None or not of:
        return str(plain(value))
    if of == "fen":
        return f"{_short(number / 100)} yuan"
    return f"{_short(number * 100)} % {of}" if of in PER_CENT else f"{_short(number)} {of}"


def _number(value: Any) -> Decimal | None:
    try:
        return None if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        return None


def _short(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
