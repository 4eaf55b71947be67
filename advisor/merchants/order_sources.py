"""The tables in an uploaded file: CSV text, a workbook, or a ZIP of those. Nothing is unpacked to a disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from advisor.merchants.columns import Fitting
from advisor.merchants.order_file import OrderFileError
from advisor.merchants.text_files import Table, likely_reading, text_table
from advisor.merchants.unpacking import opened_member, unpacking
from advisor.merchants.workbooks import OLD_WORKBOOK, workbook_rows, workbook_tables

SIZE_LIMIT_BYTES = 200 * 1024 * 1024
UNPACKED_LIMIT_BYTES = 1024 * 1024 * 1024
ZIP = b"PK\x03\x04"
NO_TABLE = (
    b"%pdf", b"\x1f\x8b", b"rar!", b"7z\xbc\xaf", b"\x89png", b"\xff\xd8\xff", b"<!doctype", b"<html", b"<?xml",
    b"<table",
)  # fmt: skip
WORKBOOK_PARTS = {"[Content_Types].xml", "content.xml"}
WORKBOOKS = (".xlsx", ".xls")
IN_ARCHIVES = (".csv", ".txt", ".tsv", *WORKBOOKS)
ENCRYPTED = 0x1  # flag of a ZIP member

Opened = Callable[[], BinaryIO]
Tables = tuple[list[Table], int]
"""Tables whose header fits, and the number of rows in those that do not."""


def order_tables(path: Path, fits: Fitting) -> Tables:
    """The tables of a file whose header fits.

    Raises:
        OrderFileError: the file as a whole cannot be read; unknown_columns (rows: the first ones, count) where no
            header fits.
    """
    _checked(path)
    opened = _from(path)
    if _kind(opened) == "archive":
        return _of_archive(_archive(opened), fits)
    return _tables(opened, path.stat().st_size, fits)


def first_rows(path: Path) -> list[list[str]]:
    """The first rows of a file as they are most likely to be read (those of the first table of a ZIP).

    Raises:
        OrderFileError: the file as a whole cannot be read.
    """
    _checked(path)
    opened: Opened = _from(path)
    kind = _kind(opened)
    if kind == "archive":
        archive = _archive(opened)
        opened = _member(archive, _table_members(archive)[0])
        kind = _kind(opened)
    if kind == "archive":
        raise OrderFileError("not_csv")
    rows = workbook_rows(opened()) if kind == "workbook" else likely_reading(opened).rows
    return [cells for _, cells in rows]


def _checked(path: Path) -> None:
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT_BYTES:
            raise OrderFileError("too_large", size_bytes=size, limit_bytes=SIZE_LIMIT_BYTES)
        path.open("rb").close()
    except OSError as error:
        raise OrderFileError("no_file", name=path.name) from error


def _from(path: Path) -> Opened:
    return lambda: path.open("rb")


def _tables(opened: Opened, size_bytes: int, fits: Fitting) -> Tables:
    if _kind(opened) == "workbook":
        return workbook_tables(opened(), fits)
    return [text_table(opened, size_bytes, fits)], 0


def _kind(opened: Opened) -> str:
    """text, workbook or archive."""
    with opened() as stream:
        start = stream.read(16).lstrip()
    if start.lower().startswith(NO_TABLE):
        raise OrderFileError("not_csv")
    if start.startswith(ZIP):
        return "archive" if WORKBOOK_PARTS.isdisjoint(_archive(opened).namelist()) else "workbook"
    return "workbook" if start.startswith(OLD_WORKBOOK) else "text"


def _archive(opened: Opened) -> zipfile.ZipFile:
    with unpacking():
        archive = zipfile.ZipFile(opened())
    _limited(_unpacked_bytes(archive))
    if any(member.flag_bits & ENCRYPTED for member in archive.infolist()):
        raise OrderFileError("encrypted")
    return archive


def _unpacked_bytes(archive: zipfile.ZipFile) -> int:
    return sum(member.file_size for member in archive.infolist())


def _limited(size_bytes: int) -> None:
    if size_bytes > UNPACKED_LIMIT_BYTES:
        raise OrderFileError("too_large", size_bytes=size_bytes, limit_bytes=UNPACKED_LIMIT_BYTES)


def _table_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [one for one in archive.infolist() if one.filename.lower().endswith(IN_ARCHIVES) and one.file_size]
    if not members:
        raise OrderFileError("not_csv")
    return members


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Opened:
    """Opens a member; a workbook is read into memory, as its reader has to jump about."""

    def opened() -> BinaryIO:
        stream = opened_member(archive, member)
        return io.BytesIO(stream.read()) if member.filename.lower().endswith(WORKBOOKS) else stream

    return opened


def _of_archive(archive: zipfile.ZipFile, fits: Fitting) -> Tables:
    """The tables of all members; those of another layout than the first are counted among the rows left out."""
    tables: list[Table] = []
    left_out, unpacked, failed = 0, _unpacked_bytes(archive), None
    for member in _table_members(archive):
        opened = _member(archive, member)
        kind = _kind(opened)
        if kind == "archive":
            raise OrderFileError("not_csv")  # an archive in an archive is no export
        if kind == "workbook" and member.filename.lower().endswith(".xlsx"):
            unpacked += _unpacked_bytes(_archive(opened))
            _limited(unpacked)
        try:
            more, others = _tables(opened, member.file_size, fits)
        except OrderFileError as error:
            if error.code != "unknown_columns":
                raise
            failed, left_out = error, left_out + error.parameters["count"]
            continue
        same, other = _alike(more, (tables or more)[0])
        tables += same
        left_out += others + sum(len(chunk.lines) for table in other for chunk in table.chunks)
    if failed and not tables:
        raise failed
    return tables, left_out


def _alike(tables: list[Table], model: Table) -> tuple[list[Table], list[Table]]:
    """Those with the layout and the fields of the model, and the others."""
    is_alike = [
        table.fit.layout.id == model.fit.layout.id and set(table.fit.where) == set(model.fit.where) for table in tables
    ]
    alike = [table for table, is_so in zip(tables, is_alike, strict=True) if is_so]
    return alike, [table for table, is_so in zip(tables, is_alike, strict=True) if not is_so]
