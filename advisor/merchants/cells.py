"""What stands in a cell of an order export: money and times as platforms and spreadsheets write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from advisor.merchants.columns import plain

AT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?.*)?")
AROUND_MONEY = re.compile(r"^(?:cny|rmb|¥|人民币)|元$|[,\s=\"']", re.IGNORECASE)
PLAIN_MONEY = re.compile(r"(\d{1,12})(?:\.(\d{1,2}))?")
HIGHEST = 10**15


class CellError(ValueError):
    """A cell that is not empty and cannot be read."""


def fen(cell: str, no_money: frozenset[str]) -> int | None:
    """Money of a cell in fen, rounded half up; None where the cell says that there is none.

    >>> fen("1,234.5", frozenset()), fen("￥12元", frozenset()), fen("-", frozenset("-"))
    (123450, 1200, None)
    """
    cell = cell.strip()
    match = PLAIN_MONEY.fullmatch(cell)
    if match:
        return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    if plain(cell) in no_money:
        return None
    try:
        yuan = Decimal(AROUND_MONEY.sub("", unicodedata.normalize("NFKC", cell)))
    except InvalidOperation as error:
        raise CellError(cell) from error
    if not yuan.is_finite() or abs(yuan) > HIGHEST:
        raise CellError(cell)
    return int((yuan * 100).to_integral_value(ROUND_HALF_UP))


def at(cell: str) -> datetime | None:
    """A day or a time of day, year first; None for an empty cell. A zone behind it is left out: it is local time.

    >>> at("2020/2/1 9:05").isoformat(), at("2020年2月1日").isoformat(), at(" ")
    ('2020-02-01T09:05:00', '2020-02-01T00:00:00', None)
    """
    cell = cell.strip(" \t\"'=")
    if cell in ("", "-", "--", "null", "NULL", "None", "无"):
        return None
    match = AT.fullmatch(cell)
    if match is None:
        raise CellError(cell)
    try:
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]
    except ValueError as error:
        raise CellError(cell) from error
