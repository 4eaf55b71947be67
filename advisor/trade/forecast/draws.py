"""Random numbers of a simulation that no parameter can shift, and what is made of them.

Only normal and exponential draws without parameters are taken from the generator, every kind from a stream of its own.
So two scenarios with the same seed meet the same luck, and their difference is the change alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
LEAST_UNEVEN = 1e-4  # squared: a day's luck is never less than 1 %
RAREST = 1e-4  # orders a day: one in 27 years
ALWAYS = 25.0  # an exponential draw is never above it: orders come every day


@dataclass(frozen=True, eq=False)
class Draws:
    """For `paths` futures of `days` days. More days leave the draws of the earlier days as they were.

    Those by day are float32 [days, paths], which is enough for luck and twice as fast; money is float64.
    """

    kind: Floats  # [paths], 0 to 1: which of the fitted levels is true
    level: Floats  # [paths], normal: where the level stands today
    change: Singles  # [days, paths], normal: how it moves from day to day
    day: Singles  # [days, paths], normal: a day's own luck
    rarity: Singles  # [days, paths], exponential: the rest of a day's luck, felt where orders are few
    returns: Floats  # [paths], normal: how far the return rate is from the one seen
    pace: Floats  # [paths], 0 to 1: how slow the way of the money is
    arrival: Singles  # [days, paths], normal: which of the single orders come through sooner

    @classmethod
    def of(cls, seed: int, paths: int, days: int) -> Draws:
        """The draws of a seed (any whole number >= 0)."""
        streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(8)]
        kind, level, change, day, rarity, returns, pace, arrival = streams
        return cls(
            kind.random(paths),
            level.standard_normal(paths),
            change.standard_normal((days, paths), np.float32),
            day.standard_normal((days, paths), np.float32),
            rarity.standard_exponential((days, paths), np.float32),
            returns.standard_normal(paths),
            pace.random(paths),
            arrival.standard_normal((days, paths), np.float32),
        )

    def part(self, start: int, stop: int) -> Draws:
        """The paths from `start` to before `stop`."""
        return Draws(**{name: np.ascontiguousarray(values[..., start:stop]) for name, values in vars(self).items()})


def gamma(shape: Any, normal: Any, exponential: Any) -> Any:
    """Gamma values of mean 1 and variance 1 / shape, from standard draws; arrays alike, of one float type.

    A gamma value of shape k is one of shape k + 1 times u^(1/k) (u uniform, so -ln u is exponential); that of k + 1 is
    taken by the cube of a normal, whose mean is exact to 1 / (729 (k + 1)^3).

    Source: Wilson and Hilferty, The distribution of chi-square, PNAS 17 (1931); Marsaglia and Tsang, A simple method
    for generating gamma variables, ACM TOMS 26 (2000), section 6 for shapes below 1.
    """
    larger = shape + 1.0
    ninth = 1.0 / (9.0 * larger)
    root = np.sqrt(ninth)
    root *= normal
    root += 1.0 - ninth
    np.maximum(root, 0.0, out=root)
    cube = root * root * root
    cube *= np.exp(-exponential / shape)
    cube *= larger / shape
    return cube


def compound(mean: Any, event: float, value: float, uneven: Any, normal: Any, exponential: Any) -> Any:
    """Money of days on which orders come singly: of the mean `mean` and the variance event x mean + uneven^2 x mean^2.

    The number of orders is gamma-Poisson, so that a day has none with the probability (1 + c^2 n)^(-1/c^2), n = mean /
    value and c = `uneven`; a day with orders has one gamma value with what is left of mean and variance. The same draws
    decide both: the exponential is below a bound or not, and below it what it says beyond that is again exponential.

    Args:
        event: mean square of an order's money / its mean, fen.
        value: mean money of an order, fen, > 0.
    """
    squared = np.maximum(uneven**2, LEAST_UNEVEN)
    mean = np.maximum(mean, RAREST * value)
    bound = np.log1p(squared / value * mean) / squared
    if bound.min() > ALWAYS:
        return mean * gamma(mean / (event + squared * mean), normal, exponential)
    some = -np.expm1(-bound)
    sold = mean / some
    rest = np.maximum(event + (1.0 + squared) * mean - sold, 1e-6 * event)
    again = -np.log(1.0 - np.minimum((1.0 - np.exp(-exponential)) / some, 1.0 - 1e-7))
    return np.where(exponential < bound, sold * gamma(sold / rest, normal, again), 0.0)
