"""What the orders of a shop do not tell about its cash: costs, days of stock and credit, wages, rent, tax, loans."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from advisor.trade.schedules import Schedule

FEN = (-(10**13), 10**13)
FEN_OUT = (0, 10**13)
DAYS = (0, 720)
DAY_OF_MONTH = (1, 31)
SHARE = (0, 1)
LIMITS: dict[str, tuple[int, int]] = {
    "opening_cash_fen": FEN,
    "reserve_fen": FEN_OUT,
    "cost_share": (0, 5),
    "inventory_days": DAYS,
    "payable_days": DAYS,
    "resellable_share": SHARE,
    "advertising_share": SHARE,
    "wages_fen": FEN_OUT,
    "wages_day": DAY_OF_MONTH,
    "rent_fen": FEN_OUT,
    "rent_day": DAY_OF_MONTH,
    "tax_share": SHARE,
    "tax_day": DAY_OF_MONTH,
    "fee_share": SHARE,
    "other_fen": FEN_OUT,
}
"""Smallest and largest value of every number; what does not end in `_share` is a whole number."""


@dataclass(frozen=True)
class Terms:
    """The terms a shop trades on. Money is in fen, shares are fractions of sales, a `_day` is a day of the month
    (1 to 31; the last one where the month is shorter). What is not given is 0: it costs nothing.

    Raises:
        ValueError: a number is out of its range (`LIMITS`) or broken where it must be whole; names field, value, range.
    """

    opening_cash_fen: int = 0  # usable money in the evening of the last known day
    reserve_fen: int = 0  # cash that is never to be touched: below it the shop counts as short
    cost_share: float = 0.0  # cost of goods / sales before refunds; above 1: sold below cost
    inventory_days: int = 0  # from receiving goods to selling them
    payable_days: int = 0  # from receiving goods to paying for them
    resellable_share: float = 1.0  # of the returned goods (at cost) that can be sold again
    advertising_share: float = 0.0  # of sales before refunds, paid on the day
    wages_fen: int = 0  # a month
    wages_day: int = 10
    rent_fen: int = 0  # a month
    rent_day: int = 1
    tax_share: float = 0.0  # of the net sales of a calendar month, paid in the month after it
    tax_day: int = 15
    other_fen: int = 0  # a month, spread over its days
    fee_share: float | None = None  # kept by the platform of what is settled; None: as the orders say, else nothing
    loans: tuple[Schedule, ...] = ()

    def __post_init__(self) -> None:
        for field in LIMITS:
            value = getattr(self, field)
            if not (field == "fee_share" and value is None):
                check(field, value)


def check(field: str, value: Any) -> None:
    """Raises a ValueError with field, value and allowed range unless `value` fits the field."""
    low, high = LIMITS[field]
    is_share = field.endswith("_share")
    try:
        is_fit = (
            not isinstance(value, (bool, str)) and low <= value <= high and (is_share or value == math.floor(value))
        )
    except (TypeError, ArithmeticError):
        is_fit = False
    if not is_fit:
        raise ValueError(f"{field}: {value!r} is not a {'' if is_share else 'whole '}number from {low} to {high}")
