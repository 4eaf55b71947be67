"""Reading from a ZIP whose bytes may be damaged, or packed in a way that is not known."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from advisor.merchants.order_file import OrderFileError

FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError)
"""What `zipfile` raises: NotImplementedError, of an unknown way of packing, is a RuntimeError."""


@contextmanager
def unpacking() -> Iterator[None]:
    """Whatever is wrong with an archive is one error.

    Raises:
        OrderFileError: not_csv.
    """
    try:
        yield
    except FAULTS as error:
        raise OrderFileError("not_csv") from error


def opened_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    """A member as a stream; damage that is met later on is told in the same way.

    Raises:
        OrderFileError: not_csv, also from the stream.
    """
    with unpacking():
        return cast(BinaryIO, io.BufferedReader(_Member(archive.open(member))))


class _Member(io.RawIOBase):
    def __init__(self, packed: Any) -> None:
        self._packed = packed

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        with unpacking():
            piece: bytes = self._packed.read(len(into))
        into[: len(piece)] = piece
        return len(piece)

    def tell(self) -> int:
        return int(self._packed.tell())

    def close(self) -> None:
        if not self.closed:
            self._packed.close()
        super().close()
