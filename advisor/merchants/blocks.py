"""CSV cut into rows and cells by its bytes, so that only the cells that need it become texts.

Good for every encoding in which the bytes of the separator, the quotation mark and the line break are never part of
another sign. What the csv module would read in another way than the bytes suggest is left to it (`text_files`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from advisor.merchants.chunks import NEWLINE, Cut, Whole

QUOTE, RETURN = b'"\r'
LINES_IN_A_ROW = 100  # more means a quotation mark that is never closed


@dataclass(frozen=True, eq=False)
class Cuts:
    """The whole rows at the beginning of some bytes: `ends` int64, the ends of all their cells; is_row_end [ends];
    `lines` int64 [rows], the line of the bytes (from 1) on which each row ends; `length` of all rows in bytes."""

    ends: Whole
    is_row_end: npt.NDArray[np.bool_]
    lines: Whole
    length: int
    line_count: int


def cut_rows(data: bytes, separator: int) -> Cuts | None:
    """The rows in `data` up to its last line break; None where they have to be read sign by sign."""
    signs = np.frombuffer(data, np.uint8)
    is_end = (signs == NEWLINE) | (signs == separator)
    has_quotes = b'"' in data
    if has_quotes:
        is_quote = signs == QUOTE
        is_inside = np.bitwise_xor.accumulate(is_quote.view(np.uint8)).view(np.bool_)
        is_end &= ~is_inside
    ends = np.flatnonzero(is_end)
    row_ends = ends[signs[ends] == NEWLINE]
    length = int(row_ends[-1]) + 1 if len(row_ends) else 0
    signs, ends = signs[:length], ends[: np.searchsorted(ends, length)]
    if has_quotes and not _is_sound(signs, is_quote[:length], is_inside[:length], is_end[:length]):
        return None
    if b"\r" in data and (signs[np.flatnonzero(signs == RETURN) + 1] != NEWLINE).any():
        return None
    lines = np.searchsorted(np.flatnonzero(signs == NEWLINE), row_ends) if has_quotes else np.arange(len(row_ends))
    if np.diff(lines, prepend=-1).max(initial=0) > LINES_IN_A_ROW:
        return None
    return Cuts(ends, signs[ends] == NEWLINE, lines + 1, length, int(lines[-1]) + 1 if length else 0)


def _is_sound(
    signs: npt.NDArray[np.uint8], is_quote: npt.NDArray[np.bool_], is_inside: npt.NDArray[np.bool_],
    is_end: npt.NDArray[np.bool_],
) -> bool:  # fmt: skip
    """Whether each quotation mark opens or closes a cell, or is one of two in a row inside a cell."""
    places = np.flatnonzero(is_quote)
    opens = is_inside[places]
    before, after = places[opens] - 1, places[~opens] + 1
    is_begun = (before < 0) | is_end[before] | is_quote[before]
    is_ended = is_end[after] | is_quote[after] | (signs[after] == RETURN)
    return bool(is_begun.all() and is_ended.all())


@dataclass(frozen=True, eq=False)
class Block:
    """n rows of equally many cells in `data`: `starts` and `ends` int64 [n, width] with quotation marks."""

    data: bytes
    starts: Whole
    ends: Whole
    lines: Whole
    encoding: str
    separator: str
    words: dict[bytes, str]  # texts of cells beyond ASCII that have been met

    @classmethod
    def of(cls, data: bytes, cuts: Cuts, width: int, encoding: str, separator: str, words: dict[bytes, str]) -> Block:
        """The block of rows that all have `width` cells (`is_even`)."""
        ends = cuts.ends.reshape(-1, width)
        starts = np.append(0, cuts.ends[:-1] + 1).reshape(-1, width)
        if b"\r" in data:
            ends = ends.copy()
            last = ends[:, -1]
            last -= (last > starts[:, -1]) & (np.frombuffer(data, np.uint8)[last - 1] == RETURN)
        return cls(data, starts, ends, cuts.lines, encoding, separator, words)

    def below(self, line: int, lines_before: int) -> Block:
        """Numbered after `lines_before` lines, without the rows up to a line of the file."""
        lines = self.lines + lines_before
        chosen = slice(int(np.searchsorted(lines, line, side="right")), None)
        return replace(self, starts=self.starts[chosen], ends=self.ends[chosen], lines=lines[chosen])

    @cached_property
    def _signs(self) -> npt.NDArray[np.uint8]:
        return np.frombuffer(self.data, np.uint8)

    @cached_property
    def _has_quotes(self) -> bool:
        return b'"' in self.data

    def widths(self, width: int) -> tuple[Whole, npt.NDArray[np.bool_]]:
        count, cells = self.starts.shape
        return np.full(count, cells), np.zeros(count, np.bool_)

    def cut(self, column: int) -> Cut:
        starts, ends = self.starts[:, column], self.ends[:, column]
        if self._has_quotes:
            is_quoted = (ends > starts) & (self._signs[starts] == QUOTE)
            starts, ends = starts + is_quoted, ends - is_quoted
        return Cut(self._signs, starts, ends)

    def texts(self, column: int) -> list[str]:
        cut = self.cut(column)
        data = self.data
        pieces = [data[start:end] for start, end in zip(cut.starts.tolist(), cut.ends.tolist(), strict=True)]
        joined = b"".join(pieces)
        if joined.isascii() and b'"' not in joined:
            return b"\n".join(pieces).decode("ascii").split("\n") if b"\n" not in joined else self._decoded(pieces)
        return self._decoded(pieces)

    def _decoded(self, pieces: Sequence[bytes]) -> list[str]:
        words = self.words
        for piece in set(pieces).difference(words):
            words[piece] = piece.decode(self.encoding, "replace").replace('""', '"')
        found = [words[piece] for piece in pieces]
        if len(words) > 200_000:
            words.clear()
        return found

    def row(self, place: int) -> Sequence[str]:
        text = self._bytes(place).decode(self.encoding, "replace")
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=self.separator))

    def marks(self) -> Whole:
        firsts, lasts, data = self.starts[:, 0].tolist(), self.ends[:, -1].tolist(), self.data
        rows = [data[first:last] for first, last in zip(firsts, lasts, strict=True)]
        if self._has_quotes:
            rows = [row.replace(b'"', b"") for row in rows]
        return np.fromiter(map(hash, rows), np.int64, len(rows))

    def _bytes(self, place: int) -> bytes:
        return self.data[self.starts[place, 0] : self.ends[place, -1]]


def is_even(cuts: Cuts, width: int) -> bool:
    """Whether every row has `width` cells."""
    return len(cuts.ends) == len(cuts.lines) * width and bool(cuts.is_row_end[width - 1 :: width].all())
