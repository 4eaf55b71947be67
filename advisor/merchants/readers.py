"""Order exports of platforms: every row becomes an order or a part of one, or is counted under the reason it is not.

No buyer's name, phone, address or province is kept; of an order number only a hash, to find rows that belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import numpy as np

from advisor.merchants.assembling import orders_of
from advisor.merchants.columns import fitting, mapped, plain, shown_name, words
from advisor.merchants.headers import likely_header
from advisor.merchants.order_file import OrderFile, OrderFileError, Tally
from advisor.merchants.order_sources import order_tables
from advisor.merchants.rows import RowReader

__all__ = ["OrderFile", "OrderFileError", "read_orders"]

ROWS_LIMIT = 3_000_000
COLUMNS_SHOWN = 60


def read_orders(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    on_progress: Callable[[float], None] | None = None,
    today: date | None = None,
) -> OrderFile:
    """The orders in an export: CSV (comma, tab, semicolon; UTF-8, UTF-16, GB18030 and others), XLSX, or a ZIP.

    Findings that exclude rows: blank_row, sum_row, short_row, long_row, no_order (a booking of the shop, of no order),
    duplicate_order, missing_amount, unreadable_amount, negative_amount, other_currency, missing_time, unreadable_time,
    time_inverted (by more than 5 minutes), future_time (ordered or paid later than tomorrow), broken_order (another row
    of the same order cannot be read), other_table (rows of sheets, or of files in a ZIP, whose columns do not fit).

    Findings whose rows stay in the figures: item_rows and repeated_totals (further rows of an order, added up or
    counted once); refund_over_paid; paid_after_refund (the column of paid money shows what was left after refunds, and
    was read so); assumed_paid (the file does not say what was paid: each order counts as paid in full);
    refund_by_status (no refunded money in the file, only a status: all that was paid); refund_only (an order from
    before the file's period: its times are those of the refund); rounded_numbers (a spreadsheet has rounded the order
    numbers: duplicates among these rows cannot be found).

    Args:
        path: the file, at most 200 MB.
        mapping: field (`columns.FIELDS`) -> name of its column, for a file whose columns are not known.
        on_progress: told now and then which share (0 to 1) has been read.
        today: the day of reading; None: by the clock.

    Raises:
        OrderFileError: the file as a whole cannot be read, or the mapping is wrong.
    """
    try:
        tables, left_out = order_tables(path, fitting if mapping is None else mapped(mapping))
    except OrderFileError as error:
        raise _told_in_columns(error, mapping) from None
    layout, tally = tables[0].fit.layout, Tally()
    reader, count = RowReader(layout), 0
    for place, table in enumerate(tables):
        for chunk in table.chunks:
            reader.add(table.fit, chunk)
            count += len(chunk.lines)
            if count > ROWS_LIMIT:
                raise OrderFileError("too_many_rows", limit=ROWS_LIMIT)
            if on_progress:
                on_progress(min(1.0, (place + table.done()) / len(tables)))
    tally.note("other_table", np.zeros(0, np.int64), left_out)
    orders = orders_of(reader.result(), layout, tally, today or date.today()) if count else None
    if orders is None or not len(orders):
        raise OrderFileError("no_orders", rows=count, findings=tally.counts)
    return OrderFile(layout.platform, orders, tally.findings(), count + left_out, layout.id, layout.shared_with)


def _told_in_columns(error: OrderFileError, mapping: Mapping[str, str] | None) -> OrderFileError:
    """The error for a header that does not fit, with what was found and what is missing."""
    if error.code != "unknown_columns":
        return error
    header = likely_header(error.parameters["rows"])
    found = [shown_name(cell) for cell in header[:COLUMNS_SHOWN]]
    for name in (mapping or {}).values():
        if plain(shown_name(name)) not in (plain(shown_name(cell)) for cell in header):
            return OrderFileError("missing_header", header=name, found=found)
    general = words().layouts[-1]
    needed = {group[0]: general.columns[group[0]][0] for group in general.needs}
    return OrderFileError("unknown_columns", found=found, needed=needed)
