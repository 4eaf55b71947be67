"""The way of the money as a whole, from paid to usable."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from advisor.trade.delays import Delay


def certain(delay: Delay) -> Delay:
    """The delay with what never happens put on its last day: the longest way seen is the best guess for what is
    left."""
    shares = delay.share_by_day.copy()
    shares[-1] += max(0.0, 1.0 - float(shares.sum()))
    return Delay.of(shares / shares.sum())


def way_to_cash(stages: Sequence[Delay]) -> Delay:
    """All stages one after the other, from paid to usable; nothing is lost on the way."""
    way = Delay.fixed(0)
    for stage in stages:
        way = certain(stage).after(way)
    return certain(way)


def deviation_days(delay: Delay) -> float:
    """Standard deviation of what happens, in days."""
    squared = float(delay.share_by_day @ (np.arange(len(delay.share_by_day)) - delay.mean_days) ** 2) / max(
        delay.happens, 1e-9
    )
    return float(np.sqrt(squared))
