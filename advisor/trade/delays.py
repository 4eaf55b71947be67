"""How long something takes, as a distribution over whole days: what cash forecasts are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Shares = npt.NDArray[np.float64]
SMALLEST = 1e-12  # a share below it is none: keeps sums of many delays short


@dataclass(frozen=True, eq=False)
class Delay:
    """`share_by_day`, float64 [n]: the share that happens on day 0, 1, ... n-1 after the start.

    Shares are >= 0 and sum to at most 1; what is missing (`never`) does not happen at all.
    """

    share_by_day: Shares

    @classmethod
    def of(cls, shares: Sequence[float] | Shares) -> Delay:
        """A delay from its shares by day.

        Raises:
            ValueError: a share is negative or not a number, or they sum to more than 1.
        """
        by_day = np.asarray(shares, dtype=np.float64)
        if by_day.ndim != 1 or not len(by_day) or not (by_day >= 0).all() or by_day.sum() > 1 + 1e-9:
            raise ValueError("shares by day must be >= 0 and sum to at most 1")
        last = np.flatnonzero(by_day > SMALLEST)
        return cls(by_day[: last[-1] + 1] if len(last) else by_day[:1])

    @classmethod
    def fixed(cls, days: float) -> Delay:
        """Always the same: a broken number of days is split between its two neighbours, so that the mean is exact.

        >>> Delay.fixed(2.25).share_by_day.tolist()
        [0.0, 0.0, 0.75, 0.25]
        """
        whole = int(days)
        shares = np.zeros(whole + 2)
        shares[whole], shares[whole + 1] = 1 - (days - whole), days - whole
        return cls.of(shares)

    @property
    def happens(self) -> float:
        """The share that happens at all, 0 to 1."""
        return min(1.0, float(self.share_by_day.sum()))

    @property
    def never(self) -> float:
        return 1.0 - self.happens

    @property
    def longest_days(self) -> int:
        return len(self.share_by_day) - 1

    @property
    def mean_days(self) -> float:
        """Mean over what happens; 0 where nothing does."""
        return float(self.share_by_day @ np.arange(len(self.share_by_day))) / self.happens if self.happens else 0.0

    def quantile_days(self, share: float) -> int | None:
        """The first day by which at least `share` of all (0 to 1) has happened; None where it never does."""
        reached = np.flatnonzero(np.cumsum(self.share_by_day) >= share - 1e-9)
        return int(reached[0]) if len(reached) else None

    def after(self, earlier: Delay) -> Delay:
        """This delay beginning when `earlier` has ended, the two independent: the convolution of their shares.

        >>> Delay.fixed(3).after(Delay.fixed(2)).mean_days
        5.0
        """
        return Delay.of(np.minimum(np.convolve(earlier.share_by_day, self.share_by_day), 1.0))

    def given_age(self, days: int) -> Delay:
        """What is still to come of it when it has not happened in the first `days` days (0 .. days - 1).

        Shares of the REMAINING days, counted from then. Older than anything seen: the longest seen says nothing
        any more, and it is taken to happen now, as far as it happens at all.
        """
        left = self.share_by_day[days:]
        still = float(left.sum()) + self.never
        if not len(left) or left.sum() <= SMALLEST:
            return Delay.of([self.happens])
        return Delay.of(left / still)

    def sooner(self, days: int) -> Delay:
        """Every case `days` days sooner, never before day 0. Negative days make it later.

        >>> Delay.of([0.5, 0.0, 0.5]).sooner(1).share_by_day.tolist()
        [0.5, 0.5]
        """
        if days <= 0:
            return Delay.of(np.concatenate([np.zeros(-days), self.share_by_day]))
        moved = self.share_by_day[days:].copy() if days < len(self.share_by_day) else np.zeros(1)
        moved[0] += self.share_by_day[:days].sum()
        return Delay.of(moved)

    def moved(self, days: float) -> Delay:
        """Every case `days` days later (negative: sooner, never before day 0); a broken number is split between two.

        >>> Delay.fixed(3).moved(-0.5).mean_days
        2.5
        """
        whole = int(np.floor(days))
        early, late = self.sooner(-whole).share_by_day, self.sooner(-whole - 1).share_by_day
        shares = np.zeros(max(len(early), len(late)))
        shares[: len(early)] += (1 - (days - whole)) * early
        shares[: len(late)] += (days - whole) * late
        return Delay.of(shares)

    def scaled(self, share: float) -> Delay:
        """The same days, happening to `share` times as many as it happened to, never to more than all."""
        return Delay.of(self.share_by_day * min(share, 1 / self.happens if self.happens else share))
