"""Some rows of a table, to be read column by column: from lists of cells here, from the bytes of a text in `blocks`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
NEWLINE = ord("\n")


@dataclass(frozen=True, eq=False)
class Cut:
    """The n cells of a column in one text: cell k is signs[starts[k]:ends[k]]. signs: uint8, ASCII or part of a sign
    beyond it."""

    signs: npt.NDArray[np.uint8]
    starts: Whole
    ends: Whole

    @property
    def trimmed(self) -> Cut:
        """Without the blanks and tabs that some platforms put behind a cell."""
        ends = self.ends
        while True:
            last = self.signs[np.maximum(ends - 1, 0)]
            is_blank = (ends > self.starts) & ((last == ord(" ")) | (last == ord("\t")))
            if not is_blank.any():
                return Cut(self.signs, self.starts, ends)
            ends = ends - is_blank


class Chunk(Protocol):
    """n rows that have something in them. `lines` int64 [n] are their numbers in the file."""

    @property
    def lines(self) -> Whole: ...

    def widths(self, width: int) -> tuple[Whole, npt.NDArray[np.bool_]]:
        """Cells of each row [n], and whether anything stands beyond the first `width` [n]."""
        ...

    def texts(self, column: int) -> list[str]:
        """The cells of a column; "" where a row is too short."""
        ...

    def cut(self, column: int) -> Cut | None:
        """The same in one text; None where that has other signs than ASCII."""
        ...

    def row(self, place: int) -> Sequence[str]:
        """All cells of one row."""
        ...

    def marks(self) -> Whole:
        """A hash of each whole row, the same for rows that are alike in every cell."""
        ...


@dataclass(frozen=True, eq=False)
class Listed:
    """Rows as lists of cells; `mark` tells rows that are alike from others."""

    lines: Whole
    rows: Sequence[Sequence[str]]
    mark: Callable[[Sequence[str]], int] = lambda cells: hash(tuple(cells))

    def widths(self, width: int) -> tuple[Whole, npt.NDArray[np.bool_]]:
        lengths = np.fromiter(map(len, self.rows), np.int64, len(self.rows))
        is_over = np.zeros(len(self.rows), np.bool_)
        for place in np.flatnonzero(lengths > width):
            is_over[place] = any(self.rows[place][width:])
        return lengths, is_over

    def texts(self, column: int) -> list[str]:
        try:
            return list(map(itemgetter(column), self.rows))
        except IndexError:
            return [cells[column] if column < len(cells) else "" for cells in self.rows]

    def cut(self, column: int) -> Cut | None:
        text = "\n".join(self.texts(column)) + "\n"
        signs = np.frombuffer(text.encode("ascii"), np.uint8) if text.isascii() else np.zeros(0, np.uint8)
        ends = np.flatnonzero(signs == NEWLINE)
        return Cut(signs, np.append(0, ends[:-1] + 1), ends) if len(ends) == len(self.rows) else None

    def row(self, place: int) -> Sequence[str]:
        return self.rows[place]

    def marks(self) -> Whole:
        return np.fromiter(map(self.mark, self.rows), np.int64, len(self.rows))


def filled(lines: Whole, rows: list[list[str]], mark: Callable[[Any], int]) -> Listed:
    """Without the lines in which nothing stands at all."""
    if all(rows):
        return Listed(lines, rows, mark)
    is_filled = np.fromiter(map(bool, rows), np.bool_, len(rows))
    return Listed(lines[is_filled], [row for row in rows if row], mark)
