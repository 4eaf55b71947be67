"""What a shop's orders say: how much it sells, how much comes back, how fast the money comes in.

An `Order` holds no buyer, no address and no order number. Times are the shop's own local times; money is integer fen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

DAYS_PER_MONTH = 30
SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Order:
    """One order. `amount_fen` is what was ordered, `paid_fen` what the buyer paid before any refund."""

    created_at: datetime | None
    amount_fen: int
    paid_fen: int = 0
    refund_fen: int = 0
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    settled_at: datetime | None = None

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None or self.paid_fen > 0

    @property
    def day(self) -> date | None:
        """The day it was ordered; the day it was paid where that is not known."""
        at = self.created_at or self.paid_at
        return at.date() if at else None


@dataclass(frozen=True)
class Finding:
    """Something odd in the source of the orders, counted. `is_excluded`: these rows are in no figure."""

    code: str
    rows: int
    is_excluded: bool
    first_line: int | None = None  # line of the file where it was met first


@dataclass(frozen=True)
class Swing:
    """The largest change of sales from one day to the next."""

    day: date  # the later of the two days
    change_fen: int


@dataclass(frozen=True)
class OrderBook:
    """A shop's orders in figures. Days are those on which orders were made (`Order.day`).

    `monthly_sales_fen` is net sales scaled to 30 days; rates are fractions or None where nothing was paid;
    `receivable_days` is the median from paying to settlement, None where no settlement time is known.
    """

    rows: int
    orders: int
    paid_orders: int
    unpaid_orders: int
    refunded_orders: int
    excluded: Mapping[str, int]  # rows in no figure, by reason code
    problems: Mapping[str, int]  # rows that are in the figures, but odd, by code
    first_day: date | None
    last_day: date | None
    days_covered: int
    paid_fen: int
    refund_fen: int
    return_rate: Decimal | None  # refunded orders / paid orders
    return_rate_by_money: Decimal | None  # refunded money / paid money
    daily_sales_fen: tuple[int, ...]  # paid before refunds, for every day from first_day to last_day
    monthly_sales_fen: int | None
    receivable_days: Decimal | None
    largest_swing: Swing | None

    @property
    def net_fen(self) -> int:
        """Paid by buyers less refunds."""
        return self.paid_fen - self.refund_fen

    @property
    def excluded_rows(self) -> int:
        return sum(self.excluded.values())


def summarise(orders: Sequence[Order], findings: Iterable[Finding] = (), rows: int | None = None) -> OrderBook:
    """The figures of a shop's orders.

    Net sales = paid - refunded. Monthly sales = net sales x 30 / days covered, where the days run from the first to
    the last day with an order, both counted. Return rate = refunded orders / paid orders.

    Args:
        orders: in any order.
        findings: of the reader; excluded ones add to `rows`.
        rows: rows of the source, if the caller has counted them.

    Returns:
        An `OrderBook`; with no orders its counts are 0 and its days and rates None.
    """
    seen = tuple(findings)
    excluded = {finding.code: finding.rows for finding in seen if finding.is_excluded}
    paid = [order for order in orders if order.is_paid]
    refunded = sum(1 for order in paid if order.refund_fen > 0)
    paid_fen, refund_fen = sum(o.paid_fen for o in paid), sum(o.refund_fen for o in paid)
    first_day, daily = _daily_sales(orders)
    return OrderBook(
        rows=len(orders) + sum(excluded.values()) if rows is None else rows,
        orders=len(orders),
        paid_orders=len(paid),
        unpaid_orders=len(orders) - len(paid),
        refunded_orders=refunded,
        excluded=excluded,
        problems={finding.code: finding.rows for finding in seen if not finding.is_excluded},
        first_day=first_day,
        last_day=first_day + timedelta(days=len(daily) - 1) if first_day else None,
        days_covered=len(daily),
        paid_fen=paid_fen,
        refund_fen=refund_fen,
        return_rate=_share(refunded, len(paid)),
        return_rate_by_money=_share(refund_fen, paid_fen),
        daily_sales_fen=daily,
        monthly_sales_fen=_monthly(paid_fen - refund_fen, len(daily)),
        receivable_days=_receivable_days(paid),
        largest_swing=_largest_swing(first_day, daily),
    )


def as_json(book: OrderBook) -> dict[str, Any]:
    """The book as JSON values: money in fen, fractions and days as text, days of the calendar as ISO text."""
    swing = book.largest_swing
    return {
        **{name: _plain(value) for name, value in vars(book).items() if name != "largest_swing"},
        "net_fen": book.net_fen,
        "largest_swing": {"day": swing.day.isoformat(), "change_fen": swing.change_fen} if swing else None,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _daily_sales(orders: Sequence[Order]) -> tuple[date | None, tuple[int, ...]]:
    sales: Counter[date] = Counter()
    for order in orders:
        if order.day is not None:
            sales[order.day] += order.paid_fen if order.is_paid else 0
    if not sales:
        return None, ()
    first, last = min(sales), max(sales)
    return first, tuple(sales[first + timedelta(days=n)] for n in range((last - first).days + 1))


def _monthly(net_fen: int, days: int) -> int | None:
    if not days:
        return None
    return int((Decimal(net_fen) * DAYS_PER_MONTH / days).quantize(Decimal(1), ROUND_HALF_UP))


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole else None


def _receivable_days(paid: Iterable[Order]) -> Decimal | None:
    """Median; orders that are not settled yet are not in it, so a young shop's figure is too short."""
    seconds = [(o.settled_at - o.paid_at).total_seconds() for o in paid if o.settled_at and o.paid_at]
    if not seconds:
        return None
    return Decimal(float(np.median(seconds)) / SECONDS_PER_DAY).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _largest_swing(first_day: date | None, daily: Sequence[int]) -> Swing | None:
    if first_day is None or len(daily) < 2:
        return None
    changes = np.diff(np.array(daily, dtype=np.int64))
    at = int(np.argmax(np.abs(changes)))
    return Swing(first_day + timedelta(days=at + 1), int(changes[at]))
