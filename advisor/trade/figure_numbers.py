"""Numbers that only figures can write: 2.5e-3, 1.1^23, 3/4, 1 4/3. Text is in plain form."""

from __future__ import annotations

import re
from decimal import Decimal

from advisor.trade.numerals import Number

LARGEST_EXPONENT = 300
_SCIENTIFIC = re.compile(r"(?P<base>\d+(?:\.\d+)?|\.\d+)e(?P<signs>[+-]{0,3})(?P<exponent>\d{1,3})(?![\da-z.])")
_POWER = re.compile(r"(?P<base>\d+(?:\.\d+)?|\.\d+) ?\^ ?(?P<signs>[+-]{0,3})(?P<exponent>\d{1,3})(?![\d.])")
_SLASH = re.compile(r"(?:(?P<whole>\d{1,15}) {1,2})?(?P<above>\d{1,15})/(?P<below>\d{1,15})(?![\d/])")


def figure_number_at(text: str, start: int) -> Number | None:
    """The number in scientific notation, power or fraction that begins at `start`; None if there is none.

    >>> figure_number_at("1 1/2", 0).low
    Decimal('1.5')
    """
    if found := _SLASH.match(text, start):
        if text[start - 1 : start] == "/" or not int(found["below"]):
            return None
        return _made(int(found["whole"] or 0) + Decimal(found["above"]) / Decimal(found["below"]), found)
    found = _SCIENTIFIC.match(text, start) or _POWER.match(text, start)
    if not found:
        return None
    exponent = int(found["exponent"]) * (-1 if found["signs"].count("-") % 2 else 1)
    base = Decimal(found["base"])
    if abs(exponent) > LARGEST_EXPONENT or not base and exponent <= 0 or len(found["base"]) > LARGEST_EXPONENT:
        return None
    return _made(base * Decimal(10) ** exponent if found.re is _SCIENTIFIC else base**exponent, found)


def _made(value: Decimal, found: re.Match[str]) -> Number:
    return Number(value, value, found.start(), found.end(), "notation")
