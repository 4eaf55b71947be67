"""From rows to orders: what is wrong found and counted, rows of one order put together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from advisor.merchants.cells import MISSING, NO_KEY, ROUNDED_KEY
from advisor.merchants.columns import MONEY, TIMES, Layout
from advisor.merchants.moments import EPOCH, SECONDS_PER_DAY
from advisor.merchants.order_file import Tally
from advisor.merchants.parts import further_rows, groups, is_repeated, merged
from advisor.merchants.payments import with_payments
from advisor.merchants.rows import REASON, REASONS, Column, Rows
from advisor.trade.orders import Orders

CLOCKS_DIFFER_SECONDS = 300  # shop, carrier and payment write their times with clocks of their own
ONE_AFTER_THE_OTHER = (
    ("created", "paid_at"), ("created", "shipped_at"), ("created", "delivered_at"), ("created", "confirmed_at"),
    ("created", "settled_at"), ("created", "refunded_at"), ("paid_at", "settled_at"), ("paid_at", "refunded_at"),
    ("shipped_at", "delivered_at"), ("shipped_at", "confirmed_at"),
)  # fmt: skip
"""A refund may come before the goods are sent, goods paid on delivery are sent before they are paid, and a buyer may
confirm before the carrier reports: those pairs are not judged."""
JUDGED_BY_ROW = {
    "orders": ("missing_amount", "negative_amount", "missing_time", "future_time", "time_inverted"),
    "items": ("negative_amount",),
    "entries": ("missing_amount",),
}
BREAKING = (
    "unreadable_amount", "unreadable_time", "other_currency", "negative_amount", "missing_amount", "short_row",
    "long_row",
)  # fmt: skip
"""What makes the whole order of a row uncertain, where an order has several rows."""


def orders_of(rows: Rows, layout: Layout, tally: Tally, today: date) -> Orders:
    """The orders in the rows; every row that is not an order of its own is noted in `tally`."""
    table = dict(rows.columns)
    currency = _currency(table, rows, layout)
    for code, is_so in _faults(table, today).items():
        if code in JUDGED_BY_ROW[layout.rows]:
            table["reason"][is_so & (table["reason"] == 0)] = REASON[code]
    _mark_duplicates(table, layout)
    _mark_broken(table, layout)
    for number, code in enumerate(REASONS[1:], 1):
        tally.note(code, table["line"][table["reason"] == number])
    table = _at(table, table["reason"] == 0)
    tally.note("rounded_numbers", table["line"][table["key"] == ROUNDED_KEY])
    table["key"] = np.where(table["key"] == ROUNDED_KEY, NO_KEY, table["key"])
    table = with_payments(table, layout, tally)
    if layout.rows != "orders" and len(table["line"]):
        table = _whole(table, layout, tally, today)
    return _as_orders(table, currency)


def _currency(table: Mapping[str, Column], rows: Rows, layout: Layout) -> str:
    """The currency of the file: the most common one of its column. The rows in another are marked."""
    places = table.get("currency", np.zeros(0, np.int64))
    told = places[(table["reason"] == 0) & (places > 0)] if len(places) else places
    if not len(told):
        return rows.sign or layout.currency or "CNY"
    common = int(np.bincount(told).argmax())
    table["reason"][(places > 0) & (places != common) & (table["reason"] == 0)] = REASON["other_currency"]
    return rows.currencies[common]


def _faults(table: Mapping[str, Column], today: date) -> dict[str, npt.NDArray[np.bool_]]:
    """What is wrong with rows or orders whose cells can all be read: code -> bool [n]."""
    nothing = np.full(len(table["line"]), MISSING)
    money = [table[field] for field in MONEY[:3] if field in table]
    created, paid_at = table.get("created", nothing), table.get("paid_at", nothing)
    pairs = [(table[one], table[other]) for one, other in ONE_AFTER_THE_OTHER if {one, other} <= set(table)]
    return {
        "missing_amount": table["amount"] <= MISSING,
        "negative_amount": np.any([(column < 0) & (column > MISSING) for column in money], axis=0),
        "missing_time": (created <= MISSING) & (paid_at <= MISSING),
        "future_time": np.maximum(created, paid_at) >= (today.toordinal() - EPOCH + 2) * SECONDS_PER_DAY,
        "time_inverted": np.any([_is_inverted(*pair) for pair in pairs] or [nothing > 0], axis=0),
    }


def _is_inverted(earlier: Column, later: Column) -> npt.NDArray[np.bool_]:
    """A later time at midnight may be a day without a time of day: then the days are compared."""
    is_day = later % SECONDS_PER_DAY == 0
    start = np.where(is_day, earlier - earlier % SECONDS_PER_DAY, earlier)
    is_told = (earlier > MISSING) & (later > MISSING)
    inverted: npt.NDArray[np.bool_] = is_told & (later < start - CLOCKS_DIFFER_SECONDS)
    return inverted


def _mark_duplicates(table: Mapping[str, Column], layout: Layout) -> None:
    """Of rows with the same number (items: that are alike in every cell) the first counts."""
    candidates = np.flatnonzero((table["reason"] == 0) & (table["key"] > ROUNDED_KEY))
    if layout.rows == "entries":
        return
    same = table["key"][candidates] ^ table["mark"][candidates].astype(np.uint64)
    _, firsts = np.unique(same, return_index=True)
    is_further = np.ones(len(candidates), bool)
    is_further[firsts] = False
    table["reason"][candidates[is_further]] = REASON["duplicate_order"]


def _mark_broken(table: Mapping[str, Column], layout: Layout) -> None:
    """A part of an order that cannot be read makes the sum of the others wrong: none of them counts."""
    is_bad = np.isin(table["reason"], [REASON[code] for code in BREAKING]) & (table["key"] > ROUNDED_KEY)
    if layout.rows != "orders" and is_bad.any():
        is_of_it = np.isin(table["key"], table["key"][is_bad])
        table["reason"][is_of_it & (table["reason"] == 0)] = REASON["broken_order"]


def _whole(table: Mapping[str, Column], layout: Layout, tally: Tally, today: date) -> dict[str, Column]:
    """Rows of one order put together; then the orders are judged as rows were before."""
    group = groups(table["key"])
    parts, is_once = np.bincount(group), is_repeated(table["amount"], group, layout)
    further = table["line"][further_rows(group)]
    whole = merged(table, group, is_once)
    if layout.rows == "entries":
        _date_refunds(whole, tally)
    reason = np.zeros(len(parts), np.uint8)
    for code, is_so in _faults(whole, today).items():
        at = is_so & (reason == 0)
        reason[at] = REASON[code]
        tally.note(code, whole["line"][at], int(parts[at].sum()))
    tally.note("repeated_totals" if is_once else "item_rows", further, int((parts[reason == 0] - 1).sum()))
    return _at(whole, reason == 0)


def _date_refunds(whole: dict[str, Column], tally: Tally) -> None:
    """A refund of an order from before the file's period: all that is known is when the money went back."""
    is_refund_only = (whole["created"] <= MISSING) & (whole["refunded_at"] > MISSING)
    tally.note("refund_only", whole["line"][is_refund_only])
    whole["created"] = np.where(is_refund_only, whole["refunded_at"], whole["created"])
    whole["paid_at"] = np.where(is_refund_only, whole["refunded_at"], whole["paid_at"])
    whole["refunded_at"] = np.where(is_refund_only, MISSING, whole["refunded_at"])


def _as_orders(table: Mapping[str, Column], currency: str) -> Orders:
    """A column of times in which nothing stands says nothing, and is not known."""
    known: dict[str, Column] = {f"{field}_fen": table[field] for field in MONEY if field in table}
    for field in (one for one in TIMES if one in table and one != "closed_at"):
        if (table[field] > MISSING).any():
            seconds = np.where(table[field] > MISSING, table[field], np.iinfo(np.int64).min)  # the last is NaT
            known["created_at" if field == "created" else field] = seconds.astype("datetime64[s]")
    if "closed" in table:
        known["is_closed"] = (table["closed"] > 0) & (table["open"] == 0)
    if table["key"].any():
        known["key"] = table["key"]
    return Orders.of(known, currency)


def _at(table: Mapping[str, Column], chosen: npt.NDArray[np.bool_]) -> dict[str, Column]:
    return {field: column[chosen] for field, column in table.items()}
