"""Holes in a shop's orders: days without any, so many that an export must be missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from advisor.trade.orders import Money

FEWEST_DAYS = 7
MISSED_ORDERS = 30.0
"""Orders that would have come in such a time at the shop's pace: so many never stay away by chance."""


@dataclass(frozen=True)
class Hole:
    """Days, both counted, without a single order."""

    first_day: date
    last_day: date


def holes(first_day: date, orders: Money) -> tuple[Hole, ...]:
    """The holes in a series of days, in their order.

    Args:
        first_day: of the series.
        orders: int64 [days] orders of each day.
    """
    empty = np.concatenate([[0], (orders == 0).astype(np.int8), [0]])
    starts, ends = np.flatnonzero(np.diff(empty) == 1), np.flatnonzero(np.diff(empty) == -1)
    a_day = orders.sum() / max(1, np.count_nonzero(orders))
    return tuple(
        Hole(first_day + timedelta(days=int(start)), first_day + timedelta(days=int(end) - 1))
        for start, end in zip(starts, ends, strict=True)
        if end - start >= FEWEST_DAYS and (end - start) * a_day >= MISSED_ORDERS
    )
