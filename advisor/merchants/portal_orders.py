"""Order records of the portal's API (docs/portal_api.yml) as columns. Nothing of a buyer is in them or looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from hashlib import blake2b
from typing import Any

import numpy as np

from advisor.merchants.portal_values import ValueRefused, fen, moment, text
from advisor.trade.orders import MONEY, TIMES, Finding, Orders, Times

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

    `updated_at` datetime64[s] [n] belongs to `orders`; `records` is what the page held, those left out and older
    versions of an order included. `cursor` is where the next page begins: keep it with the orders.
    """

    orders: Orders
    updated_at: Times
    findings: tuple[Finding, ...]
    records: int
    cursor: str | None = None
    has_more: bool = False


def order_page(records: Sequence[Any], currency: str = "CNY", zone: tzinfo = CHINA) -> OrderPage:
    """The orders of JSON records, with times in the shop's zone; of several versions of an order the latest.

    A column that no record has is unknown. Times that are out of order by up to 5 minutes are taken as equal.
    Findings that exclude a record: malformed_record, missing_field (one that other records have), missing_amount,
    unreadable_amount, negative_amount, missing_time, unreadable_time, unreadable_text, time_inverted. Those that do
    not: unknown_status (taken as open), refund_over_paid.
    """
    found: Counter[str] = Counter()
    fields = _fields(records)
    rows = []
    for record in records:
        try:
            rows.append(_row(record, fields, zone))
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
    return OrderPage(orders.where(chosen), updated_at[chosen], _findings(found), len(records))


def merged(pages: Iterable[OrderPage]) -> Orders:
    """All orders of the pages, each once: its latest version, whatever page that stands on.

    Raises:
        ValueError: pages in different currencies.
    """
    parts = [page for page in pages if len(page.orders)]
    if not parts:
        return Orders.empty()
    key = np.concatenate([part.orders.key for part in parts])
    chosen = _newest(key, np.concatenate([part.updated_at for part in parts]))
    masks = np.split(chosen, np.cumsum([len(part.orders) for part in parts])[:-1])
    return Orders.together([part.orders.where(mask) for part, mask in zip(parts, masks, strict=True)])


def all_findings(pages: Iterable[OrderPage]) -> tuple[Finding, ...]:
    """The findings of several pages, added up by code."""
    found: Counter[str] = Counter()
    for page in pages:
        found.update({finding.code: finding.rows for finding in page.findings})
    return _findings(found)


def _fields(records: Sequence[Any]) -> tuple[str, ...]:
    """The columns that the portal has: those which some record of the page has, be it with null."""
    there = {name for record in records if isinstance(record, Mapping) for name in record}
    return tuple(name for name in (*TIMES, *MONEY) if name in there)


def _row(record: Any, fields: Sequence[str], zone: tzinfo) -> dict[str, Any]:
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


def _findings(found: Mapping[str, int]) -> tuple[Finding, ...]:
    return tuple(Finding(code, rows, code not in KEPT) for code, rows in sorted(found.items()) if rows)
