"""Forecasts made on past days of real shops, held against what came: share of it inside P10 to P90 (aim: 75 to 85 %).

    .venv/bin/python benchmarks/backtest.py [DATA_FOLDER]        # default: ../shared/data beside the repository

Rows: daily sales of one Tmall shop in February 2020 (crisis and recovery within the month; 14 days are known at first);
daily sales and cash (bought to delivered as the way of the money) of the whole Olist sample 2017 to 2018; sales of its
single sellers, from every day four weeks apart on which a seller had 20 orders behind it. Seasons are not told to the
model, except where said. Points of neighbouring origins overlap: they are far fewer independent ones than their number.
Made-up shops of 30 orders a day show what a break does: so many days ago sales became a fifth or five times as many,
for good, or only for these days.
"""

from __future__ import annotations

import csv
import itertools
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from advisor.trade.forecast.backtest import Backtest, cash_backtest, origins, sales_backtest  # noqa: E402
from advisor.trade.forecast.history import History, history_of  # noqa: E402
from advisor.trade.orders import Orders  # noqa: E402
from advisor.trade.records import SettlementRule  # noqa: E402

NONE = Decimal(0)
RULE = SettlementRule("olist", Decimal(3), Decimal(9), NONE, NONE, NONE, {}, {})
OLIST_FIRST, OLIST_LAST = np.datetime64("2017-01-05"), np.datetime64("2018-08-20T23:59:59")
WEEKS = (1, 2, 4, 8, 13)
SELLER_ORDERS = 20
KNOWN_DAYS = 120  # of made-up shops


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "shared" / "data"
    print(f"{'':24}{'points':>7}{'inside':>8}{'below':>7}{'bias':>7}{'width':>7}   inside / bias by weeks")
    for name, result, weeks in made_up_rows():
        print(row(name, result, weeks), flush=True)
    for read, run in ((tmall, tmall_rows), (olist, olist_rows)):
        try:
            orders = read(folder)
        except FileNotFoundError as error:
            print(f"left out: {error.filename} is not there")
            continue
        for name, result, weeks in run(orders):
            print(row(name, result, weeks), flush=True)


def made_up_rows() -> Iterable[tuple[str, Backtest, Sequence[int]]]:
    """Sales of shops that are calm, have just broken off or have just had an event nobody told of."""
    for name, days, lasts in (("calm", 0, True), *(("broken", days, True) for days in (3, 7, 14)), ("event", 5, False)):
        points = []
        for seed, times in itertools.product(range(15), (0.2, 5.0)):
            sold = made_up(seed, times, days, lasts)
            points += sales_backtest(sold, np.ones(len(sold)), (1, 4), [sold.first_day + KNOWN_DAYS - 1]).points
        yield f"made up, {name} {days} days", Backtest(tuple(points)), (1, 4)


def made_up(seed: int, times: float, days: int, lasts: bool) -> History:
    """28 days more than are known; from `days` before the last known one on it sells `times` as much."""
    rng, place = np.random.default_rng(seed), np.arange(KNOWN_DAYS + 28)
    is_other = (place >= KNOWN_DAYS - days) & (lasts | (place < KNOWN_DAYS)) & (days > 0)
    orders = rng.poisson(np.where(is_other, times, 1.0) * 30 * rng.gamma(10, 0.1, len(place)))
    return History(np.datetime64("2026-01-01"), orders, orders * 5_000, orders * 5_000.0**2, 0 * orders)


def tmall_rows(orders: Orders) -> Iterable[tuple[str, Backtest, Sequence[int]]]:
    """Sales of the month, from every day on."""
    history = history_of(orders, orders.last_seen)
    days = origins(history, 1, every_days=1, first_after_days=14)
    yield "Tmall sales", sales_backtest(history, np.ones(len(history)), (1, 2), days), (1, 2)


def olist_rows(shops: dict[str, Orders]) -> Iterable[tuple[str, Backtest, Sequence[int]]]:
    """Sales and cash of the whole, sales of the sellers."""
    whole = shops.pop("")
    history = history_of(whole, OLIST_LAST)
    days = [day for day in origins(history, 1) if day > OLIST_FIRST + 28]
    yield "Olist sales", sales_backtest(history, np.ones(len(history)), WEEKS, days), WEEKS
    yield "Olist cash", cash_backtest(whole, RULE, WEEKS, days), WEEKS
    points = []
    for orders in shops.values():
        if len(orders) > SELLER_ORDERS:
            sold = history_of(orders, OLIST_LAST)
            points += sales_backtest(sold, np.ones(len(sold)), WEEKS, seller_days(sold)).points
    yield "Olist sellers, sales", Backtest(tuple(points)), WEEKS


def seller_days(history: History) -> list[np.datetime64]:
    """Origins four weeks apart on which the seller had enough orders behind it: chosen by the past alone."""
    enough = history.first_day + int(np.searchsorted(np.cumsum(history.orders), SELLER_ORDERS))
    return [day for day in origins(history, 1, every_days=28) if day >= enough]


def row(name: str, result: Backtest, weeks: Sequence[int]) -> str:
    """One line of the table."""
    by_weeks = "  ".join(
        f"{count}w {part.coverage:.0%} {part.bias:+.0%}" for count in weeks if (part := result.of_weeks(count)).points
    )
    return (
        f"{name:24}{len(result.points):7}{result.coverage:8.1%}{result.below:7.1%}{result.bias:+7.1%}"
        f"{result.width:7.2f}   {by_weeks}"
    )


def tmall(folder: Path) -> Orders:
    """The paid orders of the Tmall shop."""
    rows = [row for row in _rows(folder / "tmall_order_report.csv") if row["订单付款时间"]]
    return Orders.of(
        {
            "created_at": [row["订单创建时间"] for row in rows],
            "paid_at": [row["订单付款时间"] for row in rows],
            "paid_fen": [_fen(row["买家实际支付金额"]) for row in rows],
        }
    )


def olist(folder: Path) -> dict[str, Orders]:
    """Delivered orders by seller, and all of them under "". Undelivered ones are too many in the sample to be used."""
    paid: dict[tuple[str, str], int] = defaultdict(int)
    for row in _rows(folder / "olist" / "olist_order_payments_dataset.csv"):
        paid["", row["order_id"]] += _fen(row["payment_value"])
    for row in _rows(folder / "olist" / "olist_order_items_dataset.csv"):
        paid[row["seller_id"], row["order_id"]] += _fen(row["price"]) + _fen(row["freight_value"])
    delivered = {
        row["order_id"]: (row["order_purchase_timestamp"], row["order_delivered_customer_date"])
        for row in _rows(folder / "olist" / "olist_orders_dataset.csv")
        if row["order_status"] == "delivered" and row["order_delivered_customer_date"]
    }
    shops: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for (seller, order), fen in paid.items():
        if order in delivered:
            shops[seller].append((*delivered[order], fen))
    names = ("paid_at", "settled_at", "paid_fen")
    return {shop: Orders.of(dict(zip(names, zip(*rows, strict=True), strict=True))) for shop, rows in shops.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name.strip(): value for name, value in row.items()} for row in csv.DictReader(file)]


def _fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)


if __name__ == "__main__":
    main()
