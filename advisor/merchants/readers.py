"""Order exports of platforms, read row by row: every row becomes an order or is counted under the reason it is not.

No buyer's name, phone, address or province is read; order numbers only serve to find rows that come twice.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from advisor.merchants import columns
from advisor.merchants.rows import Row, RowError, row_of
from advisor.trade.orders import Finding, Order

SIZE_LIMIT_BYTES = 20 * 1024 * 1024
LINES_IN_A_ROW = 100  # more means a quotation mark that is never closed
HEADER_WITHIN = 20  # rows; some platforms write remarks above the header
COLUMNS_SHOWN = 60
NOT_CSV = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"Rar!", b"\x89PNG", b"\xff\xd8\xff")
KEPT = ("refund_over_paid", "paid_after_refund", "assumed_paid")  # findings whose rows stay in the figures
AFTER_REFUND_SHARE = 0.05
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")


class OrderFileError(Exception):
    """The file as a whole cannot be read.

    `code`: no_file, too_large (size_bytes, limit_bytes), empty, not_csv, unknown_encoding, broken_csv (line),
    unknown_columns (found, needed) or no_orders (rows, findings). `parameters` are for the sentence that says it.
    """

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True)
class OrderFile:
    """The orders of one export.

    `platform` is the platform whose layout it is, None where the columns do not tell; `shared_with` are the others
    that use the same layout. `rows` counts every row under the header: orders and excluded findings together.
    """

    platform: str | None
    orders: tuple[Order, ...]
    findings: tuple[Finding, ...]
    rows: int
    layout: str
    shared_with: tuple[str, ...]


def read_orders(path: Path) -> OrderFile:
    """The orders in an export file (CSV: comma, tab or semicolon; UTF-8 with or without mark, UTF-16, or GB18030).

    Findings that exclude a row: blank_row, sum_row, short_row, long_row, duplicate_order, missing_amount,
    unreadable_amount, negative_amount, missing_time, unreadable_time, time_inverted. Those that do not:
    refund_over_paid; paid_after_refund (the column of paid money shows what was left after refunds, and was
    read so); assumed_paid (the file does not say what was paid: each order counts as paid in full).

    Raises:
        OrderFileError: the file as a whole cannot be read.
    """
    lines = _lines(_text(_content(path)))
    layout, where, width = _header(lines)
    counts: dict[str, list[int]] = {}
    rows, seen, count = [], set(), 0
    for line, cells in lines:
        count += 1
        try:
            row = row_of(cells, where, width)
            if row.number and row.number in seen:
                raise RowError("duplicate_order")
            seen.add(row.number)
            rows.append(row)
        except RowError as error:
            counts.setdefault(error.code, []).append(line)
    if not rows:
        raise OrderFileError("no_orders", rows=count, findings={code: len(at) for code, at in counts.items()})
    orders = _paid(rows, where, counts)
    findings = (Finding(code, len(at), code not in KEPT, at[0] or None) for code, at in counts.items())
    return OrderFile(layout.platform, orders, tuple(findings), count, layout.id, layout.shared_with)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT_BYTES:
            raise OrderFileError("too_large", size_bytes=size, limit_bytes=SIZE_LIMIT_BYTES)
        content = path.read_bytes()
    except OSError as error:
        raise OrderFileError("no_file", name=path.name) from error
    if not content.strip():
        raise OrderFileError("empty")
    return content


def _text(content: bytes) -> str:
    if content.startswith(NOT_CSV):
        raise OrderFileError("not_csv")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif BINARY.search(content):
        raise OrderFileError("not_csv")
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise OrderFileError("unknown_encoding")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row that is not an empty line."""
    start = text[:10_000]
    delimiter = max(",\t;", key=start.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 0
    try:
        for cells in reader:
            if reader.line_num > line + LINES_IN_A_ROW:
                raise OrderFileError("broken_csv", line=line + 1)
            line = reader.line_num
            if cells:
                yield line, cells
    except csv.Error as error:
        raise OrderFileError("broken_csv", line=reader.line_num) from error


def _header(lines: Iterator[tuple[int, list[str]]]) -> tuple[columns.Layout, dict[str, int], int]:
    widest: Sequence[str] = ()
    for _, (_, cells) in zip(range(HEADER_WITHIN), lines, strict=False):
        found = columns.fitting(cells)
        if found:
            return (*found, len(cells))
        widest = max(widest, cells, key=len)
    needed = columns.table().layouts[-1]
    raise OrderFileError(
        "unknown_columns",
        found=[cell.strip()[:40] for cell in widest[:COLUMNS_SHOWN]],
        needed={field: needed.columns[field][0] for field in needed.needs},
    )


def _paid(rows: Sequence[Row], where: dict[str, int], counts: dict[str, list[int]]) -> tuple[Order, ...]:
    """The orders, with `paid_fen` as money from the buyer before refunds, whatever the column means."""
    if "paid" not in where and "paid_at" not in where:
        counts["assumed_paid"] = [0] * len(rows)
        return tuple(replace(row.order, paid_fen=row.order.amount_fen) for row in rows)
    if "paid" not in where:
        return tuple(replace(r.order, paid_fen=r.order.amount_fen if r.order.paid_at else 0) for r in rows)
    over = [row for row in rows if row.order.refund_fen > row.order.paid_fen]
    refunds = sum(1 for row in rows if row.order.refund_fen)
    if len(over) > AFTER_REFUND_SHARE * refunds:
        counts["paid_after_refund"] = [0] * refunds
        return tuple(replace(r.order, paid_fen=r.order.paid_fen + r.order.refund_fen) for r in rows)
    if over:
        counts["refund_over_paid"] = [0] * len(over)
    return tuple(row.order for row in rows)
