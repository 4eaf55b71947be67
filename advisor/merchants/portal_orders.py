"""Order records of the portal's API (docs/portal_api.yml) as columns. Nothing of a buyer is in them or looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from hashlib import blake2b
from typing import Any

import numpy as np

from advisor.merchants.portal_values import ValueRefused, fen, moment, text
from advisor.trade.orders import MONEY, TIMES, Finding, Orders, Times, added_up

CHINA = timezone(timedelta(hours=8))
STATUSES = ("unpaid", "paid", "shipped", "delivered", "confirmed", "settled", "returning", "closed")
NEEDED = ("id", "status", "created_at", "updated_at", "amount_fen", "paid_at", "paid_fen")
ONE_AFTER_THE_OTHER = (
    ("created_at", "paid_at"), ("created_at", "shipped_at"), ("shipped_at", "delivered_at"),
    ("shipped_at", "confirmed_at"), ("paid_at", "settled_at"), ("paid_at", "refunded_at"),
)  # fmt: skip
CLOCKS_DIFFER = np.timedelta64(300, "s")  # shop, carrier and payment write their times with clocks of their own
KEPT = ("refund_over_paid", "unknown_status")  # findings whose orders stay in the figures


@dataclass(frozen=True, eq=False)
class OrderPage:
    """One page of orders, each order once.

    `records` is what the page held, those left out and older versions of an order included. `cursor` is where the next
    page begins: keep it with the orders. A later page has the later version of an order (`Orders.together`).
    """

    orders: Orders
    findings: tuple[Finding, ...]
    records: int
    cursor: str | None = None
    has_more: bool = False


def order_page(
    records: Sequence[Any], currency: str = "CNY", zone: tzinfo = CHINA, today: date | None = None
) -> OrderPage:
    """The orders of JSON records, with times in the shop's zone; of several versions of an order the latest.

    A column that no record has is unknown. Times that are out of order by up to 5 minutes are taken as equal. Findings
    that exclude a record: malformed_record, missing_field (one that other records have), missing_amount,
    unreadable_amount, negative_amount, missing_time, unreadable_time, unreadable_text, future_time (ordered or paid
    later than tomorrow; `today` None: by the clock), time_inverted. Those that do not: unknown_status (taken as open),
    refund_over_paid.
    """
    found: Counter[str] = Counter()
    fields = _fields(records)
    last_day = (today or date.today()) + timedelta(days=1)
    rows = []
    for record in records:
        try:
            rows.append(_row(record, fields, zone, last_day))
        except ValueRefused as error:
            found[error.code] += 1
    columns = {name: [row[name] for row in rows] for name in ("key", "is_closed", "updated_at", *fields)}
    found["unknown_status"] = sum(not row["is_known"] for row in rows)
    updated_at = np.asarray(columns.pop("updated_at"), dtype="datetime64[s]")
    orders = Orders.of(columns if rows else {}, currency)
    orders, is_inverted = _in_order(orders)
    found["time_inverted"] = int(is_inverted.sum())
    found["refund_over_paid"] = int((orders.refund_fen > orders.paid_fen)[~is_inverted].sum())
    chosen = _newest(orders.key, updated_at) & ~is_inverted
    findings = added_up(Finding(code, number, code not in KEPT) for code, number in found.items())
    return OrderPage(orders.where(chosen), findings, len(records))


def _fields(records: Sequence[Any]) -> tuple[str, ...]:
    """The columns that the portal has: those which some record of the page has, be it with null."""
    there = {name for record in records if isinstance(record, Mapping) for name in record}
    return tuple(name for name in (*TIMES, *MONEY) if name in there)


def _row(record: Any, fields: Sequence[str], zone: tzinfo, last_day: date) -> dict[str, Any]:
    """The columns of one record."""
    if not isinstance(record, Mapping):
        raise ValueRefused("malformed_record")
    if not record.keys() >= {*NEEDED, *fields} or not record["id"]:
        raise ValueRefused("missing_field")
    if record["amount_fen"] is None:
        raise ValueRefused("missing_amount")
    if record["created_at"] is None or record["updated_at"] is None:
        raise ValueRefused("missing_time")
    values = {name: fen(record, name) if name in MONEY else moment(record, name, zone) for name in fields}
    if any(isinstance(at, datetime) and at.date() > last_day for at in (values["created_at"], values["paid_at"])):
        raise ValueRefused("future_time")
    status = text(record, "status")
    return {
        **values,
        "key": _key(text(record, "id")),
        "is_closed": status == "closed",
        "is_known": status in STATUSES,
        "updated_at": moment(record, "updated_at", zone),
    }


def _key(order_id: str) -> int:
    """64 bits that tell one order from another; never 0, which says that there is no number."""
    return int.from_bytes(blake2b(order_id.encode(), digest_size=8).digest(), "little") or 1


def _in_order(orders: Orders) -> tuple[Orders, Any]:
    """The orders with small differences between clocks taken out, and which of them [n] have their times inverted."""
    times = {name: getattr(orders, name).copy() for name in TIMES}
    is_inverted = np.zeros(len(orders), bool)
    for earlier, later in ONE_AFTER_THE_OTHER:
        ahead = times[earlier] - times[later]
        is_inverted |= ahead > CLOCKS_DIFFER
        times[later] = np.where(ahead > np.timedelta64(0, "s"), times[earlier], times[later])
    columns = {name: times.get(name, getattr(orders, name)) for name in orders.known}
    return Orders.of(columns, orders.currency), is_inverted


def _newest(key: Any, updated_at: Times) -> Any:
    """bool [n]: the latest version of each order; of equally late ones the last in the list."""
    by_order = np.lexsort((np.arange(len(key)), updated_at, key))
    is_last = np.ones(len(key), bool)
    is_last[:-1] = key[by_order][1:] != key[by_order][:-1]
    chosen = np.zeros(len(key), bool)
    chosen[by_order[is_last]] = True
    return chosen
