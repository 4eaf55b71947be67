"""Sales and refunds of a shop by day: what a sales model is fitted on, and what a forecast begins from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from advisor.trade.order_holes import holes
from advisor.trade.orders import Money, Orders, Times
from advisor.trade.stage_path import moment

WHOLE_FROM_HOUR = 23  # a day whose last event is earlier was still going on when the source was made


@dataclass(frozen=True, eq=False)
class History:
    """n days in a row. `orders` int64 [n] paid orders, `sales_fen` int64 [n] what they paid before refunds, `squares`
    float64 [n] the sum of the squares of each order's money (fen squared), `refunds_fen` int64 [n] by day of refund.
    """

    first_day: np.datetime64  # [D]
    orders: Money
    sales_fen: Money
    squares: npt.NDArray[np.float64]
    refunds_fen: Money

    def __len__(self) -> int:
        return len(self.sales_fen)

    def until(self, day: np.datetime64) -> History:
        """The days up to `day`, counted in."""
        days = int((day - self.first_day).astype(np.int64)) + 1
        names = ("orders", "sales_fen", "squares", "refunds_fen")
        return replace(self, **{name: getattr(self, name)[: max(0, days)] for name in names})


def history_of(orders: Orders, as_of: np.datetime64, refund_days: float = 7) -> History:
    """The days from the first paid order, or the last hole, to the day of `as_of` (itself only when over: from 23:00).

    A refund without its time is put `refund_days` after the payment, `as_of` at the latest.

    Raises:
        ValueError: no paid order before `as_of`.
    """
    paid = orders.where(orders.is_paid & (moment(orders, "paid_at") <= as_of))
    if not len(paid):
        raise ValueError("there is no paid order before the day of the forecast")
    on = moment(paid, "paid_at").astype("datetime64[D]")
    first, last = on.min(), last_whole_day(as_of)
    refunded_on = np.where(
        np.isnat(paid.refunded_at), on + round(refund_days), paid.refunded_at.astype("datetime64[D]")
    )
    count = max(0, int((last - first).astype(np.int64)) + 1)

    def by_day(days: Times, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        at = (days - first).astype(np.int64)
        inside = (at >= 0) & (at < count)
        return np.bincount(at[inside], values[inside], count).astype(np.float64)

    money = paid.paid_fen.astype(np.float64)
    whole = History(
        first,
        by_day(on, np.ones(len(on))).astype(np.int64),
        np.rint(by_day(on, money)).astype(np.int64),
        by_day(on, money**2),
        np.rint(by_day(np.minimum(refunded_on, last), paid.refund_fen.astype(np.float64))).astype(np.int64),
    )
    return _after_the_last_hole(whole)


def _after_the_last_hole(history: History) -> History:
    """The days since orders were last missing (`order_holes`): a month not exported is no month without sales."""
    last_day = history.first_day.item() + timedelta(days=len(history) - 1)
    found = [hole for hole in holes(history.first_day.item(), history.orders) if hole.last_day < last_day]
    if not found:
        return history
    start = int((np.datetime64(found[-1].last_day, "D") - history.first_day).astype(np.int64)) + 1
    names = ("orders", "sales_fen", "squares", "refunds_fen")
    later = {name: getattr(history, name)[start:] for name in names}
    return replace(history, first_day=history.first_day + np.timedelta64(start, "D"), **later)


def last_whole_day(as_of: np.datetime64) -> np.datetime64:
    """The last day that is over at the moment `as_of`."""
    moment, day = as_of.astype("datetime64[s]"), as_of.astype("datetime64[D]")
    is_over = moment - day >= np.timedelta64(WHOLE_FROM_HOUR, "h")
    whole: np.datetime64 = day if is_over else day - np.timedelta64(1, "D")
    return whole
