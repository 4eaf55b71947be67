"""What stands in a money, status, currency or number cell of an order export, read through dictionaries.

Prices and words repeat, so each text is read once and looked up afterwards. What is no value is a number far below
every value: `MISSING`, `UNREADABLE`, `FOREIGN`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from advisor.merchants.columns import Entry, plain, words

MISSING = -(10**17)
UNREADABLE = -(2 * 10**17)
FOREIGN = -(3 * 10**17)
"""No value; a text that is no value; money under the sign of another currency than the file's."""
HIGHEST_FEN = 10**15
REMEMBERED = 200_000  # texts a dictionary holds before it begins anew
AROUND = " \t\r\n\"'=`\u3000\u00a0"  # what spreadsheets and platforms put around a number to keep it a text

PLAIN_MONEY = re.compile(r"(\d{1,12})(?:\.(\d{1,2}))?")
MONEY = re.compile(
    r"(?P<minus>[-(]?)\s*(?:(?P<before>[^\d\s.,()+-]{1,6})\s*(?P<within>[-+]?)\s*)?"
    r"(?P<digits>\.?\d(?:[\d.,\s']*\d)?)\s*(?P<after>[^\d\s.,()+-]{0,6})\)?"
)
WHOLE = {mark: re.compile(rf"\d+|\d{{1,3}}(?:[{mark}]\d{{2,3}})*[{mark}]\d{{3}}") for mark in ",."}
COMMA_DECIMALS = re.compile(r".*\d,\d{1,2}\D*")
POINT_DECIMALS = re.compile(r".*\d\.\d{1,2}\D*")
ROUNDED = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")

BLANK, OPEN, UNPAID, CLOSED, REFUNDED, COMPLETE = range(6)
MEANINGS = {"open": OPEN, "unpaid": UNPAID, "closed": CLOSED, "refunded": REFUNDED, "complete": COMPLETE}
NO_KEY, ROUNDED_KEY = 0, 1
ENTRY_COLUMNS = ("amount", "refund", "fee")


@dataclass(frozen=True)
class MoneyStyle:
    """How a file writes money: `has_comma_decimals` None where it does not tell, `sign` the currency of its signs."""

    has_comma_decimals: bool | None = None
    sign: str | None = None

    @classmethod
    def of(cls, cells: Iterable[str]) -> MoneyStyle:
        """The style of some money cells of a file."""
        texts = set(cells)
        commas = any(map(COMMA_DECIMALS.fullmatch, texts))
        points = any(map(POINT_DECIMALS.fullmatch, texts))
        signs = Counter(filter(None, map(_currency, texts)))
        return cls(commas if commas != points else None, signs.most_common(1)[0][0] if signs else None)


class Money(dict[str, int]):
    """Cell -> money in fen, rounded half up, or MISSING, UNREADABLE or FOREIGN.

    >>> money = Money(MoneyStyle())
    >>> money["1,234.5"], money["￥12元"], money["95,00"], money["-"] == MISSING, money["twelve"] == UNREADABLE
    (123450, 1200, 9500, True, True)
    """

    def __init__(self, style: MoneyStyle) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, cell: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
        self[cell] = value = self._read(cell.strip(AROUND))
        return value

    def _read(self, cell: str) -> int:
        match = PLAIN_MONEY.fullmatch(cell)
        if match:
            return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
        if plain(cell) in words().no_money:
            return MISSING
        found = MONEY.fullmatch(_simple(cell))
        signs = _signs(found) if found else None
        value = self._decimal(re.sub(r"[\s']", "", found["digits"])) if found and signs is not None else None
        if found is None or signs is None or value is None or value * 100 > HIGHEST_FEN:
            return UNREADABLE
        if self._style.sign and signs and signs != {self._style.sign}:
            return FOREIGN
        fen = int((value * 100).to_integral_value(ROUND_HALF_UP))
        return -fen if found["minus"] or found["within"] == "-" else fen

    def _decimal(self, digits: str) -> Decimal | None:
        """The value of digits with commas and points, None where their places make no sense in this file."""
        mark = self._decimal_mark(digits)
        whole, _, part = digits.rpartition(mark) if mark in digits else (digits, "", "")
        grouping = WHOLE["." if mark == "," else ","]
        if not (part.isdigit() or not part) or not (grouping.fullmatch(whole) or not whole):
            return None
        return Decimal(f"{re.sub('[,.]', '', whole) or 0}.{part or 0}")

    def _decimal_mark(self, digits: str) -> str:
        if "," in digits and "." in digits:
            return max(",.", key=digits.rfind)
        if self._style.has_comma_decimals is not None:
            return "," if self._style.has_comma_decimals else "."
        return "," if re.fullmatch(r"\d+,\d{1,2}", digits) else "."


class Statuses(dict[str, int]):
    """Cell -> BLANK, OPEN (also what no word of columns.yml tells), UNPAID, CLOSED, REFUNDED or COMPLETE.

    >>> statuses = Statuses()
    >>> statuses["已发货，退款成功"] == REFUNDED, statuses["交易成功"] == COMPLETE, statuses["退款中"] == OPEN
    (True, True, True)
    """

    def __missing__(self, cell: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
        text = plain(cell.strip(AROUND))
        known = (MEANINGS[means] for means, parts in words().statuses if any(part in text for part in parts))
        self[cell] = meaning = next(known, OPEN) if text.strip("-—/无") else BLANK
        return meaning


class Currencies(dict[str, int]):
    """Cell -> place of its currency in `codes`; "" (the first): it does not tell. An unknown word is its own."""

    def __init__(self) -> None:
        super().__init__()
        self.codes = [""]

    def __missing__(self, cell: str) -> int:
        name = plain(cell.strip(AROUND))
        code = words().currencies.get(name, name.upper()[:12])
        if code not in self.codes:
            self.codes.append(code)
        self[cell] = place = self.codes.index(code)
        return place


def keys(cells: Sequence[str]) -> npt.NDArray[np.uint64]:
    """uint64 [cells]: a hash of each order number, the same in every run; NO_KEY for none, ROUNDED_KEY for one that a
    spreadsheet has rounded (1.23457E+18) and that therefore tells nothing."""
    joined = "\n".join(cells).encode("utf-8", "replace").split(b"\n")
    if len(joined) == len(cells) and all(map(bytes.isdigit, joined)):
        return _hashes(joined)
    numbers = [cell.strip(AROUND) for cell in cells]
    found = _hashes([number.encode("utf-8", "replace") for number in numbers])
    for place, number in enumerate(numbers):
        if len(number) < 5 and plain(number) in words().no_money:
            found[place] = NO_KEY
        elif "E" in number and ROUNDED.fullmatch(number):
            found[place] = ROUNDED_KEY
    return found


def _hashes(numbers: Iterable[bytes]) -> npt.NDArray[np.uint64]:
    digests = b"".join([blake2b(number, digest_size=8).digest() for number in numbers])
    return np.frombuffer(digests, "<u8").astype(np.uint64)


class EntryColumns(dict[tuple[str, str], int]):
    """(transaction, kind) of a booking -> place in `ENTRY_COLUMNS` of the column that its amount belongs to."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = entries

    def __missing__(self, names: tuple[str, str]) -> int:
        transaction, kind = map(plain, names)
        fits = (entry.column for entry in self._entries if entry.transaction in transaction and entry.kind in kind)
        self[names] = place = ENTRY_COLUMNS.index(next(fits, "fee"))
        return place


def _simple(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).lower()


def _signs(match: re.Match[str]) -> set[str] | None:
    """The currencies named around an amount; None where a word is no currency."""
    known = {words().currencies.get(plain(match[part])) for part in ("before", "after") if match[part]}
    return None if None in known else {code for code in known if code}


def _currency(cell: str) -> str | None:
    match = MONEY.fullmatch(_simple(cell.strip(AROUND)))
    signs = (_signs(match) if match else None) or set()
    return next(iter(signs), None)
