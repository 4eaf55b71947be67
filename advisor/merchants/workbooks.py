"""XLSX workbooks, through calamine: the sheets whose header fits, as rows of texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from advisor.merchants.chunks import Chunk, Listed
from advisor.merchants.columns import Fit, Fitting
from advisor.merchants.order_file import OrderFileError
from advisor.merchants.sheet_sizes import CELLS_LIMIT, check_sheets
from advisor.merchants.text_files import HEAD_ROWS, HEADER_WITHIN, Line, Table

CHUNK_ROWS = 10_000
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
EXACT_UP_TO = 10**15  # spreadsheets keep 15 digits: a longer number is no longer the one that was exported


def workbook_tables(stream: BinaryIO, fits: Fitting) -> tuple[list[Table], int]:
    """The sheets with the layout of the largest sheet that fits, and the number of rows of the other sheets.

    Exports are split over sheets at 10,000 or 65,536 rows; those with the same layout belong together.

    Raises:
        OrderFileError: encrypted, not_csv (no workbook, or a broken one), other_workbook, too_many_cells, empty or
            unknown_columns.
    """
    sheets = _sheets(stream)
    found = [(sheet, *_header(sheet, fits)) for sheet in sheets]
    fitted = [(sheet, fit, at) for sheet, fit, at in found if fit]
    if not fitted:
        largest = max(sheets, key=lambda sheet: sheet.height)
        rows = [cells for _, cells in islice(_lines(largest), HEAD_ROWS)]
        raise OrderFileError("unknown_columns", rows=rows, count=sum(sheet.height for sheet in sheets))
    _, best, _ = max(fitted, key=lambda one: one[0].height)
    same = [one for one in fitted if (one[1].layout.id, set(one[1].where)) == (best.layout.id, set(best.where))]
    read = [sheet for sheet, _, _ in same]
    left_out = sum(sheet.height for sheet in sheets if not any(sheet is one for one in read))
    return [_table(sheet, fit, at) for sheet, fit, at in same], left_out


def workbook_rows(stream: BinaryIO) -> list[Line]:
    """The first rows of the largest sheet.

    Raises:
        OrderFileError: encrypted, not_csv, other_workbook, too_many_cells or empty.
    """
    largest = max(_sheets(stream), key=lambda sheet: sheet.height)
    return list(islice(_lines(largest), HEAD_ROWS))


def _sheets(stream: BinaryIO) -> list[CalamineSheet]:
    _checked(stream)
    sheets: list[CalamineSheet] = []
    try:
        book = CalamineWorkbook.from_filelike(stream)
        for index in range(len(book.sheet_names)):
            sheets.append(book.get_sheet_by_index(index))
            if sum(sheet.height * sheet.width for sheet in sheets) > CELLS_LIMIT:
                raise OrderFileError("too_many_cells", limit=CELLS_LIMIT)
    except PasswordError as error:
        raise OrderFileError("encrypted") from error
    except CalamineError as error:
        raise OrderFileError("not_csv") from error
    filled = [sheet for sheet in sheets if sheet.height]
    if not filled:
        raise OrderFileError("empty")
    return filled


def _checked(stream: BinaryIO) -> None:
    """An encrypted XLSX comes in the container of the old format, which cannot be checked for its size."""
    is_old = stream.read(len(OLD_WORKBOOK)) == OLD_WORKBOOK
    if is_old:
        raise OrderFileError("encrypted" if ENCRYPTED_PART in stream.read() else "other_workbook")
    stream.seek(0)
    check_sheets(stream)


def _header(sheet: CalamineSheet, fits: Fitting) -> tuple[Fit | None, int]:
    for line, cells in islice(_lines(sheet), HEADER_WITHIN):
        fit = fits(cells)
        if fit:
            return fit, line
    return None, 0


def _table(sheet: CalamineSheet, fit: Fit, header_line: int) -> Table:
    done = [0.0]

    def chunks() -> Iterator[Chunk]:
        below = (line for line in _lines(sheet) if line[0] > header_line)
        while chunk := list(islice(below, CHUNK_ROWS)):
            lines, rows = zip(*chunk, strict=True)
            done[0] = lines[-1] / (sheet.total_height or 1)
            yield Listed(np.asarray(lines, np.int64), rows)

    return Table(fit, chunks(), lambda: min(1.0, done[0]))


def _lines(sheet: CalamineSheet) -> Iterator[Line]:
    """Rows that have anything in them, with their number in the sheet."""
    above = sheet.start[0] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), above + 1):
        texts = [cell if type(cell) is str else _text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _text(cell: Any) -> str:
    if isinstance(cell, float):
        if abs(cell) >= EXACT_UP_TO:
            return f"{cell:E}"
        return str(int(cell)) if cell.is_integer() else f"{cell:.9f}".rstrip("0")
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
