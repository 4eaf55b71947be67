"""The rows of an order export as columns of numbers, each row with the reason why it is no order, if there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from advisor.merchants.chunks import Chunk
from advisor.merchants.columns import Fit, plain, words
from advisor.merchants.moments import Moments, is_day_first
from advisor.merchants.usual_cells import usual_fen, usual_seconds

Column = npt.NDArray[Any]
SIGNLESS = ("fee", "refund")  # taken away, whether with a minus or without
ORDER_LIMIT_FEN = 10**11  # more is no order of a shop, and a million of them would not add up in 64 bits
FIRST_ROWS = 20_000  # from which it is told how a file writes money and days

REASONS = (
    "", "blank_row", "sum_row", "short_row", "long_row", "no_order", "other_currency", "unreadable_amount",
    "unreadable_time", "item_rows", "missing_amount", "negative_amount", "missing_time", "time_inverted",
    "duplicate_order", "broken_order", "future_time",
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
        self._waiting: list[tuple[Fit, Chunk]] = []
        self._waiting_rows = 0

    def add(self, fit: Fit, chunk: Chunk) -> None:
        """Take in some rows. How the file writes money and days is told from its first ones, which wait until then."""
        self._waiting.append((fit, chunk))
        self._waiting_rows += len(chunk.lines)
        if self._style or self._waiting_rows >= FIRST_ROWS:
            self._read_waiting()

    def result(self) -> Rows:
        """All rows that were taken in."""
        self._read_waiting()
        names = self._parts[0] if self._parts else {"line": None}
        joined = {name: np.concatenate([part[name] for part in self._parts]) for name in names if self._parts}
        return Rows(joined or {"line": np.zeros(0, np.int64)}, tuple(self._currencies.codes), self._sign())

    def _read_waiting(self) -> None:
        if self._style is None:
            self._learn()
        for fit, chunk in self._waiting:
            self._parts.append(self._part(fit, chunk))
        self._waiting, self._waiting_rows = [], 0

    def _part(self, fit: Fit, chunk: Chunk) -> dict[str, Column]:
        count = len(chunk.lines)
        lengths, is_over = chunk.widths(len(fit.names))
        part = {field: self._read(field, chunk, at) for field, at in fit.where.items() if field in columns.FIELDS}
        if self._layout.rows == "entries":
            names = (chunk.texts(fit.where[field]) for field in ("transaction", "entry"))
            self._book(part, zip(*names, strict=True))
        reason = np.where(is_over, np.uint8(REASON["long_row"]), np.uint8(0))
        reason[lengths <= max(fit.where.values())] = REASON["short_row"]
        part |= {"line": chunk.lines, "reason": reason}
        part["key"] = part.pop("number") if "number" in part else np.zeros(count, np.uint64)
        part["mark"] = chunk.marks() if self._layout.rows == "items" else np.zeros(count, np.int64)
        _judge(part, fit)
        self._set_aside(part, chunk, fit)
        return part

    def _sign(self) -> str | None:
        return self._style.sign if self._style else None

    def _learn(self) -> None:
        """How this file writes money and days, from its first rows."""
        money, times = (
            {cell for fit, chunk in self._waiting for field in fields if field in fit.where
             for cell in chunk.texts(fit.where[field])}
            for fields in (columns.MONEY, columns.TIMES)
        )  # fmt: skip
        self._style = MoneyStyle.of(money)
        has_currencies = any("currency" in fit.where for fit, _ in self._waiting)
        self._money = Money(MoneyStyle(self._style.has_comma_decimals, None if has_currencies else self._style.sign))
        self._moments = Moments(is_day_first(times))

    def _read(self, field: str, chunk: Chunk, at: int) -> Column:
        count = len(chunk.lines)
        if field in columns.MONEY:
            found = self._money_of(chunk, at)
            return np.where(found > MISSING, np.abs(found), found) if field in SIGNLESS else found
        if field in columns.TIMES:
            return self._carry(field, self._seconds_of(chunk, at))
        if field == "number":
            return keys(chunk.texts(at))
        known, kind = (self._currencies, np.int64) if field == "currency" else (self._statuses, np.int8)
        return self._carry(field, np.fromiter(map(known.__getitem__, chunk.texts(at)), kind, count))

    def _money_of(self, chunk: Chunk, at: int) -> Column:
        cut = chunk.cut(at)
        found = usual_fen(cut.trimmed) if cut else None
        if found is None:
            found = np.fromiter(map(self._money.__getitem__, chunk.texts(at)), np.int64, len(chunk.lines))
        return found

    def _seconds_of(self, chunk: Chunk, at: int) -> Column:
        cut = chunk.cut(at)
        found = usual_seconds(cut.trimmed) if cut else None
        return self._moments.seconds(chunk.texts(at)) if found is None else found

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

    def _set_aside(self, part: dict[str, Column], chunk: Chunk, fit: Fit) -> None:
        """Rows of sums, blank rows, and rows that only name a further article of the order above."""
        suspects = self._begin_sums(chunk)
        nothing = np.ones(len(suspects), np.bool_)
        for field in fit.where:
            if field in columns.MONEY + columns.TIMES and field not in self._layout.carried:
                nothing &= part[field] <= MISSING
        is_item = nothing & (part["key"] == NO_KEY) & (self._layout.rows == "items" and "number" in fit.where)
        part["reason"][is_item & (part["reason"] == 0)] = REASON["item_rows"]
        for index in np.flatnonzero(suspects | nothing | (part["reason"] != 0)):
            first = next((cell for cell in chunk.row(index) if cell and not cell.isspace()), None)
            if first is None:
                part["reason"][index] = REASON["blank_row"]
            elif len(first) < 16 and self._sums[first]:
                part["reason"][index] = REASON["sum_row"]

    def _begin_sums(self, chunk: Chunk) -> Column:
        cut = chunk.cut(0)
        if cut and (cut.ends > cut.starts).all() and (cut.signs[cut.starts] - ord("0") < 10).all():
            return np.zeros(len(chunk.lines), np.bool_)  # order numbers, nearly always; no word of a sum begins so
        return np.fromiter(
            (len(cell) < 16 and not cell.isdigit() and self._sums[cell] for cell in chunk.texts(0)), np.bool_
        )


class _Sums(dict[str, bool]):
    """Cell -> whether it begins a row of sums."""

    def __missing__(self, cell: str) -> bool:
        is_sum = plain(cell).rstrip(":：") in words().sums
        if len(self) < 10_000:
            self[cell] = is_sum
        return is_sum


def _is_no_amount(column: Column) -> Column:
    no_amount: Column = (column == UNREADABLE) | ((column > MISSING) & (np.abs(column) > ORDER_LIMIT_FEN))
    return no_amount


def _judge(part: dict[str, Column], fit: Fit) -> None:
    """Mark rows with a cell that cannot be read. The first reason found stays."""
    reason = part["reason"]
    money = [part[field] for field in columns.MONEY if field in part]
    times = [part[field] for field in columns.TIMES if field in part]
    reasons: list[tuple[str, Column]] = [
        ("unreadable_amount", np.any([_is_no_amount(column) for column in money], axis=0)),
        ("other_currency", np.any([column == FOREIGN for column in money], axis=0)),
        ("unreadable_time", np.any([column == UNREADABLE for column in times], axis=0)),
    ]
    if "transaction" in fit.where:
        reasons.insert(0, ("no_order", part["key"] == NO_KEY))
    for code, is_so in reasons:
        reason[is_so & (reason == 0)] = REASON[code]
