"""What the buyer paid before refunds, what went back and what is closed, whatever the columns of a file mean by it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from advisor.merchants.cells import CLOSED, COMPLETE, MISSING, OPEN, REFUNDED, UNPAID
from advisor.merchants.columns import Layout
from advisor.merchants.order_file import Tally
from advisor.merchants.rows import Column

AFTER_REFUND_SHARE = 0.05  # of the refunded orders
SAME_SHARE = 0.01  # of an amount; by so little may a sum differ from it


def with_payments(table: Mapping[str, Column], layout: Layout, tally: Tally) -> dict[str, Column]:
    """The rows with `paid` as money from the buyer before refunds, `refund` and `fee` where known (0 where a cell is
    empty), and `closed` and `open` where the file has a status."""
    whole = dict(table)
    status = _status(table)
    if status is not None:
        whole["closed"] = np.isin(status, (CLOSED, REFUNDED)).astype(np.int8)
        whole["open"] = np.isin(status, (OPEN, UNPAID, COMPLETE)).astype(np.int8)
    if "closed_at" in table:
        is_closed = table["closed_at"] > MISSING
        whole["closed"] = np.maximum(whole.get("closed", is_closed), is_closed).astype(np.int8)
        whole["open"] = np.where(is_closed, 0, whole.get("open", 0)).astype(np.int8)
    for field in ("refund", "fee"):
        if field in table:
            whole[field] = _or_nothing(table[field])
    whole["paid"] = _paid(table, status, layout, tally)
    if layout.rows == "entries":
        return whole  # a refund stands in rows of its own
    return _after_refunds(whole, tally) if "refund" in table else _refunds_by_status(whole, status, tally)


def _status(table: Mapping[str, Column]) -> Column | None:
    """What the status says; money given back for a return closes the order as well."""
    if "status" not in table and "after_sale" not in table:
        return None
    returned = table.get("after_sale", np.zeros(len(table["line"]), np.int8))
    status: Column = np.where(returned == REFUNDED, REFUNDED, table.get("status", 0))
    return status


def _paid(table: Mapping[str, Column], status: Column | None, layout: Layout, tally: Tally) -> Column:
    amount, is_paid = _or_nothing(table["amount"]), _is_paid(table, status)
    if "paid" in table and (is_paid is None or not layout.paid_is_due):
        return _or_nothing(table["paid"])
    due = _or_nothing(table["paid"]) if "paid" in table else amount
    if is_paid is None:
        tally.note("assumed_paid", np.zeros_like(table["line"]))
        return amount
    paid: Column = np.where(is_paid, due, 0)
    return paid


def _is_paid(table: Mapping[str, Column], status: Column | None) -> npt.NDArray[np.bool_] | None:
    """bool [n]; None where neither a time nor a status tells."""
    if "paid_at" in table:
        is_complete = False if status is None else status == COMPLETE  # paid on delivery, without a time
        is_paid: npt.NDArray[np.bool_] = (table["paid_at"] > MISSING) | is_complete
        return is_paid
    if "status" not in table or status is None:
        return None
    told: npt.NDArray[np.bool_] = ~np.isin(status, (UNPAID, CLOSED))
    return told


def _after_refunds(table: dict[str, Column], tally: Tally) -> dict[str, Column]:
    """Some columns of paid money show what was left after refunds: refunds above what was paid give that away, where
    both together are the amount."""
    paid, refund = table["paid"], table["refund"]
    is_over, is_refunded = refund > paid, refund > 0
    if is_over.sum() > AFTER_REFUND_SHARE * is_refunded.sum() and _add_up(table, is_refunded):
        tally.note("paid_after_refund", np.zeros_like(table["line"][is_refunded]))
        return table | {"paid": paid + refund}
    tally.note("refund_over_paid", np.zeros_like(table["line"][is_over]))
    return table


def _add_up(table: Mapping[str, Column], is_refunded: npt.NDArray[np.bool_]) -> bool:
    """Whether what was paid and what went back make the amount, in most of the refunded orders."""
    amount, paid, refund = (_or_nothing(table[field][is_refunded]) for field in ("amount", "paid", "refund"))
    return bool((np.abs(paid + refund - amount) <= SAME_SHARE * amount).mean() > 0.5)


def _refunds_by_status(table: dict[str, Column], status: Column | None, tally: Tally) -> dict[str, Column]:
    """Without a column of refunded money a status that says "refunded" means all that was paid."""
    if status is None or not ("after_sale" in table or (status == REFUNDED).any()):
        return table
    is_refunded = (status == REFUNDED) & (table["paid"] > 0)
    tally.note("refund_by_status", table["line"][is_refunded])
    return table | {"refund": np.where(is_refunded, table["paid"], 0)}


def _or_nothing(money: Column) -> Column:
    told: Column = np.where(money > MISSING, money, 0)
    return told
