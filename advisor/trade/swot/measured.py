"""One measure of the self-assessment: an answer that a shop's own records give, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Measured:
    """One measure. `value` has the form of an answer to the factor's question ("0.182", 12, "growing").

    figure: the number behind it, in `unit` (fraction, days, hours, months, points: of 5, fen); for a choice such as
    "growing" what decided it (0.12: a growth of 12 %). source: orders | portal | forecast | computed (from other
    answers). first_day, last_day, and `count` of `counted` (orders | days | futures): what it rests on.
    compared: how a change was compared: "" | half_year | year | month.
    """

    measure: str
    value: Any
    figure: Decimal
    unit: str
    source: str
    first_day: date | None = None
    last_day: date | None = None
    count: int | None = None
    counted: str = "orders"
    compared: str = ""
