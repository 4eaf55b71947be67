"""Stages of a million made-up orders: seconds and memory; and of real ones looked at young: days off the truth.

    .venv/bin/python benchmarks/stages.py [--orders N] [--real ORDERS.csv]

ORDERS.csv has the columns of the Olist data set. Each month of it is looked at 20 days in, as if the shop were 25, 45,
90 or 400 days old, and the mean of a stage is compared with what it came to in the end. Its sample has every
undelivered order but one in 18 of the delivered, so one in 18 of the undelivered is kept. "exponential": the open rest
goes on at the pace seen instead of ending at the longest seen; "no limit" and the factors: when an open order is stuck.
"""

from __future__ import annotations

import argparse
import csv
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from advisor.trade.orders import Orders
from advisor.trade.returns import returns_of
from advisor.trade.sales_pattern import sales_pattern
from advisor.trade.stages import in_flight, stages_of
from advisor.trade.survival import product_limit
from advisor.trade.turnover import receivable_turnover

RULES = {"ship": 2.0, "deliver": 3.0, "confirm": 7.0, "settle": 1.0, "withdraw": 1.0}
MEAN_DAYS = {"shipped_at": 1.5, "delivered_at": 3.0, "confirmed_at": 5.0, "settled_at": 1.0}
DAY = np.timedelta64(86_400, "s")
PARTS = (("ship", "paid_at", "shipped_at"), ("deliver", "shipped_at", "delivered_at"))
AGES_DAYS = (25, 45, 90, 400)
LIMITS = (1.0, 1.5, 2.0, 3.0, np.inf)
ONE_LOST_IN = 18


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--real", type=Path, metavar="ORDERS.csv")
    options = parser.parse_args()
    _speed(options.orders)
    if options.real:
        _accuracy(_real(options.real))


def _speed(count: int) -> None:
    orders = _made_up(count)
    stages = _timed("stages", lambda: stages_of(orders, RULES))
    _timed("in flight", lambda: in_flight(orders, stages))
    _timed("returns", lambda: returns_of(orders))
    _timed("receivables", lambda: receivable_turnover(orders))
    _timed("seasonality", lambda: sales_pattern(orders))
    print(f"{count} orders; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _timed(name: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = work()
    print(f"{name:12}{time.perf_counter() - began:7.2f} s")
    return result


def _made_up(count: int) -> Orders:
    """A year of orders; what would come after its end has not happened, and a tenth comes back."""
    draw = np.random.default_rng(1)
    end = np.datetime64("2026-01-01T00:00:00")
    at = end - (draw.random(count) * 365 * 86_400).astype("timedelta64[s]")
    columns: dict[str, Any] = {"created_at": at, "paid_at": at, "paid_fen": draw.integers(1_000, 50_000, count)}
    for name, days in MEAN_DAYS.items():
        at = at + (draw.gamma(2.0, days / 2.0, count) * 86_400).astype("timedelta64[s]")
        columns[name] = np.where(at > end, np.datetime64("NaT"), at)
    back = columns["paid_at"] + (draw.gamma(3.0, 3.0, count) * 86_400).astype("timedelta64[s]")
    is_back = (draw.random(count) < 0.1) & (back <= end)
    columns["refunded_at"] = np.where(is_back, back, np.datetime64("NaT"))
    columns["refund_fen"] = np.where(is_back, columns["paid_fen"], 0)
    return Orders.of(columns)


def _real(path: Path) -> Orders:
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["order_status"] not in ("canceled", "unavailable")]
    names = ("order_approved_at", "order_delivered_carrier_date", "order_delivered_customer_date")
    times = [[row[name].replace(" ", "T") or None for row in rows] for name in names]
    columns = dict(zip(("paid_at", "shipped_at", "delivered_at"), times, strict=True))
    orders = Orders.of({**columns, "paid_fen": [100] * len(rows)})
    is_lost = np.isnat(orders.delivered_at)
    return orders.where(~is_lost | (np.cumsum(is_lost) % ONE_LOST_IN == 0))


def _accuracy(orders: Orders) -> None:
    for stage, starts, ends in PARTS:
        seen = list(_young(getattr(orders, starts), getattr(orders, ends)))
        rows = {"finished only": [_finished(days, ended) - truth for days, ended, truth in seen]}
        for limit in LIMITS:
            name = "no limit" if np.isinf(limit) else f"stuck x {limit}"
            rows[name] = [_mean(days, ended, limit, False) - truth for days, ended, truth in seen]
        rows["exponential"] = [_mean(days, ended, 1.5, True) - truth for days, ended, truth in seen]
        print(f"{stage}: {len(seen)} looks; mean and root mean square of days off")
        for name, errors in rows.items():
            print(f"  {name:14}{np.mean(errors):7.2f}{np.sqrt(np.mean(np.square(errors))):7.2f}")
    whole = stages_of(orders, RULES)
    for one in whole.stages[:2]:
        print(
            f"{one.id}: mean {one.mean_days:.2f} median {one.median_days:.2f}, {one.finished} finished, {one.open} open"
        )


def _young(start: Any, end: Any) -> Iterator[tuple[Any, Any, float]]:
    """Days so far, whether ended, and the mean in the end, of each look with 20 ended at least."""
    for month in np.arange("2017-03", "2018-09", dtype="datetime64[M]"):
        at = month.astype("datetime64[s]") + 20 * DAY
        for age in AGES_DAYS:
            chosen = (start <= at) & (start >= at - age * DAY)
            ended = end[chosen] <= at
            if ended.sum() >= 20:
                so_far = np.where(ended, end[chosen], at) - start[chosen]
                truth = float(np.nanmean(np.maximum((end - start)[chosen] / DAY, 0.0)))
                yield np.maximum(so_far / DAY, 0.0), ended, truth


def _finished(days: Any, ended: Any) -> float:
    return float(days[ended].mean())


def _mean(days: Any, ended: Any, limit: float, is_exponential: bool) -> float:
    counted = ended | (days <= max(30.0, limit * float(np.quantile(days[ended], 0.99))))
    curve = product_limit(days[counted], ended[counted])
    rest = curve.open_share
    tail = rest * curve.longest_days / -np.log(rest) if is_exponential and 0 < rest < 1 else 0.0
    return curve.restricted_mean_days() + tail


if __name__ == "__main__":
    main()
