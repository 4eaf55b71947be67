"""A demo shop for its pages: the newest orders of each stage, the settlements and the funds. Money is integer fen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import accumulate

import numpy as np

from advisor.channels.demo_shops import Shop
from advisor.channels.demo_shown import DemoSettlement, Shown, settlements, shown

STAGES = {
    "paid": "to_ship",
    "shipped": "shipped",
    "delivered": "received",
    "confirmed": "received",
    "settled": "settled",
    "returning": "returning",
}
EACH_STAGE = 3
ARRIVED = 4
FUNDS_DAYS = 10


def dated(shop_id: str, shop: Shop, now: datetime) -> Shop:
    """One shop at a moment of China's time, as its pages show it.

    Args:
        shop_id: its id.
        shop: as in the file; `day` counts from today (-1 is yesterday).
        now: the moment.
    """
    known, today = shown(shop_id, now), now.date()
    paid_out = settlements(known, today)
    movements = _movements(shop, paid_out, today)
    on_the_way = [one for one in paid_out if one.state == "on_the_way"]
    held = [one for one in paid_out if one.state == "held"]
    arrived = [one for one in paid_out if one.state == "arrived"][: -ARRIVED - 1 : -1]
    return {
        "id": shop_id,
        **{field: shop[field] for field in ("name", "platform", "owner", "notice", "notice_question", "questions")},
        "today": today.isoformat(),
        "available_fen": movements[-1]["balance_fen"],
        "on_the_way_fen": sum(one.amount_fen for one in on_the_way),
        "deposit_fen": shop["deposit_fen"],
        "orders": _newest(known, shop),
        "settlements": [_settlement(one) for one in (*on_the_way, *held, *arrived)],
        "movements": movements[::-1],
    }


def _newest(known: Shown, shop: Shop) -> list[Shop]:
    """The newest orders of every stage, the newest first."""
    stages = np.array([STAGES.get(status, "") for status in known.status])
    places = [np.flatnonzero(stages == stage)[-EACH_STAGE:] for stage in dict.fromkeys(STAGES.values())]
    goods = [{language: one[language] for language in ("zh", "en")} for one in shop["goods"].values()]
    newest = np.sort(np.concatenate(places))[::-1]
    return [_order(known, place, goods, shop["trade"]) | {"stage": stages[place]} for place in newest.tolist()]


def _order(known: Shown, place: int, goods: list[Shop], trade: Shop) -> Shop:
    orders = known.orders
    shown_fields = {
        "number": str(orders.number[place]),
        "date": str(orders.created_at[place].astype("datetime64[D]")),
        "goods": goods[orders.goods[place]],
        "amount_fen": int(orders.amount_fen[place]),
    }
    pays_at = orders.settled_at[place]
    if np.isnat(pays_at):  # at the latest: when the order confirms itself
        pays_at = orders.shipped_at[place] + np.timedelta64(trade["auto_confirm_days"] + int(trade["settle_days"]), "D")
    is_open_return = known.status[place] == "returning" or np.isnat(pays_at)
    return shown_fields if is_open_return else {**shown_fields, "pays_on": str(pays_at.astype("datetime64[D]"))}


def _settlement(one: DemoSettlement) -> Shop:
    row: Shop = {"number": one.id, "amount_fen": one.amount_fen, "stage": one.state}
    return {**row, "pays_on": one.due_on.isoformat()} if one.due_on else row


def _movements(shop: Shop, paid_out: list[DemoSettlement], today: date) -> list[Shop]:
    """What went in and out in the last days, with the balance after each, oldest first."""
    since = today - timedelta(days=FUNDS_DAYS)
    rows = [(today + timedelta(days=one["day"]), one["kind"], one["amount_fen"]) for one in shop["movements"]]
    rows += [(one.paid_on, "settlement", one.amount_fen) for one in paid_out if one.paid_on and one.paid_on >= since]
    rows.sort(key=lambda row: row[0])
    balances = list(accumulate((amount_fen for _, _, amount_fen in rows), initial=shop["opening_balance_fen"]))
    return [
        {"date": day.isoformat(), "kind": kind, "amount_fen": amount_fen, "balance_fen": balance_fen}
        for (day, kind, amount_fen), balance_fen in zip(rows, balances[1:], strict=True)
    ]
