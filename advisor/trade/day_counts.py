"""Day counts: how many interest days lie between two dates, and how many a year has.

Interest is principal x yearly rate x days / days in the year, multiplied before it is divided, so that a half fen
stays a half fen.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

DAYS_PER_MONTH = 30
FEBRUARY = 1
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # in a leap year


@dataclass(frozen=True)
class DayCount:
    """`days_between(first, last)` counts interest days, of which a year has `year_days`."""

    days_between: Callable[[date, date], int]
    year_days: int


def month_after(start: date, months: int) -> date:
    """The day of `start` some months later (earlier when negative), or the last day of a shorter month.

    >>> month_after(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    longest = MONTH_DAYS[month] if month != FEBRUARY or calendar.isleap(year) else 28
    return date(year, month + 1, start.day if start.day <= longest else longest)


def months_and_days(first: date, last: date) -> tuple[int, int]:
    """Whole months from `first`, and the actual days that are left until `last` (not before `first`)."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if month_after(first, months) > last:
        months -= 1
    return months, (last - month_after(first, months)).days


def interest_fen(principal_fen: int, yearly_rate: Decimal, days: int, year_days: int) -> int:
    """Simple interest in fen, rounded half up; `days` of a year that has `year_days`. Exact, for it uses integers."""
    return interest_at(yearly_rate, year_days)(principal_fen, days)


def interest_at(yearly_rate: Decimal, year_days: int) -> Callable[[int, int], int]:
    """(principal in fen, days) -> `interest_fen`, for many periods at one rate."""
    numerator, denominator = yearly_rate.as_integer_ratio()
    year = denominator * year_days

    def interest(principal_fen: int, days: int) -> int:
        return (2 * principal_fen * numerator * days + year) // (2 * year)

    return interest


def half_up(amount: Decimal) -> int:
    """An amount rounded to whole fen, half a fen upwards."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def _actual(first: date, last: date) -> int:
    return (last - first).days


def _thirty(first: date, last: date) -> int:
    """30 x the months when they are whole (31 January to 28 February is one), else the formula of 30/360."""
    months, odd_days = months_and_days(first, last)
    if odd_days == 0:
        return months * DAYS_PER_MONTH
    first_day = min(first.day, 30)
    last_day = 30 if last.day == 31 and first_day == 30 else last.day
    return (last.year - first.year) * 360 + (last.month - first.month) * DAYS_PER_MONTH + last_day - first_day


def _months_then_days(first: date, last: date) -> int:
    months, odd_days = months_and_days(first, last)
    return months * DAYS_PER_MONTH + odd_days


# Sources: 30/360 is "30/360 Bond Basis" of the 2006 ISDA Definitions, 4.16(f). Chinese: People's Bank of China,
# notice 129 of 2005: whole months at a twelfth of the yearly rate, the odd days, as they are, at a 360th.
DAY_COUNTS = {
    "30/360": DayCount(_thirty, 360),
    "actual/365": DayCount(_actual, 365),
    "actual/360": DayCount(_actual, 360),
    "chinese": DayCount(_months_then_days, 360),
}
MONTH_BASED = ("30/360", "chinese")


def day_count(name: str) -> DayCount:
    """The day count called `name`.

    Raises:
        ValueError: an unknown name; lists the known ones.
    """
    if name not in DAY_COUNTS:
        raise ValueError(f"unknown day count {name!r}; known: {', '.join(DAY_COUNTS)}")
    return DAY_COUNTS[name]
