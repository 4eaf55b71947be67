"""A quantity that someone stated: an amount, rate, length of time, share, count or date, and how exact it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.trade.quantity_words import DAYS, PERIODS_A_YEAR


@dataclass(frozen=True)
class Quantity:
    """What a stretch of text says, as an interval from `low` to `high`.

    kind: money, rate, duration, percent, count or date.
    low, high: money in `unit` (yuan for CNY), duration in `unit`, rate as fraction per `unit`, percent as fraction.
        None on the open side of at_least and at_most, and for dates.
    unit: currency; second, minute, hour, day, week, month or year; period of the rate (day, month, year, or
        "LPR+" when it is a margin over LPR); the measure word of a count ("" for a bare number).
    hedge: exact, about, at_least, at_most or between.
    span: start and end in the text as given; `text` is that stretch.
    readings: the ways to read it, commonest first, if it can be read in more than one (一分 without a period). `low`,
        `high` and `unit` are then those of the first: ask before using them.
    basis: how the rate was said (月息, 年化, LPR); 折 for a discount, with the fraction still paid (九折: 0.9).
    earliest, latest: for dates; None where open or where no `today` was given.
    """

    kind: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    hedge: str
    span: tuple[int, int]
    text: str
    readings: tuple[Quantity, ...] = ()
    basis: str = ""
    earliest: date | None = None
    latest: date | None = None

    @property
    def is_ambiguous(self) -> bool:
        """Whether it can be read in more than one way."""
        return bool(self.readings)

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """(low, high), the open side of at_least and at_most repeating the bound that was said.

        Raises:
            ValueError: a date, which has no number.
        """
        bound = self.low if self.high is None else self.high
        if bound is None:
            raise ValueError(f"a {self.kind} without a number")
        return (bound if self.low is None else self.low), bound

    @property
    def fen(self) -> tuple[int, int]:
        """(low, high) in whole fen; see `bounds` for open sides.

        Raises:
            ValueError: not money in yuan.
        """
        if (self.kind, self.unit) != ("money", "CNY"):
            raise ValueError(f"not an amount in yuan: {self.kind} {self.unit}")
        low, high = (int((side * 100).to_integral_value(ROUND_HALF_UP)) for side in self.bounds)
        return low, high

    @property
    def days(self) -> tuple[Decimal, Decimal]:
        """(low, high) in days, a month being 30 and a year 365; see `bounds` for open sides.

        Raises:
            ValueError: not a duration.
        """
        if self.kind != "duration":
            raise ValueError(f"not a length of time: {self.kind}")
        low, high = (side * DAYS[self.unit] for side in self.bounds)
        return low, high

    @property
    def yearly(self) -> tuple[Decimal, Decimal]:
        """(low, high) as simple yearly fractions: day x 365, month x 12; see `bounds` for open sides.

        Raises:
            ValueError: not a rate, or a margin over LPR, which is not a rate by itself.
        """
        if self.kind != "rate" or self.unit not in PERIODS_A_YEAR:
            raise ValueError(f"not a rate with a period: {self.kind} {self.unit}")
        low, high = (side * PERIODS_A_YEAR[self.unit] for side in self.bounds)
        return low, high
