"""CSV text of an unknown encoding and delimiter: the reading in which the header is one that is looked for."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes

from advisor.merchants.chunks import Chunk
from advisor.merchants.columns import Fit, Fitting
from advisor.merchants.order_file import OrderFileError
from advisor.merchants.text_chunks import text_chunks

HEAD_BYTES = 65_536
HEAD_ROWS = 200
HEADER_WITHIN = 20  # rows; some platforms write remarks above the header
DELIMITERS = ",\t;|"
BLANKS = b" \t\r\n\0"  # of a text in UTF-16
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "cp932", "euc_kr", "cp1252")
WITH_LOSSES = ENCODINGS[:2]

Line = tuple[int, list[str]]
"""Number of the line in the file, cells of the row."""


@dataclass(frozen=True)
class Reading:
    """One way to read a text: `rows` are its first ones."""

    encoding: str
    delimiter: str
    rows: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table whose header fits: `chunks` are the rows below it, `done` the share (0 to 1) that has been read."""

    fit: Fit
    chunks: Iterator[Chunk]
    done: Callable[[], float]


def text_table(opened: Callable[[], BinaryIO], size_bytes: int, fits: Fitting) -> Table:
    """The table of a CSV text.

    The header decides the encoding and the delimiter: the first in which it fits. A sign that cannot be decoded later
    on makes its cell unreadable, not the file.

    Raises:
        OrderFileError: empty, not_csv, unknown_encoding, unknown_columns (rows, count); from `chunks`: broken_csv.
    """
    head = _head(opened)
    for reading in _readings(head):
        for line, cells in reading.rows[:HEADER_WITHIN]:
            fit = fits(cells)
            if fit:
                return _table(opened(), size_bytes, reading, line, fit)
    rows = [cells for _, cells in likely_reading(opened).rows]
    with opened() as stream:
        raise OrderFileError("unknown_columns", rows=rows, count=_line_count(stream))


def likely_reading(opened: Callable[[], BinaryIO]) -> Reading:
    """How a text whose header is not known is most likely to be read.

    Raises:
        OrderFileError: empty, not_csv or unknown_encoding.
    """
    head = _head(opened)
    usual = next((name for name in _marked(head) or ENCODINGS[:1] if _text(head, name, "strict") is not None), None)
    guess = None if usual else from_bytes(head, cp_isolation=list(ENCODINGS)).best()
    encoding = usual or (guess.encoding if guess else "")
    text = _text(head, encoding, "strict")
    if text is None:
        raise OrderFileError("unknown_encoding")
    delimiter = max(DELIMITERS, key=text.count)
    return Reading(encoding, delimiter, tuple(_first_rows(text, delimiter)))


def _head(opened: Callable[[], BinaryIO]) -> bytes:
    with opened() as stream:
        head = stream.read(HEAD_BYTES)
    mark = next((mark for mark, _ in MARKS if head.startswith(mark)), b"")
    if not head.removeprefix(mark).strip(BLANKS if mark else None):
        raise OrderFileError("empty")
    if not _marked(head) and BINARY.search(head):
        raise OrderFileError("not_csv")
    return head


def _readings(head: bytes) -> Iterator[Reading]:
    """The likeliest first, at the end those with losses: for a Chinese header with a broken sign somewhere below."""
    marked = _marked(head)
    ways = [(name, "strict") for name in marked or ENCODINGS] + [(name, "replace") for name in marked or WITH_LOSSES]
    for encoding, errors in ways:
        text = _text(head, encoding, errors)
        for delimiter in sorted(DELIMITERS, key=text.count, reverse=True) if text else ():
            yield Reading(encoding, delimiter, tuple(_first_rows(text or "", delimiter)))


def _line_count(stream: BinaryIO) -> int:
    count, last = 0, b""
    while piece := stream.read(HEAD_BYTES):
        count, last = count + piece.count(b"\n"), piece[-1:]
    return count + (last not in (b"", b"\n"))


def _marked(head: bytes) -> tuple[str, ...]:
    return tuple(encoding for mark, encoding in MARKS if head.startswith(mark))


def _text(head: bytes, encoding: str, errors: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)(errors).decode(head, final=len(head) < HEAD_BYTES)
    except (UnicodeError, LookupError):
        return None


def _first_rows(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
            if reader.line_num > HEAD_ROWS:
                return
    except csv.Error:
        return  # what is wrong is told when the whole text is read


def _table(stream: BinaryIO, size_bytes: int, reading: Reading, header_line: int, fit: Fit) -> Table:
    def done() -> float:
        return 1.0 if stream.closed else stream.tell() / max(size_bytes, 1)

    return Table(fit, text_chunks(stream, reading.encoding, reading.delimiter, header_line, len(fit.names)), done)
