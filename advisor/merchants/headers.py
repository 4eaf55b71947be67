"""The columns of a file that is not known, with a proposal of what each holds, for the merchant to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from advisor.merchants.cells import MISSING, PLAIN_MONEY, Money, MoneyStyle
from advisor.merchants.columns import FIELDS, MONEY, NEEDED, TIMES, fitting, plain, shown_name, words
from advisor.merchants.moments import Moments, is_day_first
from advisor.merchants.order_file import OrderFileError
from advisor.merchants.order_sources import first_rows
from advisor.merchants.text_files import HEADER_WITHIN

SAMPLES = 3
LIKENESS = 0.6  # of two names, 0 to 1; below it nothing is proposed
SAME_KIND_SHARE = 0.8  # of the filled cells
ONLY_ONE = {"amount": "money", "created": "times"}
"""A needed field takes the only column that looks like it, whatever that is called."""
LONG_NUMBER = 7  # digits before the point: from here on it may be a phone or an order number as well as money
LONG_DIGITS = re.compile(rf"\d{{{LONG_NUMBER},}}")


@dataclass(frozen=True)
class Header:
    """The columns of a file.

    `names` [n] are the header's cells, `samples` [n] up to three values of each column: only of money and times, never
    under a header that names personal data. `guess` is field -> header name, a mapping for `read_orders`. `layout` is
    the known layout that the header fits, None where the merchant has to be asked. `kinds` [n]: money, times, personal
    or other, as the cells look.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    guess: Mapping[str, str]
    layout: str | None


def columns_of(path: Path) -> Header:
    """The columns of a file, from its first rows.

    Raises:
        OrderFileError: the file as a whole cannot be read; no_header.
    """
    rows = first_rows(path)
    names = likely_header(rows)
    below = rows[rows.index(names) + 1 :]
    cells = [
        [row[index].strip() for row in below if index < len(row) and row[index].strip()] for index in range(len(names))
    ]
    kinds = [_kind(column) for column in cells]
    samples = tuple(_samples(*column) for column in zip(names, kinds, cells, strict=True))
    fit = fitting(names)
    shown = tuple(shown_name(name) for name in names)
    return Header(shown, tuple(kinds), samples, _guess(shown, kinds), fit.layout.id if fit else None)


def _filled(rows: Sequence[list[str]], index: int) -> list[str]:
    texts = (row[index].strip() for row in rows if index < len(row))
    return [text for text in texts if text]


def likely_header(rows: Sequence[list[str]]) -> list[str]:
    """The row that most likely names the columns: the first of those with the most cells that are filled with words.

    Raises:
        OrderFileError: no_header, where that row is one of orders: its cells may be names of buyers, not of columns.
    """
    likely = max(rows[:HEADER_WITHIN], key=lambda cells: sum(_is_word(cell) for cell in cells), default=[])
    if not any(map(_is_word, likely)) or any(map(_is_value, likely)):
        raise OrderFileError("no_header")
    return likely


def _is_word(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)


def _is_value(cell: str) -> bool:
    """Money, a time, or so many digits in a row that they are a number of something."""
    text = cell.strip()
    money, time = Money(MoneyStyle())[text], Moments(is_day_first([text])).seconds([text])[0]
    return LONG_DIGITS.search(text) is not None or money > MISSING or time > MISSING


def _kind(cells: Sequence[str]) -> str:
    """money, times or other."""
    if not cells:
        return "other"
    moments = Moments(is_day_first(cells)).seconds(cells)
    if (moments > MISSING).mean() >= SAME_KIND_SHARE:
        return "times"
    money = Money(MoneyStyle.of(cells))
    is_money = [money[cell] > MISSING and not _may_be_a_number(cell) for cell in cells]
    return "money" if sum(is_money) >= SAME_KIND_SHARE * len(cells) else "other"


def _may_be_a_number(cell: str) -> bool:
    match = PLAIN_MONEY.fullmatch(cell)
    return match is not None and match[2] is None and len(match[1]) >= LONG_NUMBER


def _samples(name: str, kind: str, cells: Sequence[str]) -> tuple[str, ...]:
    if kind == "other" or _has(name, words().personal):
        return ()
    return tuple(dict.fromkeys(cells))[:SAMPLES]


def _has(name: str, parts: Sequence[str]) -> bool:
    return any(part in plain(name) for part in parts)


def _guess(names: Sequence[str], kinds: Sequence[str]) -> dict[str, str]:
    """Field -> header name: the likest pairs first, each field and each header once."""
    scored = sorted(_likenesses(names, kinds), key=lambda one: -one[0])
    guess: dict[str, str] = {}
    for _, field, name in scored:
        if field not in guess and name not in guess.values():
            guess[field] = name
    for field, kind in ONLY_ONE.items():
        sole = _sole(names, kinds, kind, guess, field)
        guess |= {field: sole} if sole else {}
    return {field: guess[field] for field in FIELDS if field in guess}


def _sole(names: Sequence[str], kinds: Sequence[str], kind: str, guess: Mapping[str, str], field: str) -> str | None:
    """The only column of a kind, for a needed field that no name was like."""
    of_kind = [name for name, its in zip(names, kinds, strict=True) if its == kind and name]
    is_open = not any(set(group) & set(guess) for group in NEEDED if field in group)
    return of_kind[0] if is_open and len(of_kind) == 1 and of_kind[0] not in guess.values() else None


def _likenesses(names: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[float, str, str]]:
    for name, kind in zip(names, kinds, strict=True):
        for field in FIELDS:
            if _may_hold(field, kind) and not (field in TIMES and _has(name, words().planned)):
                likeness = max(SequenceMatcher(None, plain(name), known).ratio() for known in _known_names(field))
                if likeness >= LIKENESS:
                    yield likeness, field, name


def _may_hold(field: str, kind: str) -> bool:
    if field in MONEY:
        return kind == "money"
    if field == "number":
        return kind in ("other", "money")  # short numbers look like money
    return kind == "times" if field in TIMES else kind == "other"


def _known_names(field: str) -> set[str]:
    return {name for layout in words().layouts for name in layout.columns.get(field, ())}
