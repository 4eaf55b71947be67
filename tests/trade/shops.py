"""Made-up shops whose true delays are known, and the real marketplace orders where they are on the machine."""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from advisor.trade.orders import NOT_A_TIME, Orders

DAY = np.timedelta64(86_400, "s")
START = np.datetime64("2026-01-01T00:00:00")
REAL = Path(__file__).parents[3] / "shared" / "data" / "olist" / "olist_orders_dataset.csv"
RULES = {"ship": 2.0, "deliver": 3.0, "confirm": 7.0, "settle": 1.0, "withdraw": 1.0}
STEADY = {"ship": 1, "deliver": 3, "confirm": 6, "settle": 2}
MOMENTS = ("shipped_at", "delivered_at", "confirmed_at", "settled_at")
ONE_LOST_IN = 18  # the real sample has every undelivered order but one in 18 to 19 of the delivered


def later(at, days):
    """`at` plus days, broken ones too; NaT where a number is missing."""
    seconds = np.where(np.isnan(days), 0, np.asarray(days) * 86_400).astype("timedelta64[s]")
    return np.where(np.isnan(days), NOT_A_TIME, at + seconds)


def shop(paid_on, money_fen=10_000, refund_after=None, refund_share=1.0, **stage_days):
    """Orders paid `paid_on` days after START whose stages take `ship`, `deliver`, ... days (numbers or [n])."""
    paid_at = later(START, np.asarray(paid_on, np.float64))
    count = len(paid_at)
    columns = {"created_at": paid_at, "paid_at": paid_at, "paid_fen": np.full(count, money_fen)}
    columns["amount_fen"] = columns["paid_fen"]
    at = paid_at
    for name, stage in zip(MOMENTS, ("ship", "deliver", "confirm", "settle"), strict=True):
        if stage in stage_days:
            at = columns[name] = later(at, np.broadcast_to(np.asarray(stage_days[stage], np.float64), (count,)))
    if refund_after is not None:
        after = np.broadcast_to(np.asarray(refund_after, np.float64), (count,))
        columns["refunded_at"] = later(paid_at, after)
        columns["refund_fen"] = np.where(np.isnan(after), 0, columns["paid_fen"] * refund_share).astype(np.int64)
    return Orders.of(columns)


@cache
def real_orders():
    """Real orders with the share of lost ones that the marketplace has, or None where they are not on the machine."""
    if not REAL.exists():
        return None
    with REAL.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {
        "created_at": "order_purchase_timestamp",
        "paid_at": "order_approved_at",
        "shipped_at": "order_delivered_carrier_date",
        "delivered_at": "order_delivered_customer_date",
    }
    columns = {name: [row[source].replace(" ", "T") or None for row in rows] for name, source in names.items()}
    columns["is_closed"] = [row["order_status"] in ("canceled", "unavailable") for row in rows]
    columns["paid_fen"] = columns["amount_fen"] = [10_000] * len(rows)
    orders = Orders.of(columns)
    is_lost = np.isnat(orders.delivered_at)
    return orders.where(~is_lost | (np.cumsum(is_lost) % ONE_LOST_IN == 0))
