"""Unit-periods of Regulation Z, Appendix J, paragraph (b): which one a transaction has, and how time is counted in it.

A month is a month whatever its length; the remaining days of a period are thirtieths of a month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from advisor.trade.day_counts import month_after

DAYS_PER_YEAR = 365
WEEKS_PER_YEAR = 52
MONTHS_PER_YEAR = 12
SEMIMONTH_DAYS = 15
MONTH_DAYS = 30
LENGTH_DAYS = {"month": MONTH_DAYS, "semimonth": SEMIMONTH_DAYS, "week": 7, "day": 1}  # where two fit, the first
LONGEST = {"month": MONTHS_PER_YEAR, "semimonth": 1, "week": WEEKS_PER_YEAR, "day": DAYS_PER_YEAR}
A_YEAR = {"month": MONTHS_PER_YEAR, "semimonth": 24, "week": WEEKS_PER_YEAR, "day": DAYS_PER_YEAR}


@dataclass(frozen=True, order=True)
class UnitPeriod:
    """`count` times a `unit` (month, semimonth, week or day); 12 months are the year, the longest there is."""

    unit: str
    count: int = 1

    @property
    def per_year(self) -> Fraction:
        return Fraction(A_YEAR[self.unit], self.count)

    @property
    def is_year(self) -> bool:
        return (self.unit, self.count) == ("month", MONTHS_PER_YEAR)

    @property
    def length_days(self) -> int:
        return LENGTH_DAYS[self.unit] * self.count

    @property
    def mean_days(self) -> Fraction:
        """How long it is on average: months are twelfths of 365 days."""
        parts_of_year = self.unit in ("month", "semimonth")
        return DAYS_PER_YEAR / self.per_year if parts_of_year else Fraction(self.length_days)


YEAR = UnitPeriod("month", MONTHS_PER_YEAR)
STANDARD = [
    *(UnitPeriod("month", months) for months in range(1, MONTHS_PER_YEAR + 1)),
    UnitPeriod("semimonth"),
    *(UnitPeriod("week", weeks) for weeks in range(1, WEEKS_PER_YEAR + 1)),
    UnitPeriod("day"),
]


@dataclass(frozen=True)
class Calendar:
    """How the months of a transaction are measured: payments on day `due_day` (31: on the last day of each month)."""

    due_day: int

    def full_months(self, earlier: date, later: date) -> tuple[int, int]:
        """Whole months measured back from the later date, and the days before them."""
        months = (later.year - earlier.year) * MONTHS_PER_YEAR + later.month - earlier.month
        if self.back(later, months) < earlier:
            months -= 1
        return months, (self.back(later, months) - earlier).days

    def back(self, later: date, months: int) -> date:
        """The day some months before `later`, as the payments fall."""
        is_due = later.day == min(self.due_day, month_end(later).day)
        day = self.due_day if is_due else later.day
        back = month_after(later.replace(day=1), -months)
        return back.replace(day=min(day, month_end(back).day))


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return month_after(day.replace(month=1, day=31), day.month - 1)


def calendar_of(advances: Sequence[date], payments: Sequence[date]) -> Calendar:
    """The latest day of the month on which a payment falls due; where all are month ends, the advances tell as well."""
    days = [day.day for day in payments]
    if all(day == month_end(day) for day in payments):
        days += [day.day for day in advances]
    return Calendar(max(days))


def unit_period(advances: Sequence[date], payments: Sequence[date], calendar: Calendar) -> UnitPeriod:
    """The unit-period of a transaction, (b)(4): the most frequent period, of two as frequent the shorter.

    One advance and one payment: the term, at most a year. No period that occurs twice: the average of all periods,
    rounded to the nearest standard interval.

    Args:
        advances: days on which money is received, each once, in order; at least one.
        payments: days on which money is paid, the same.
    """
    if len(advances) == len(payments) == 1:
        return _term(min(advances[0], payments[0]), max(advances[0], payments[0]), calendar)
    gaps = [*zip(advances[:-1], advances[1:], strict=True), *zip(payments[:-1], payments[1:], strict=True)]
    if advances[0] < payments[0]:
        gaps.append((advances[0], payments[0]))
    counted = Counter(unit for gap in gaps for unit in _units(*gap, calendar))
    common = [(-times, unit.length_days, unit) for unit, times in counted.items() if times > 1]
    if common:
        return min(common, key=lambda one: (one[0], one[1], list(LENGTH_DAYS).index(one[2].unit)))[2]
    average = Fraction(sum((later - earlier).days for earlier, later in gaps), len(gaps))
    return min(STANDARD, key=lambda unit: (abs(unit.mean_days - average), unit.mean_days))


def unit_periods(earlier: date, later: date, unit: UnitPeriod, calendar: Calendar) -> tuple[int, Fraction]:
    """Full unit-periods between two dates and the fraction that remains, (b)(5)."""
    days = (later - earlier).days
    if unit.unit in ("month", "semimonth"):
        months, odd_days = calendar.full_months(earlier, later)
        if unit.is_year and odd_days:
            years = months // MONTHS_PER_YEAR
            odd = (calendar.back(later, years * MONTHS_PER_YEAR) - earlier).days
            return years, Fraction(odd, DAYS_PER_YEAR)
        days = months * MONTH_DAYS + odd_days
    whole, odd_days = divmod(days, unit.length_days)
    return whole, Fraction(odd_days, unit.length_days)


def _term(first: date, last: date, calendar: Calendar) -> UnitPeriod:
    months, odd_days = calendar.full_months(first, last)
    if months >= MONTHS_PER_YEAR or (last - first).days >= DAYS_PER_YEAR:
        return YEAR
    return UnitPeriod("day", max(1, (last - first).days)) if odd_days else UnitPeriod("month", months)


def _units(earlier: date, later: date, calendar: Calendar) -> list[UnitPeriod]:
    """Every way to name a period: 28 days may be four weeks and a February."""
    days = (later - earlier).days
    months, odd_days = calendar.full_months(earlier, later)
    named = [
        ("month", months if not odd_days else 0),
        ("semimonth", 1 if _is_semimonth(earlier, later) else 0),
        ("week", days // 7 if days % 7 == 0 else 0),
        ("day", days),
    ]
    return [UnitPeriod(unit, count) for unit, count in named if 0 < count <= LONGEST[unit]]


def _is_semimonth(earlier: date, later: date) -> bool:
    """A day of the month and the day 15 later; the 15th goes with the month's last day."""
    first, second = (SEMIMONTH_DAYS * 2 if day == month_end(day) else day.day for day in (earlier, later))
    is_near = (later - earlier).days <= SEMIMONTH_DAYS + 3
    return is_near and abs(first - second) == SEMIMONTH_DAYS
