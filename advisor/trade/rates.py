"""Rates of return: what yearly rate a set of payments really costs.

Amounts are fen from the borrower's side (money received is positive, money paid is negative);
rates are fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

DAYS_PER_YEAR = 365
HIGHEST = 16.0  # log of 1 + rate: about 9 million times a year; beyond it we say there is no rate
TOLERANCE = 1e-14

Floats = npt.NDArray[np.float64]


class NoRate(ValueError):
    """No rate fits the flows. `code`: no_flows, one_sided (all in or all out) or no_root."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def xirr(flows: Sequence[tuple[date, int]]) -> float:
    """Effective yearly rate of dated flows, actual/365: sum of flow / (1 + rate) ^ (days / 365) = 0.

    Where several rates fit (the sign changes more than once), the one nearest to zero is returned.

    Args:
        flows: (day, fen), at least one positive and one negative; any order, any span of years.

    Returns:
        A fraction a year, > -1.

    Raises:
        NoRate: the flows do not have both signs, or no rate between -99.99999 % and 900 million % fits.

    Source: the function XIRR of OpenDocument OpenFormula (OASIS).

    >>> round(xirr([(date(2025, 1, 1), 100_000), (date(2026, 1, 1), -110_000)]), 10)
    0.1
    """
    if not flows:
        raise NoRate("no_flows")
    start = min(day for day, _ in flows)
    years = np.array([(day - start).days for day, _ in flows], dtype=np.float64) / DAYS_PER_YEAR
    return float(np.expm1(_root(np.array([fen for _, fen in flows], dtype=np.float64), years)))


def rate_per_period(flows: Sequence[int]) -> float:
    """Rate per period of flows that are one equal period apart (IRR), as a fraction a period.

    Raises:
        NoRate: as `xirr`.

    >>> round(rate_per_period([100_000, -60_000, -60_000]), 6)
    0.130662
    """
    amounts = np.array(flows, dtype=np.float64)
    return float(np.expm1(_root(amounts, np.arange(len(amounts), dtype=np.float64))))


def nominal_yearly(rate: float, periods_per_year: int) -> float:
    """Yearly rate without compounding: rate per period x periods (the APR of Regulation Z, Appendix J)."""
    return rate * periods_per_year


def effective_yearly(rate: float, periods_per_year: int) -> float:
    """Yearly rate with compounding: (1 + rate per period) ^ periods - 1."""
    return float((1 + rate) ** periods_per_year - 1)


def _root(amounts: Floats, times: Floats) -> float:
    """log(1 + rate) at which the present value is zero: bracketed outwards, then Newton held inside."""
    if not (amounts > 0).any() or not (amounts < 0).any():
        raise NoRate("one_sided" if amounts.any() else "no_flows")
    low, high = _bracket(amounts, times)
    if low == high:
        return low
    below_at_low = _value(amounts, times, low)[0] < 0
    x = (low + high) / 2
    for _ in range(200):
        value, slope = _value(amounts, times, x)
        if value == 0:
            return x
        low, high = (x, high) if (value < 0) == below_at_low else (low, x)
        newton = x - value / slope if slope else low
        following = newton if low < newton < high else (low + high) / 2
        if abs(following - x) <= TOLERANCE * max(1.0, abs(x)):
            return following
        x = following
    return x


def _bracket(amounts: Floats, times: Floats) -> tuple[float, float]:
    """The interval nearest to zero in which the present value changes sign; equal ends: exactly there."""
    at_zero = _value(amounts, times, 0.0)[0]
    if at_zero == 0:
        return 0.0, 0.0
    up = down = 0.0
    step = 0.05
    while up < HIGHEST:
        reach = min(up + step, HIGHEST)
        if (_value(amounts, times, reach)[0] > 0) != (at_zero > 0):
            return up, reach
        if (_value(amounts, times, -reach)[0] > 0) != (at_zero > 0):
            return -reach, down
        up, down, step = reach, -reach, step * 1.5
    raise NoRate("no_root")


def _value(amounts: Floats, times: Floats, x: float) -> tuple[float, float]:
    """Present value and slope at log rate x, both scaled by one positive number so that nothing overflows."""
    powers = -x * times
    parts = amounts * np.exp(powers - powers.max())
    return float(parts.sum()), float(-(parts * times).sum())
