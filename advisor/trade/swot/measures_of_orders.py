"""Measures on orders and on the portal's profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from advisor.trade.order_book import DAYS_PER_MONTH, OrderBook
from advisor.trade.stage_path import ENOUGH_ORDERS
from advisor.trade.swot.measured import Measured
from advisor.trade.swot.shop_data import ShopData

YUAN = "CNY"
MONTHS_SEEN = 12  # orders reach back at least so far: then the shop is at least so old, whatever the file was cut to
FLAT = Decimal("0.10")  # the question calls less than a tenth either way flat
QUARTER_DAYS, HALF_YEAR_DAYS, YEAR_DAYS, FOUR_WEEKS = 90, 180, 365, 28
PEAK_OF_DAYS = Decimal("0.05")  # the best 5 % of days
FEWEST_DAYS = 28
STEADY, OFTEN = Decimal("0.9"), Decimal("0.5")
GOOD_POINTS, FAIR_POINTS = Decimal("4.7"), Decimal("4.4")
WITHIN_HOURS = ((24, "within_a_day"), (72, "within_three_days"))


def months_on_platform(data: ShopData) -> Measured | None:
    """Whole months since the portal's day of opening; else, where orders reach back a year or more, since the first.

    Orders of a shorter time say nothing: the file may have been cut.
    """
    opened = data.portal.opened_on if data.portal else None
    if opened is not None:
        return _months(opened, data.as_of, "portal", None)
    first = data.book.first_day if data.book else None
    if data.book is None or first is None or (data.as_of - first).days < MONTHS_SEEN * DAYS_PER_MONTH:
        return None
    return _months(first, data.as_of, "orders", data.book.paid_orders)


def rating(data: ShopData) -> Measured | None:
    """Buyers' rating on the portal: good from 4.7, fair from 4.4 of 5 (our own working values)."""
    points = data.portal.rating if data.portal else None
    if data.portal is None or points is None:
        return None
    value = "good" if points >= GOOD_POINTS else "fair" if points >= FAIR_POINTS else "low"
    return Measured("rating", value, points, "points", "portal", last_day=data.portal.on)


def refund_speed(data: ShopData) -> Measured | None:
    """Median hours from a buyer's request to the refund, of the last 30 days on the portal."""
    hours = data.portal.refund_hours if data.portal else None
    if data.portal is None or hours is None:
        return None
    value = next((name for most, name in WITHIN_HOURS if hours <= most), "longer")
    first = data.portal.on - timedelta(days=DAYS_PER_MONTH)
    return Measured("refund_speed", value, Decimal(hours), "hours", "portal", first, data.portal.on)


def monthly_sales_fen(data: ShopData) -> Measured | None:
    """Net sales of 30 days, of the recent orders."""
    book = _enough(data.recent or data.book)
    if book is None or book.currency != YUAN or book.monthly_sales_fen is None:
        return None
    return _of_orders("monthly_sales_fen", book, book.monthly_sales_fen, Decimal(book.monthly_sales_fen), "fen")


def return_rate(data: ShopData) -> Measured | None:
    """Refunded orders / paid orders, as seen in all orders."""
    book = _enough(data.book)
    if book is None or book.return_rate is None:
        return None
    return _of_orders("return_rate", book, str(book.return_rate), book.return_rate, "fraction")


def trading_days(data: ShopData) -> Measured | None:
    """On what share of the days something was sold: daily from 90 %, often from half of them (own working values)."""
    book = _enough(data.recent or data.book)
    if book is None or book.days_covered < FEWEST_DAYS:
        return None
    share = _share(sum(fen > 0 for fen in book.daily_sales_fen), book.days_covered)
    value = "daily" if share >= STEADY else "often" if share >= OFTEN else "rarely"
    return _of_days("trading_days", book, value, share)


def peak_share(data: ShopData) -> Measured | None:
    """The share of recent sales that the best 5 % of the days made (of 90 days: 5 days)."""
    book = _enough(data.recent or data.book)
    total = sum(book.daily_sales_fen) if book else 0
    if book is None or book.days_covered < FEWEST_DAYS or total <= 0:
        return None
    best = max(1, int((book.days_covered * PEAK_OF_DAYS).quantize(Decimal(1), ROUND_HALF_UP)))
    share = _share(sum(sorted(book.daily_sales_fen, reverse=True)[:best]), total)
    return _of_days("peak_share", book, str(share), share)


def sales_trend(data: ShopData) -> Measured | None:
    """Sales of the last 90 days against the same days a year before, where the orders reach so far; else against the
    half year before; else the last 28 days against the 28 before. Less than a tenth either way is flat.

    Sales are those paid before refunds. The last day may not be over and is left out.
    """
    book = _enough(data.book)
    compared = _compared(book.daily_sales_fen[:-1]) if book else None
    if book is None or book.last_day is None or compared is None or compared.before <= 0:
        return None
    change = (compared.now / compared.before - 1).quantize(Decimal("0.001"), ROUND_HALF_UP)
    value = "growing" if change >= FLAT else "falling" if change <= -FLAT else "flat"
    last = book.last_day - timedelta(days=1)
    first = last - timedelta(days=compared.days - 1)
    return Measured(
        "sales_trend", value, change, "fraction", "orders", first, last, compared.days, "days", compared.name
    )


@dataclass(frozen=True)
class _Compared:
    """Mean sales a day of the last `days`, and of the days they are compared with."""

    name: str
    days: int
    now: Decimal
    before: Decimal


def _compared(daily: Sequence[int]) -> _Compared | None:
    for name, days, first, last in (
        ("year", QUARTER_DAYS, YEAR_DAYS + QUARTER_DAYS, YEAR_DAYS),
        ("half_year", QUARTER_DAYS, QUARTER_DAYS + HALF_YEAR_DAYS, QUARTER_DAYS),
        ("month", FOUR_WEEKS, 2 * FOUR_WEEKS, FOUR_WEEKS),
    ):
        if len(daily) >= first:
            end = len(daily)
            return _Compared(name, days, _mean(daily[end - days :]), _mean(daily[end - first : end - last]))
    return None


def _mean(daily: Sequence[int]) -> Decimal:
    return Decimal(sum(daily)) / len(daily)


def _enough(book: OrderBook | None) -> OrderBook | None:
    return book if book is not None and book.paid_orders >= ENOUGH_ORDERS else None


def _months(since: date, until: date, source: str, count: int | None) -> Measured:
    months = max(0, (until - since).days // DAYS_PER_MONTH)
    return Measured("months_on_platform", months, Decimal(months), "months", source, since, until, count)


def _of_orders(name: str, book: OrderBook, value: object, figure: Decimal, unit: str) -> Measured:
    return Measured(name, value, figure, unit, "orders", book.first_day, book.last_day, book.paid_orders)


def _of_days(name: str, book: OrderBook, value: object, share: Decimal) -> Measured:
    first, last, days = book.first_day, book.last_day, book.days_covered
    return Measured(name, value, share, "fraction", "orders", first, last, days, "days")


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(Decimal("0.001"), ROUND_HALF_UP)
