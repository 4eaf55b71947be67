"""The annual percentage rate of Regulation Z (12 CFR 1026), Appendix J, by the actuarial method.

For flows on any dates: several advances, odd first periods, odd payments, skipped payments. It is the rate of one
unit-period times the unit-periods of a year, without compounding; `rates.xirr` compounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import exp, expm1

import numpy as np

from advisor.trade.loan_roots import Floats
from advisor.trade.roots import NoRate, Value, nearest_root
from advisor.trade.unit_periods import UnitPeriod, calendar_of, unit_period, unit_periods


@dataclass(frozen=True)
class AnnualRate:
    """`apr` is a fraction a year = rate of `unit_period` x its number in a year."""

    apr: float
    unit_period: UnitPeriod


def annual_percentage_rate(flows: Sequence[tuple[date, int]]) -> AnnualRate:
    """The annual percentage rate of dated flows.

    Sum of flow / ((1 + f x i) x (1 + i)^t) = 0, where t full unit-periods and the fraction f of one lie between the
    first flow and each flow; the rate is i x unit-periods a year.

    Args:
        flows: (day, fen) from the borrower's side: an advance is positive, a payment is negative; in any order.
            Flows of one day and one side count as one.

    Raises:
        NoRate: not both signs, everything on one day, or no rate fits.

    Source: 12 CFR 1026, Appendix J, (b)(3) to (b)(8).

    >>> year = annual_percentage_rate([(date(1978, 1, 3), 100_000), (date(1978, 9, 15), -108_000)])
    >>> round(year.apr, 4), year.unit_period.unit, year.unit_period.count
    (0.1145, 'day', 255)
    """
    advances = sorted({day for day, fen in flows if fen > 0})
    payments = sorted({day for day, fen in flows if fen < 0})
    if not advances or not payments:
        raise NoRate("one_sided" if advances or payments else "no_flows")
    first = min(advances[0], payments[0])
    if first == max(advances[-1], payments[-1]):
        raise NoRate("no_root")
    calendar = calendar_of(advances, payments)
    unit = unit_period(advances, payments, calendar)
    times = [unit_periods(first, day, unit, calendar) for day, _ in flows]
    amounts = np.array([fen for _, fen in flows], dtype=np.float64)
    rate = expm1(nearest_root(_actuarial(amounts, times), amounts))
    return AnnualRate(rate * float(unit.per_year), unit)


def _actuarial(amounts: Floats, times: Sequence[tuple[int, Fraction]]) -> Value:
    """Present value and slope by the log of 1 + i; the fraction of a unit-period earns simple interest."""
    full = np.array([whole for whole, _ in times], dtype=np.float64)
    part = np.array([float(fraction) for _, fraction in times], dtype=np.float64)

    def value(x: float) -> tuple[float, float]:
        simple = 1 + part * expm1(x)
        powers = -x * full
        worth = amounts * np.exp(powers - powers.max()) / simple
        return float(worth.sum()), float(-(worth * (full + part * exp(x) / simple)).sum())

    return value
