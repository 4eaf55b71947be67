"""What the demo portal knows at a moment: the made-up orders without their future, and the settlements of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.channels.demo_orders import NEVER, DemoOrders, Times, drawn
from advisor.channels.demo_shops import shops

STATUSES = (  # each later one takes the place of those before it
    ("paid", "paid_at"), ("shipped", "shipped_at"), ("delivered", "delivered_at"), ("confirmed", "confirmed_at"),
    ("settled", "settled_at"), ("returning", "asked_at"),
)  # fmt: skip
MOMENTS = (
    "paid_at",
    "shipped_at",
    "delivered_at",
    "confirmed_at",
    "settled_at",
    "asked_at",
    "refunded_at",
    "closed_at",
)
DAY = np.timedelta64(86_400, "s")


@dataclass(frozen=True, eq=False)
class Shown:
    """The orders as they stand. `orders` has no time later than the moment and no money of such a time; `plan` are the
    same orders with their future. `status` and `updated_at` [n] belong to both."""

    orders: DemoOrders
    plan: DemoOrders
    paid_fen: npt.NDArray[np.int64]
    status: npt.NDArray[np.str_]
    updated_at: Times


@dataclass(frozen=True)
class DemoSettlement:
    """One day's money to the shop, or the money held on the returns asked for on a day."""

    id: str
    amount_fen: int
    fee_fen: int
    due_on: date | None
    paid_on: date | None
    state: str
    updated_at: np.datetime64


def shown(shop_id: str, now: datetime) -> Shown:
    """The shop at a moment, in China's time. The second of the moment itself is not over and not yet shown."""
    at = np.datetime64(now.replace(tzinfo=None, microsecond=0), "s") - np.timedelta64(1, "s")
    plan = _chosen(_plan(shop_id, now.date()), at)
    times = {name: np.where(getattr(plan, name) <= at, getattr(plan, name), NEVER) for name in MOMENTS}
    orders = replace(
        plan,
        **times,
        refund_fen=np.where(np.isnat(times["refunded_at"]), 0, plan.refund_fen),
        fee_fen=np.where(np.isnat(times["settled_at"]), 0, plan.fee_fen),
    )
    updated_at = np.fmax.reduce(np.array([orders.created_at, *times.values()]))
    return Shown(orders, plan, np.where(np.isnat(orders.paid_at), 0, plan.amount_fen), _status(orders), updated_at)


def settlements(known: Shown, today: date) -> list[DemoSettlement]:
    """The shop's settlements, oldest first: one for each day on which money came or comes, and one for each day's
    returns, held until they are decided."""
    plan, orders = known.plan, known.orders
    is_due = ~np.isnat(orders.delivered_at) & ~np.isnat(plan.settled_at) & (known.status != "returning")
    is_back = ~np.isnat(orders.asked_at) & np.isnat(plan.settled_at)
    money = [_day_settlement(known, day, places, today) for day, places in _by_day(plan.settled_at, is_due)]
    return [_held_settlement(known, day, places) for day, places in _by_day(orders.asked_at, is_back)] + money


def _by_day(at: Times, chosen: npt.NDArray[np.bool_]) -> Iterator[tuple[date, npt.NDArray[np.int64]]]:
    """Each day of the chosen times and the places of its orders."""
    places = np.flatnonzero(chosen)
    days, place = np.unique(at[places].astype("datetime64[D]"), return_inverse=True)
    parts = np.split(places[np.argsort(place, kind="stable")], np.cumsum(np.bincount(place))[:-1])
    return zip(days.tolist(), parts, strict=False)  # without a day numpy still makes one part, an empty one


def _day_settlement(known: Shown, due_on: date, places: npt.NDArray[np.int64], today: date) -> DemoSettlement:
    plan, has_arrived = known.plan, due_on < today
    amount_fen = int((plan.amount_fen - plan.refund_fen - plan.fee_fen)[places].sum())
    updated_at = np.datetime64(due_on, "s") + DAY if has_arrived else known.updated_at[places].max()
    fee_fen, paid_on = int(plan.fee_fen[places].sum()), due_on if has_arrived else None
    state = "arrived" if has_arrived else "on_the_way"
    return DemoSettlement(f"S-{due_on:%y%m%d}", amount_fen, fee_fen, due_on, paid_on, state, updated_at)


def _held_settlement(known: Shown, asked_on: date, places: npt.NDArray[np.int64]) -> DemoSettlement:
    still = places[np.isnat(known.orders.refunded_at[places])]
    state, counted = ("held", still) if len(still) else ("refunded", places)
    amount_fen, updated_at = int(known.plan.amount_fen[counted].sum()), known.updated_at[places].max()
    return DemoSettlement(f"H-{asked_on:%y%m%d}", amount_fen, 0, None, None, state, updated_at)


@lru_cache(maxsize=16)
def _plan(shop_id: str, today: date) -> DemoOrders:
    return drawn(shop_id, shops()[shop_id], today)


def _chosen(plan: DemoOrders, at: np.datetime64) -> DemoOrders:
    """The orders that there are at a moment."""
    is_there = plan.created_at <= at
    columns: Mapping[str, Any] = {name: column[is_there] for name, column in vars(plan).items()}
    return DemoOrders(**columns)


def _status(orders: DemoOrders) -> npt.NDArray[np.str_]:
    status = np.full(len(orders), "unpaid", dtype="<U9")
    for name, column in STATUSES:
        status[~np.isnat(getattr(orders, column))] = name
    is_over = ~np.isnat(orders.refunded_at)  # a part was refunded: where the order stood, it stands again
    for name, column in STATUSES[:-1]:
        status[is_over & ~np.isnat(getattr(orders, column))] = name
    status[~np.isnat(orders.closed_at)] = "closed"
    return status
