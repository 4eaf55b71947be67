"""How long something takes when part of it has not ended yet: the product-limit (Kaplan-Meier) estimator.

What is still open says "longer than so much". Leaving it out would make a young shop look fast, since only its
quickest orders have come through. Durations are days, broken ones too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.trade.delays import Delay

Floats = npt.NDArray[np.float64]
ENOUGH = 1e-9  # rounding allowed where a share is compared


@dataclass(frozen=True, eq=False)
class Survival:
    """A curve with k steps, one for each distinct duration at which something ended.

    times: float64 [k] days, ascending. survival: float64 [k], the share that takes longer than `times`.
    variance: float64 [k], Greenwood's variance of `survival`. at_risk, events: float64 [k], weight that had lasted at
    least so long, and weight that ended then. longest_days: the longest duration, ended or not; 0.0 without any.
    """

    times: Floats
    survival: Floats
    variance: Floats
    at_risk: Floats
    events: Floats
    longest_days: float

    @property
    def open_share(self) -> float:
        """The share that has not ended by the longest duration seen, 0 to 1."""
        return float(self.survival[-1]) if len(self.survival) else 1.0

    def ended_by(self, days: float) -> float:
        """The share that takes at most `days`."""
        steps = int(np.searchsorted(self.times, days, side="right"))
        return 1.0 - float(self.survival[steps - 1]) if steps else 0.0

    def quantile_days(self, share: float) -> float | None:
        """The shortest duration by which at least `share` (0 to 1) has ended; None where the curve does not get there.

        >>> product_limit([1, 2, 3, 4], [True, True, False, True]).quantile_days(0.5)
        2.0
        """
        reached = np.flatnonzero(1.0 - self.survival >= share - ENOUGH)
        return float(self.times[reached[0]]) if len(reached) else None

    def restricted_mean_days(self, until_days: float | None = None) -> float:
        """The area under the curve from 0 to `until_days` (the longest duration seen): mean of min(duration, until).

        >>> product_limit([1, 2, 3, 4], [True, True, False, True]).restricted_mean_days()
        2.75
        """
        until = self.longest_days if until_days is None else until_days
        edges = np.concatenate([[0.0], np.minimum(self.times, until), [until]])
        return float(np.maximum(np.diff(edges), 0.0) @ np.concatenate([[1.0], self.survival]))


def product_limit(durations: Any, is_observed: Any, weights: Any = None) -> Survival:
    """The Kaplan-Meier curve: S(t) = product over durations u <= t of (1 - ended at u / at risk at u).

    What is cut off at t counts as at risk at t. The variance of S is Greenwood's, S^2 x sum of h / ((1 - h) n) with h
    the share that ended and n the number at risk; with weights n is the number that equal weights of the same
    strength would be, (sum of w)^2 / sum of w^2. Where nobody is left it is 0.

    Args:
        durations: [n] days, >= 0.
        is_observed: [n] True where it ended then, False where it was still open (censored).
        weights: [n] >= 0, as money; None: 1 each.

    Raises:
        ValueError: the lengths differ, or a duration or weight is negative or not a number.

    Source: E. L. Kaplan, P. Meier, Nonparametric Estimation from Incomplete Observations, JASA 53 (1958), 457-481.

    >>> product_limit([1, 2, 2, 5], [True, True, False, False]).survival.tolist()
    [0.75, 0.5]
    """
    days, ended = np.asarray(durations, np.float64), np.asarray(is_observed, np.bool_)
    weight = np.ones(len(days)) if weights is None else np.asarray(weights, np.float64)
    if not len(days) == len(ended) == len(weight):
        raise ValueError("durations, is_observed and weights differ in length")
    if not ((days >= 0).all() and np.isfinite(days).all() and (weight >= 0).all()):
        raise ValueError("durations and weights must be >= 0")
    times, place = np.unique(days, return_inverse=True)
    events: Floats = np.bincount(place, weight * ended, len(times)).astype(np.float64)
    at_risk, squares = (_from_the_end(np.bincount(place, each, len(times))) for each in (weight, weight**2))
    step = events > 0
    share = np.minimum(events[step] / at_risk[step], 1.0)
    survival = np.cumprod(1.0 - share)
    some_left = share < 1.0
    terms = (
        np.divide(share, 1.0 - share, out=np.zeros_like(share), where=some_left) * squares[step] / at_risk[step] ** 2
    )
    longest = float(times[-1]) if len(times) else 0.0
    return Survival(times[step], survival, survival**2 * np.cumsum(terms), at_risk[step], events[step], longest)


def delay_of(curve: Survival) -> Delay:
    """The curve as a distribution over whole days; what has not ended by the longest duration seen is `never`.

    A step at a broken number of days is split between its two neighbours, as in `Delay.fixed`: so the mean is the
    curve's, and the means of stages that follow each other add up to the mean of the whole.

    >>> delay_of(product_limit([1.25, 3], [True, False])).share_by_day.tolist()
    [0.0, 0.375, 0.125]
    """
    return _delay(curve.times, -np.diff(curve.survival, prepend=1.0))


def finished_delay_of(curve: Survival, at_least_days: float = 0.0) -> Delay:
    """As `delay_of`, for what is sure to end: what is open at the longest duration seen is taken to end then.

    This is the least it can take (Efron's correction of the tail), or `at_least_days` where that is longer. On real
    deliveries cut off early it was nearer to the truth than an exponential tail (benchmarks/stages.py).

    Source: B. Efron, The two sample problem with censored data, 5th Berkeley Symposium, vol. 4 (1967), 831-853.

    >>> finished_delay_of(product_limit([1, 3], [True, False])).share_by_day.tolist()
    [0.0, 0.5, 0.0, 0.5]
    """
    end = max(curve.longest_days, at_least_days)
    return _delay(np.append(curve.times, end), np.append(-np.diff(curve.survival, prepend=1.0), curve.open_share))


def _delay(times: Floats, shares: Floats) -> Delay:
    if not len(times):
        return Delay.of([0.0])
    days = times.astype(np.int64)
    by_day = np.zeros(int(days.max()) + 2)
    np.add.at(by_day, days, shares * (1.0 - (times - days)))
    np.add.at(by_day, days + 1, shares * (times - days))
    return Delay.of(np.maximum(by_day, 0.0))


def _from_the_end(values: npt.NDArray[Any]) -> Floats:
    sums: Floats = np.cumsum(values[::-1])[::-1].astype(np.float64)
    return sums
