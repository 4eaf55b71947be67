"""The rate at which the present value of flows is zero, as log(1 + rate) for each unit of time.

A loan that is received at once and then only repaid has exactly one rate, found in a step or two (`loan_roots`). All
other flows are searched outwards from zero, so that of several rates the nearest to zero is taken.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from advisor.trade.loan_roots import Floats, loan_root

HIGHEST = 500.0  # log of 1 + rate; beyond it, and below -16, we say there is no rate
LOWEST = -16.0
TOLERANCE = 1e-14

Value = Callable[[float], tuple[float, float]]  # log rate -> present value and slope, in any positive scale


class NoRate(ValueError):
    """No rate fits the flows. `code`: no_flows, one_sided (all in or all out) or no_root."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def log_rate(amounts: Floats, times: Floats, period: float = 1.0) -> float:
    """log(1 + rate) for each `period` of flows; amounts and times are arrays of the same length.

    Args:
        times: in any unit from any origin, in any order.
        period: how many units of time the rate is for.

    Raises:
        NoRate: the flows do not have both signs, or no rate fits.
    """
    found = loan_root(amounts, times)
    if found is not None:
        return in_range(found * period)
    if not len(amounts):
        raise NoRate("no_flows")
    return nearest_root(present_value(amounts, (times - times.min()) / period), amounts)


def in_range(x: float) -> float:
    """The log rate `x`.

    Raises:
        NoRate: it is beyond what we call a rate.
    """
    if not LOWEST <= x <= HIGHEST:
        raise NoRate("no_root")
    return x


def nearest_root(value: Value, amounts: Floats) -> float:
    """The log rate nearest to zero at which `value` is zero: bracketed outwards, then Newton held inside.

    Raises:
        NoRate: the amounts do not have both signs, or `value` does not change its sign.
    """
    if not (amounts > 0).any() or not (amounts < 0).any():
        raise NoRate("one_sided" if amounts.any() else "no_flows")
    low, high = _bracket(value)
    below_at_low = value(low)[0] < 0
    x = (low + high) / 2
    for _ in range(200):
        worth, slope = value(x)
        if worth == 0 or low == high:
            return x
        low, high = (x, high) if (worth < 0) == below_at_low else (low, x)
        newton = x - worth / slope if slope else low
        following = newton if low < newton < high else (low + high) / 2
        if abs(following - x) <= TOLERANCE * max(1.0, abs(x)):
            return following
        x = following
    return x


def present_value(amounts: Floats, times: Floats) -> Value:
    """Present value and slope of flows; both scaled by one positive number so that nothing overflows."""

    def value(x: float) -> tuple[float, float]:
        powers = -x * times
        parts = amounts * np.exp(powers - powers.max())
        return float(parts.sum()), float(-(parts * times).sum())

    return value


def _bracket(value: Value) -> tuple[float, float]:
    """The interval nearest to zero in which the present value changes sign; equal ends: exactly there."""
    at_zero = value(0.0)[0]
    if at_zero == 0:
        return 0.0, 0.0
    up = down = 0.0
    step = 0.05
    while up < HIGHEST:
        higher, lower = min(up + step, HIGHEST), max(down - step, LOWEST)
        if (value(higher)[0] > 0) != (at_zero > 0):
            return up, higher
        if (value(lower)[0] > 0) != (at_zero > 0):
            return lower, down
        up, down, step = higher, lower, step * 1.5
    raise NoRate("no_root")
