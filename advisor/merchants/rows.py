"""One row of an order export: an order, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from advisor.merchants.cells import CellError, at, fen
from advisor.merchants.columns import plain, table
from advisor.trade.orders import Order

TIMES = ("created", "paid_at", "shipped_at", "delivered_at", "settled_at")
ONE_AFTER_THE_OTHER = (
    ("created", "paid_at"), ("created", "shipped_at"), ("shipped_at", "delivered_at"), ("paid_at", "settled_at"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An order and its number in the export (only to find rows that come twice)."""

    number: str
    order: Order


class RowError(ValueError):
    """The row is not an order that can be counted. `code` says why (see `readers.read_orders`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def row_of(cells: Sequence[str], where: Mapping[str, int], width: int) -> Row:
    """The order of one row, with `where` as the index of each field's column and `width` columns in the header.

    Raises:
        RowError: the row is excluded.
    """
    if not any(cell and not cell.isspace() for cell in cells):
        raise RowError("blank_row")
    if len(cells[0]) < 16 and plain(cells[0]).rstrip(":：") in table().sums:
        raise RowError("sum_row")
    if len(cells) <= max(where.values()):
        raise RowError("short_row")
    if any(cells[width:]):
        raise RowError("long_row")
    amount, paid, refund = (_money(cells, where.get(field)) for field in ("amount", "paid", "refund"))
    if amount is None:
        raise RowError("missing_amount")
    if min(amount, paid or 0, refund or 0) < 0:
        raise RowError("negative_amount")
    times = _times(cells, where)
    number = cells[where["number"]].strip("\t =\"'") if "number" in where else ""
    order = Order(times["created"], amount, paid or 0, refund or 0, *(times[field] for field in TIMES[1:]))
    return Row(number, order)


def _money(cells: Sequence[str], index: int | None) -> int | None:
    try:
        return None if index is None else fen(cells[index], table().no_money)
    except CellError as error:
        raise RowError("unreadable_amount") from error


def _times(cells: Sequence[str], where: Mapping[str, int]) -> dict[str, datetime | None]:
    try:
        times = {field: at(cells[where[field]]) if field in where else None for field in TIMES}
    except CellError as error:
        raise RowError("unreadable_time") from error
    if times["created"] is None and times["paid_at"] is None:
        raise RowError("missing_time")
    for earlier, later in ONE_AFTER_THE_OTHER:
        first, second = times[earlier], times[later]
        if first and second and second < first:
            raise RowError("time_inverted")
    return times
