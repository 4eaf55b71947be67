"""What a shop's orders say in figures: how much it sells, how much comes back, how fast the money comes in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from advisor.trade.orders import Finding, Money, Orders

DAYS_PER_MONTH = 30
SECONDS_PER_DAY = 86_400


@dataclass(frozen=True)
class Swing:
    """The largest change of sales from one day to the next."""

    day: date  # the later of the two days
    change_fen: int


@dataclass(frozen=True)
class OrderBook:
    """A shop's orders in figures. Days are those on which orders were made (`Orders.day`).

    Money is in hundredths of `currency`. `monthly_sales_fen` is net sales scaled to 30 days; rates are fractions of the
    orders whose source tells of refunds, None where none of those was paid; `receivable_days` is the median from paying
    to settlement over settled orders, None where no settlement time is known.
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
    fee_fen: int
    return_rate: Decimal | None  # refunded orders / paid orders
    return_rate_by_money: Decimal | None  # refunded money / paid money
    daily_sales_fen: tuple[int, ...]  # paid before refunds, for every day from first_day to last_day
    monthly_sales_fen: int | None
    receivable_days: Decimal | None
    largest_swing: Swing | None
    currency: str = "CNY"

    @property
    def net_fen(self) -> int:
        """Paid by buyers less refunds."""
        return self.paid_fen - self.refund_fen

    @property
    def excluded_rows(self) -> int:
        return sum(self.excluded.values())


def summarise(orders: Orders, findings: Iterable[Finding] = (), rows: int | None = None) -> OrderBook:
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
    paid = orders.where(orders.is_paid)
    told = paid.where(paid.tells("refund_fen"))
    refunded = int((told.refund_fen > 0).sum())
    paid_fen, refund_fen = int(paid.paid_fen.sum()), int(paid.refund_fen.sum())
    first_day, daily = daily_sales(orders)
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
        fee_fen=int(paid.fee_fen.sum()),
        return_rate=_share(refunded, len(told)),
        return_rate_by_money=_share(refund_fen, int(told.paid_fen.sum())),
        daily_sales_fen=tuple(map(int, daily)),
        monthly_sales_fen=_monthly(paid_fen - refund_fen, len(daily)),
        receivable_days=_receivable_days(paid),
        largest_swing=_largest_swing(first_day, daily),
        currency=orders.currency,
    )


def daily_sales(orders: Orders) -> tuple[date | None, Money]:
    """The first day with an order, and what was paid (before refunds) on every day from it to the last: int64 [days].

    A day without a paid order counts 0. (None, []) without any dated order.
    """
    dated = orders.where(~np.isnat(orders.day))
    if not len(dated):
        return None, np.zeros(0, np.int64)
    days = dated.day.astype(np.int64)
    first = int(days.min())
    daily = np.zeros(int(days.max()) - first + 1, np.int64)
    np.add.at(daily, days - first, np.where(dated.is_paid, dated.paid_fen, 0))
    return date(1970, 1, 1) + timedelta(days=first), daily


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


def _monthly(net_fen: int, days: int) -> int | None:
    if not days:
        return None
    return int((Decimal(net_fen) * DAYS_PER_MONTH / days).quantize(Decimal(1), ROUND_HALF_UP))


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole else None


def _receivable_days(paid: Orders) -> Decimal | None:
    """Median of the settled ones only: `stages` counts the open ones too."""
    seconds = (paid.settled_at - paid.paid_at).astype("timedelta64[s]")
    settled = seconds[~np.isnat(seconds)].astype(np.int64)
    if not len(settled):
        return None
    return Decimal(float(np.median(settled)) / SECONDS_PER_DAY).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _largest_swing(first_day: date | None, daily: Money) -> Swing | None:
    if first_day is None or len(daily) < 2:
        return None
    changes = np.diff(daily)
    at = int(np.argmax(np.abs(changes)))
    return Swing(first_day + timedelta(days=at + 1), int(changes[at]))
