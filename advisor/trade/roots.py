"""The rate at which the present value of flows is zero, as log(1 + rate) for each unit of time.

Most loans are one sum received and then only repaid: they have exactly one rate, found in two or three steps. All
other flows are searched outwards from zero, so that of several rates the nearest to zero is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log

import numpy as np
import numpy.typing as npt

HIGHEST = 500.0  # log of 1 + rate; beyond it, and below -16, we say there is no rate
LOWEST = -16.0
TOLERANCE = 1e-14
CLOSE = 2e-4  # a step of third order that is shorter leaves an error below 1e-12
FAR = 700.0  # exp of more overflows; the search, which scales, takes over
STEPS = 8

Floats = npt.NDArray[np.float64]
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
    found = _loan_root(amounts, times)
    if found is not None:
        if not LOWEST <= found * period <= HIGHEST:
            raise NoRate("no_root")
        return found * period
    if not len(amounts):
        raise NoRate("no_flows")
    return nearest_root(present_value(amounts, (times - times.min()) / period), amounts)


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


def _loan_root(amounts: Floats, times: Floats) -> float | None:
    """The log rate of one sum received first and then only repaid; None for other flows, or where it is far off.

    The log of the repayments' worth falls nearly in a straight line with the log rate: its slope is their mean time,
    its bend their variance, so that each step is of third order.
    """
    if len(amounts) < 2 or amounts[0] <= 0:
        return None
    repaid, after, owed = amounts[1:], times[1:] - times[0], -float(amounts[0])
    if np.maximum.reduce(repaid) > 0 or np.minimum.reduce(after) < 0:
        return None
    moments = np.empty((3, len(after)))
    moments[0], moments[1] = 1, after
    np.multiply(after, after, moments[2])
    x: float = 0.0
    worth = repaid
    for _ in range(STEPS):
        total, first, second = moments.dot(worth).tolist()
        if total >= 0 or first >= 0:
            return None
        mean = first / total
        straight = log(total / owed) / mean
        step = straight * (1 + (second / total - mean * mean) * straight / (2 * mean))
        x += step
        if abs(step) * mean < CLOSE:
            return x
        if x < 0 and -x * after.max() > FAR:
            return None
        worth = np.exp(after * -x) * repaid
    return None
