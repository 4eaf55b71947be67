"""What a shop's orders looked like at an earlier moment, and how far a source reaches."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from advisor.trade.orders import NOT_A_TIME, TIMES, Orders

DAY = np.timedelta64(1, "D")
RECENT_DAYS = 28  # that tell how many orders a day there are
PAUSES_DAYS = 91  # in which a pause as long as the last one would make it an ordinary one
CHANCE = 1e-3  # of so many days without an order, below which they are not taken for days of this shop


def known_at(orders: Orders, moment: np.datetime64) -> Orders:
    """The orders as they were known at `moment`: none made later, no payment, refund or other time after it.

    A refund or closing whose moment is not known is kept, since it cannot be told whether it came later; so is an order
    without any time.
    """
    at = np.datetime64(moment, "s")
    if not orders.last_seen > at:
        return orders
    made_at = np.where(np.isnat(orders.created_at), orders.paid_at, orders.created_at)
    there = orders.where(~(made_at > at))
    paid_later, refunded_later = there.paid_at > at, there.refunded_at > at
    times: dict[str, Any] = {}
    for name in TIMES:
        column = getattr(there, name)
        times[name] = np.where(column > at, NOT_A_TIME, column)
    return replace(
        there,
        **times,
        paid_fen=np.where(paid_later, 0, there.paid_fen),
        refund_fen=np.where(paid_later | refunded_later, 0, there.refund_fen),
        is_closed=there.is_closed & ~refunded_later,
    )


def sold_until(orders: Orders) -> np.datetime64:
    """The moment until which the source has all orders, datetime64[s]: `last_seen`, or the end of the last order's day.

    A file chosen by day of order and made some time later has deliveries and refunds from after its last order. The
    days between are not days without sales: their orders are not in the file. They are taken for that where, at the
    pace of the 28 days before, so long without an order has a chance below one in a thousand (Poisson: exp(-orders a
    day x days)), and was longer than every pause of the 91 days before.
    """
    last_seen, ordered_on = orders.last_seen, orders.day[~np.isnat(orders.day)]
    if not len(ordered_on):
        return last_seen
    last_day = ordered_on.max()
    empty_days = int((last_seen.astype("datetime64[D]") - last_day) / DAY) - 1  # its own day may not be over
    recent_days = min(RECENT_DAYS, int((last_day - ordered_on.min()) / DAY) + 1)
    orders_a_day = int((ordered_on > last_day - recent_days * DAY).sum()) / recent_days
    days = np.unique(ordered_on[ordered_on > last_day - PAUSES_DAYS * DAY])
    longest_pause = int((np.diff(days) / DAY).max(initial=1)) - 1
    if empty_days <= longest_pause or math.exp(-orders_a_day * empty_days) >= CHANCE:
        return last_seen
    until: np.datetime64 = (last_day + DAY).astype("datetime64[s]") - np.timedelta64(1, "s")
    return until


def end_of(day: date | np.datetime64) -> np.datetime64:
    """The last second of a day, datetime64[s]."""
    moment: np.datetime64 = np.datetime64(day, "D").astype("datetime64[s]") + np.timedelta64(86_399, "s")
    return moment
