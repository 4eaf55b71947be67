"""Figures and the units people write by mistake: each wrong way is told with what is to be written instead.

A figure of the knowledge is a plain number in the unit of its field: yuan, months, days, a fraction a year or a day.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_PERCENT = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(?:%|％|percent|per cent|个点|點|点)\s*", re.IGNORECASE)
_FRACTION = 'a fraction between 0 and 1 is expected, as text and {period}: "{example}" for {percent}'
_WRONG_FIELDS = (  # what is written, what it should be
    (r"amount_(min|max)(_fen|_cny|_wan|_万|_usd|)", "amounts are in yuan: amount_min_yuan, amount_max_yuan"),
    (r"(min|max)_amount.*|limit.*", "amounts are in yuan: amount_min_yuan, amount_max_yuan"),
    (r"term_(min|max)_(days|weeks|years)|term_(min|max)|term_(days|months|years)",
     "terms are in months: term_min_months, term_max_months"),
    (r"month(ly)?_rate.*|rate_monthly.*",
     "a rate by the month is not kept: x 12 is yearly_rate_min, yearly_rate_max; say so in notes.rate"),
    (r"apr.*|rate(_min|_max|_pct|_percent)?|interest.*|(year|dai)ly_rate(_min|_max)?(_pct|_percent|_bp)?",
     "rates are fractions by the year or day: yearly_rate_min, yearly_rate_max, daily_rate_min, daily_rate_max"),
    (r"fee|fees|fee_(pct|percent|yuan|fen)", "a fee is a fraction of the amount: fee_rate; in words: notes.fees"),
    (r"(hours|minutes|weeks)_to_funds|time_to_funds.*", "the time to the money is in days: days_to_funds"),
)  # fmt: skip


def plain(value: Any) -> Decimal | None:
    """The number when it is written plainly: digits and at most one point, as text or number; None otherwise.

    >>> plain("0.0365"), plain("3,000"), plain(True)
    (Decimal('0.0365'), None, None)
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        text = format(Decimal(str(value)), "f")  # a small float is written 5e-05
    elif isinstance(value, str):
        text = value
    else:
        return None
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def yuan(value: Any) -> str:
    """Why the value is no amount in yuan; empty when it is one."""
    read = plain(value)
    if read is None:
        return "a number of yuan above 0 is expected, digits only, without unit: 3000000, not 300万, 3,000,000元 or USD"
    return "" if read * 100 == int(read * 100) else "an amount has no parts of a fen: two decimals at most"


def months(value: Any) -> str:
    """Why the value is no length of time in months."""
    return "" if plain(value) is not None else "a number of months above 0 is expected, without unit: 12, not 1年"


def days(value: Any) -> str:
    """Why the value is no length of time in days."""
    is_number = plain(value) is not None
    return "" if is_number else "a number of days, 0 or more, is expected, without unit: 1, not T+1"


def yearly_rate(value: Any) -> str:
    """Why the value is no yearly rate."""
    return _fraction(value, "by the year", "0.0365", "3.65 % a year")


def daily_rate(value: Any) -> str:
    """Why the value is no daily rate."""
    return _fraction(value, "by the day", "0.0005", "0.05 % a day (万五)")


def fee_fraction(value: Any) -> str:
    """Why the value is no one-off fee as a fraction of the amount."""
    return _fraction(value, "of the amount, once", "0.005", "0.5 %")


def _fraction(value: Any, period: str, example: str, percent: str) -> str:
    read = plain(value)
    if read is not None and 0 < read < 1:
        return ""
    message = _FRACTION.format(period=period, example=example, percent=percent)
    meant = Decimal(match[1]) if isinstance(value, str) and (match := _PERCENT.fullmatch(value)) else read
    return f'{message}; if {meant} % is meant, "{meant / 100:f}"' if meant and meant < 100 else message


def field_hint(name: str) -> str:
    """Which field a product has for what an unknown field of this name seems to be; empty when it seems to be none."""
    return next((hint for pattern, hint in _WRONG_FIELDS if re.fullmatch(pattern, name)), "")
