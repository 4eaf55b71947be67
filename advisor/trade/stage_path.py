"""The way of an order's money from payment to the bank, and how long the orders took for each part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.trade.orders import Flags, Orders, Times
from advisor.trade.survival import Floats

PATH: tuple[tuple[str, str, str], ...] = (
    ("ship", "paid_at", "shipped_at"),
    ("deliver", "shipped_at", "delivered_at"),
    ("confirm", "delivered_at", "confirmed_at"),
    ("settle", "confirmed_at", "settled_at"),
    ("withdraw", "settled_at", "usable"),
)
"""Stage, the column in which it starts, the column in which it ends; no source tells when money is usable."""
ENDS = tuple(ends for _, _, ends in PATH[:-1])
STAGE_IDS = tuple(stage for stage, _, _ in PATH)
ENOUGH_ORDERS = 20  # finished ones; fewer are no ground for a distribution
STUCK_TIMES_P99 = 1.5  # open so many times longer than 99 % of the finished took, and at least so many days:
STUCK_AT_LEAST_DAYS = 30.0  # something is wrong with the order, or with the file (benchmarks/stages.py)
SECONDS_PER_DAY = 86_400


@dataclass(frozen=True)
class Leg:
    """One or several stages whose times are taken together: `ids` in order, first and last column."""

    ids: tuple[str, ...]
    starts: str
    ends: str

    @property
    def id(self) -> str:
        return "+".join(self.ids)


@dataclass(frozen=True, eq=False)
class Passage:
    """How the paid orders went through a leg; the sums of the masks are numbers of orders.

    days: float64 [n] from entering to ending, leaving or now; NaN where not entered or the moment is not known. An
    order whose end lies before its start took 0 days. finished, open, left, stuck: [n], no order is in two of them.
    `left`: refunded in full or closed on the way. `stuck`: open for longer than `stuck_after_days`.
    """

    days: Floats
    finished: Flags
    open: Flags
    left: Flags
    stuck: Flags
    out_of_order: int
    stuck_after_days: float

    @property
    def is_counted(self) -> Flags:
        """Those the curve is made of."""
        counted: Flags = self.finished | self.open | self.left
        return counted


def legs(orders: Orders) -> tuple[Leg, ...]:
    """The path in legs, each as short as the times in the source allow.

    Stages between two known moments are joined; after the last known moment each stage stands alone. A moment counts
    as known where at least `ENOUGH_ORDERS` orders have it and the one before.
    """
    found: list[Leg] = []
    waiting: list[tuple[str, str, str]] = []
    for stage in PATH:
        waiting.append(stage)
        starts, ends = waiting[0][1], stage[2]
        if has_times(orders, ends) and _with_both(orders, starts, ends) >= ENOUGH_ORDERS:
            found.append(Leg(tuple(one[0] for one in waiting), starts, ends))
            waiting = []
    return (*found, *(Leg((stage,), starts, ends) for stage, starts, ends in waiting))


def has_times(orders: Orders, column: str) -> bool:
    """Whether any source tells this moment at all; a column that is empty throughout tells nothing."""
    return column in orders.known and not bool(np.isnat(getattr(orders, column)).all())


def as_settled(orders: Orders, settles_from: str) -> Orders:
    """The orders without the moments between `settles_from` (paid, shipped, delivered or confirmed) and settlement.

    They hold no money up: a platform that settles from delivery does not wait for the buyer to confirm.

    Raises:
        ValueError: no such moment.
    """
    moments = ("paid_at", *ENDS[:-1])
    if f"{settles_from}_at" not in moments:
        raise ValueError(f"settles_from: {settles_from!r} is not one of {', '.join(name[:-3] for name in moments)}")
    return orders.without(moments[moments.index(f"{settles_from}_at") + 1 :])


def moment(orders: Orders, column: str) -> Times:
    """datetime64[s] [n]; an order without a time of payment was paid when it was made."""
    at: Times = getattr(orders, column)
    return np.where(np.isnat(at), orders.created_at, at) if column == "paid_at" else at


def is_gone(orders: Orders) -> Flags:
    """[n]: closed, or refunded in full: no more money comes."""
    gone: Flags = orders.is_closed | ((orders.refund_fen > 0) & (orders.refund_fen >= orders.paid_fen))
    return gone


def passage(orders: Orders, leg: Leg, as_of: np.datetime64) -> Passage:
    """How paid orders went through a leg that ends in a column of the source.

    An order that is refunded in full or closed leaves at `refunded_at`; where that is not known it counts for nothing
    here. An order with a later moment has passed at an unknown time and counts for nothing either; nor does one whose
    source does not tell the end: nobody knows whether it is through.
    """
    start, end = moment(orders, leg.starts), getattr(orders, leg.ends)
    finished = ~np.isnat(end)
    gone = ~finished & is_gone(orders)
    stop = np.where(finished, end, np.where(gone, orders.refunded_at, as_of))
    days = np.maximum(days_between(start, stop), 0.0)
    days[~finished & (_has_later_moment(orders, leg.ends) | ~orders.tells(leg.ends))] = np.nan
    there = ~np.isnan(days)
    limit = stuck_after_days(days[there & finished])
    is_open = there & ~finished & ~gone
    stuck = is_open & (np.nan_to_num(days) > limit)
    return Passage(
        days=days,
        finished=there & finished,
        open=is_open & ~stuck,
        left=there & gone,
        stuck=stuck,
        out_of_order=int((end < start).sum()),
        stuck_after_days=limit,
    )


def stuck_after_days(days: Sequence[float] | Floats) -> float:
    """From how many days on an open order is stuck: 1.5 times what 99 % of the finished took, at least 30."""
    longest = float(np.quantile(days, 0.99)) if len(days) else 0.0
    return max(STUCK_AT_LEAST_DAYS, STUCK_TIMES_P99 * longest)


def days_between(start: Times, stop: Times | np.datetime64) -> Floats:
    """float64 [n] days, NaN where one of the two is not known."""
    days: Any = (stop - start) / np.timedelta64(SECONDS_PER_DAY, "s")
    return np.asarray(days, np.float64)


def _with_both(orders: Orders, starts: str, ends: str) -> int:
    return int((~np.isnat(moment(orders, starts)) & ~np.isnat(getattr(orders, ends))).sum())


def _has_later_moment(orders: Orders, column: str) -> Flags:
    has = np.zeros(len(orders), np.bool_)
    for later in ENDS[ENDS.index(column) + 1 :]:
        has |= ~np.isnat(getattr(orders, later))
    return has
