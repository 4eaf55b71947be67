"""A shop's orders as columns: one place in every array is one order.

No buyer, no address and no order number is held. Times are the shop's own local times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.datetime64]
Money = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TIMES = ("created_at", "paid_at", "shipped_at", "delivered_at", "confirmed_at", "settled_at", "refunded_at")
"""Moments on an order's way, in the order in which they happen; a refund may come after any of them."""
MONEY = ("amount_fen", "paid_fen", "refund_fen", "fee_fen")
OTHERS: dict[str, Any] = {"is_closed": np.bool_, "key": np.uint64}
NOT_A_TIME = np.datetime64("NaT", "s")


@dataclass(frozen=True)
class Finding:
    """Something odd in the source of the orders, counted. `is_excluded`: these rows are in no figure."""

    code: str
    rows: int
    is_excluded: bool
    first_line: int | None = None  # line of the file where it was met first


@dataclass(frozen=True, eq=False)
class Orders:
    """Columns of n orders. Times are datetime64[s] [n], NaT where it has not happened or is not known; money is
    int64 [n], in hundredths of `currency` (fen).

    `amount_fen` is what was ordered, `paid_fen` what the buyer paid before any refund, `fee_fen` what the platform
    kept. `is_closed` [n]: cancelled or closed, nothing more will happen. `known` names the columns the source has:
    a time that is not among them is unknown, not "has not happened". `key` uint64 [n] tells one order from another when
    two sources are put together (a hash of the order number, never the number itself); 0 where there is none.
    """

    created_at: Times
    paid_at: Times
    shipped_at: Times
    delivered_at: Times
    confirmed_at: Times
    settled_at: Times
    refunded_at: Times
    amount_fen: Money
    paid_fen: Money
    refund_fen: Money
    fee_fen: Money
    is_closed: Flags
    key: npt.NDArray[np.uint64]
    known: frozenset[str]
    currency: str = "CNY"

    @classmethod
    def of(cls, columns: Mapping[str, Any], currency: str = "CNY") -> Orders:
        """Orders from the columns that are known; the others are filled with NaT, 0 or False.

        Args:
            columns: column name -> sequence of n values: times as datetime64, datetime, ISO text or None; whole fen.

        Raises:
            ValueError: an unknown column, columns of unequal length, or a value of the wrong kind.

        >>> len(Orders.of({"created_at": ["2026-01-31T10:00:00"], "amount_fen": [9900]}))
        1
        """
        names = {field.name for field in fields(cls)} - {"known", "currency"}
        if set(columns) - names:
            raise ValueError(f"unknown columns: {', '.join(sorted(set(columns) - names))}")
        lengths = {len(column) for column in columns.values()}
        if len(lengths) > 1:
            raise ValueError("columns differ in length")
        count = lengths.pop() if lengths else 0
        filled = {name: _column(name, columns.get(name), count) for name in names}
        return cls(known=frozenset(columns), currency=currency, **filled)

    @classmethod
    def empty(cls) -> Orders:
        """No orders."""
        return cls.of({})

    def __len__(self) -> int:
        return len(self.amount_fen)

    @classmethod
    def together(cls, parts: Sequence[Orders]) -> Orders:
        """Several sources as one: of orders with the same `key` the one of the later part counts.

        A column is known where every part knows it. Orders without a key are all kept.

        Raises:
            ValueError: the parts are in different currencies.
        """
        parts = [part for part in parts if len(part)]
        if len({part.currency for part in parts}) > 1:
            raise ValueError("orders in different currencies cannot be put together")
        if not parts:
            return cls.empty()
        known = frozenset.intersection(*(part.known for part in parts))
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in known}
        return cls.of(columns, parts[0].currency)._newest()

    def _newest(self) -> Orders:
        """Of the orders with one key the last."""
        backwards = self.key[::-1]
        _, first = np.unique(backwards, return_index=True)
        chosen = self.key == 0
        chosen[len(self) - 1 - first] = True
        return self.where(chosen)

    @property
    def is_paid(self) -> Flags:
        """[n]: a payment time or money from the buyer is there."""
        paid: Flags = ~np.isnat(self.paid_at) | (self.paid_fen > 0)
        return paid

    @property
    def day(self) -> Times:
        """datetime64[D] [n]: the day it was ordered; the day it was paid where that is not known."""
        at: Times = np.where(np.isnat(self.created_at), self.paid_at, self.created_at)
        return at.astype("datetime64[D]")

    @property
    def last_seen(self) -> np.datetime64:
        """The latest time in any column: when the source was made, as well as it can be told; NaT without any."""
        latest = [np.fmax.reduce(getattr(self, name), initial=NOT_A_TIME) for name in TIMES]  # fmax passes over NaT
        at: np.datetime64 = np.fmax.reduce(np.array(latest))
        return at

    def where(self, chosen: Flags) -> Orders:
        """The orders at the places that are True in `chosen` [n]."""
        columns = {name: getattr(self, name)[chosen] for name in (*TIMES, *MONEY, *OTHERS)}
        return replace(self, **columns)


def _column(name: str, values: Any, count: int) -> npt.NDArray[Any]:
    if name in TIMES:
        return np.full(count, NOT_A_TIME) if values is None else np.asarray(values, dtype="datetime64[s]")
    kind = OTHERS.get(name, np.int64)
    return np.zeros(count, kind) if values is None else np.asarray(values, dtype=kind)
