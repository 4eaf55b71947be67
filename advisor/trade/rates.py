"""Rates of return: what yearly rate a set of payments really costs.

Amounts are fen from the borrower's side (money received is positive, money paid is negative);
rates are fractions. `appendix_j` has the rate of Regulation Z for flows on any dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import expm1, log1p

import numpy as np

from advisor.trade.loan_roots import SHORT, dated_loan_root
from advisor.trade.roots import NoRate, in_range, log_rate

__all__ = ["NoRate", "effective_yearly", "nominal_yearly", "rate_per_period", "xirr"]
DAYS_PER_YEAR = 365


def xirr(flows: Sequence[tuple[date, int]]) -> float:
    """Effective yearly rate of dated flows, actual/365: sum of flow / (1 + rate) ^ (days / 365) = 0.

    Where several rates fit (the sign changes more than once), the one nearest to zero is returned.

    Args:
        flows: (day, fen), at least one positive and one negative; any order, any span of years.

    Returns:
        A fraction a year, > -1.

    Raises:
        NoRate: the flows do not have both signs, or no rate between -99.99999 % and 10^217 fits.

    Source: the function XIRR of OpenDocument OpenFormula (OASIS).

    >>> round(xirr([(date(2025, 1, 1), 100_000), (date(2026, 1, 1), -110_000)]), 10)
    0.1
    """
    if not flows:
        raise NoRate("no_flows")
    found = dated_loan_root(flows) if len(flows) <= SHORT else None
    if found is not None:
        return expm1(in_range(found * DAYS_PER_YEAR))
    days, amounts = zip(*flows, strict=True)
    times = np.array(list(map(date.toordinal, days)), dtype=np.float64)
    return expm1(log_rate(np.array(amounts, dtype=np.float64), times, DAYS_PER_YEAR))


def rate_per_period(flows: Sequence[int]) -> float:
    """Rate per period of flows that are one equal period apart (IRR), as a fraction a period.

    Raises:
        NoRate: as `xirr`.

    >>> round(rate_per_period([100_000, -60_000, -60_000]), 6)
    0.130662
    """
    return expm1(log_rate(np.array(flows, dtype=np.float64), np.arange(len(flows), dtype=np.float64)))


def nominal_yearly(rate: float, periods_per_year: float) -> float:
    """Yearly rate without compounding: rate per period x periods (the APR of Regulation Z, Appendix J)."""
    return rate * periods_per_year


def effective_yearly(rate: float, periods_per_year: float) -> float:
    """Yearly rate with compounding: (1 + rate per period) ^ periods - 1."""
    return expm1(log1p(rate) * periods_per_year)
