"""The log rate of a plain loan: one sum received first and then only repaid. Such flows have exactly one rate.

The log of the repayments' worth falls nearly in a straight line with the log rate: its slope is their mean time, its
bend their variance. Both at a rate of zero give a first guess that one or two steps of Newton's make exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import exp, log

import numpy as np
import numpy.typing as npt

SHORT = 64  # flows; up to so many plain Python is faster than numpy
EXACT = 1e-11  # what is left of the error, in log rate x mean time
HALF = 0.5  # beyond it the series of the first guess leads astray
FAR = 700.0  # exp of more overflows
STEPS = 8

Floats = npt.NDArray[np.float64]


def dated_loan_root(flows: Sequence[tuple[date, float]]) -> float | None:
    """log(1 + rate) for each day of a loan of few flows; None for other flows, or where the rate is far off.

    The same as `loan_root`, two to three times as fast on a dozen flows: every pair is looked at once.
    """
    rows = iter(flows)
    day, received = next(rows)
    if received <= 0:
        return None
    start = float(day.toordinal())
    repaid = []
    total = first = second = 0.0
    for day, amount in rows:
        time, back = day.toordinal() - start, float(amount)
        if back > 0.0 or time < 0.0:
            return None
        repaid.append((time, back))
        total += back
        moment = back * time
        first += moment
        second += moment * time
    if first >= 0:
        return None
    return _exact(repaid, received, *_guess(received, total, first, second))


def loan_root(amounts: Floats, times: Floats) -> float | None:
    """log(1 + rate) for each unit of time of a loan; None for other flows, or where the rate is far off."""
    if len(amounts) < 2 or amounts[0] <= 0:
        return None
    repaid, after, received = amounts[1:], times[1:] - times[0], float(amounts[0])
    if np.maximum.reduce(repaid) > 0 or np.minimum.reduce(after) < 0:
        return None
    sums = np.empty((2, len(repaid)))
    sums[0] = repaid
    np.multiply(repaid, after, sums[1])
    total, first = map(float, np.add.reduce(sums, axis=1))
    if first >= 0:
        return None
    mean, bend, x = _guess(received, total, first, float(sums[1].dot(after)))
    for _ in range(STEPS):
        if not abs(x) < FAR or (x < 0 and -x * after.max() > FAR):
            return None
        total, first = map(float, sums.dot(np.exp(after * -x)))
        if total >= 0 or first >= 0:
            return None
        step = log(-total / received) * total / first
        x += step * (1 + bend * step)
        if abs(bend * x * step * step) * mean * mean < EXACT:
            return x
    return None


def _exact(repaid: Sequence[tuple[float, float]], received: float, mean: float, bend: float, x: float) -> float | None:
    """The log rate from its guess; None where it is far off. `repaid`: (time, amount)."""
    for _ in range(STEPS):
        total = first = 0.0
        discount = -x
        try:
            for time, back in repaid:
                worth = back * exp(discount * time)
                total += worth
                first += worth * time
            step = log(-total / received) * total / first
        except (ArithmeticError, ValueError):
            return None
        x += step * (1 + bend * step)
        if abs(bend * x * step * step) * mean * mean < EXACT:
            return x
    return None


def _guess(received: float, total: float, first: float, second: float) -> tuple[float, float, float]:
    """Mean time of the repayments, half their variance by the mean, and the log rate up to the third order, from the
    repayments' sum and moments."""
    mean = first / total
    bend = (second / total - mean * mean) / (2 * mean)
    straight = log(-total / received) / mean
    bent = bend * straight
    return mean, bend, straight * (1 + bent * (1 + 2 * bent)) if abs(bent) < HALF else straight
