"""A shop's orders as columns: one place in every array is one order.

No buyer, no address and no order number is held. Times are the shop's own local times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
COLUMNS = (*TIMES, *MONEY, *OTHERS)
BIT = {name: np.uint16(1 << place) for place, name in enumerate(COLUMNS)}
"""The bit of each column in `Orders.told`. They are kept in the database: a new column goes to the end."""
NOT_A_TIME = np.datetime64("NaT", "s")


@dataclass(frozen=True)
class Finding:
    """Something odd in the source of the orders, counted. `is_excluded`: these rows are in no figure."""

    code: str
    rows: int
    is_excluded: bool
    first_line: int | None = None  # line of the file where it was met first


def added_up(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of several sources, one for each code, in alphabetical order.

    >>> added_up([Finding("blank_row", 2, True), Finding("blank_row", 1, True)])[0].rows
    3
    """
    rows: Counter[tuple[str, bool]] = Counter()
    for one in findings:
        rows[one.code, one.is_excluded] += one.rows
    return tuple(Finding(code, number, is_excluded) for (code, is_excluded), number in sorted(rows.items()) if number)


@dataclass(frozen=True, eq=False)
class Orders:
    """Columns of n orders. Times are datetime64[s] [n], NaT where it has not happened or is not known; money is
    int64 [n], in hundredths of `currency` (fen).

    `amount_fen` is what was ordered, `paid_fen` what the buyer paid before any refund, `fee_fen` what the platform
    kept. `is_closed` [n]: cancelled or closed, nothing more will happen. `key` uint64 [n] tells one order from another
    when two sources are put together (a hash of the order number, never the number itself); 0 where there is none.
    `told` uint16 [n]: which columns the source of each order has, in bits of `BIT`. A time it does not have is unknown,
    not "has not happened": see `tells`.
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
    told: npt.NDArray[np.uint16]
    currency: str = "CNY"

    @classmethod
    def of(cls, columns: Mapping[str, Any], currency: str = "CNY", told: Any = None) -> Orders:
        """Orders from the columns that are known; the others are filled with NaT, 0 or False.

        Args:
            columns: column name -> sequence of n values: times as datetime64, datetime, ISO text or None; whole fen.
            told: see the class; default: every order's source has all columns that are given.

        Raises:
            ValueError: an unknown column, columns of unequal length, or a value of the wrong kind.

        >>> len(Orders.of({"created_at": ["2026-01-31T10:00:00"], "amount_fen": [9900]}))
        1
        """
        if set(columns) - set(COLUMNS):
            raise ValueError(f"unknown columns: {', '.join(sorted(set(columns) - set(COLUMNS)))}")
        lengths = {len(column) for column in (*columns.values(), *(() if told is None else (told,)))}
        if len(lengths) > 1:
            raise ValueError("columns differ in length")
        count = lengths.pop() if lengths else 0
        filled = {name: _column(name, columns.get(name), count) for name in COLUMNS}
        every = np.full(count, _bits(columns)) if told is None else np.asarray(told, np.uint16)
        return cls(told=every, currency=currency, **filled)

    @classmethod
    def empty(cls) -> Orders:
        """No orders."""
        return cls.of({})

    def __len__(self) -> int:
        return len(self.amount_fen)

    @classmethod
    def together(cls, parts: Sequence[Orders]) -> Orders:
        """Several sources as one, each order once. Orders without a key are all kept.

        Of an order that several parts have, each column is that of the last part which has the column: so a file
        without times of settlement takes none away.

        Raises:
            ValueError: the parts are in different currencies.
        """
        parts = [part for part in parts if len(part)]
        if len({part.currency for part in parts}) > 1:
            raise ValueError("orders in different currencies cannot be put together")
        if not parts:
            return cls.empty()
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in (*COLUMNS, "told")}
        return cls(currency=parts[0].currency, **columns)._each_once()

    def _each_once(self) -> Orders:
        numbered = np.flatnonzero(self.key)
        by_key = numbered[np.argsort(self.key[numbered], kind="stable")]
        begins = np.flatnonzero(np.diff(self.key[by_key], prepend=np.uint64(0)))
        if len(begins) == len(by_key):
            return self
        last = np.maximum.reduceat(by_key, begins)
        chosen = self.key == 0
        chosen[last] = True
        columns: dict[str, Any] = {"told": self.told.copy()}
        columns["told"][last] = np.bitwise_or.reduceat(self.told[by_key], begins)
        for name in COLUMNS:
            tellers = np.maximum.reduceat(np.where(self.tells(name)[by_key], by_key, -1), begins)
            columns[name] = getattr(self, name).copy()
            columns[name][last] = columns[name][np.where(tellers < 0, last, tellers)]
        return replace(self, **columns).where(chosen)

    @property
    def known(self) -> frozenset[str]:
        """The columns that the source of at least one order has."""
        bits = np.bitwise_or.reduce(self.told, initial=0)
        return frozenset(name for name in COLUMNS if bits & BIT[name])

    def tells(self, column: str) -> Flags:
        """[n]: the order's source has this column, so that an empty time means "has not happened"."""
        told: Flags = (self.told & BIT[column]) > 0
        return told

    def without(self, columns: Iterable[str]) -> Orders:
        """The orders as if no source had these columns."""
        names = tuple(columns)
        blank: dict[str, Any] = {name: _column(name, None, len(self)) for name in names}
        return replace(self, told=self.told & ~_bits(names), **blank)

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
        columns = {name: getattr(self, name)[chosen] for name in (*COLUMNS, "told")}
        return replace(self, **columns)


def _column(name: str, values: Any, count: int) -> npt.NDArray[Any]:
    if name in TIMES:
        return np.full(count, NOT_A_TIME) if values is None else np.asarray(values, dtype="datetime64[s]")
    kind = OTHERS.get(name, np.int64)
    return np.zeros(count, kind) if values is None else np.asarray(values, dtype=kind)


def _bits(columns: Iterable[str]) -> np.uint16:
    return np.uint16(sum(int(BIT[name]) for name in set(columns)))
