"""How far the sheets of an XLSX workbook reach, told from its packed XML before anything is laid out in memory.

A reader of workbooks makes room for every cell between the first and the last one. Two cells in opposite corners of a
sheet, a file of a thousand bytes, would ask for hundreds of gigabytes.
"""

from __future__ import annotations

import copy
import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from advisor.merchants.order_file import OrderFileError
from advisor.merchants.unpacking import opened_member, unpacking

CELLS_LIMIT = 40_000_000  # 1,000,000 rows of 40 columns
PIECE_BYTES = 1_048_576
LONGEST_TAG_BYTES = 16_777_216
OTHER_KINDS = ("workbook.bin", "content.xml")  # XLSB, ODS
LONGEST_REFERENCE = 12  # signs; XFD1048576 has ten
TAG_BEFORE, TAG_AFTER, NAME_BEFORE, QUOTE = (
    np.isin(np.arange(256), list(signs)) for signs in (b"<:", b" \t\r\n/>", b" \t\r\n\"'", b"\"'")
)
"""Whether a sign [256] may stand before and behind the name of a tag, before that of an attribute, around its value."""
SPACED = re.compile(rb"r\s*=\s*[\"']")

Signs = npt.NDArray[np.uint8]


def check_sheets(stream: BinaryIO) -> None:
    """Refuse a workbook with a sheet that reaches over more than `CELLS_LIMIT` cells. Leaves the stream at its start.

    Every part is looked at, as any of them may be named as a sheet.

    Raises:
        OrderFileError: too_many_cells (limit), other_workbook, or not_csv (damaged, or larger than it says).
    """
    with unpacking():
        archive = zipfile.ZipFile(stream)
    for member in archive.infolist():
        if member.filename.replace("\\", "/").lower().endswith(OTHER_KINDS):
            raise OrderFileError("other_workbook")
        if _reach(archive, member).cells > CELLS_LIMIT:
            raise OrderFileError("too_many_cells", limit=CELLS_LIMIT)
    stream.seek(0)


def _reach(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> _Reach:
    """Of one part; read to its real end, whatever size the archive names for it."""
    further = copy.copy(member)
    further.file_size += 1
    reach, rest, size = _Reach(), b"", 0
    with opened_member(archive, further) as stream:
        while piece := stream.read(PIECE_BYTES):
            size += len(piece)
            whole, mark, begun = (rest + piece).rpartition(b"<")  # a tag is not cut in two
            reach.add(whole)
            rest = mark + begun
            if len(rest) > LONGEST_TAG_BYTES or size > member.file_size:
                raise OrderFileError("not_csv")
    reach.add(rest)
    return reach


@dataclass
class _Reach:
    """The last row and column that are named, and the most there may be where cells or rows are not named but follow
    one another."""

    last_row: int = 0
    last_column: int = 0
    rows: int = 0
    cells_met: int = 0
    named: int = 0
    named_rows: int = 0
    most_in_a_row: int = 0
    in_this_row: int = 0

    @property
    def cells(self) -> int:
        """Rows x columns, at most."""
        rows = self.last_row + (self.rows if self.named_rows < self.rows else 0)
        columns = self.last_column + (self.most_in_a_row if self.named < self.cells_met else 0)
        return rows * columns

    def add(self, xml: bytes) -> None:
        """Take in some XML that ends between two tags."""
        padded = b"<" + xml + b" " * (LONGEST_REFERENCE + 4)
        signs = np.frombuffer(padded, np.uint8)
        self._count(_tags(signs, b"row"), _tags(signs, b"c"))
        references = _references(signs, padded)
        if references.size:
            self._measure(references)

    def _count(self, rows: npt.NDArray[np.int64], cells: npt.NDArray[np.int64]) -> None:
        in_rows = np.diff(np.searchsorted(cells, rows), prepend=0, append=len(cells))
        in_rows[0] += self.in_this_row
        self.rows, self.cells_met = self.rows + len(rows), self.cells_met + len(cells)
        self.in_this_row = int(in_rows[-1])
        self.most_in_a_row = max(self.most_in_a_row, int(in_rows.max()))

    def _measure(self, references: Signs) -> None:
        """References uint8 [LONGEST_REFERENCE, n]: letters of a column (none: of a row), then digits of a row."""
        rows, columns = np.zeros((2, references.shape[1]), np.int64)
        is_in_letters = goes_on = np.ones(references.shape[1], np.bool_)
        for signs in references:
            letters, digits = (signs & 0xDF) - np.uint8(ord("A")), signs - np.uint8(ord("0"))
            is_in_letters = is_in_letters & (letters < 26)
            is_digit = goes_on & ~is_in_letters & (digits < 10)
            goes_on = is_in_letters | is_digit
            if not goes_on.any():
                break
            columns = np.where(is_in_letters, columns * 26 + letters + 1, columns)
            rows = np.where(is_digit, rows * 10 + digits, rows)
        else:
            raise OrderFileError("not_csv")  # no row or column has so long a name
        is_cell = columns > 0
        self.last_row, self.last_column = max(self.last_row, int(rows.max())), max(self.last_column, int(columns.max()))
        self.named += int(is_cell.sum())
        self.named_rows += int((~is_cell).sum())


def _tags(signs: Signs, name: bytes) -> npt.NDArray[np.int64]:
    """Where the names of such tags begin, with or without a prefix of their namespace."""
    at = np.flatnonzero(signs[1 : -len(name)] == name[0]) + 1
    at = at[TAG_BEFORE[signs[at - 1]] & TAG_AFTER[signs[at + len(name)]]]
    for place, sign in enumerate(name[1:], 1):
        at = at[signs[at + place] == sign]
    if (signs[at - 1] == ord(":")).any():
        begun = np.flatnonzero(signs == ord("<"))
        at = at[signs[begun[np.searchsorted(begun, at) - 1] + 1] != ord("/")]
    found: npt.NDArray[np.int64] = at
    return found


def _references(signs: Signs, xml: bytes) -> Signs:
    """What stands in the attributes r, with the signs behind it: uint8 [LONGEST_REFERENCE, attributes]."""
    at = np.flatnonzero(signs[1 : -LONGEST_REFERENCE - 2] == ord("r")) + 1
    at = at[NAME_BEFORE[signs[at - 1]]]
    after = signs[at + 1]
    is_usual = (after == ord("=")) & QUOTE[signs[at + 2]]
    is_spaced = (NAME_BEFORE[after] | (after == ord("="))) & ~is_usual
    if any(SPACED.match(xml, place) for place in at[is_spaced].tolist()):
        raise OrderFileError("not_csv")  # allowed in XML, but nothing that exports orders writes so
    found: Signs = signs[(at[is_usual] + 3) + np.arange(LONGEST_REFERENCE)[:, None]]
    return found
