"""The filter that follows the level of a shop's sales, on many tracks at once: one for each supposition about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.weekdays import DAYS_PER_WEEK

LEAST_FEN = 1.0  # of an ordinary day
WIDEST = 9.0  # variance up to which the cube root is near enough to normal: nothing sold is then nothing odd
TAIL = 5.0  # degrees of freedom of what comes unexpected: far off moves the level less


@dataclass(frozen=True)
class Block:
    """Days taken together: their money in fen, how many ordinary days they are, how many days, and how many equal days
    they are worth."""

    fen: float
    calendar: float
    days: int
    days_alike: float


@dataclass(frozen=True, eq=False)
class Tracks:
    """k tracks, [k] each: `mean` money of an ordinary day in fen and its relative variance `doubt`; the suppositions
    `change` (standard deviation of the logarithm's change over a week) and `uneven` (of a day's luck); `fit`, the
    logarithm of the likelihood so far.
    """

    mean: Floats
    doubt: Floats
    change: Floats
    uneven: Floats
    fit: Floats

    def part(self, start: int, stop: int) -> Tracks:
        return Tracks(**{name: values[start:stop] for name, values in vars(self).items()})

    def and_also(self, other: Tracks) -> Tracks:
        """Both, one behind the other."""
        return Tracks(**{name: np.append(values, getattr(other, name)) for name, values in vars(self).items()})

    def rarer(self, probability: float) -> Tracks:
        """As likely as that, of what they were; > 0."""
        return replace(self, fit=self.fit + np.log(probability))

    def seen(self, block: Block, money_per_event: float) -> Tracks:
        """After the days of the block. The filter of a local level with relative errors, Student's."""
        change = self.change**2 * block.days / DAYS_PER_WEEK
        doubt, expected = self.doubt + change, self.mean * block.calendar
        noise, ratio = money_per_event / expected + self.uneven**2 / block.days_alike, block.fen / expected
        distance = _distance(ratio, doubt + noise)
        unlikely = 0.5 * np.log(doubt + noise) + np.log(expected) / 3 + 0.5 * (TAIL + 1) * np.log1p(distance / TAIL)
        rarity = np.maximum(1.0, (TAIL + distance) / (TAIL + 1))
        noise = noise * rarity
        return replace(
            self,
            mean=np.maximum(LEAST_FEN, self.mean * (1.0 + doubt / (doubt + noise) * (ratio - 1.0))),
            doubt=doubt * noise / (doubt + noise) + (rarity - 1.0) * change,
            fit=self.fit - unlikely,
        )


def _distance(ratio: Any, variance: Any) -> Floats:
    """Square of the normal value that a gamma value of mean 1 stands for (Wilson and Hilferty; not for more spread)."""
    spread = np.minimum(variance, WIDEST)
    distance: Floats = (np.cbrt(ratio) - 1.0 + spread / 9.0) ** 2 * 9.0 / spread
    return distance
