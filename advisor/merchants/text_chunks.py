"""The rows of a CSV text, some thousands at a time: by its bytes as long as that is safe, else by the csv module."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from advisor.merchants.blocks import LINES_IN_A_ROW, Block, Cuts, cut_rows, is_even
from advisor.merchants.chunks import Chunk, Listed, filled
from advisor.merchants.order_file import OrderFileError

BLOCK_BYTES = 262_144  # small, so that a block stays in the cache of the processor
LONGEST_ROW_BYTES = 4_194_304
LONGEST_LINE = 1_048_576  # signs
CHUNK_ROWS = 2_000
BYTE_WISE = {
    "utf-8": ",\t;|",
    "gb18030": ",\t;",
    "big5hkscs": ",\t;",
    "cp932": ",\t;",
    "euc_kr": ",\t;",
    "cp1252": ",\t;|",
}
"""Encoding -> separators that are never part of another sign in it."""


def text_chunks(stream: BinaryIO, encoding: str, separator: str, header_line: int, width: int) -> Iterator[Chunk]:
    """The rows below the header, which ends on `header_line`; `width` is the usual number of cells. Closes `stream`.

    Raises:
        OrderFileError: broken_csv (line).
    """
    encoding_of_bytes = encoding.removesuffix("-sig")
    lines, rest = 0, b""
    try:
        if separator in BYTE_WISE.get(encoding_of_bytes, ""):
            lines, rest = yield from _by_bytes(stream, encoding_of_bytes, separator, header_line, width)
        text = io.TextIOWrapper(io.BufferedReader(_Rejoined(rest, stream)), encoding, errors="replace", newline="")
        yield from _by_signs(text, separator, lines, header_line, _marker(encoding_of_bytes, separator))
    finally:
        stream.close()


def _by_bytes(
    stream: BinaryIO, encoding: str, separator: str, header_line: int, width: int
) -> Generator[Chunk, None, tuple[int, bytes]]:
    """Returns how many lines were read, and the bytes from where on the csv module has to read; b"" at the end."""
    lines, data, is_over = 0, b"", False
    words: dict[bytes, str] = {}
    while not is_over:
        piece = stream.read(BLOCK_BYTES)
        is_over = not piece
        data += piece
        text = data + b"\n" if is_over and data else data
        cuts = cut_rows(text, ord(separator))
        if cuts is None or len(text) - cuts.length > (0 if is_over else LONGEST_ROW_BYTES):
            return lines, data
        if not cuts.length:
            continue
        chunk: Chunk | None
        if is_even(cuts, width):
            chunk = Block.of(text[: cuts.length], cuts, width, encoding, separator, words).below(header_line, lines)
        else:
            chunk = _listed(text[: cuts.length], cuts, encoding, separator, header_line, lines)
        if chunk is None:
            return lines, data
        if len(chunk.lines):
            yield chunk
        lines, data = lines + cuts.line_count, text[cuts.length :]
    return lines, b""


def _listed(
    data: bytes, cuts: Cuts, encoding: str, separator: str, header_line: int, lines_before: int
) -> Listed | None:
    """The rows where they have not all as many cells; None where the csv module sees other rows."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode(encoding, "replace"), newline=""), delimiter=separator))
    except csv.Error:
        return None
    if len(rows) != len(cuts.lines):
        return None
    lines = cuts.lines + lines_before
    first = int(np.searchsorted(lines, header_line, side="right"))
    return filled(lines[first:], rows[first:], _marker(encoding, separator))


def _by_signs(
    text: io.TextIOWrapper, separator: str, lines_before: int, header_line: int, mark: Callable[[Any], int]
) -> Iterator[Chunk]:
    reader = csv.reader(_short_lines(text, lines_before), delimiter=separator)
    try:
        while lines_before + reader.line_num < header_line:
            next(reader)
        before = reader.line_num
        while rows := list(islice(reader, CHUNK_ROWS)):
            lines = _line_numbers(lines_before + before, lines_before + reader.line_num, rows)
            before = reader.line_num
            yield filled(lines, rows, mark)
    except csv.Error as error:
        raise OrderFileError("broken_csv", line=lines_before + reader.line_num) from error


def _short_lines(text: io.TextIOWrapper, lines_before: int) -> Iterator[str]:
    """Line by line; a file that is one endless line is not read to its end."""
    number = lines_before
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise OrderFileError("broken_csv", line=number)
        yield line


def _line_numbers(before: int, last: int, rows: list[list[str]]) -> npt.NDArray[np.int64]:
    """The line on which each row ends; a cell may have line breaks in it."""
    if last - before == len(rows):
        return np.arange(before + 1, last + 1)
    counts = [1 + sum(map(_line_breaks, row)) for row in rows]
    ends = before + np.cumsum(np.asarray(counts, np.int64))
    for end, count in zip(ends, counts, strict=True):
        if count > LINES_IN_A_ROW:
            raise OrderFileError("broken_csv", line=int(end) - count + 1)
    return np.minimum(ends, last)  # a cell that is never closed ends with the text


def _line_breaks(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _marker(encoding: str, separator: str) -> Callable[[Sequence[str]], int]:
    """As the marks of a `Block`, so that rows alike in every cell are found whichever way they were read."""
    return lambda cells: hash(separator.join(cells).replace('"', "").encode(encoding, "replace"))


class _Rejoined(io.RawIOBase):
    """Bytes that have been read already, and then the rest of their stream."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first, self._stream = memoryview(first), stream

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        piece = self._first[: len(into)] if len(self._first) else self._stream.read(len(into))
        self._first = self._first[len(piece) :]
        into[: len(piece)] = piece
        return len(piece)
