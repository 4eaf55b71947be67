"""One number of a text with its unit, before its surroundings are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.numerals import Number


@dataclass(frozen=True)
class Part:
    """One number with its unit, at its place. `kind` also has bare (no unit), interest (分 厘 毫) and point (点)."""

    kind: str
    low: Decimal
    high: Decimal
    start: int
    end: int
    unit: str = ""
    factor: Decimal = Decimal(1)
    word: str = ""  # the unit as written
    number: Number | None = None
    is_about: bool = False
    date: re.Match[str] | None = None
