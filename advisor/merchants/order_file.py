"""What reading an order export gives: the orders with every oddity counted, or one reason why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.trade.orders import Finding, Orders

KEPT = (
    "refund_over_paid", "paid_after_refund", "assumed_paid", "refund_by_status", "item_rows", "repeated_totals",
    "refund_only", "rounded_numbers",
)  # fmt: skip
"""Findings whose rows stay in the figures."""


class OrderFileError(Exception):
    """The file as a whole cannot be read.

    `code`: no_file (name), too_large (size_bytes, limit_bytes), too_many_rows (limit), empty, not_csv (no table of a
    kind that is read, or a damaged file), other_workbook (XLS, XLSB, ODS), too_many_cells (limit), encrypted,
    unknown_encoding, broken_csv (line), no_header, unknown_columns (found, needed), no_orders (rows, findings); of a
    mapping that the merchant gave: unknown_field (field, allowed), missing_header (header, found), header_twice
    (header, fields), missing_field (needed). `parameters` are for the sentence that says it.
    """

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True)
class OrderFile:
    """The orders of one export.

    `platform` is the platform whose layout it is, None where the columns do not tell; `shared_with` are the others
    that use the same layout. `rows` counts every row under the header: len(orders) + the rows of excluded findings +
    the rows of item_rows and repeated_totals (further rows of an order that is counted once).
    """

    platform: str | None
    orders: Orders
    findings: tuple[Finding, ...]
    rows: int
    layout: str
    shared_with: tuple[str, ...]


@dataclass
class Tally:
    """Counts rows under codes, with the first line of each."""

    counts: dict[str, int] = field(default_factory=dict)
    first_lines: dict[str, int] = field(default_factory=dict)

    def note(self, code: str, lines: npt.NDArray[np.int64], rows: int | None = None) -> None:
        """Add the rows at these lines of the file (0: no line to point at); `rows` where they stand for more rows."""
        count = len(lines) if rows is None else rows
        if not count:
            return
        self.counts[code] = self.counts.get(code, 0) + count
        first = int(lines.min()) if len(lines) else 0
        if first:
            self.first_lines[code] = min(first, self.first_lines.get(code, first))

    def findings(self) -> tuple[Finding, ...]:
        """As findings, in the order in which the codes were met."""
        return tuple(
            Finding(code, rows, code not in KEPT, self.first_lines.get(code)) for code, rows in self.counts.items()
        )
