"""What a shop's orders looked like at an earlier moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from advisor.trade.orders import NOT_A_TIME, TIMES, Orders


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
