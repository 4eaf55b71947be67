"""The rows of an order export as columns of numbers, each row with the reason why it is no order, if there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.merchants import columns
from advisor.merchants.cells import (
    ENTRY_COLUMNS,
    FOREIGN,
    MISSING,
    NO_KEY,
    UNREADABLE,
    Currencies,
    EntryColumns,
    Money,
    MoneyStyle,
    Statuses,
    keys,
)  # fmt: skip
from advisor.merchants.columns import Fit, plain, words
from advisor.merchants.moments import Moments, is_day_first

Column = npt.NDArray[Any]
Texts = Sequence[str]

REASONS = (
    "", "blank_row", "sum_row", "short_row", "long_row", "no_order", "other_currency", "unreadable_amount",
    "unreadable_time", "item_rows", "missing_amount", "negative_amount", "missing_time", "time_inverted",
    "duplicate_order", "broken_order",
)  # fmt: skip
REASON = {code: number for number, code in enumerate(REASONS)}
"""Why a row is no order of its own -> its number in the column `reason`; 0 where it is one."""


@dataclass(frozen=True)
class Rows:
    """n rows: `columns` [n] by field: money int64 fen and times int64 seconds (MISSING where there is none), and line,
    reason (see REASON), key, mark (a hash of the whole row, 0 where not needed), status, after_sale, currency."""

    columns: Mapping[str, Column]
    currencies: tuple[str, ...]  # what `currency` counts in; "" first
    sign: str | None  # currency of the signs beside the money

    def __len__(self) -> int:
        return len(self.columns["line"])


class RowReader:
    """Takes rows in as cells, some thousands at a time, and keeps numbers of them, no text."""

    def __init__(self, layout: columns.Layout) -> None:
        self._layout = layout
        self._parts: list[dict[str, Column]] = []
        self._style: MoneyStyle | None = None
        self._money, self._moments = Money(MoneyStyle()), Moments()
        self._statuses, self._currencies, self._sums = Statuses(), Currencies(), _Sums()
        self._entries = EntryColumns(layout.entries)
        self._carried: dict[str, int] = {}

    def add(self, fit: Fit, lines: Column, rows: Sequence[Sequence[str]]) -> None:
        """Read some rows; `lines` are their numbers in the file."""
        reason = np.zeros(len(rows), np.uint8)
        texts = _columns_of(fit, rows, reason)
        if self._style is None:
            self._learn(fit, texts)
        part = {field: self._read(field, texts[index]) for field, index in fit.where.items() if field in columns.FIELDS}
        if self._layout.rows == "entries":
            self._book(part, list(zip(texts[fit.where["transaction"]], texts[fit.where["entry"]], strict=True)))
        part |= {"line": lines, "reason": reason}
        part["key"] = part.pop("number") if "number" in part else np.zeros(len(rows), np.uint64)
        is_marked = self._layout.rows == "items"
        part["mark"] = (
            np.fromiter(map(hash, map(tuple, rows)), np.int64, len(rows)) if is_marked else np.zeros_like(lines)
        )
        _judge(part, fit)
        self._set_aside(part, rows, fit)
        self._parts.append(part)

    def result(self) -> Rows:
        """All rows that were taken in."""
        names = self._parts[0] if self._parts else {"line": None}
        joined = {name: np.concatenate([part[name] for part in self._parts]) for name in names if self._parts}
        return Rows(joined or {"line": np.zeros(0, np.int64)}, tuple(self._currencies.codes), self._sign())

    def _sign(self) -> str | None:
        return self._style.sign if self._style else None

    def _learn(self, fit: Fit, texts: Sequence[Texts]) -> None:
        """How this file writes money and days, from its first rows."""
        money = (cell for field in columns.MONEY if field in fit.where for cell in texts[fit.where[field]])
        times = {cell for field in columns.TIMES if field in fit.where for cell in texts[fit.where[field]]}
        self._style = MoneyStyle.of(money)
        has_currencies = "currency" in fit.where
        self._money = Money(MoneyStyle(self._style.has_comma_decimals, None if has_currencies else self._style.sign))
        self._moments = Moments(is_day_first(times))

    def _read(self, field: str, cells: Texts) -> Column:
        if field in columns.MONEY:
            found = np.array([self._money[cell] for cell in cells], np.int64)
            return np.where(found > MISSING, np.abs(found), found) if field == "fee" else found
        if field == "number":
            return keys(cells)
        if field in columns.TIMES:
            return self._carry(field, self._moments.seconds(cells))
        if field == "currency":
            return self._carry(field, np.array([self._currencies[cell] for cell in cells], np.int64))
        return np.array([self._statuses[cell] for cell in cells], np.int8)

    def _carry(self, field: str, found: Column) -> Column:
        """A value that stands only in the first row of a block holds for the rows below it."""
        if field not in self._layout.carried or not len(found):
            return found
        nothing = 0 if field == "currency" else MISSING
        start = self._carried.get(field, nothing)
        last = np.maximum.accumulate(np.where(found != nothing, np.arange(1, len(found) + 1), 0))
        filled: Column = np.concatenate([[start], found])[last]
        self._carried[field] = int(filled[-1])
        return filled

    def _book(self, part: dict[str, Column], names: Iterable[tuple[str, str]]) -> None:
        """Rows that are bookings: the amount goes to the column its kind says; what was taken away is positive."""
        booked = part["amount"]
        kinds = np.fromiter(map(self._entries.__getitem__, names), np.int8, len(booked))
        is_value, sign = booked > MISSING, {"amount": 1, "refund": -1, "fee": -1}
        for place, column in enumerate(ENTRY_COLUMNS):
            part[column] = np.where((kinds == place) & is_value, sign[column] * booked, 0)
        part["amount"] = np.where(is_value, part["amount"], booked)
        part["refunded_at"] = np.where(kinds == ENTRY_COLUMNS.index("refund"), part["created"], MISSING)
        part["created"] = np.where(kinds == ENTRY_COLUMNS.index("refund"), MISSING, part["created"])
        part["paid_at"] = part["created"].copy()

    def _set_aside(self, part: dict[str, Column], rows: Sequence[Sequence[str]], fit: Fit) -> None:
        """Rows of sums, blank rows, and rows that only name a further article of the order above."""
        suspects = self._begin_sums([cells[0] if cells else "" for cells in rows])
        nothing = np.ones(len(rows), bool)
        for field in fit.where:
            if field in columns.MONEY + columns.TIMES and field not in self._layout.carried:
                nothing &= part[field] <= MISSING
        is_item = nothing & (part["key"] == NO_KEY) & (self._layout.rows == "items" and "number" in fit.where)
        part["reason"][is_item & (part["reason"] == 0)] = REASON["item_rows"]
        for index in np.flatnonzero(suspects | nothing | (part["reason"] != 0)):
            first = next((cell for cell in rows[index] if cell and not cell.isspace()), None)
            if first is None:
                part["reason"][index] = REASON["blank_row"]
            elif len(first) < 16 and self._sums[first]:
                part["reason"][index] = REASON["sum_row"]

    def _begin_sums(self, cells: Texts) -> Column:
        if "".join(cells).isdigit():  # order numbers, nearly always
            return np.zeros(len(cells), np.bool_)
        return np.fromiter((len(cell) < 16 and not cell.isdigit() and self._sums[cell] for cell in cells), np.bool_)


class _Sums(dict[str, bool]):
    """Cell -> whether it begins a row of sums."""

    def __missing__(self, cell: str) -> bool:
        is_sum = plain(cell).rstrip(":：") in words().sums
        if len(self) < 10_000:
            self[cell] = is_sum
        return is_sum


def _columns_of(fit: Fit, rows: Sequence[Sequence[str]], reason: Column) -> Sequence[Texts]:
    """The cells by column; rows of another length than the header are filled up or cut, marked if it matters."""
    width, needed = len(fit.names), max(fit.where.values())
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    if (lengths == width).all():
        return list(zip(*rows, strict=True))
    blank = [""] * width
    for index in np.flatnonzero(lengths > width):
        if any(rows[index][width:]):
            reason[index] = REASON["long_row"]
    reason[lengths <= needed] = REASON["short_row"]
    return list(zip(*([*cells[:width], *blank[len(cells) :]] for cells in rows), strict=True))


def _judge(part: dict[str, Column], fit: Fit) -> None:
    """Mark rows with a cell that cannot be read. The first reason found stays."""
    reason = part["reason"]
    money = [part[field] for field in columns.MONEY if field in part]
    times = [part[field] for field in columns.TIMES if field in part]
    reasons: list[tuple[str, Column]] = [
        ("unreadable_amount", np.any([column == UNREADABLE for column in money], axis=0)),
        ("other_currency", np.any([column == FOREIGN for column in money], axis=0)),
        ("unreadable_time", np.any([column == UNREADABLE for column in times], axis=0)),
    ]
    if "transaction" in fit.where:
        reasons.insert(0, ("no_order", part["key"] == NO_KEY))
    for code, is_so in reasons:
        reason[is_so & (reason == 0)] = REASON[code]
